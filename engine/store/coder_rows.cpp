// Coders: from records to rows. Who came under another name before, and was renamed or put together
// with somebody here, is known again.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "store/coded_apart.h"
#include "store/import_state.h"

namespace retroduce::store {

using namespace model;

namespace {

bool is_there(ImportState& state, const std::string& label) {
  Query query(state.connection.prepared("SELECT 1 FROM coder WHERE label = ? ORDER BY id"));
  query.bind(1, Cell{std::string_view(label)});
  return query.next();
}

std::int64_t add_coder(ImportState& state, const Coder& coder) {
  const Cells cells = {coder.label, coder.name, coder.note};
  const auto settled =
      state.settle(Kind::coder, state.tables.coder, cells, coder.origin, coder.line);
  return state.conclude(Kind::coder, settled, coder.line, [&] { return in_quotes(coder.label); });
}

bool is_erased(ImportState& state, const ThingName& coder) {
  Query query(state.connection.prepared(
      "SELECT 1 FROM erasure WHERE thing = 'coder' AND thing_id = ? ORDER BY 1"));
  query.bind(1, Cell{std::string_view(coder.id)});
  return query.next();
}

std::int64_t take_for(ImportState& state, const Coder& came, const ThingName& there,
                      std::string_view why) {
  Things& things = state.alterations.things();
  const std::string label = things.image(there).value().value("label", std::string());
  // A receipt must not keep the name that was erased.
  state.say(base::Severity::note, "import.other-label",
            (is_erased(state, there) ? "a coder whose name was erased here"
                                     : "the coder " + in_quotes(came.label)) +
                " is taken for " + in_quotes(label) + ", " + std::string(why) +
                "; for another person undo this import, give that name to somebody here with "
                "retroduce edit REVIEW 'add coder …', and import again",
            came.line);
  state.count(Kind::coder, false);
  return things.row_of(there.kind, there.id).value_or(0);
}

/// Who is called so by that program here.
std::vector<ThingName> with_id(ImportState& state, const ForeignPart& part) {
  std::vector<std::int64_t> rows;
  {
    Query query(state.connection.prepared(
        "SELECT DISTINCT CAST(about_key AS INTEGER) FROM foreign_part WHERE system = ? AND kind = "
        "? AND foreign_id = ? AND about = 'coder' ORDER BY 1"));
    query.bind({Cell{std::string_view(part.system)}, Cell{std::string_view(part.kind)},
                Cell{std::string_view(part.id)}});
    while (query.next()) rows.push_back(query.number(0));
  }
  std::vector<ThingName> found;
  Things& things = state.alterations.things();
  for (const std::int64_t row : rows)
    found.push_back({ThingKind::coder, things.id_of(ThingKind::coder, row)});
  return found;
}

/// Whom the tool's id tells. Names that differ may be two people at one program, so that the id
/// counts only where names cannot: of who has had several here, or lost hers.
std::optional<ThingName> known_by_id(ImportState& state, const ForeignPart& part) {
  const auto found = with_id(state, part);
  if (found.size() != 1) return std::nullopt;
  const bool had_several = labels_of(state.connection, found.front().id).size() > 1;
  return had_several || is_erased(state, found.front()) ? std::optional(found.front())
                                                        : std::nullopt;
}

constexpr std::string_view by_former_name = "as renamed or put together here before";
constexpr std::string_view by_id = "whose id the file gives under this name";

/// Whom a user of the file would be taken for.
struct Claim {
  std::optional<ThingName> coder;  ///< nothing: for nobody
  std::string_view why;            ///< empty: by her label
  bool has_id = false;             ///< the program's id is of that coder
  bool is_merged = false;          ///< she was another coder, who was put together with that one
};

Claim claim_of(ImportState& state, const ImportState::User& user) {
  Claim claim;
  if (user.coder.label.empty() || user.coder.origin.change.is_set()) return claim;
  Things& things = state.alterations.things();
  const std::string& label = user.coder.label;
  const auto found = things.find(ThingKind::coder, label);
  if (!found.empty()) {
    claim.coder = found.front();
  } else if ((claim.coder = called_or_was(things, ThingKind::coder, label))) {
    claim.why = by_former_name;
    const auto merged = namesake_went_into(things, {ThingKind::coder, {}}, label);
    claim.is_merged = merged == claim.coder;
  } else if (user.part && (claim.coder = known_by_id(state, *user.part))) {
    claim.why = by_id;
  }
  if (!claim.coder || !user.part) return claim;
  const auto ids = with_id(state, *user.part);
  claim.has_id = std::find(ids.begin(), ids.end(), *claim.coder) != ids.end();
  return claim;
}

/// Whether another user of the file is that coder: who has the id, else who has the name, else who
/// comes first. A coder who was renamed is one person still; who was put together is several.
bool gives_way(const std::vector<Claim>& claims, std::size_t user) {
  const Claim& own = claims[user];
  if (!own.coder || own.is_merged || own.has_id) return false;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    const Claim& other = claims[i];
    if (i == user || other.coder != own.coder || other.is_merged) continue;
    if (other.has_id || (other.why.empty() && !own.why.empty())) return true;
    if (other.why.empty() == own.why.empty() && i < user) return true;
  }
  return false;
}

/// Her own coder: who came so before, else a new one under the next free label.
std::int64_t add_apart(ImportState& state, const ImportState::User& user,
                       const std::vector<Claim>& claims) {
  const auto is_claimed = [&claims](const ThingName& coder) {
    return std::any_of(claims.begin(), claims.end(),
                       [&](const Claim& each) { return each.coder == coder; });
  };
  const auto before = user.part ? with_id(state, *user.part) : std::vector<ThingName>();
  if (before.size() == 1 && !is_claimed(before.front()))
    return take_for(state, user.coder, before.front(), by_id);
  Coder coder = user.coder;
  for (int number = 2; is_there(state, coder.label); ++number)
    coder.label = user.coder.label + " (" + std::to_string(number) + ")";
  state.say(base::Severity::note, "import.coder-apart",
            "the coder " + in_quotes(user.coder.label) + " of the file is " +
                in_quotes(coder.label) +
                " in the review: whom the review could take that one for is another coder of the "
                "file; if they are one person: retroduce edit REVIEW 'merge coder …'",
            coder.line);
  return add_coder(state, coder);
}

std::int64_t settled(ImportState& state, const ImportState::User& user, const Claim& claim) {
  if (user.coder.label.empty()) {
    state.refuse(Kind::coder, user.coder.line, "import.no-label", "coder without a label");
    return 0;
  }
  if (claim.coder && !claim.why.empty())
    return take_for(state, user.coder, *claim.coder, claim.why);
  return add_coder(state, user.coder);
}

}  // namespace

void add_to(ImportState& state, const Coder& coder) {
  state.rows.coders.emplace_back(0);
  state.users.push_back({coder, std::nullopt});
}

bool waits_with_coder(ImportState& state, const ForeignPart& part) {
  if (state.users.empty() || state.users.back().part || part.kind != "User" || part.id.empty() ||
      part.about != ThingKind::coder || part.about_ref + 1 != state.rows.coders.size())
    return false;
  state.users.back().part = part;
  return true;
}

void settle_users(ImportState& state) {
  if (state.users.empty()) return;
  const auto users = std::exchange(state.users, {});
  std::vector<Claim> claims;
  for (const ImportState::User& user : users) claims.push_back(claim_of(state, user));
  const std::size_t first = state.rows.coders.size() - users.size();
  for (std::size_t i = 0; i < users.size(); ++i) {
    state.rows.coders[first + i] = gives_way(claims, i) ? add_apart(state, users[i], claims)
                                                        : settled(state, users[i], claims[i]);
    if (users[i].part) add_to(state, *users[i].part);
  }
}

}  // namespace retroduce::store
