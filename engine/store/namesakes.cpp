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

std::string name_in_sentence(Things& things, const ThingName& thing) {
  const Image image = things.image(thing).value();
  const std::string name = image.at("label").dump();
  if (thing.kind != ThingKind::statement)
    return name + " of " +
           things.image({ThingKind::theory, image.at("theory").get<std::string>()})
               .value()
               .at("label")
               .dump();
  const ThingName version{ThingKind::theory_version, image.at("version").get<std::string>()};
  const std::string whose = things.image(version).value().value("label", std::string());
  const bool is_one = things.find(version.kind, whose).size() == 1;
  return name + " of " + (is_one ? Image(whose).dump() : name_in_sentence(things, version));
}

}  // namespace retroduce::store
