// A whole review file as text, thing by thing: two states are equal where their texts are. Without
// the history.
#pragma once

#include <string>

#include "store/things.h"

namespace retroduce::tests {

inline std::string review_state(store::Connection& connection) {
  store::Things things(connection);
  std::string text = things.image({model::ThingKind::review, "review"})->dump() + "\n";
  for (const store::ThingShape& shape : store::thing_shapes()) {
    std::vector<std::string> lines;
    for (const store::ThingName& thing : things.all(shape.kind))
      lines.push_back(std::string(shape.table) + " " + thing.id + " " +
                      things.image(thing, true).value().dump());
    std::sort(lines.begin(), lines.end());
    for (const std::string& line : lines) text += line + "\n";
  }
  return text;
}

inline std::string review_state(const std::filesystem::path& path) {
  store::Connection connection(path, store::Connection::Access::read);
  return review_state(connection);
}

}  // namespace retroduce::tests
