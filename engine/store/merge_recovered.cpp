#include "store/merge_recovered.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "store/edit_session.h"
#include "store/merge_history.h"

namespace retroduce::store {

namespace {

struct KeptRows {
  std::int64_t change = 0;
  std::string kind;
  std::int64_t rows = 0;
};

/// By uid, of changes that every copy has alike, how many rows of history are kept.
std::map<std::string, KeptRows> kept_rows(Connection& connection, const std::string& which) {
  std::map<std::string, KeptRows> found;
  Query query(connection.prepared(
      "SELECT uid, id, kind, (SELECT count(*) FROM history h WHERE h.change = change.id) FROM "
      "change WHERE " +
      which + " ORDER BY id"));
  while (query.next()) {
    const std::string kind = query.text(2);
    if (!is_of_one_file(kind)) found[query.text(0)] = {query.number(1), kind, query.number(3)};
  }
  return found;
}

void take_rows(Connection& mine, std::int64_t into, Connection& theirs, std::int64_t from) {
  Query query(theirs.prepared(
      "SELECT place, thing, thing_id, before, after FROM history WHERE change = ? ORDER BY place"));
  query.bind(1, Cell{from});
  while (query.next()) {
    Query row(
        mine.prepared("INSERT OR IGNORE INTO history (change, place, thing, thing_id, before, "
                      "after) VALUES (?, ?, ?, ?, ?, ?)"));
    row.bind({Cell{into}, Cell{query.number(0)}, Cell{query.view(1)}, Cell{query.view(2)},
              Cell{query.view(3)}, Cell{query.view(4)}});
    row.run();
  }
}

/// What was done, by whom and when.
void take_words(Connection& mine, std::int64_t into, Connection& theirs, std::int64_t from) {
  Query query(theirs.prepared(
      "SELECT at, by_whom, kind, what, why, counts, content_hash FROM change WHERE id = ? ORDER "
      "BY id"));
  if (!query.bind(1, Cell{from}).next()) return;
  Query change(
      mine.prepared("UPDATE change SET at = ?, by_whom = ?, kind = ?, what = ?, why = ?, counts = "
                    "?, content_hash = ? WHERE id = ?"));
  change.bind({Cell{query.view(0)}, Cell{query.view(1)}, Cell{query.view(2)}, Cell{query.view(3)},
               Cell{query.view(4)}, Cell{query.view(5)}, Cell{query.view(6)}, Cell{into}});
  change.run();
}

}  // namespace

std::int64_t take_lost_rows(Connection& mine, Connection& theirs) {
  {
    Query recovered(
        mine.prepared("SELECT EXISTS (SELECT 1 FROM change WHERE kind = ? AND arrived <> 2)"));
    if (!recovered.bind(1, Cell{recovery_kind}).next() || !recovered.flag(0)) return 0;
  }
  const auto others = kept_rows(theirs, "1");
  std::vector<std::pair<const KeptRows*, const KeptRows*>> lost;  // mine, theirs
  const auto own = kept_rows(mine, "arrived <> 0");
  for (const auto& [uid, here] : own) {
    const auto there = others.find(uid);
    if (there == others.end() || there->second.kind == lost_kind) continue;
    if (here.kind == lost_kind || here.rows < there->second.rows)
      lost.emplace_back(&here, &there->second);
  }
  // A chain that does not hold is not sealed over: then no check would ever tell.
  if (lost.empty() || broken_link(mine)) return 0;
  for (const auto& [here, there] : lost) {
    if (here->kind == lost_kind) take_words(mine, here->change, theirs, there->change);
    take_rows(mine, here->change, theirs, there->change);
  }
  mine.run("UPDATE change SET chain = ''");
  return static_cast<std::int64_t>(lost.size());
}

/// A recovery writes down what stands because it has lost who made it so. What stood so already for
/// who has not lost that is nothing that it did.
void MergeHistory::keep_what_differs(std::vector<Deed>& deeds) const {
  for (Deed& deed : deeds) {
    if (deed.change == nullptr || deed.change->kind != recovery_kind || !deed.is_there) continue;
    std::vector<const Deed*> known;
    for (const Deed& other : deeds)
      if (other.raw_id == deed.raw_id && knew(deed, other)) known.push_back(&other);
    const bool was_gone = std::any_of(known.begin(), known.end(), [&](const Deed* gone) {
      return !gone->is_there && std::none_of(known.begin(), known.end(), [&](const Deed* other) {
        return other->is_there && knew(*other, *gone);
      });
    });
    if (!known.empty() && !was_gone) leave_known(deed, known);
  }
  std::erase_if(deeds, [](const Deed& deed) {
    return deed.change != nullptr && deed.change->kind == recovery_kind && deed.is_there &&
           deed.was_there && deed.before.empty() && deed.after.empty();
  });
}

/// Of these fields, those that are otherwise than they were made by the changes that it knew.
void MergeHistory::leave_known(Deed& deed, const std::vector<const Deed*>& known) const {
  const auto says = [](const Deed& each, const std::string& key) {
    return each.is_there &&
           (!each.was_there || each.before.contains(key) || each.after.contains(key));
  };
  std::set<std::string> keys;
  const auto take_keys = [&keys](const Deed& each) {
    for (const Image* image : {&each.before, &each.after})
      for (const auto& [key, value] : image->items()) keys.insert(key);
  };
  take_keys(deed);
  // What is told as if it came says of every other field that it is not set.
  if (!deed.was_there)
    for (const Deed* each : known) take_keys(*each);
  Deed left = deed;
  left.was_there = true;
  left.before = Image::object();
  left.after = Image::object();
  for (const std::string& key : keys) {
    const Image is = deed.after.value(key, Image());
    Image was = deed.before.value(key, Image());
    bool is_known = false;
    for (const Deed* each : known) {
      const bool is_over = std::any_of(known.begin(), known.end(), [&](const Deed* other) {
        return says(*other, key) && knew(*other, *each);
      });
      if (!says(*each, key) || is_over) continue;
      was = each->after.value(key, Image());
      is_known = is_known || was == is;
    }
    if (is_known || was == is) continue;
    if (!was.is_null()) left.before[key] = was;
    if (!is.is_null()) left.after[key] = is;
  }
  deed = std::move(left);
}

}  // namespace retroduce::store
