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

namespace {

std::string in_marks(const std::string& name) {
  std::string text = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + '"';
}

}  // namespace

std::string name_in_sentence(Things& things, const ThingName& thing) {
  const Image image = things.image(thing).value();
  const std::string name = in_marks(image.value("label", std::string()));
  if (thing.kind != ThingKind::statement)
    return name + " of " +
           in_marks(things.image({ThingKind::theory, image.at("theory").get<std::string>()})
                        .value()
                        .value("label", std::string()));
  const ThingName version{ThingKind::theory_version, image.at("version").get<std::string>()};
  const std::string whose = things.image(version).value().value("label", std::string());
  const bool is_one = things.find(version.kind, whose).size() == 1;
  return name + " of " + (is_one ? in_marks(whose) : name_in_sentence(things, version));
}

}  // namespace retroduce::store
