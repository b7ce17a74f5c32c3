// alias: further names of a concept.
#include <algorithm>

#include "base/text.h"
#include "store/apart_history.h"
#include "store/edit_steps.h"

namespace retroduce::store {

using namespace model;

namespace {

void apply(EditContext& context) {
  const ThingName thing = context.next_thing(ThingKind::concept_);
  const bool gone = context.take("not");
  context.expect("as");
  const auto names = context.names("the alias");
  context.finish();
  Image image = context.image(thing);
  Image aliases = image.value("aliases", Image::array());
  for (const std::string& each : names) {
    const std::string name = base::collapse_blanks(each);
    if (!gone && base::is_unseen(name)) context.refuse("edit.no-name", "an alias needs a name");
    const auto found = std::find_if(aliases.begin(), aliases.end(), [&name](const Image& alias) {
      return base::fold(alias.get<std::string>()) == base::fold(name);
    });
    // What another said while both code apart is nobody else's to take away.
    if (gone && (found == aliases.end() || context.session().hidden().hides_alias(thing, name)))
      context.refuse("edit.unknown", said(context, thing) + " has no alias \"" + name + "\"");
    if (gone) aliases.erase(found);
    if (!gone && found == aliases.end()) aliases.push_back(name);
  }
  image["aliases"] = aliases;
  if (aliases.empty()) image.erase("aliases");
  context.session().put(thing, image);
  context.done = (gone ? "took aliases from " : "gave aliases to ") + said(context, thing);
}

}  // namespace

extern const EditVerb edit_alias;
const EditVerb edit_alias{"alias", "alias \"CONCEPT\" [not] as \"NAME\"[, …]",
                          "alias \"self-efficacy\" as \"confidence\"",
                          "Gives a concept further names, or takes them away.", apply};

}  // namespace retroduce::store
