#include "store/take_away.h"

#include <string>

#include "store/thing_shape.h"

namespace retroduce::store {

using namespace model;

namespace {

/// Tables of what belongs to a thing and is in none of its parts.
struct Extra {
  std::string_view table;
  std::string_view column;
  ThingKind owner;
};
constexpr Extra extras[] = {
    {"attachment_bytes", "attachment", ThingKind::attachment},
    {"kept_answer", "saved_question", ThingKind::saved_question},
};

void run(Connection& connection, const std::string& sql, std::int64_t change) {
  Query query(connection.prepared(sql));
  query.bind(1, Cell{change}).run();
}

std::string in_added(std::string_view column, ThingKind owner) {
  return " WHERE " + std::string(column) + " IN (SELECT id FROM " +
         std::string(shape_of(owner).table) + " WHERE change = ?)";
}

void take_away_texts(Connection& connection, std::int64_t change) {
  const std::string texts = "document_text" + in_added("document", ThingKind::document);
  for (const char* table : {"text_page", "text_section", "text_boxes"})
    run(connection,
        "DELETE FROM " + std::string(table) + " WHERE document_text IN (SELECT id FROM " + texts +
            ")",
        change);
  run(connection, "DELETE FROM " + texts, change);
}

}  // namespace

void take_away_added(Connection& connection, std::int64_t change) {
  take_away_texts(connection, change);
  for (const Extra& extra : extras)
    run(connection, "DELETE FROM " + std::string(extra.table) + in_added(extra.column, extra.owner),
        change);
  for (const ThingShape& shape : thing_shapes()) {
    for (const ThingPart& part : shape.parts)
      run(connection, "DELETE FROM " + std::string(part.table) + in_added(part.owner, shape.kind),
          change);
    run(connection, "DELETE FROM " + std::string(shape.table) + " WHERE change = ?", change);
  }
}

}  // namespace retroduce::store
