// read: who read which document under which version of a theory.
#include "store/edit_steps.h"

namespace retroduce::store {

using namespace model;

namespace {

void apply(EditContext& context) {
  const ThingName document = context.next_thing(ThingKind::document);
  Image image = {{"document", document.id}, {"date", context.session().now().substr(0, 10)}};
  while (!context.at_end()) {
    if (context.take("under")) {
      image["version"] = context.next_thing(ThingKind::theory_version).id;
    } else if (context.take("note")) {
      image["note"] = context.name("the note");
    } else if (context.take("date")) {
      image["date"] = context.name("the date");
    } else {
      context.finish();
    }
  }
  image["coder"] = context.session().acting_coder().id;
  ThingName reading{ThingKind::reading, {}};
  for (const auto& user : context.things().users(document)) {
    if (user.thing.kind != ThingKind::reading) continue;
    const Image there = context.image(user.thing);
    if (there.value("version", Image()) == image.value("version", Image()) &&
        there.value("coder", Image()) == image.at("coder"))
      reading = user.thing;
  }
  if (reading.id.empty()) reading.id = context.session().new_id();
  context.session().put(reading, image);
  context.done = "read " + said(context, document);
}

}  // namespace

extern const EditVerb edit_read;
const EditVerb edit_read{
    "read", "read DOCUMENT [under \"VERSION\"] [note \"…\"]", "read smith2020 under \"refined\"",
    "Keeps on record that who acts has read a document under a version of the theory.", apply};

}  // namespace retroduce::store
