// Coders: from records to rows. Who came under another name before, and was renamed or put together
// with somebody here, is known again.
#include <optional>
#include <string>

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

/// Whom the tool's id tells. Names that differ may be two people at one program, so that the id
/// counts only where names cannot: of who has had several here, or lost hers.
std::optional<ThingName> known_by_id(ImportState& state, const ForeignPart& part) {
  if (part.kind != "User" || part.id.empty() || part.about != ThingKind::coder ||
      part.about_ref + 1 != state.rows.coders.size())
    return std::nullopt;
  std::vector<std::int64_t> rows;
  {
    Query query(state.connection.prepared(
        "SELECT DISTINCT CAST(about_key AS INTEGER) FROM foreign_part WHERE system = ? AND kind = "
        "? AND foreign_id = ? AND about = 'coder' ORDER BY 1"));
    query.bind({Cell{std::string_view(part.system)}, Cell{std::string_view(part.kind)},
                Cell{std::string_view(part.id)}});
    while (query.next()) rows.push_back(query.number(0));
  }
  if (rows.size() != 1) return std::nullopt;
  const ThingName coder{ThingKind::coder,
                        state.alterations.things().id_of(ThingKind::coder, rows.front())};
  const bool had_several = labels_of(state.connection, coder.id).size() > 1;
  return had_several || is_erased(state, coder) ? std::optional(coder) : std::nullopt;
}

}  // namespace

void add_to(ImportState& state, const Coder& coder) {
  std::int64_t& row = state.rows.coders.emplace_back(0);
  if (coder.label.empty())
    return state.refuse(Kind::coder, coder.line, "import.no-label", "coder without a label");
  if (coder.origin.change.is_set() || is_there(state, coder.label)) {
    row = add_coder(state, coder);
  } else if (const auto known =
                 called_or_was(state.alterations.things(), ThingKind::coder, coder.label)) {
    row = take_for(state, coder, *known, "as renamed or put together here before");
  } else {
    state.unknown_coder = coder;
  }
}

void settle_unknown_coder(ImportState& state, const ForeignPart* next) {
  if (!state.unknown_coder) return;
  const Coder coder = *std::exchange(state.unknown_coder, std::nullopt);
  const auto known = next == nullptr ? std::nullopt : known_by_id(state, *next);
  state.rows.coders.back() =
      known ? take_for(state, coder, *known, "whose id the file gives under this name")
            : add_coder(state, coder);
}

}  // namespace retroduce::store
