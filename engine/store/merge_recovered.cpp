#include "store/merge_recovered.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
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

void drop_rows(Connection& mine, std::int64_t change) {
  Query gone(mine.prepared("DELETE FROM history WHERE change = ?"));
  gone.bind(1, Cell{change}).run();
}

bool has_any(Connection& connection, std::string_view kind) {
  Query query(connection.prepared("SELECT EXISTS (SELECT 1 FROM change WHERE kind = ?)"));
  return query.bind(1, Cell{kind}).next() && query.flag(0);
}

/// Whether the copy was never put together from a damaged file, and nothing was altered in it.
bool is_undamaged(Connection& connection) {
  return !has_any(connection, recovery_kind) && !has_any(connection, lost_kind) &&
         !broken_link(connection);
}

std::set<std::string> uids_in(Connection& connection) {
  std::set<std::string> uids;
  Query query(connection.prepared("SELECT uid FROM change ORDER BY id"));
  while (query.next()) uids.insert(query.text(0));
  return uids;
}

/// What a change did, as one text; empty where no rows tell.
std::string deeds_of(Connection& connection, std::int64_t change) {
  std::string text;
  Query query(
      connection.prepared("SELECT thing, thing_id, before, after FROM history WHERE change = ? "
                          "ORDER BY place"));
  query.bind(1, Cell{change});
  while (query.next())
    for (int column = 0; column < 4; ++column) text.append(query.view(column)).append(1, '\0');
  return text;
}

struct Told {
  std::string uid;
  std::string deeds;
};

/// The changes that were lost, or the others, that are not among those.
std::vector<Told> changes_beyond(Connection& connection, const std::set<std::string>& those,
                                 bool is_lost) {
  std::vector<std::pair<std::int64_t, std::string>> found;
  Query query(connection.prepared("SELECT id, uid, kind FROM change ORDER BY id"));
  while (query.next()) {
    const std::string kind = query.text(2);
    if ((kind == lost_kind) == is_lost && !is_of_one_file(kind) && those.count(query.text(1)) == 0)
      found.emplace_back(query.number(0), query.text(1));
  }
  std::vector<Told> list;
  for (const auto& [id, uid] : found) list.push_back({uid, deeds_of(connection, id)});
  return list;
}

/// Whether rows or later changes name it: then it keeps its name.
bool is_named(Connection& connection, const std::string& uid) {
  Query query(connection.prepared(
      "SELECT EXISTS (SELECT 1 FROM history WHERE instr(thing_id || before || after, ?1) > 0) OR "
      "EXISTS (SELECT 1 FROM change WHERE instr(kind || counts, ?1) > 0)"));
  return query.bind(1, Cell{std::string_view(uid)}).next() && query.flag(0);
}

/// By the names that lost changes of the one copy have there, those of the same in the other.
std::map<std::string, std::string> names_known(Connection& side, Connection& other) {
  std::map<std::string, std::string> names;
  const std::vector<Told> lost = changes_beyond(side, uids_in(other), true);
  if (lost.empty()) return names;
  std::map<std::string, std::vector<std::string>> known;  // by what they did, the first last
  for (const Told& each : changes_beyond(other, uids_in(side), false))
    known[each.deeds].insert(known[each.deeds].begin(), each.uid);
  for (const Told& each : lost) {
    const auto found = known.find(each.deeds);
    if (each.deeds.empty() || found == known.end() || found->second.empty()) continue;
    if (is_named(side, each.uid)) continue;
    names[each.uid] = found->second.back();
    found->second.pop_back();
  }
  return names;
}

void rename_change(Connection& connection, const std::string& from, const std::string& to) {
  for (const char* sql : {"UPDATE change SET uid = ?2 WHERE uid = ?1",
                          "UPDATE change SET follows = replace(follows, ?1, ?2) WHERE "
                          "instr(follows, ?1) > 0"}) {
    Query query(connection.prepared(sql));
    query.bind({Cell{std::string_view(from)}, Cell{std::string_view(to)}}).run();
  }
}

using Follows = std::map<std::string, std::vector<std::string>>;  ///< by uid

Follows follows_in(Connection& connection) {
  Follows all;
  for (ChangeNode& node : read_nodes(connection)) all[node.uid] = std::move(node.follows);
  return all;
}

/// Lost changes stand in one line, whoever knew of whom; the other copy tells what they followed.
/// Who came behind any of them knew of all that stood before: of each by itself, from now on.
void follow_all(std::vector<ChangeNode>& nodes, const std::set<std::string>& known) {
  std::vector<std::string> before;
  for (ChangeNode& node : nodes) {
    if (known.count(node.uid) > 0) {
      before.push_back(node.uid);
      continue;
    }
    const bool is_behind =
        std::any_of(node.follows.begin(), node.follows.end(),
                    [&known](const std::string& each) { return known.count(each) > 0; });
    if (!is_behind) continue;
    for (const std::string& each : before)
      if (std::find(node.follows.begin(), node.follows.end(), each) == node.follows.end())
        node.follows.push_back(each);
  }
}

void put_follows(Connection& mine, const Follows& theirs, const std::set<std::string>& again) {
  std::vector<ChangeNode> nodes = read_nodes(mine);
  follow_all(nodes, again);
  for (const ChangeNode& node : nodes) {
    if (node.is_own) continue;
    const std::string follows =
        base::join(again.count(node.uid) > 0 ? theirs.at(node.uid) : node.follows, " ");
    Query query(mine.prepared("UPDATE change SET follows = ?2 WHERE id = ?1"));
    query.bind({Cell{node.id}, Cell{std::string_view(follows)}}).run();
  }
}

}  // namespace

void call_as_known(std::vector<ChangeNode>& nodes, Connection& side, Connection& other) {
  if (std::none_of(nodes.begin(), nodes.end(),
                   [](const ChangeNode& node) { return node.kind == lost_kind; }))
    return;
  const auto names = names_known(side, other);
  const auto call = [&names](std::string& uid) {
    const auto found = names.find(uid);
    if (found != names.end()) uid = found->second;
  };
  const std::set<std::string> there = uids_in(other);
  std::set<std::string> known;
  for (ChangeNode& node : nodes) {
    call(node.uid);
    for (std::string& each : node.follows) call(each);
    if (node.kind == lost_kind && there.count(node.uid) > 0) known.insert(node.uid);
  }
  follow_all(nodes, known);
}

std::optional<std::string> recovered_at(Connection& connection) {
  Query query(connection.prepared(
      "SELECT at FROM change WHERE kind = ? AND arrived <> 2 ORDER BY id DESC"));
  if (!query.bind(1, Cell{recovery_kind}).next()) return std::nullopt;
  return query.text(0);
}

std::int64_t take_lost_rows(Connection& mine, Connection& theirs) {
  const bool is_recovered = recovered_at(mine).has_value();
  // A chain that does not hold is not sealed over: then no check would ever tell.
  if ((!is_recovered && !has_any(mine, lost_kind)) || broken_link(mine)) return 0;
  for (const auto& [from, to] : names_known(mine, theirs)) rename_change(mine, from, to);
  const auto others = kept_rows(theirs, "1");
  const bool is_sound = is_recovered && is_undamaged(theirs);
  std::set<std::string> again;  // lost changes that have their words again
  std::int64_t count = 0;
  for (const auto& [uid, here] : kept_rows(mine, "arrived <> 0")) {
    const auto there = others.find(uid);
    if (there == others.end() || there->second.kind == lost_kind) continue;
    const bool is_lost = here.kind == lost_kind;
    const bool is_less = is_recovered && here.rows < there->second.rows;
    // Of as many rows some may be spoilt and read as if they were whole.
    const bool is_other =
        is_sound && deeds_of(mine, here.change) != deeds_of(theirs, there->second.change);
    if (!is_lost && !is_less && !is_other) continue;
    if (is_other) drop_rows(mine, here.change);
    if (is_lost) take_words(mine, here.change, theirs, there->second.change);
    if (is_lost) again.insert(uid);
    take_rows(mine, here.change, theirs, there->second.change);
    ++count;
  }
  if (!again.empty()) put_follows(mine, follows_in(theirs), again);
  if (count > 0) mine.run("UPDATE change SET chain = ''");
  return count;
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
