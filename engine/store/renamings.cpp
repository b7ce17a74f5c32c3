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
    "SELECT h.change, h.thing, h.thing_id, h.before, h.after, m.id FROM history h "
    "JOIN change c ON c.id = h.change "
    "LEFT JOIN change m ON m.uid = substr(h.thing_id, 1, instr(h.thing_id, '.') - 1) WHERE "
    "h.thing = 'concept' AND h.before != '' AND (h.after = '' OR instr(h.after, '\"aliases\":') > "
    "0)"
    " OR h.thing IN ('configuration', 'evidence') AND c.what LIKE 'merged configuration %' "
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
  read_merged(connection);
  Query row(connection.prepared(changes_sql));
  while (row.next()) changes_[row.number(0)] = {row.text(1), row.number(2) == 0};
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

void Renamings::read_merged(Connection& connection) {
  std::vector<One> gone;
  Heirs heirs;
  Query row(connection.prepared(merged_sql));
  while (row.next()) {
    const ThingName thing{kind_in(row, 1), row.text(2)};
    heirs.look_at(row.number(0), thing, row.view(4));
    if (!row.view(4).empty() || thing.kind == ThingKind::evidence) continue;
    gone.push_back({row.number(0), thing, name_in(row, 3, thing.kind), "",
                    row.is_null(5) ? 0 : row.number(5)});
  }
  Things things(connection);
  std::map<ThingName, std::string> into;
  for (const One& one : gone) {
    const std::string heir = heirs.of(one.change, one.thing.kind, one.before);
    if (!heir.empty() && !things.image(one.thing)) into[one.thing] = heir;
  }
  for (One& one : gone) {
    ThingName at = one.thing;
    for (auto next = into.find(at); next != into.end(); next = into.find(at)) at.id = next->second;
    one.after = at == one.thing ? std::string() : name_of(things, at);
    if (!one.after.empty()) merged_.push_back(std::move(one));
  }
}

Renamings::Found Renamings::called_then(const Knows& knows) const {
  Found found;
  for (const One& one : renamed_) {
    if (!knows(one.made)) continue;
    if (knows(one.change)) {
      found[one.thing] = {one.thing.kind, one.after, names_.at(one.thing)};
    } else {
      found.try_emplace(one.thing, Renamed{one.thing.kind, one.before, names_.at(one.thing)});
    }
  }
  return found;
}

std::vector<Renamed> Renamings::listed(const Found& found) {
  std::vector<Renamed> list;
  for (const auto& [thing, one] : found)
    if (!one.now.empty() && one.then != one.now) list.push_back(one);
  return list;
}

std::vector<Renamed> Renamings::since_change(std::int64_t change) const {
  return listed(called_then([change](std::int64_t other) { return other <= change; }));
}

std::vector<Renamed> Renamings::since_written(std::int64_t change) const {
  const auto at = changes_.find(change);
  const bool is_own = at == changes_.end() || at->second.is_own;
  const Knows knows = [&](std::int64_t other) {
    const auto earlier = changes_.find(other);
    if (is_own || other == change || earlier == changes_.end()) return other <= change;
    return precedence_.knew(at->second.uid, earlier->second.uid);
  };
  Found found = called_then(knows);
  for (const One& one : merged_) {
    if (!knows(one.made) || knows(one.change)) continue;
    Renamed& here =
        found.try_emplace(one.thing, Renamed{one.thing.kind, one.before, ""}).first->second;
    here.now = one.after;
  }
  return listed(found);
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
