// Where concepts stand: elements and codings that go from one concept to another.
#include <algorithm>

#include "store/edit_steps.h"

namespace retroduce::store {

using namespace model;

namespace {

/// Elements of one concept become the other's; false where there is none.
bool take_elements(EditContext& context, const ThingName& configuration, const ThingName& from,
                   const ThingName& to, const std::string& words) {
  Image image = context.image(configuration);
  Image elements = image.value("elements", Image::array());
  bool is_any = false;
  Image kept = Image::array();
  std::vector<std::size_t> moved;
  for (Image& element : elements) {
    const bool is_taken = element.at("concept") == from.id;
    is_any |= is_taken;
    if (is_taken) element["concept"] = to.id;
    const auto twin = std::find_if(kept.begin(), kept.end(), [&element](const Image& other) {
      return is_same_element(element, other);
    });
    moved.push_back(static_cast<std::size_t>(twin - kept.begin()));
    if (twin == kept.end()) {
      if (is_taken && !element.contains("wording")) element["wording"] = words;
      kept.push_back(element);
      continue;
    }
    const std::string otherwise = said_otherwise(context, element, *twin);
    if (!otherwise.empty()) append_note(image, "Also " + otherwise + ".");
  }
  if (!is_any) return false;
  image["elements"] = kept;
  put_elements(context, configuration, image, moved);
  return true;
}

}  // namespace

bool is_same_element(const Image& a, const Image& b) {
  for (const char* key : {"role", "part", "concept", "opposite", "when-not-fired"})
    if (a.value(key, Image()) != b.value(key, Image())) return false;
  return true;
}

void name_in_history(EditContext& context, const ThingName& thing) {
  const Image image = context.image(thing);
  context.session().decide(thing, image, image, {});
}

std::string said_element(EditContext& context, const RolePart& role, bool opposite,
                         const std::string& name) {
  const auto concept_ = context.things().image({ThingKind::concept_, name});
  return role.role + (opposite ? " not \"" : " \"") +
         (concept_ ? concept_->value("label", name) : name) + "\"";
}

std::string said_element(EditContext& context, const Image& element) {
  const std::string part = element.value("part", std::string("unsplit"));
  const std::string role = part == "unsplit" ? element.at("role").get<std::string>() : part;
  return said_element(context, {role, part}, element.value("opposite", false),
                      element.at("concept").get<std::string>());
}

void need_single(EditContext& context, const ThingName& configuration, const Image& elements,
                 const Image& element, std::size_t place) {
  for (std::size_t i = 0; i < elements.size(); ++i)
    if (i + 1 != place && is_same_element(elements[i], element))
      context.refuse("edit.there", said(context, configuration) + " has this " +
                                       element.at("role").get<std::string>() + " already");
}

std::string said_otherwise(EditContext& context, const Image& gone, const Image& stays) {
  std::string text;
  for (const char* key : {"wording", "direction"}) {
    const std::string value = gone.value(key, std::string());
    if (value.empty() || value == stays.value(key, std::string())) continue;
    text += (text.empty() ? "" : ", ") + std::string(key) + " " +
            (key == std::string_view("wording") ? "\"" + value + "\"" : value);
  }
  const bool is_unintended = gone.value("unintended", false);
  if (is_unintended != stays.value("unintended", false))
    text += std::string(text.empty() ? "" : ", ") + (is_unintended ? "unintended" : "intended");
  if (text.empty()) return text;
  return said_element(context, stays) + ": " + text;
}

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
