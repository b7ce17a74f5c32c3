// move: a place in the tree of concepts or themes.
#include "store/edit_steps.h"

namespace retroduce::store {

using namespace model;

namespace {

void apply(EditContext& context) {
  const auto kind = context.kind();
  if (kind != ThingKind::concept_ && kind != ThingKind::theme)
    context.refuse("edit.kind", "concepts and themes can be moved",
                   {"move concept \"A\" under \"B\""});
  std::vector<ThingName> list;
  for (const std::string& name : context.names("the name of a " + std::string(to_word(*kind))))
    list.push_back(context.thing(*kind, name));
  std::optional<ThingName> parent;
  if (!context.take("to top")) {
    context.expect("under");
    parent = context.next_thing(*kind);
  }
  context.finish();
  std::string names;
  for (const ThingName& thing : list) {
    Image image = context.image(thing);
    image.erase("parent");
    if (parent) {
      need_no_circle(context, thing, parent->id);
      image["parent"] = parent->id;
    }
    context.session().put(thing, image);
    names += (names.empty() ? "" : ", ") + said(context, thing);
  }
  context.done = "moved " + names + (parent ? " under " + said(context, *parent) : " to the top");
}

}  // namespace

extern const EditVerb edit_move;
const EditVerb edit_move{"move", "move concept|theme \"NAME\"[, …] under \"NAME\" | to the top",
                         "move concept \"trust in GPs\" under \"trust\"",
                         "Gives concepts or themes another place in their tree.", apply};

}  // namespace retroduce::store
