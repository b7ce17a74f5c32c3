// rename: another name, and every reference holds.
#include "base/text.h"
#include "store/assignments.h"
#include "store/edit_entries.h"

namespace retroduce::store {

using namespace model;

namespace {

/// Initials that differ in the case of letters alone are one name: a second person needs others.
void need_other_person(EditContext& context, const ThingName& coder, const std::string& label) {
  for (const ThingName& other : context.things().all(ThingKind::coder)) {
    const std::string there = context.image(other).at("label").get<std::string>();
    if (other == coder || base::fold(there) != base::fold(label)) continue;
    const std::string own = context.image(coder).at("label").dump();
    context.refuse("edit.there", "there is a coder called \"" + there + "\" already",
                   {"Where the two are one person: merge coder " + own + " into \"" + there +
                    "\"; another person needs other initials."});
  }
}

void apply(EditContext& context) {
  const auto kind = context.kind();
  if (!kind || shape_of_or_null(*kind) == nullptr || shape_of(*kind).name.empty() ||
      *kind == ThingKind::extract || *kind == ThingKind::entry)
    context.refuse("edit.kind",
                   "what is to be renamed is not understood: \"" + context.next_word() + "\"",
                   {"rename concept \"OLD\" to \"NEW\""});
  const ThingName thing = context.next_called(*kind);
  context.expect("to");
  const std::string name = context.name("the new name");
  const bool keeps = context.take("keep alias");
  context.finish();
  context.need_name(*kind, name);
  const std::string old = said(context, thing);
  if (*kind == ThingKind::coder) need_other_person(context, thing, name);
  Image image = context.image(thing);
  const auto there = context.things().find(*kind, name);
  if (there.size() != 1 || there.front() != thing) context.need_free(*kind, name, image);
  const std::string key(shape_of(*kind).name);
  rename_in_assignments(context, thing, thing, name);
  const bool is_other = *kind == ThingKind::concept_ &&
                        base::fold(image.at(key).get<std::string>()) != base::fold(name);
  if (keeps && is_other) image["aliases"].push_back(image.at(key));
  if (!keeps && is_other && context.with_alias(image.at(key).get<std::string>()).empty())
    context.say("edit.old-name", image.at(key).dump() +
                                     " names nothing from now on, so coding with it would make a "
                                     "new concept; keep it with: alias " +
                                     Image(name).dump() + " as " + image.at(key).dump());
  if (*kind == ThingKind::configuration) rename_in_rivals(context, {{image.at(key), name}});
  image[key] = name;
  context.session().put(thing, image);
  context.done = "renamed " + old + " to \"" + name + "\"";
}

}  // namespace

extern const EditVerb edit_rename;
const EditVerb edit_rename{
    "rename", "rename KIND \"OLD\" to \"NEW\" [keep alias]",
    "rename concept \"trust\" to \"trust in the link worker\"",
    "Gives a thing another name; every reference holds. Keep alias: a concept is found by the "
    "old name, too.",
    apply};

}  // namespace retroduce::store
