// finish: who acts is done with coding a document that was assigned.
#include "store/assignments.h"
#include "store/passages.h"

namespace retroduce::store {

using namespace model;

namespace {

void apply(EditContext& context) {
  context.take("document");
  const ThingName document = context.next_thing(model::ThingKind::document);
  context.finish();
  const auto before = coded_apart_before(context, {context.image(document).at("key")});
  const ThingName one = assignment(context, document, context.session().acting_coder());
  Image image = context.image(one);
  if (!is_done(image))
    image["fields"].push_back({{"name", "done"}, {"value", context.session().now().substr(0, 10)}});
  context.session().put(one, image);
  join_passages(context, before);
  context.done = "finished coding " + said(context, document);
}

}  // namespace

extern const EditVerb edit_finish;
const EditVerb edit_finish{
    "finish", "finish DOCUMENT", "finish smith2020",
    "Who acts has coded a document that was assigned; when all have, what they coded is shown.",
    apply};

}  // namespace retroduce::store
