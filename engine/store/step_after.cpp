#include "store/step_after.h"

#include <string>
#include <vector>

#include "store/step_back.h"

namespace retroduce::store {

std::optional<KnownChange> step_after(Connection& connection, std::int64_t change,
                                      const model::HistoryRow& row) {
  Image fields = row.before.empty() ? Image::object() : read_image(row.before);
  if (!row.after.empty()) fields.update(read_image(row.after));
  std::vector<std::string> touching;
  {
    Query query(connection.prepared(
        "SELECT c.uid, h.before, h.after FROM history h JOIN change c ON c.id = h.change WHERE "
        "h.change > ? AND h.thing = ? AND h.thing_id = ? ORDER BY h.change DESC, h.place DESC"));
    query.bind({Cell{change}, Cell{to_word(row.thing)}, Cell{std::string_view(row.thing_id)}});
    while (query.next()) {
      bool touches = query.view(1).empty() || query.view(2).empty();
      for (const int column : {1, 2}) {
        const Image image = Image::parse(query.view(column), nullptr, false);
        for (const auto& [key, value] : image.items()) touches |= fields.contains(key);
      }
      if (touches) touching.push_back(query.text(0));
    }
  }
  for (const std::string& uid : touching)
    if (auto known = known_change(connection, uid);
        known && stands(connection, uid, known->change.kind))
      return known;
  return std::nullopt;
}

}  // namespace retroduce::store
