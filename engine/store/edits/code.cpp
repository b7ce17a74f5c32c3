// code: a concept seen in an extract.
#include "store/edit_steps.h"
#include "store/need_shown.h"

namespace retroduce::store {

using namespace model;

namespace {

void apply(EditContext& context) {
  const ThingName extract = context.next_extract();
  context.expect("as");
  const auto role = read_role(context);
  const std::string name = context.name("the name of the concept");
  Image image = {{"extract", extract.id}, {"change", context.session().uid()}};
  if (role) image["role"] = role->role;
  while (!context.at_end()) {
    if (context.take("note")) {
      image["note"] = context.name("the note");
    } else if (context.take("by")) {
      image["coder"] = context.next_thing(ThingKind::coder).id;
    } else {
      context.finish();
    }
  }
  const ThingName concept_ = concept_named(context, name, true);
  image["concept"] = concept_.id;
  if (!image.contains("coder")) image["coder"] = context.session().acting_coder().id;
  const ThingName coding{ThingKind::coding, extract.id + " " + concept_.id + " " +
                                                image.value("role", std::string("-")) + " " +
                                                image.at("coder").get<std::string>()};
  need_shown(context, coding, "replace");
  if (const auto there = context.things().image(coding)) {
    image["change"] = there->at("change");
    if (!image.contains("note") && there->contains("note")) image["note"] = there->at("note");
  }
  context.session().put(coding, image);
  context.done = "coded " + said(context, extract) + " as " + (role ? role->role + " " : "") +
                 said(context, concept_);
}

}  // namespace

extern const EditVerb edit_code;
const EditVerb edit_code{
    "code", "code EXTRACT as [ROLE] \"CONCEPT\" [note \"…\"]",
    "code \"smith2020: nobody listened\" as context \"low trust\"",
    "Codes an extract; the concept is made where there is none of that name, nor one "
    "that is also called so.",
    apply};

}  // namespace retroduce::store
