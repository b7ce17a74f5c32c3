// unlink: a link taken back.
#include "store/edit_steps.h"

namespace retroduce::store {

using namespace model;

namespace {

void apply(EditContext& context) {
  const ThingName from = context.next_thing(ThingKind::configuration);
  if (!context.take("from")) context.expect("to");
  const ThingName to = context.next_thing(ThingKind::configuration);
  std::optional<std::string> kind;
  if (context.take("as")) kind = context.word_of(words_of<LinkKind>());
  context.finish();
  std::vector<ThingName> found;
  for (const auto& user : context.things().users(from)) {
    if (user.thing.kind != ThingKind::link) continue;
    const Image there = context.image(user.thing);
    if (there.at("from") == from.id && there.at("to") == to.id &&
        (!kind || there.at("kind") == *kind))
      found.push_back(user.thing);
  }
  if (found.empty())
    context.refuse("edit.unknown",
                   "no such link leads from " + said(context, from) + " to " + said(context, to));
  for (const ThingName& each : found) retire(context, each, false);
  context.done = "unlinked " + said(context, from) + " and " + said(context, to);
}

}  // namespace

extern const EditVerb edit_unlink;
const EditVerb edit_unlink{"unlink", "unlink \"FROM\" to \"TO\" [as KIND]",
                           "unlink \"CMOC 1\" to \"CMOC 4\"", "Takes a link back.", apply};

}  // namespace retroduce::store
