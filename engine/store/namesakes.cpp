#include "store/namesakes.h"

#include <algorithm>

namespace retroduce::store {

using namespace model;

bool is_one_scope(ThingKind kind, const Image& one, const Image& other) {
  const std::string scope(name_scope(kind));
  return scope.empty() || one.value(scope, Image()) == other.value(scope, Image());
}

std::vector<ThingName> namesakes(Things& things, ThingKind kind, std::string_view name,
                                 const Image& image) {
  auto found = things.find(kind, name);
  std::erase_if(found, [&](const ThingName& each) {
    return !is_one_scope(kind, things.image(each).value(), image);
  });
  return found;
}

}  // namespace retroduce::store
