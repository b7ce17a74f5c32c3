// judge: relevance, richness or rigour of a document or an extract.
#include "store/edit_steps.h"
#include "store/need_shown.h"

namespace retroduce::store {

using namespace model;

namespace {

/// The decisions of others on the same are judgements among others from now on: one holds.
void take_back_decisions(EditContext& context, const ThingName& subject, const Image& decision) {
  for (const auto& user : context.things().users(subject)) {
    if (user.thing.kind != ThingKind::appraisal) continue;
    Image there = context.image(user.thing);
    if (!there.contains("resolution") || there.at("criterion") != decision.at("criterion") ||
        there.at("coder") == decision.at("coder"))
      continue;
    say_gave_way(context, "edit.decided-before", "decided", there.at("rating").get<std::string>(),
                 there, {});
    retire(context, user.thing, false);
  }
}

void apply(EditContext& context) {
  Image image = Image::object();
  ThingName subject;
  if (context.take("extract")) {
    subject = context.next_extract();
    image["extract"] = subject.id;
  } else {
    context.take("document");
    subject = context.next_thing(ThingKind::document);
    image["document"] = subject.id;
  }
  const auto criterion = context.word_of(words_of<Criterion>());
  if (!criterion) context.refuse("edit.form", "relevance, richness or rigour is expected here");
  image["criterion"] = *criterion;
  const bool is_withdrawn = context.take("withdrawn");
  if (!is_withdrawn) image["rating"] = context.name("the rating");
  while (!context.at_end()) {
    if (context.take("because")) {
      image["reason"] = context.name("the reason");
    } else if (context.take("resolved")) {
      image["resolution"] = true;
    } else if (context.take("by")) {
      image["coder"] = context.next_thing(ThingKind::coder).id;
    } else {
      context.finish();
    }
  }
  if (!is_withdrawn) check_scales(context, image);
  if (!image.contains("coder")) image["coder"] = context.session().acting_coder().id;
  // One judgement of a coder on a criterion: a new one takes the place of the old, which the
  // history keeps.
  ThingName appraisal{ThingKind::appraisal, {}};
  for (const auto& user : context.things().users(subject)) {
    if (user.thing.kind != ThingKind::appraisal) continue;
    const Image there = context.image(user.thing);
    const auto same = [&](const char* key) {
      return there.value(key, Image()) == image.value(key, Image());
    };
    if (same("criterion") && same("coder") && same("resolution")) appraisal = user.thing;
  }
  if (is_withdrawn) {
    if (appraisal.id.empty())
      context.refuse(
          "edit.unknown",
          "there is no such judgement on the " + *criterion + " of " + said(context, subject),
          {"One by another is withdrawn with: by CODER, a resolved one with: resolved"});
    retire(context, appraisal, false);
    context.done = "withdrew the judgement on the " + *criterion + " of " + said(context, subject);
    return;
  }
  if (image.contains("resolution")) take_back_decisions(context, subject, image);
  need_shown(context, appraisal, "replace");
  if (appraisal.id.empty()) appraisal.id = context.session().new_id();
  context.session().put(appraisal, image);
  context.done = "judged the " + *criterion + " of " + said(context, subject) + ": " +
                 image.at("rating").get<std::string>();
}

}  // namespace

extern const EditVerb edit_judge;
const EditVerb edit_judge{
    "judge",
    "judge DOCUMENT|extract EXTRACT relevance|richness|rigour RATING|withdrawn [because \"…\"] "
    "[resolved]",
    "judge smith2020 rigour high because \"clear methods\"",
    "Judges a document or an extract on the review's scale, in the name of who acts.", apply};

}  // namespace retroduce::store
