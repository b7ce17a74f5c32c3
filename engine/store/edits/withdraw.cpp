// withdraw: evidence taken back.
#include "base/text.h"
#include "store/apart_history.h"
#include "store/edit_steps.h"
#include "store/passages.h"

namespace retroduce::store {

using namespace model;

namespace {

/// What of it for the configuration, on the element of that place or wherever, who acts may know.
std::vector<ThingName> evidence_of(EditContext& context, const ThingName& extract,
                                   const ThingName& configuration,
                                   std::optional<std::size_t> place) {
  std::vector<ThingName> found;
  for (const auto& user : context.things().users(extract)) {
    if (user.thing.kind != ThingKind::evidence) continue;
    const Image image = context.image(user.thing);
    if (image.at("configuration") != configuration.id) continue;
    if (place && image.value("element", std::size_t{0}) != *place) continue;
    if (context.session().hidden().document_of(user.thing, image).empty())
      found.push_back(user.thing);
  }
  return found;
}

/// Several judgements with one extract are several things that people said.
void say_several(EditContext& context, const Image& claim, const std::vector<ThingName>& evidence) {
  std::vector<std::string> judgements;
  for (const ThingName& each : evidence) {
    const Image image = context.image(each);
    const auto place = image.value("element", std::size_t{0});
    const std::string note = base::shorten(base::collapse_blanks(image.value("note", "")), 60);
    judgements.push_back(image.at("stance").get<std::string>() + " " +
                         (place == 0 ? std::string("the whole")
                                     : said_element(context, claim.at("elements")[place - 1])) +
                         (note.empty() ? "" : " (" + note + ")"));
  }
  context.say("edit.withdrew-several",
              std::to_string(evidence.size()) + " judgements go: it " +
                  base::join(judgements, ", it ") +
                  "; to take back one of them alone, undo this and say \"on ROLE NAME\"");
}

void apply(EditContext& context) {
  const ThingName extract = context.next_extract();
  context.expect("from");
  const ThingName configuration = context.next_thing(ThingKind::configuration);
  std::optional<std::size_t> place;
  if (context.take("on"))
    place = element_place(context, context.image(configuration), read_element_on(context));
  context.finish();
  std::vector<ThingName> found;
  for (const ThingName& each : extracts_of_passage(context, extract)) {
    found = evidence_of(context, each, configuration, place);
    if (!found.empty()) break;
  }
  if (found.empty())
    context.refuse("edit.unknown",
                   said(context, extract) + " is no evidence for " + said(context, configuration));
  if (found.size() > 1) say_several(context, context.image(configuration), found);
  for (const ThingName& each : found) {
    say_of_other(context, each);
    retire(context, each, false);
  }
  context.done = "withdrew " + said(context, extract) + " from " + said(context, configuration);
}

}  // namespace

extern const EditVerb edit_withdraw;
const EditVerb edit_withdraw{
    "withdraw", "withdraw EXTRACT from \"CONFIGURATION\" [on ROLE \"NAME\"]",
    "withdraw \"smith2020: nobody listened\" from \"CMOC 1\"", "Takes evidence back.", apply};

}  // namespace retroduce::store
