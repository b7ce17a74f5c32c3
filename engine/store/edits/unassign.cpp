// unassign: a coder is not to code a document after all.
#include "store/assignments.h"
#include "store/need_shown.h"
#include "store/passages.h"

namespace retroduce::store {

namespace {

void apply(EditContext& context) {
  context.take("document");
  const ThingName document = context.next_thing(model::ThingKind::document);
  context.expect("from");
  const ThingName coder = context.next_thing(model::ThingKind::coder);
  context.finish();
  need_paper_shown(context, document);
  const auto before = coded_apart_before(context, {context.image(document).at("key")});
  retire(context, assignment(context, document, coder), true);
  join_passages(context, before);
  context.done = "took " + said(context, document) + " from " + said(context, coder);
}

}  // namespace

extern const EditVerb edit_unassign;
const EditVerb edit_unassign{"unassign", "unassign DOCUMENT from CODER",
                             "unassign smith2020 from CD",
                             "The coder is not to code the document after all.", apply};

}  // namespace retroduce::store
