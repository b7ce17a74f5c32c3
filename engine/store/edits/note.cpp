// note: a memo on any thing.
#include "base/text.h"
#include "store/edit_steps.h"

namespace retroduce::store {

using namespace model;

namespace {

void apply(EditContext& context) {
  context.expect("on");
  const auto kind = context.kind();
  if (!kind)
    context.refuse("edit.kind",
                   "what the note is on is not understood: \"" + context.next_word() + "\"",
                   {"note on concept \"trust\" \"text\""});
  ThingName about{*kind, {}};
  if (*kind != ThingKind::review) about = context.next_thing(*kind);
  const std::string text = context.name("the text of the note");
  if (base::is_unseen(text)) context.refuse("edit.no-name", "a note needs words");
  context.finish();
  const Image image = {{"about", {std::string(to_word(*kind)), about.id}},
                       {"text", text},
                       {"date", context.session().now()},
                       {"coder", context.session().acting_coder().id}};
  context.session().put({ThingKind::memo, context.session().new_id()}, image);
  context.done =
      "noted on " + (*kind == ThingKind::review ? std::string("the review") : said(context, about));
}

}  // namespace

extern const EditVerb edit_note;
const EditVerb edit_note{"note", "note on KIND \"NAME\" \"TEXT\" | note on review \"TEXT\"",
                         "note on concept \"trust\" \"GPs and link workers may differ here\"",
                         "Keeps a memo on a thing, dated, in the name of who acts.", apply};

}  // namespace retroduce::store
