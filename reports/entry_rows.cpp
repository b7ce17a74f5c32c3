#include "reports/entry_rows.h"

#include "reports/cells.h"

namespace retroduce::reports {

namespace {

std::string file_name(model::EntryList list) {
  std::string name(model::to_word(list));
  for (char& c : name) c = c == ' ' ? '-' : c;
  return name + ".csv";
}

}  // namespace

std::string how_to_bring_in(model::EntryList list) {
  std::string columns;
  for (const std::string_view field : model::shape_of(list).fields())
    columns += (columns.empty() ? "" : ", ") + std::string(field);
  return "The review holds no " + std::string(model::shape_of(list).title) +
         " yet. Bring them in with: retroduce import REVIEW " + file_name(list) +
         ", a sheet with the columns " + columns + ".";
}

Witness stated_by_reviewers(model::EntryList list) {
  return {{}, {}, {}, "stated by the reviewers (" + std::string(model::shape_of(list).title) + ")"};
}

Cell entry_cell(const model::Entry& entry, std::string_view field) {
  const std::string value(model::value_in(entry, field));
  if (value.empty()) return missing_cell("the entry does not say it", {});
  return text_cell(value, stated_by_reviewers(entry.list));
}

void add_entries(MadeRows& made, model::EntryList list,
                 const std::vector<std::string_view>& fields) {
  for (const model::Entry& entry : made.world.details->entries(list)) {
    auto& cells = made.add(model::label_of(entry));
    for (const std::string_view field : fields) cells.push_back(entry_cell(entry, field));
  }
  if (made.rows.empty()) made.notes.push_back(how_to_bring_in(list));
}

}  // namespace retroduce::reports
