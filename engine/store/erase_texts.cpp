// The history knows full texts by fingerprints: it is told where an erasure rewrote one.
#include <map>

#include "store/erase_words.h"
#include "store/text_cells.h"
#include "store/text_images.h"
#include "store/text_rows.h"

namespace retroduce::store {

TextPrints prints_of_texts(Connection& connection) {
  std::vector<std::pair<std::int64_t, std::string>> texts;
  {
    Query query(connection.prepared("SELECT id, text FROM document_text ORDER BY id"));
    while (query.next()) texts.emplace_back(query.number(0), query.text(1));
  }
  TextPrints prints;
  for (const auto& [id, text] : texts) {
    const Image image = text_image(text, origin_of_text(connection, id));
    prints.push_back(print_of_text(image));
    prints.push_back(print_of_origin(image));
  }
  return prints;
}

void retell_texts(Connection& connection, const TextPrints& before) {
  const TextPrints now = prints_of_texts(connection);
  std::map<std::string, std::string, std::less<>> renamed;
  for (std::size_t i = 0; i < before.size(); ++i)
    if (before[i] != now.at(i)) renamed.emplace(before[i], now[i]);
  if (renamed.empty()) return;
  const Rewrite rewrite = [&renamed](std::string_view text) -> std::optional<std::string> {
    const auto found = renamed.find(text);
    return found == renamed.end() ? std::nullopt : std::optional(found->second);
  };
  for (const char* column : {"before", "after"})
    rewrite_texts(connection, {"history", column}, rewrite, "thing = 'document'");
}

}  // namespace retroduce::store
