#include "store/passages.h"

#include "store/apart_history.h"
#include "store/coded_apart.h"
#include "store/history_rows.h"
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

}  // namespace retroduce::store
