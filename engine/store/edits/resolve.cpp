// resolve: where coders differ, what holds in the end.
#include <algorithm>

#include "store/coded_apart.h"
#include "store/edit_steps.h"

namespace retroduce::store {

using namespace model;

namespace {

/// Nobody decides on what is hidden from them.
void need_sight(EditContext& context, const ThingName& extract) {
  const std::string document = context.image(extract).at("document").get<std::string>();
  const Blind blind = coded_apart(context.things().connection(), context.session().by().by);
  for (const CodedApart& each : blind.documents)
    if (each.id == document)
      context.refuse("edit.hidden",
                     each.document + " is still coded by several apart from one another",
                     {"Decide when all have finished: finish " + each.document});
}

void need_coding(EditContext& context, const ThingName& extract, const ThingName& concept_) {
  for (const auto& user : context.things().users(extract))
    if (user.thing.kind == ThingKind::coding &&
        context.image(user.thing).at("concept") == concept_.id)
      return;
  context.refuse("edit.unknown",
                 "nobody coded " + said(context, extract) + " with " + said(context, concept_),
                 {"See what is to be decided: retroduce agreement REVIEW --disagreements"});
}

/// A decision of another that gives way, or its reason, is in the history alone from then on.
void say_decided_before(EditContext& context, const Image& before, const Image& now) {
  const auto differs = [&](const char* key) {
    return before.value(key, Image()) != now.value(key, Image());
  };
  if (!differs("coder") || (!differs("holds") && !differs("reason"))) return;
  say_gave_way(context, "edit.decided-before", "decided",
               before.value("holds", false) ? "holds" : "does not hold", before,
               before.value("reason", std::string()));
}

void apply(EditContext& context) {
  const ThingName extract = context.next_extract();
  context.expect("as");
  const auto role = read_role(context);
  if (!role)
    context.refuse("edit.form",
                   "the role that is decided on is expected here: context, mechanism, "
                   "outcome …");
  const ThingName concept_ = context.next_thing(ThingKind::concept_);
  need_sight(context, extract);
  Image image = {{"extract", extract.id}, {"concept", concept_.id}, {"role", role->role}};
  const ThingName resolution{ThingKind::resolution,
                             natural_id_of(shape_of(ThingKind::resolution), image)};
  const std::string what =
      said(context, extract) + " as " + role->role + " " + said(context, concept_);
  const auto there = context.things().image(resolution);
  if (context.take("undecided")) {
    context.finish();
    if (!there) context.refuse("edit.unknown", "nothing is decided of " + what);
    retire(context, resolution, false);
    context.done = "left undecided: " + what;
    return;
  }
  const bool holds = context.take("holds");
  if (!holds) context.expect("does not hold");
  if (holds) image["holds"] = true;
  if (context.take("because")) image["reason"] = context.name("the reason");
  context.finish();
  need_coding(context, extract, concept_);
  image["coder"] = context.session().acting_coder().id;
  image["change"] = there ? there->at("change") : Image(context.session().uid());
  if (there) say_decided_before(context, *there, image);
  context.session().put(resolution, image);
  context.done = "decided that " + what + (holds ? " holds" : " does not hold");
}

}  // namespace

extern const EditVerb edit_resolve;
const EditVerb edit_resolve{
    "resolve", "resolve EXTRACT as ROLE \"CONCEPT\" holds|does not hold|undecided [because \"…\"]",
    "resolve \"smith2020: nobody listened\" as context \"low trust\" holds because \"says who\"",
    "Decides where coders differ, in the name of who acts; the codings stay as they are.", apply};

}  // namespace retroduce::store
