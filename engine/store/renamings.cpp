#include "store/renamings.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/error.h"
#include "store/stored.h"
#include "store/things.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr std::string_view renamed_sql =
    "SELECT h.change, h.thing, h.thing_id, h.before, h.after, m.id FROM history h "
    "LEFT JOIN change m ON m.uid = substr(h.thing_id, 1, instr(h.thing_id, '.') - 1) WHERE "
    "h.before != '' AND h.after != '' AND h.thing IN "
    "('study', 'document', 'theme', 'concept', 'configuration', 'coder') "
    "AND (instr(h.after, '\"label\":') > 0 OR instr(h.after, '\"key\":') > 0) "
    "ORDER BY h.change, h.place";

// A concept that goes leaves its name to the one that it went into, as an alias; a configuration
// its evidence.
constexpr std::string_view merged_sql =
    "SELECT h.change, h.thing, h.thing_id, h.after FROM history h "
    "JOIN change c ON c.id = h.change WHERE "
    "h.thing = 'concept' AND h.before != '' AND instr(h.after, '\"aliases\":') > 0"
    " OR h.thing IN ('configuration', 'evidence') AND c.what LIKE 'merged configuration %' "
    "ORDER BY h.change, h.place";

constexpr std::string_view gone_sql =
    "SELECT h.change, h.thing, h.thing_id, h.before, m.id FROM history h "
    "LEFT JOIN change m ON m.uid = substr(h.thing_id, 1, instr(h.thing_id, '.') - 1) "
    "WHERE h.before != '' AND h.after = '' AND h.thing IN "
    "('study', 'document', 'theme', 'concept', 'configuration', 'coder') "
    "ORDER BY h.change, h.place";

constexpr std::string_view changes_sql = "SELECT id, uid, arrived FROM change ORDER BY id";

/// Empty: the image does not tell it.
std::string name_in(const Query& row, int column, ThingKind kind) {
  const Image image = Image::parse(row.view(column), nullptr, false);
  const std::string key(shape_of(kind).name);
  if (!image.is_object() || !image.contains(key) || !image.at(key).is_string()) return {};
  return image.at(key).get<std::string>();
}

ThingKind kind_in(const Query& row, int column) {
  const auto kind = from_word<ThingKind>(row.view(column));
  if (!kind) raise_damaged(row.view(column));
  return *kind;
}

std::string name_of(Things& things, const ThingName& thing) {
  const auto image = things.image(thing);
  return image ? image->value(std::string(shape_of(thing.kind).name), std::string())
               : std::string();
}

/// Where things went that a change took away, as its rows tell.
class Heirs {
 public:
  void look_at(std::int64_t change, const ThingName& thing, std::string_view after) {
    if (thing.kind == ThingKind::configuration) {
      (after.empty() ? gone_ : stays_)[change].insert(thing.id);
    } else if (thing.kind == ThingKind::evidence && !after.empty()) {
      stays_[change].insert(thing.id.substr(0, thing.id.find(' ')));
    } else if (thing.kind == ThingKind::concept_) {
      const Image image = Image::parse(after, nullptr, false);
      if (!image.is_object() || !image.value("aliases", Image()).is_array()) return;
      for (const Image& alias : image.at("aliases"))
        if (alias.is_string()) by_alias_[{change, alias.get<std::string>()}] = thing.id;
    }
  }

  /// Empty: nothing tells it.
  std::string of(std::int64_t change, ThingKind kind, const std::string& name) const {
    if (kind == ThingKind::concept_) {
      const auto heir = by_alias_.find({change, name});
      return heir == by_alias_.end() ? std::string() : heir->second;
    }
    if (kind != ThingKind::configuration) return {};  // one change may do more than merge
    const auto stays = stays_.find(change);
    if (stays == stays_.end()) return {};
    std::set<std::string> left = stays->second;
    for (const std::string& each : gone_.at(change)) left.erase(each);
    return left.size() == 1 ? *left.begin() : std::string();
  }

 private:
  std::map<std::pair<std::int64_t, std::string>, std::string> by_alias_;
  std::map<std::int64_t, std::set<std::string>> gone_;
  std::map<std::int64_t, std::set<std::string>> stays_;
};

}  // namespace

Renamings::Renamings(Connection& connection) : precedence_(read_nodes(connection)) {
  read_renamed(connection);
  read_gone(connection);
  Query row(connection.prepared(changes_sql));
  while (row.next()) changes_[row.number(0)] = {row.text(1), row.number(2) == 0};
  Things things(connection);
  for (const auto* list : {&renamed_, &gone_}) {
    for (const One& one : *list)
      if (!one.after.empty() && !things.find(one.thing.kind, one.before).empty())
        in_use_.insert({one.thing.kind, one.before});
  }
}

void Renamings::read_renamed(Connection& connection) {
  Query row(connection.prepared(renamed_sql));
  while (row.next()) {
    const ThingKind kind = kind_in(row, 1);
    One one{row.number(0),
            {kind, row.text(2)},
            name_in(row, 3, kind),
            name_in(row, 4, kind),
            row.is_null(5) ? 0 : row.number(5)};
    if (!one.before.empty() && !one.after.empty()) renamed_.push_back(std::move(one));
  }
  Things things(connection);
  for (const One& one : renamed_)
    if (names_.count(one.thing) == 0) names_[one.thing] = name_of(things, one.thing);
}

void Renamings::read_gone(Connection& connection) {
  Heirs heirs;
  Query merged(connection.prepared(merged_sql));
  while (merged.next())
    heirs.look_at(merged.number(0), {kind_in(merged, 1), merged.text(2)}, merged.view(3));
  Things things(connection);
  std::map<ThingName, One> last;  // a thing may come back, and go again
  Query row(connection.prepared(gone_sql));
  while (row.next()) {
    const ThingName thing{kind_in(row, 1), row.text(2)};
    if (things.row_of(thing.kind, thing.id)) continue;
    const std::string name = name_in(row, 3, thing.kind);
    last[thing] = {row.number(0), thing, name, heirs.of(row.number(0), thing.kind, name),
                   row.is_null(4) ? 0 : row.number(4)};
  }
  for (const auto& [thing, one] : last) {
    const One* at = &one;
    std::set<const One*> passed;
    ThingName heir = thing;
    while (at != nullptr && !at->after.empty() && passed.insert(at).second) {
      heir.id = at->after;
      const auto next = last.find(heir);
      at = next == last.end() ? nullptr : &next->second;
    }
    gone_.push_back(one);
    gone_.back().after = heir == thing ? std::string() : name_of(things, heir);
  }
}

Renamings::Found Renamings::called_then(const Knows& knows, bool with_merged) const {
  Found found;
  for (const One& one : renamed_) {
    if (!knows(one.made)) continue;
    if (knows(one.change)) {
      found[one.thing] = {one.thing.kind, one.after, names_.at(one.thing)};
    } else {
      found.try_emplace(one.thing, Renamed{one.thing.kind, one.before, names_.at(one.thing)});
    }
  }
  const auto later = made_later(knows, with_merged);
  for (const One& one : gone_) {
    if (!knows(one.made) || knows(one.change)) continue;
    Renamed& here =
        found.try_emplace(one.thing, Renamed{one.thing.kind, one.before, ""}).first->second;
    if (with_merged) here.now = one.after;
    const auto other = later.find({here.kind, here.then});
    if (one.after.empty() && other != later.end() && in_use_.count(other->first) == 0)
      here.now = other->second;
  }
  return found;
}

/// By the name that it came with, what is called otherwise today and came when nobody knew of it:
/// it takes the place of what had the name, and is gone. An import that was taken back and done
/// again brings its things so.
std::map<Renamings::Name, std::string> Renamings::made_later(const Knows& knows,
                                                             bool with_merged) const {
  struct Later {
    std::string first;
    std::string today;
    std::int64_t made = 0;
  };
  std::map<ThingName, Later> things;
  for (const One& one : renamed_) {
    if (!knows(one.made))
      things.try_emplace(one.thing, Later{one.before, names_.at(one.thing), one.made});
  }
  for (const One& one : gone_) {
    if (with_merged && !knows(one.made))
      things.try_emplace(one.thing, Later{one.before, "", one.made}).first->second.today =
          one.after;
  }
  std::map<Name, Later> last;
  for (const auto& [thing, one] : things) {
    if (one.today.empty()) continue;
    Later& here = last[{thing.kind, one.first}];
    if (here.made <= one.made) here = one;
  }
  std::map<Name, std::string> later;
  for (const auto& [name, one] : last) later[name] = one.today;
  return later;
}

std::vector<Renamed> Renamings::listed(const Found& found) {
  std::vector<Renamed> list;
  for (const auto& [thing, one] : found)
    if (!one.now.empty() && one.then != one.now) list.push_back(one);
  return list;
}

std::vector<Renamed> Renamings::since_change(std::int64_t change) const {
  return listed(called_then([change](std::int64_t other) { return other <= change; }, false));
}

std::vector<Renamed> Renamings::since_written(std::int64_t change) const {
  const auto at = changes_.find(change);
  const bool is_own = at == changes_.end() || at->second.is_own;
  const Knows knows = [&](std::int64_t other) {
    const auto earlier = changes_.find(other);
    if (is_own || other == change || earlier == changes_.end()) return other <= change;
    return precedence_.knew(at->second.uid, earlier->second.uid);
  };
  const Found found = called_then(knows, true);
  std::vector<Renamed> list = listed(found);
  for (const auto& [thing, one] : found)
    if (one.now.empty() && is_given_away(one)) list.push_back(one);
  return list;
}

/// Labels of claims are numbers, which a renumbering gives to others; what came with the name of
/// what is gone is meant in its place.
bool Renamings::is_given_away(const Renamed& gone) const {
  std::set<ThingName> met;
  return gone.kind == ThingKind::configuration &&
         std::any_of(renamed_.begin(), renamed_.end(), [&](const One& one) {
           const bool is_first = met.insert(one.thing).second;
           return is_first && one.thing.kind == gone.kind && one.before != gone.then &&
                  names_.at(one.thing) == gone.then;
         });
}

void call_otherwise(Connection& connection, const std::vector<Renamed>& names) {
  Transaction transaction(connection, Transaction::Kind::write);
  Things things(connection);
  for (const Renamed& one : names) {
    const std::string key(shape_of(one.kind).name);
    for (const ThingName& thing : things.find(one.kind, one.now)) {
      auto image = things.image(thing);
      if (!image || image->value(key, std::string()) != one.now) continue;
      (*image)[key] = one.then;
      things.put(thing, image);
    }
  }
  connection.run("DELETE FROM kept_part");
  transaction.commit();
}

}  // namespace retroduce::store
