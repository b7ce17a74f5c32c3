// add: new things of every kind, and elements of a configuration.
#include "base/text.h"
#include "store/edit_entries.h"
#include "store/edit_steps.h"
#include "store/passages.h"

namespace retroduce::store {

using namespace model;

namespace {

/// add context "low trust" to "CMOC 1" [not …]
void add_element(EditContext& context, const RolePart& role) {
  const ElementName named = read_element_name(context, role);
  context.expect("to");
  const ThingName configuration = context.next_thing(ThingKind::configuration);
  Image element = {{"role", role.role}, {"part", role.part}, {"change", context.session().uid()}};
  if (named.opposite) element["opposite"] = true;
  if (named.when_not_fired.value_or(false)) element["when-not-fired"] = true;
  read_element(context, element);
  element["concept"] = concept_named(context, named.name, true).id;
  Image image = context.image(configuration);
  Image elements = image.value("elements", Image::array());
  std::vector<std::size_t> moved(elements.size());
  for (std::size_t i = 0; i < moved.size(); ++i) moved[i] = i;
  need_single(context, configuration, elements, element, 0);
  elements.push_back(element);
  image["elements"] = elements;
  put_elements(context, configuration, image, moved);
  context.done = "added " + said_element(context, element) + " to " + said(context, configuration);
}

/// add extract "its words" from "KEY" [page "3"] [paraphrase] …
void add_extract(EditContext& context) {
  Image image = Image::object();
  image["quote"] = context.name("the words of the extract");
  if (!context.take("from")) context.expect("in");
  const ThingName document = context.next_thing(ThingKind::document);
  image["document"] = document.id;
  read_properties(context, shape_of(ThingKind::extract), image);
  place_extract(context, document, image);
  if (const auto there = extracts_of_passage(context, image); !there.empty())
    context.refuse(
        "edit.there",
        said(context, there.front()) + " is taken from " + said(context, document) + " already",
        {"Its permanent id is " + there.front().id + "; it needs not be added to be used."});
  const ThingName extract{ThingKind::extract, context.session().new_id()};
  context.session().put(extract, image);
  context.done = "added " + said(context, extract);
}

/// Two people never become one for their name, and one never two unsaid.
void look_for_namesakes(EditContext& context, const std::string& label, const Image& image) {
  const std::string name = image.value("name", std::string());
  for (const ThingName& coder : context.things().all(ThingKind::coder)) {
    const Image there = context.image(coder);
    const std::string full = there.value("name", std::string());
    const std::string other = there.at("label").get<std::string>();
    if (base::fold(other) == base::fold(label))
      context.refuse("edit.there",
                     "there is a coder called \"" + other + "\" already" +
                         (full.empty() ? "" : " (" + full + ")"),
                     {"Another person needs other initials; the same one needs not be added."});
    if (!name.empty() && full == name)
      context.say("edit.same-name", Image(other).dump() + " has the full name " + name +
                                        ", too; if the two are one person: merge coder " +
                                        Image(label).dump() + " into " + Image(other).dump());
  }
}

const char* parent_word(ThingKind kind) {
  switch (kind) {
    case ThingKind::theory_version:
    case ThingKind::construct:
      return "theory";
    case ThingKind::statement:
      return "version";
    default:
      return nullptr;
  }
}

void apply(EditContext& context) {
  if (const auto role = read_role(context)) return add_element(context, *role);
  const auto kind = context.kind();
  if (!kind || *kind == ThingKind::review || shape_of_or_null(*kind) == nullptr)
    context.refuse(
        "edit.kind", "what is to be added is not understood: \"" + context.next_word() + "\"",
        {"add concept, configuration, document, extract, theme, study, coder, theory, "
         "theory version, "
         "statement, construct, saved question, entry of a list; or context, mechanism, resource, "
         "reasoning, outcome, "
         "actor, intervention \"NAME\" to \"CONFIGURATION\""});
  if (*kind == ThingKind::extract) return add_extract(context);
  if (*kind == ThingKind::entry) return add_entry(context);
  const ThingShape& shape = shape_of(*kind);
  if (shape.name.empty() || *kind == ThingKind::attachment)
    context.refuse("edit.kind", "a " + std::string(to_word(*kind)) + " is not added so",
                   {"See: retroduce edit --help"});
  Image image = Image::object();
  const std::string name = context.name("the name of the new " + std::string(to_word(*kind)));
  context.need_name(*kind, name);
  image[std::string(shape.name)] = name;
  if (*kind == ThingKind::configuration) image["status"] = "proposed";
  if (*kind == ThingKind::theory) image["kind"] = "programme";
  read_properties(context, shape, image);
  const char* parent = parent_word(*kind);
  if (*kind == ThingKind::coder) look_for_namesakes(context, name, image);
  if (parent != nullptr && !image.contains(parent))
    context.refuse("edit.form", "say whose it is: " + std::string(parent) + " \"NAME\"");
  context.need_free(*kind, name, image);
  if (*kind == ThingKind::concept_) context.tell_alias(name);
  check_scales(context, image);
  const ThingName thing{*kind, context.session().new_id()};
  context.session().put(thing, image);
  if (*kind == ThingKind::theory_version) tell_version_order(context, thing, image);
  context.done = "added " + said(context, thing);
}

}  // namespace

extern const EditVerb edit_add;
const EditVerb edit_add{
    "add", "add KIND \"NAME\" [PROPERTY VALUE]…",
    "add concept \"trust in the link worker\" parent \"trust\" definition \"…\"",
    "Adds a thing, or an element to a configuration: add context \"low trust\" to \"CMOC 1\".",
    apply};

}  // namespace retroduce::store
