// retire: a thing goes; the history keeps it.
#include "store/coded_apart.h"
#include "store/edit_entries.h"
#include "store/need_shown.h"
#include "store/passages.h"

namespace retroduce::store {

using namespace model;

namespace {

void apply(EditContext& context) {
  const auto kind = context.kind();
  if (!kind || *kind == ThingKind::review || shape_of_or_null(*kind) == nullptr)
    context.refuse("edit.kind",
                   "what is to be retired is not understood: \"" + context.next_word() + "\"",
                   {"retire KIND \"NAME\""});
  const ThingName thing = next_of(context, *kind, true);
  const bool everything = context.take("with everything");
  context.finish();
  const std::string name = said(context, thing);
  CodedApartBefore before;
  if (*kind == ThingKind::coder) {
    need_papers_shown(context, thing);
    before = coded_apart_before(context, documents_coded_apart(context.things().connection()));
  }
  retire(context, thing, everything);
  if (*kind == ThingKind::coder) join_passages(context, before);
  context.done = "retired " + name + (everything ? " with everything" : "");
}

}  // namespace

extern const EditVerb edit_retire;
const EditVerb edit_retire{
    "retire", "retire KIND \"NAME\" [with everything]", "retire configuration \"CMOC 9\"",
    "Takes a thing out of the review; the history keeps it, and undo brings it back.", apply};

}  // namespace retroduce::store
