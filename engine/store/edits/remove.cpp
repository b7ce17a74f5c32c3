// remove: an element of a configuration.
#include "store/edit_steps.h"
#include "store/need_shown.h"

namespace retroduce::store {

using namespace model;

namespace {

void apply(EditContext& context) {
  const auto role = read_role(context);
  if (!role)
    context.refuse("edit.form", "a role (context, mechanism, outcome …) is expected here",
                   {"remove context \"low trust\" from \"CMOC 1\"; whole things are retired"});
  const ElementName named = read_element_name(context, *role);
  context.expect("from");
  const ThingName configuration = context.next_thing(ThingKind::configuration);
  context.finish();
  Image image = context.image(configuration);
  const std::size_t place = element_place(context, image, named);
  need_evidence_shown(context, configuration, place, "move");
  const std::string element = said_element(context, image.at("elements").at(place - 1));
  for (const auto& user : context.things().users(configuration)) {
    if (user.thing.kind != ThingKind::evidence) continue;
    const Image evidence = context.image(user.thing);
    if (evidence.value("element", std::size_t{0}) != place) continue;
    context.say("edit.evidence-kept",
                "the evidence on this element now bears on the whole configuration");
    break;
  }
  std::vector<std::size_t> moved(image.at("elements").size());
  for (std::size_t i = 0; i < moved.size(); ++i)
    moved[i] = i + 1 < place ? i : i + 1 == place ? gone_place : i - 1;
  image["elements"].erase(place - 1);
  put_elements(context, configuration, image, moved);
  context.done = "removed " + element + " from " + said(context, configuration);
}

}  // namespace

extern const EditVerb edit_remove;
const EditVerb edit_remove{
    "remove", "remove ROLE \"NAME\" [when not fired] from \"CONFIGURATION\"",
    "remove context \"low trust\" from \"CMOC 1\"",
    "Takes an element out of a configuration; evidence on it then bears on the whole.", apply};

}  // namespace retroduce::store
