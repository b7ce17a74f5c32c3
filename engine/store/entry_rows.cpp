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
  if (label.empty() && configuration == 0)
    return state.refuse(
        Kind::entry, entry.line, "import.no-label",
        "the entry does not say its " + std::string(shape_of(entry.list).fields().front()));
  const Cells cells = {to_word(entry.list), label, number_or_null(configuration),
                       std::int64_t{entry.place}};
  auto settled = state.settle(Kind::entry, state.tables.entry, cells, entry.origin, entry.line);
  std::vector<Cells> rows;
  for (const Field& field : entry.fields) rows.push_back({field.name, field.value});
  state.settle_parts(settled, state.tables.entry_field, rows);
  id = state.conclude(Kind::entry, settled, entry.line, [&] { return in_quotes(label); });
}

}  // namespace retroduce::store
