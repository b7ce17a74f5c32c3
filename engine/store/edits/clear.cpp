// clear: properties of a thing taken away.
#include "store/edit_steps.h"

namespace retroduce::store {

using namespace model;

namespace {

void apply(EditContext& context) {
  const auto kind = context.kind();
  if (!kind || *kind == ThingKind::review || shape_of_or_null(*kind) == nullptr)
    context.refuse("edit.kind",
                   "what is to be cleared is not understood: \"" + context.next_word() + "\"");
  const ThingName thing = context.next_thing(*kind);
  const ThingShape& shape = shape_of(*kind);
  const Image before = context.image(thing);
  Image image = before;
  do {
    const std::string key = context.name("the property to be cleared");
    if (!image.contains(key)) {
      if (find_field(shape, key) == nullptr)
        context.refuse("edit.property",
                       "a " + std::string(to_word(*kind)) + " has no property \"" + key + "\"");
      continue;
    }
    if (!may_be_empty(shape, key))
      context.refuse("edit.property",
                     "the " + key + " of a " + std::string(to_word(*kind)) + " cannot be empty");
    image.erase(key);
  } while (!context.at_end());
  const std::string title = said(context, thing);
  context.session().put(thing, image);
  context.done = "cleared " + changed_keys(before, image) + " of " + title;
}

}  // namespace

extern const EditVerb edit_clear;
const EditVerb edit_clear{"clear", "clear KIND \"NAME\" PROPERTY…",
                          "clear configuration \"CMOC 1\" theme", "Empties properties of a thing.",
                          apply};

}  // namespace retroduce::store
