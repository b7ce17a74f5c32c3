// finish: who acts is done with coding a document that was assigned.
#include <map>
#include <optional>

#include "store/assignments.h"
#include "store/coded_apart.h"
#include "store/merge_twins.h"

namespace retroduce::store {

using namespace model;

namespace {

/// The evidence of `one` where the other extract is judged otherwise for the same place; nothing
/// where they agree.
std::optional<ThingName> judged_otherwise(EditContext& context, const ThingName& one,
                                          const ThingName& other) {
  for (const auto& user : context.things().users(one)) {
    if (user.thing.kind != ThingKind::evidence) continue;
    Image image = context.image(user.thing);
    const Image stance = image.at("stance");
    image["extract"] = other.id;
    const auto there = context.things().image(
        {ThingKind::evidence, natural_id_of(shape_of(ThingKind::evidence), image)});
    if (there && there->at("stance") != stance) return user.thing;
  }
  return std::nullopt;
}

/// Both stand, so that the paper counts for and against, until somebody decides.
void say_judged_otherwise(EditContext& context, const ThingName& evidence, const ThingName& one,
                          const ThingName& other) {
  const ThingName configuration{ThingKind::configuration,
                                context.image(evidence).at("configuration").get<std::string>()};
  context.say("edit.judged-apart",
              "the coders judge " + said(context, one) + " differently for " +
                  said(context, configuration) +
                  "; both judgements stand. To decide: retroduce edit REVIEW 'withdraw " + one.id +
                  " from " + configuration.id + "' (or " + other.id + "), then 'merge extract " +
                  one.id + " into " + other.id + "'");
}

/// Once nothing of the document is hidden from anybody, what two took from one place is one
/// extract: neither could know of the other's.
void join_passages(EditContext& context, const ThingName& document) {
  const std::string key = context.image(document).at("key").get<std::string>();
  for (const Assignment& each : read_assignments(context.things().connection()))
    if (each.document == key && each.done.empty()) return;
  std::map<std::string, ThingName> first;
  for (const auto& user : context.things().users(document)) {
    if (user.thing.kind != ThingKind::extract) continue;
    const auto passage = twin_key(ThingKind::extract, context.image(user.thing));
    const auto [known, is_new] = first.emplace(*passage, user.thing);
    if (is_new) continue;
    if (const auto evidence = judged_otherwise(context, user.thing, known->second)) {
      say_judged_otherwise(context, *evidence, user.thing, known->second);
      continue;
    }
    merge_things(context, {user.thing}, known->second);
    context.say("edit.one-passage", said(context, known->second) +
                                        " was taken by several coders; it is one extract now");
  }
}

void apply(EditContext& context) {
  context.take("document");
  const ThingName document = context.next_thing(model::ThingKind::document);
  context.finish();
  const ThingName one = assignment(context, document, context.session().acting_coder());
  Image image = context.image(one);
  if (!is_done(image))
    image["fields"].push_back({{"name", "done"}, {"value", context.session().now().substr(0, 10)}});
  context.session().put(one, image);
  join_passages(context, document);
  context.done = "finished coding " + said(context, document);
}

}  // namespace

extern const EditVerb edit_finish;
const EditVerb edit_finish{
    "finish", "finish DOCUMENT", "finish smith2020",
    "Who acts has coded a document that was assigned; when all have, what they coded is shown.",
    apply};

}  // namespace retroduce::store
