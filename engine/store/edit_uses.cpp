// Where concepts stand: elements by name, and elements and codings that go from one concept to
// another.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "store/edit_steps.h"
#include "store/history_words.h"
#include "store/need_shown.h"

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

std::optional<RolePart> read_role(EditContext& context) {
  for (const char* part : {"resource", "reasoning"})
    if (context.take(part)) return RolePart{"mechanism", part, true};
  if (context.take("unsplit")) {
    context.take("mechanism");
    return RolePart{"mechanism", "unsplit", true};
  }
  if (const auto role = context.word_of(words_of<Role>())) return RolePart{*role};
  return std::nullopt;
}

ElementName read_element_name(EditContext& context, const RolePart& role) {
  ElementName named{role, context.take("not"), context.name("the name of the element"), {}};
  if (role.role != to_word(Role::outcome)) return named;
  if (context.take("when not fired")) named.when_not_fired = true;
  if (context.take("when fired")) named.when_not_fired = false;
  return named;
}

ElementName read_element_on(EditContext& context) {
  const auto role = read_role(context);
  if (!role)
    context.refuse("edit.form", "a role (context, mechanism, outcome …) is expected after \"on\"");
  return read_element_name(context, *role);
}

namespace {

/// By its own name, else by another that it has; which one is meant, its element tells.
std::set<std::string> concepts_called(EditContext& context, const std::string& name) {
  std::set<std::string> ids;
  for (const ThingName& each : context.things().find(ThingKind::concept_, name))
    ids.insert(each.id);
  if (!ids.empty()) return ids;
  for (const ThingName& each : context.with_alias(name)) ids.insert(each.id);
  return ids;
}

/// How to name the element where others have its name.
std::string whole_name(EditContext& context, const Image& element) {
  const bool is_unsplit = element.at("role") == to_word(Role::mechanism) &&
                          element.value("part", std::string("unsplit")) == "unsplit";
  const bool is_fired =
      element.at("role") == to_word(Role::outcome) && !element.value("when-not-fired", false);
  return (is_unsplit ? "unsplit " : "") + said_element(context, element) +
         (is_fired ? " when fired" : "");
}

}  // namespace

std::size_t element_place(EditContext& context, const Image& configuration,
                          const ElementName& named) {
  const Image elements = configuration.value("elements", Image::array());
  const auto concepts = concepts_called(context, named.name);
  const RolePart& role = named.role;
  std::vector<std::string> there;
  std::vector<std::size_t> found;
  std::vector<std::size_t> by_wording;
  std::set<std::string> ways;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const Image& element = elements[i];
    if (element.value("role", std::string()) != role.role) continue;
    if (role.is_part_said && element.value("part", std::string("unsplit")) != role.part) continue;
    there.push_back(said_element(context, element));
    if (element.value("opposite", false) != named.opposite) continue;
    if (element.value("when-not-fired", false) !=
        named.when_not_fired.value_or(element.value("when-not-fired", false)))
      continue;
    if (concepts.count(element.value("concept", std::string())) > 0)
      found.push_back(i + 1);
    else if (base::fold(element.value("wording", std::string())) == base::fold(named.name))
      by_wording.push_back(i + 1);
  }
  if (found.empty()) found = std::move(by_wording);
  const std::string said = role.role + (named.opposite ? " not \"" : " \"") + named.name + "\"";
  if (found.empty())
    context.refuse("edit.unknown", "the configuration has no " + said,
                   {there.empty() ? "It has no " + role.role + " at all."
                                  : "It has: " + base::join(there, ", ")});
  for (const std::size_t place : found) ways.insert(whole_name(context, elements[place - 1]));
  if (ways.size() > 1)
    context.refuse(
        "edit.several",
        std::to_string(ways.size()) + " elements of the configuration are called " + said,
        {"Say which: " + base::join({ways.begin(), ways.end()}, ", ")});
  return found.front();
}

std::string said_element(EditContext& context, const Image& element) {
  return bare_element(images_of(context.things()), element);
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
      need_elements_shown(context, user, from, "move");
      is_any = take_elements(context, user, from, to, words);
    } else {
      for (const auto& each : context.things().users(user)) {
        if (each.thing.kind != ThingKind::coding) continue;
        Image image = context.image(each.thing);
        if (image.at("concept") != from.id) continue;
        is_any = true;
        need_shown(context, each.thing, "move");
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
