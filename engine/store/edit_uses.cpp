// Where concepts stand: elements and codings that go from one concept to another.
#include <algorithm>

#include "store/edit_steps.h"

namespace retroduce::store {

using namespace model;

namespace {

bool alike(const Image& a, const Image& b) {
  for (const char* key : {"role", "part", "concept", "opposite", "when-not-fired"})
    if (a.value(key, Image()) != b.value(key, Image())) return false;
  return true;
}

/// Elements of one concept become the other's; false where there is none.
bool take_elements(EditContext& context, const ThingName& configuration, const ThingName& from,
                   const ThingName& to, const std::string& words) {
  Image image = context.image(configuration);
  Image elements = image.value("elements", Image::array());
  bool is_any = false;
  for (Image& element : elements) {
    if (element.at("concept") != from.id) continue;
    is_any = true;
    element["concept"] = to.id;
    if (!element.contains("wording")) element["wording"] = words;
  }
  if (!is_any) return false;
  Image kept = Image::array();
  std::vector<std::size_t> moved;
  for (const Image& element : elements) {
    const auto twin = std::find_if(
        kept.begin(), kept.end(), [&element](const Image& other) { return alike(element, other); });
    moved.push_back(static_cast<std::size_t>(twin - kept.begin()));
    if (twin == kept.end()) kept.push_back(element);
  }
  image["elements"] = kept;
  put_elements(context, configuration, image, moved);
  return true;
}

}  // namespace

void merge_elements(EditContext& context, const ThingName& from, const ThingName& to) {
  const std::string words = context.image(from).at("label").get<std::string>();
  for (const auto& user : context.things().users(from)) {
    if (user.thing.kind == ThingKind::configuration)
      take_elements(context, user.thing, from, to, words);
  }
}

void split_uses(EditContext& context, const ThingName& from, const ThingName& to,
                const std::vector<ThingName>& users) {
  const std::string words = context.image(from).at("label").get<std::string>();
  for (const ThingName& user : users) {
    bool is_any = false;
    if (user.kind == ThingKind::configuration) {
      is_any = take_elements(context, user, from, to, words);
    } else {
      for (const auto& each : context.things().users(user)) {
        if (each.thing.kind != ThingKind::coding) continue;
        Image image = context.image(each.thing);
        if (image.at("concept") != from.id) continue;
        is_any = true;
        image["concept"] = to.id;
        const ThingName renamed{ThingKind::coding, user.id + " " + to.id + " " +
                                                       image.value("role", std::string("-")) + " " +
                                                       image.at("coder").get<std::string>()};
        context.session().put(renamed, image);
        move_remarks(context, each.thing, renamed);
        context.session().put(each.thing, std::nullopt);
      }
    }
    if (!is_any)
      context.refuse("edit.unknown", said(context, user) + " does not use " + said(context, from));
  }
}

}  // namespace retroduce::store
