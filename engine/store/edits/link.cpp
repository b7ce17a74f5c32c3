// link: one configuration to another.
#include "store/edit_steps.h"

namespace retroduce::store {

using namespace model;

namespace {

void apply(EditContext& context) {
  const ThingName from = context.next_thing(ThingKind::configuration);
  context.expect("to");
  const ThingName to = context.next_thing(ThingKind::configuration);
  context.expect("as");
  const auto kind = context.word_of(words_of<LinkKind>());
  if (!kind)
    context.refuse("edit.word", "this is no kind of link",
                   {"One of: ripple, embedded in, rival of, counter-condition of"});
  if (from == to) context.refuse("edit.form", "a configuration cannot be linked to itself");
  Image image = {{"from", from.id}, {"to", to.id}, {"kind", *kind}};
  Image pieces = Image::array();
  while (!context.at_end()) {
    if (context.take("note")) {
      image["note"] = context.name("the note");
    } else if (context.take("with")) {
      pieces.push_back({{"extract", context.next_extract().id}, {"stance", "supports"}});
    } else {
      context.finish();
    }
  }
  if (!pieces.empty()) image["pieces"] = pieces;
  image["coder"] = context.session().acting_coder().id;
  ThingName link{ThingKind::link, {}};
  for (const auto& user : context.things().users(from)) {
    if (user.thing.kind != ThingKind::link) continue;
    const Image there = context.image(user.thing);
    if (there.at("from") == image.at("from") && there.at("to") == image.at("to") &&
        there.at("kind") == image.at("kind") && there.value("coder", Image()) == image.at("coder"))
      link = user.thing;
  }
  if (link.id.empty()) link.id = context.session().new_id();
  context.session().put(link, image);
  context.done = "linked " + said(context, from) + " to " + said(context, to) + " as " + *kind;
}

}  // namespace

extern const EditVerb edit_link;
const EditVerb edit_link{"link",
                         "link \"FROM\" to \"TO\" as ripple | embedded in | rival of | "
                         "counter-condition of [with EXTRACT] [note \"…\"]",
                         "link \"CMOC 1\" to \"CMOC 4\" as ripple",
                         "Asserts that one configuration bears on another.", apply};

}  // namespace retroduce::store
