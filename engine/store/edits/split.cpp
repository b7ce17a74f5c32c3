// split: a second configuration out of one, or a concept out of one.
#include "base/text.h"
#include "store/apart_history.h"
#include "store/edit_steps.h"
#include "store/need_shown.h"

namespace retroduce::store {

using namespace model;

namespace {

/// The new one has all that the old one has: elements, evidence, ties. Each is then cut to its own.
void split_configuration(EditContext& context, const ThingName& from, const std::string& name) {
  for (const auto& user : context.things().users(from))
    if (user.thing.kind == ThingKind::evidence) need_shown(context, user.thing, "copy");
  const ThingName made{ThingKind::configuration, context.session().new_id()};
  Image image = context.image(from);
  const std::string old = image.at("label").get<std::string>();
  image["label"] = name;
  for (Image& element : image["elements"]) element["change"] = context.session().uid();
  if (image.at("elements").empty()) image.erase("elements");
  context.session().put(made, image);
  std::vector<std::string> links;
  for (const auto& user : context.things().users(from)) {
    Image each = context.image(user.thing);
    if (user.thing.kind == ThingKind::link &&
        !context.session().hidden().is_hidden(user.thing, each))
      links.push_back(said(context, user.thing));
    if (user.thing.kind == ThingKind::evidence) {
      each["configuration"] = made.id;
      each["change"] = context.session().uid();
      context.session().put({ThingKind::evidence, made.id + " " + each.at("element").dump() + " " +
                                                      each.at("extract").get<std::string>()},
                            each);
    } else if (user.part != nullptr && user.part->form == ThingPart::Form::values) {
      each[std::string(user.part->key)].push_back(made.id);
      context.session().put(user.thing, each);
    }
  }
  if (!links.empty())
    context.say("edit.links-stay",
                "links stay with " + said(context, from) + " alone: " + base::join(links, ", ") +
                    ". Where one is of the new claim, say so with link, and unlink it there");
  name_in_history(context, from);
  context.done = "split configuration \"" + old + "\": \"" + name + "\" now has all that it has";
}

/// Codings of these extracts, and elements of these configurations, move to the new concept.
void split_concept(EditContext& context, const ThingName& from, const std::string& name) {
  std::vector<ThingName> taken;
  context.expect("for");
  do {
    if (context.take("extract")) {
      taken.push_back(context.next_extract());
    } else {
      context.expect("configuration");
      taken.push_back(context.next_thing(ThingKind::configuration));
    }
  } while (context.take("and"));
  context.finish();
  const ThingName made{ThingKind::concept_, context.session().new_id()};
  Image concept_ = Image{{"label", name}};
  const Image old = context.image(from);
  if (old.contains("parent")) concept_["parent"] = old.at("parent");
  context.session().put(made, concept_);
  split_uses(context, from, made, taken);
  name_in_history(context, from);
  context.done = "split concept \"" + name + "\" from " + said(context, from);
}

void apply(EditContext& context) {
  const auto kind = context.kind();
  if (kind != ThingKind::configuration && kind != ThingKind::concept_)
    context.refuse("edit.kind", "configurations and concepts can be split",
                   {"split configuration \"CMOC 1\" into \"CMOC 1b\""});
  const ThingName from = context.next_called(*kind);
  context.expect("into");
  const std::string name = context.name("the name of the new one");
  context.need_free(*kind, name, context.image(from));
  if (*kind == ThingKind::concept_) return split_concept(context, from, name);
  context.finish();
  split_configuration(context, from, name);
}

}  // namespace

extern const EditVerb edit_split;
const EditVerb edit_split{"split",
                          "split configuration \"NAME\" into \"NEW\" | concept \"NAME\" into "
                          "\"NEW\" for extract … and configuration …",
                          "split configuration \"CMOC 1\" into \"CMOC 1b\"",
                          "Makes a second configuration with all that the first has, to be cut to "
                          "size; or a concept for some of its uses.",
                          apply};

}  // namespace retroduce::store
