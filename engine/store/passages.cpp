#include "store/passages.h"

#include <algorithm>
#include <map>
#include <optional>

#include "store/apart_history.h"
#include "store/coded_apart.h"
#include "store/edit_steps.h"
#include "store/history_rows.h"
#include "store/merge_names.h"
#include "store/merge_twins.h"

namespace retroduce::store {

using namespace model;

namespace {

bool added_by_actor(EditContext& context, const ThingName& thing) {
  const std::string uid = thing.id.substr(0, thing.id.find('.'));
  if (uid == context.session().uid()) return true;
  Connection& connection = context.things().connection();
  const auto change = known_change(connection, uid);
  return change && labels_meant(connection, context.session().by().by).count(change->change.by) > 0;
}

}  // namespace

std::vector<ThingName> extracts_of_passage(EditContext& context, const Image& extract) {
  const auto passage = twin_key(ThingKind::extract, extract);
  const ThingName document{ThingKind::document, extract.at("document").get<std::string>()};
  std::vector<ThingName> all;
  for (const auto& user : context.things().users(document)) {
    if (user.thing.kind != ThingKind::extract) continue;
    const Image other = context.image(user.thing);
    if (twin_key(ThingKind::extract, other) == passage &&
        !context.session().hidden().is_hidden(user.thing, other))
      all.push_back(user.thing);
  }
  return all;
}

std::vector<ThingName> extracts_of_passage(EditContext& context, const ThingName& extract) {
  std::vector<ThingName> all = extracts_of_passage(context, context.image(extract));
  std::erase(all, extract);
  all.insert(all.begin(), extract);
  return all;
}

ThingName own_extract(EditContext& context, const ThingName& extract) {
  for (const ThingName& each : extracts_of_passage(context, extract))
    if (added_by_actor(context, each)) return each;
  Image image = context.image(extract);
  for (const char* key : {"translation", "note"}) image.erase(key);
  const ThingName own{ThingKind::extract, context.session().new_id()};
  context.session().put(own, image);
  return own;
}

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

/// Concepts to which several gave one name, none knowing of the other: whether they are one is for
/// people to say.
void say_namesakes(EditContext& context) {
  Query query(context.things().connection().prepared(
      "SELECT o.label, c.label FROM concept_alias a JOIN concept o ON o.id = a.concept JOIN "
      "concept "
      "c ON c.folded = a.folded AND c.id <> o.id ORDER BY 1, 2"));
  while (query.next()) {
    if (!is_numbered(query.text(0), query.text(1))) continue;
    const std::string own = Image(query.text(0)).dump();
    const std::string name = Image(query.text(1)).dump();
    context.say("edit.namesakes",
                "concept " + own + " was called " + name +
                    " while coding apart, as another is. If they are one: retroduce edit REVIEW "
                    "'merge concept " +
                    own + " into " + name + "'");
  }
}

void join(EditContext& context, const ThingName& document) {
  const std::string done = context.done;
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
  context.done = done;
}

/// What they were each shown their own words of, and are no more.
void keep_all_words(EditContext& context, const CodedApartBefore& before) {
  const SaidApart apart = said_apart(context, before.documents);
  for (const ThingName& each : before.said.concepts)
    if (apart.concepts.count(each) == 0) keep_words(context, each, before.said.labels);
}

}  // namespace

CodedApartBefore coded_apart_before(EditContext& context, std::vector<std::string> documents) {
  SaidApart said = said_apart(context, documents);
  return {std::move(documents), std::move(said)};
}

void join_passages(EditContext& context, const CodedApartBefore& before) {
  const auto apart = documents_coded_apart(context.things().connection());
  bool is_any = false;
  for (const std::string& key : before.documents) {
    const auto document = context.things().find(ThingKind::document, key);
    if (document.empty() || std::find(apart.begin(), apart.end(), key) != apart.end()) continue;
    if (!is_any) say_namesakes(context);
    is_any = true;
    join(context, document.front());
  }
  if (is_any && !before.said.concepts.empty()) keep_all_words(context, before);
}

}  // namespace retroduce::store
