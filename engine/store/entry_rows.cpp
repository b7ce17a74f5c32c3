// Entries of lists: from records to rows.
#include <algorithm>
#include <string>

#include "model/entry_lists.h"
#include "store/import_state.h"

namespace retroduce::store {

using namespace model;

namespace {

std::string title_of(const Entry& entry) { return std::string(shape_of(entry.list).title); }

/// The fields in the list's order, without empty ones; false where one is none of the list's.
bool put_in_order(ImportState& state, Entry& entry) {
  const auto fields = shape_of(entry.list).fields();
  std::vector<Field> ordered;
  for (const std::string_view name : fields) {
    if (const std::string_view value = value_in(entry, name); !value.empty())
      ordered.push_back({std::string(name), std::string(value)});
  }
  for (const Field& field : entry.fields) {
    if (std::find(fields.begin(), fields.end(), field.name) != fields.end()) continue;
    std::string known;
    for (const std::string_view name : fields)
      known += (known.empty() ? "" : ", ") + std::string(name);
    state.refuse(Kind::entry, entry.line, "import.unknown-field",
                 title_of(entry) + " have no field " + in_quotes(field.name),
                 {"Its fields are: " + known + "."});
    return false;
  }
  entry.fields = std::move(ordered);
  return true;
}

/// By the names of the fields, not by the order of a source.
void settle_fields(ImportState& state, ImportState::Settled& settled, const Entry& entry) {
  std::vector<Cells> rows;
  for (const Field& field : entry.fields) rows.push_back({field.name, field.value});
  if (settled.is_new || settled.was_refused)
    return state.settle_parts(settled, state.tables.entry_field, rows);
  Entry there;
  Query query(state.connection.prepared(
      "SELECT name, value FROM entry_field WHERE entry = ? ORDER BY place"));
  query.bind(1, Cell{settled.id});
  while (query.next()) there.fields.push_back({query.text(0), query.text(1)});
  for (const std::string_view name : shape_of(entry.list).fields())
    if (value_in(there, name) != value_in(entry, name))
      settled.differences.push_back({std::string(name), std::string(value_in(there, name)),
                                     std::string(value_in(entry, name))});
}

/// Two rows of one file that say of one thing what cannot both be.
bool is_twice(ImportState& state, const ImportState::Settled& settled) {
  Query query(state.connection.prepared("SELECT change FROM entry WHERE id = ? ORDER BY id"));
  query.bind(1, Cell{settled.id});
  return !settled.is_new && !settled.differences.empty() && state.own_change_id() != 0 &&
         query.next() && query.number(0) == state.own_change_id();
}

void refuse_twice(ImportState& state, const ImportState::Settled& settled, Line line,
                  const std::string& name) {
  const Difference& first = settled.differences.front();
  state.refuse(Kind::entry, line, "import.entry-twice",
               "an earlier row of this file is of " + name + ", too, and says " +
                   in_quotes(first.there) + " under \"" + first.field + "\", this one " +
                   in_quotes(first.here) + "; leave one of the two");
}

void refuse_nameless(ImportState& state, const Entry& entry) {
  const ListShape& shape = shape_of(entry.list);
  const std::string column(shape.fields().front());
  state.refuse(Kind::entry, entry.line, "import.no-label",
               "the column \"" + column + "\" is empty in this row of the " +
                   std::string(shape.title) + "; write there " +
                   (shape.is_of_configuration
                        ? "the label of a configuration (CMOC 7), or the " + column + " in words"
                        : "which " + column + " the row is about"));
}

std::string label_of_configuration(ImportState& state, std::int64_t row) {
  Query query(
      state.connection.prepared("SELECT label FROM configuration WHERE id = ? ORDER BY id"));
  query.bind(1, Cell{row});
  return query.next() ? query.text(0) : std::string();
}

/// The configuration of that label; 0 where there is none.
std::int64_t configuration_of(ImportState& state, const std::string& label) {
  Query query(
      state.connection.prepared("SELECT id FROM configuration WHERE label = ? ORDER BY id"));
  query.bind(1, Cell{label});
  return query.next() ? query.number(0) : 0;
}

}  // namespace

void add_to(ImportState& state, const Entry& record) {
  std::int64_t& id = state.rows.entries.emplace_back(0);
  Entry entry = record;
  References references(state, Kind::entry, entry.line);
  std::int64_t configuration =
      entry.configuration.is_set()
          ? references.row(entry.configuration, state.rows.configurations, "configuration")
          : 0;
  if (!references.ok() || !put_in_order(state, entry)) return;
  if (!entry.configuration_label.empty()) {
    configuration = configuration_of(state, entry.configuration_label);
    // Tied to the thing itself, it follows when that is renumbered.
    if (configuration != 0)
      entry.fields.erase(entry.fields.begin());
    else
      state.say(base::Severity::note, "import.no-such-configuration",
                "no configuration is called " + in_quotes(entry.configuration_label) +
                    "; what is said of it is kept under these words",
                entry.line);
  }
  const std::string label = label_of(entry);
  if (label.empty() && configuration == 0) return refuse_nameless(state, entry);
  const Cells cells = {to_word(entry.list), label, number_or_null(configuration),
                       std::int64_t{entry.place}};
  auto settled = state.settle(Kind::entry, state.tables.entry, cells, entry.origin, entry.line);
  settle_fields(state, settled, entry);
  const auto name = [&] {
    return in_quotes(label.empty() ? label_of_configuration(state, configuration) : label);
  };
  if (is_twice(state, settled)) return refuse_twice(state, settled, entry.line, name());
  // As edits name it.
  id = state.conclude(Kind::entry, settled, entry.line,
                      [&] { return "of " + std::string(to_word(entry.list)) + " " + name(); });
}

}  // namespace retroduce::store
