#include "store/document_row.h"

#include "store/stored.h"

namespace retroduce::store {

model::Document document_in(const Query& query) {
  model::Document document;
  document.key = query.text(0);
  document.type = query.text(1);
  document.authors = stored_texts(query.view(2));
  if (!query.is_null(3)) document.year = static_cast<int>(query.number(3));
  document.title = query.text(4);
  document.container = query.text(5);
  document.volume = query.text(6);
  document.issue = query.text(7);
  document.pages = query.text(8);
  document.doi = query.text(9);
  document.url = query.text(10);
  document.language = query.text(11);
  document.note = query.text(12);
  document.is_consultation = query.flag(13);
  return document;
}

std::int64_t row_of_key(Connection& connection, const std::string& key) {
  Query query(connection.prepared("SELECT id FROM document WHERE key = ? ORDER BY id"));
  query.bind(1, Cell{key});
  return query.next() ? query.number(0) : 0;
}

}  // namespace retroduce::store
