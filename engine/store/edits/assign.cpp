// assign: who is to code a document apart from others.
#include "store/assignments.h"

namespace retroduce::store {

namespace {

void apply(EditContext& context) {
  context.take("document");
  const ThingName document = context.next_thing(model::ThingKind::document);
  context.expect("to");
  std::string names;
  for (const std::string& name : context.names("the label of a coder")) {
    const ThingName coder = context.thing(model::ThingKind::coder, name);
    assign(context, document, coder);
    names += (names.empty() ? "" : ", ") + said(context, coder);
  }
  context.finish();
  context.done = "assigned " + said(context, document) + " to " + names;
}

}  // namespace

extern const EditVerb edit_assign;
const EditVerb edit_assign{
    "assign", "assign DOCUMENT to CODER[, CODER]…", "assign smith2020 to AB, CD",
    "Who is to code a document; with two or more, each sees nothing of the others' work until all "
    "are done.",
    apply};

}  // namespace retroduce::store
