#include "store/former_claims.h"

#include "base/text.h"
#include "store/merge_twins.h"
#include "store/stored.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr std::string_view rows_sql =
    "SELECT h.thing, h.thing_id, h.before, h.after, c.what, c.by_whom, substr(c.at, 1, 10), c.uid "
    "FROM history h JOIN change c ON c.id = h.change WHERE c.kind IN ('edit', 'decision') AND "
    "((h.thing = 'configuration' AND h.before <> '' AND (h.after = '' OR h.before LIKE "
    "'%\"elements\"%' OR h.after LIKE '%\"elements\"%' OR h.before LIKE '%\"label\"%')) OR "
    "(h.thing = 'evidence' AND h.before <> '' "
    "AND CASE WHEN h.after <> '' THEN h.before LIKE '%\"stance\"%' ELSE NOT EXISTS (SELECT 1 FROM "
    "history m WHERE m.change = h.change AND m.thing = 'evidence' AND m.before = '' AND "
    "m.thing_id LIKE substr(h.thing_id, 1, instr(h.thing_id, ' ')) || '%' AND "
    "json_extract(m.after, '$.extract') = json_extract(h.before, '$.extract')) END))";

Image parsed(std::string_view text) {
  Image image = Image::parse(text, nullptr, false);
  return image.is_object() ? image : Image::object();
}

}  // namespace

TakenOut taken_out_by(Query& query, int what) {
  return query.text(what) + " (" + query.text(what + 1) + ", " + query.text(what + 2) +
         "); to have it again: retroduce undo REVIEW " + query.text(what + 3);
}

FormerClaims::FormerClaims(Connection& connection, const std::string& reader)
    : things_(connection) {
  if (!reader.empty()) hidden_.emplace(connection, reader);
}

std::map<std::string, FormerClaim> FormerClaims::all() {
  std::map<std::string, FormerClaim> claims;
  read(std::string(rows_sql) + " ORDER BY h.change, h.place", {}, claims);
  return claims;
}

FormerClaim FormerClaims::of(const std::string& configuration) {
  std::map<std::string, FormerClaim> claims;
  read(std::string(rows_sql) +
           " AND h.thing = 'configuration' AND h.thing_id = ? ORDER BY h.change, h.place",
       configuration, claims);
  return claims[configuration];
}

void FormerClaims::read(const std::string& sql, const std::string& configuration,
                        std::map<std::string, FormerClaim>& into) {
  Query query(things_.connection().prepared(sql));
  if (!configuration.empty()) query.bind(1, Cell{std::string_view(configuration)});
  while (query.next()) {
    const std::string id = query.text(1);
    FormerClaim& claim = into[id.substr(0, id.find(' '))];
    const Image before = parsed(query.view(2));
    const TakenOut by = taken_out_by(query, 4);
    if (stored_word<ThingKind>(query.view(0)) == ThingKind::configuration) {
      if (before.contains("label")) claim.labels.insert(before.at("label").get<std::string>());
      if (query.view(3).empty()) claim.gone = by;
      take_parts(before, parsed(query.view(3)), by, claim);
      continue;
    }
    std::set<std::string>& stances = stances_[id];
    stances.insert(before.value("stance", std::string()));
    if (!query.view(3).empty()) continue;  // it said otherwise until then
    const std::int64_t extract = row_now(ThingKind::extract, id.substr(id.rfind(' ') + 1));
    if (extract == 0) continue;
    const std::int64_t coder = row_now(ThingKind::coder, before.value("coder", std::string()));
    const bool is_hidden =
        hidden_ &&
        !hidden_->document_of_work({ThingKind::evidence, id}, before, query.text(5)).empty();
    const TakenOut told = is_hidden ? TakenOut(hidden_work) : by;
    for (const std::string& stance : stances) claim.voices[{extract, stance}] = {coder, told};
    stances_.erase(id);
  }
}

void FormerClaims::take_parts(const Image& before, const Image& after, const TakenOut& by,
                              FormerClaim& into) {
  const auto parts_of = [this](const Image& image) {
    std::set<ClaimPart> parts;
    for (const Image& element : image.value("elements", Image::array()))
      parts.emplace(element.value("role", std::string()),
                    row_now(ThingKind::concept_, element.value("concept", std::string())),
                    element.value("opposite", false), element.value("when-not-fired", false));
    return parts;
  };
  const auto was = parts_of(before);
  const auto left = parts_of(after);
  for (const ClaimPart& part : was)
    if (left.count(part) == 0 && std::get<1>(part) != 0) into.parts[part] = by;
  for (const ClaimPart& part : left)
    if (was.count(part) == 0) into.added.insert(part);
}

std::int64_t FormerClaims::row_now(ThingKind kind, const std::string& id) {
  if (id.empty()) return 0;
  const auto known = rows_.find(id);
  if (known != rows_.end()) return known->second;
  const std::string standing = standing_id(things_.connection(), id);
  std::int64_t row = things_.row_of(kind, standing).value_or(0);
  if (row == 0 && kind == ThingKind::concept_) row = concept_called(standing);
  return rows_.emplace(id, row).first->second;
}

/// What went into another has its name as an alias there; what was retired may have come again by
/// its name.
std::int64_t FormerClaims::concept_called(const std::string& id) {
  std::string label;
  {
    Query query(things_.connection().prepared(
        "SELECT before FROM history WHERE thing = 'concept' AND thing_id = ? AND after = '' ORDER "
        "BY change DESC, place DESC"));
    query.bind(1, Cell{std::string_view(id)});
    if (query.next()) label = base::fold(parsed(query.view(0)).value("label", std::string()));
  }
  Query query(things_.connection().prepared(
      "SELECT min(concept) FROM concept_alias WHERE folded = ? HAVING count(*) = 1 ORDER BY 1"));
  query.bind(1, Cell{std::string_view(label)});
  if (query.next()) return query.number(0);
  const auto again = things_.find(ThingKind::concept_, label);
  return again.size() == 1 ? things_.row_of(ThingKind::concept_, again.front().id).value_or(0) : 0;
}

}  // namespace retroduce::store
