// map: wordings to the concept that they stand for.
#include "store/edit_steps.h"
#include "store/need_shown.h"

namespace retroduce::store {

using namespace model;

namespace {

void apply(EditContext& context) {
  std::vector<ThingName> from;
  for (const std::string& name : context.names("a wording"))
    from.push_back(context.called(ThingKind::concept_, name));
  context.expect("to");
  const std::string name = context.name("the name of the concept");
  context.finish();
  for (const ThingName& each : from) {
    if (!context.image(each).value("wording", false))
      context.refuse("edit.no-wording",
                     said(context, each) + " is a concept of its own, not a wording",
                     {"Say: merge concept \"A\" into \"B\""});
  }
  const ThingName into = concept_named(context, name, true);
  need_merge_shown(context, from, into);
  Image image = context.image(into);
  if (image.contains("wording")) {
    image.erase("wording");
    context.session().put(into, image);
  }
  std::erase(from, into);
  merge_things(context, from, into);
  if (from.empty()) context.done = "made the wording " + said(context, into) + " a concept";
}

}  // namespace

extern const EditVerb edit_map;
const EditVerb edit_map{"map", "map \"WORDING\"[, \"WORDING\"]… to \"CONCEPT\"",
                        "map \"felt heard\", \"being listened to\" to \"being heard\"",
                        "Puts wordings to a concept; it is made where there is none of that name.",
                        apply};

}  // namespace retroduce::store
