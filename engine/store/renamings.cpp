#include "store/renamings.h"

#include <algorithm>
#include <map>

#include "base/error.h"
#include "store/stored.h"
#include "store/things.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr std::string_view renamed_sql =
    "SELECT h.change, c.arrived, h.thing, h.thing_id, h.before, h.after, m.id FROM history h "
    "JOIN change c ON c.id = h.change "
    "LEFT JOIN change m ON m.uid = substr(h.thing_id, 1, instr(h.thing_id, '.') - 1) WHERE "
    "h.before != '' AND h.after != '' AND h.thing IN "
    "('study', 'document', 'theme', 'concept', 'configuration', 'coder') "
    "AND (instr(h.after, '\"label\":') > 0 OR instr(h.after, '\"key\":') > 0) "
    "ORDER BY h.change, h.place";
constexpr std::string_view brought_sql = "SELECT id FROM change WHERE arrived = 2 ORDER BY id";

constexpr std::string_view merged_sql =
    "SELECT h.change, c.arrived, h.thing_id, h.before, h.after, m.id FROM history h "
    "JOIN change c ON c.id = h.change "
    "LEFT JOIN change m ON m.uid = substr(h.thing_id, 1, instr(h.thing_id, '.') - 1) "
    "WHERE h.thing = 'concept' AND h.before != '' AND (h.after = '' OR instr(h.after, "
    "'\"aliases\":') > 0) ORDER BY h.change, h.place";

/// Empty: the image does not tell it.
std::string name_in(const Query& row, int column, ThingKind kind) {
  const Image image = Image::parse(row.view(column), nullptr, false);
  const std::string key(shape_of(kind).name);
  if (!image.is_object() || !image.contains(key) || !image.at(key).is_string()) return {};
  return image.at(key).get<std::string>();
}

}  // namespace

Renamings::Renamings(Connection& connection) {
  Query row(connection.prepared(renamed_sql));
  while (row.next()) {
    const auto kind = from_word<ThingKind>(row.view(2));
    if (!kind) raise_damaged(row.view(2));
    One one{row.number(0),
            row.number(1) == 2,
            *kind,
            row.text(3),
            name_in(row, 4, *kind),
            name_in(row, 5, *kind),
            row.is_null(6) ? 0 : row.number(6)};
    if (!one.before.empty() && !one.after.empty()) list_.push_back(std::move(one));
  }
  read_merged(connection);
  Query brought(connection.prepared(brought_sql));
  while (brought.next()) brought_.push_back(brought.number(0));
}

/// A concept that goes leaves its name to the one that it went into, as an alias.
void Renamings::read_merged(Connection& connection) {
  std::vector<One> gone;
  std::map<std::pair<std::int64_t, std::string>, std::string> heirs;  // by change and alias
  Query row(connection.prepared(merged_sql));
  while (row.next()) {
    const std::int64_t change = row.number(0);
    if (row.view(4).empty()) {
      gone.push_back({change, row.number(1) == 2, ThingKind::concept_, row.text(2),
                      name_in(row, 3, ThingKind::concept_), "", row.is_null(5) ? 0 : row.number(5),
                      true});
      continue;
    }
    const Image after = Image::parse(row.view(4), nullptr, false);
    if (!after.is_object() || !after.value("aliases", Image()).is_array()) continue;
    for (const Image& alias : after.at("aliases"))
      if (alias.is_string()) heirs[{change, alias.get<std::string>()}] = row.text(2);
  }
  Things things(connection);
  std::map<std::string, std::string> into;
  for (const One& one : gone) {
    const auto heir = heirs.find({one.change, one.before});
    if (heir != heirs.end() && !things.image({one.kind, one.thing})) into[one.thing] = heir->second;
  }
  for (One& one : gone) {
    auto heir = into.find(one.thing);
    if (heir == into.end()) continue;
    for (auto next = heir; next != into.end(); next = into.find(next->second)) heir = next;
    const auto image = things.image({one.kind, heir->second});
    if (!image) continue;
    one.after = image->value("label", std::string());
    list_.push_back(std::move(one));
  }
  std::stable_sort(list_.begin(), list_.end(),
                   [](const One& a, const One& b) { return a.change < b.change; });
}

std::vector<Renamed> Renamings::since(std::int64_t change, bool with_merged) const {
  const bool with_brought = std::binary_search(brought_.begin(), brought_.end(), change);
  std::map<std::pair<ThingKind, std::string>, Renamed> found;
  for (const One& one : list_) {
    if (one.is_merged && !with_merged) continue;
    if (one.change <= change || one.made > change || (one.is_brought && !with_brought)) continue;
    const auto [at, is_first] =
        found.try_emplace({one.kind, one.thing}, Renamed{one.kind, one.before, one.after});
    if (!is_first) at->second.now = one.after;
  }
  std::vector<Renamed> list;
  for (auto& [thing, one] : found) {
    if (one.then != one.now) list.push_back(std::move(one));
  }
  return list;
}

}  // namespace retroduce::store
