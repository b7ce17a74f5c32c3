// uncode: a coding taken back.
#include <algorithm>

#include "store/apart_history.h"
#include "store/edit_steps.h"

namespace retroduce::store {

using namespace model;

namespace {

void apply(EditContext& context) {
  const ThingName extract = context.next_extract();
  context.expect("as");
  const auto role = read_role(context);
  const ThingName concept_ = context.next_thing(ThingKind::concept_);
  std::optional<ThingName> coder;
  if (context.take("by")) coder = context.next_thing(ThingKind::coder);
  context.finish();
  std::vector<ThingName> found;
  for (const auto& user : context.things().users(extract)) {
    if (user.thing.kind != ThingKind::coding) continue;
    const Image image = context.image(user.thing);
    if (image.at("concept") != concept_.id) continue;
    if (role && image.value("role", std::string()) != role->role) continue;
    if (coder && image.at("coder") != coder->id) continue;
    if (context.session().hidden().document_of(user.thing, image).empty())
      found.push_back(user.thing);
  }
  if (found.empty())
    context.refuse("edit.unknown", said(context, extract) + " is not coded so",
                   {"See its codings: retroduce ask REVIEW 'extracts coded \"…\"'"});
  // As it was coded: without a role.
  const auto has_role = [&](const ThingName& each) { return context.image(each).contains("role"); };
  if (!role && std::count_if(found.begin(), found.end(), has_role) + 1 ==
                   static_cast<std::ptrdiff_t>(found.size()))
    std::erase_if(found, has_role);
  if (found.size() > 1)
    context.refuse("edit.several",
                   std::to_string(found.size()) + " codings fit; say the role, or by whom");
  say_of_other(context, found.front());
  retire(context, found.front(), false);
  context.done =
      "took back the coding of " + said(context, extract) + " as " + said(context, concept_);
}

}  // namespace

extern const EditVerb edit_uncode;
const EditVerb edit_uncode{"uncode", "uncode EXTRACT as [ROLE] \"CONCEPT\" [by CODER]",
                           "uncode \"smith2020: nobody listened\" as context \"low trust\"",
                           "Takes a coding back.", apply};

}  // namespace retroduce::store
