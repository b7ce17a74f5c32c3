// What was changed in the review, when, by whom and why.
#include <nlohmann/json.hpp>

#include "reports/cells.h"
#include "reports/made_rows.h"
#include "reports/registry.h"

namespace retroduce::reports {

namespace {

Witness of_history() { return {{}, {}, {}, "the history of the review"}; }

/// "2026-11-26 20:54"; data formats write the moment as it is kept.
Cell date_cell(const std::string& moment) {
  constexpr std::size_t day = 10;
  constexpr std::size_t minute = 16;
  if (moment.size() <= minute || moment[day] != 'T')
    return moment.empty() ? missing_cell("the change has no date", {})
                          : text_cell(moment, of_history());
  Cell cell = text_cell(moment.substr(0, day) + " " + moment.substr(day + 1, minute - day - 1),
                        of_history());
  cell.lines.front().front().data = moment;
  return cell;
}

Cell said(const std::string& text, const char* why_none) {
  return text.empty() ? missing_cell(why_none, {}) : text_cell(text, of_history());
}

/// The name of a thing out of its image: what people call it by.
std::string name_in(const std::string& image) {
  const auto json = nlohmann::json::parse(image, nullptr, false);
  if (!json.is_object()) return {};
  for (const char* key : {"label", "key", "name", "title"}) {
    if (json.contains(key) && json[key].is_string()) return json[key].get<std::string>();
  }
  return {};
}

/// The thing as the history says it in words, else by what its image calls it.
std::string object_of(const model::HistoryRow& row) {
  if (row.thing_id.find('"') != std::string::npos) return row.thing_id;
  const std::string name = name_in(row.after.empty() ? row.before : row.after);
  if (name.empty() && row.thing_id.starts_with(std::string(model::to_word(row.thing)) + " "))
    return row.thing_id;
  return std::string(model::to_word(row.thing)) +
         (name.empty() ? " " + row.thing_id : " \u201c" + name + "\u201d");
}

std::string what_happened(const model::HistoryRow& row) {
  if (row.before.empty()) return "added";
  return row.after.empty() ? "removed" : "changed";
}

void add_change(MadeRows& made, const model::Change& change) {
  const auto row = [&](const std::string& id, Cell object, Cell what) {
    made.add(id) = {date_cell(change.at), said(change.by, "nobody was named"), std::move(object),
                    std::move(what), said(change.why, "no reason was given")};
  };
  if (change.rows.empty()) {
    row(change.uid, missing_cell("the change touched many things at once", of_history(), "review"),
        said(change.what, "what was done was not said"));
    return;
  }
  for (const model::HistoryRow& each : change.rows) {
    row(change.uid + " " + each.thing_id, text_cell(object_of(each), of_history()),
        text_cell(what_happened(each) + (change.what.empty() ? "" : ": " + change.what),
                  of_history()));
  }
}

void make_rows(MadeRows& made) {
  for (const model::Change& change : made.world.details->changes()) add_change(made, change);
  made.notes.emplace_back(made.rows.empty() ? "Nothing was changed yet." : "Times are of UTC.");
}

Table make_audit(const TableWorld& world) {
  return table_of_made_rows(world,
                            {"audit",
                             "Changes to the review",
                             {{"Date", "date", 1.3, false, 11},
                              {"Who", "who", 0.8},
                              {"Object", "object", 1.8},
                              {"Change", "change", 3},
                              {"Reason", "reason", 2}}},
                            make_rows);
}

}  // namespace

const TableKind table_audit{"audit", "Changes to the review",
                            "What was changed, when, by whom and why: the audit trail.",
                            make_audit};

}  // namespace retroduce::reports
