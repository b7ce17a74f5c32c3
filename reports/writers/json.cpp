// Tables as one JSON document, schema "retroduce.table/1", a row per line. Each cell has its text,
// its runs where they say more, and its witness: configurations by label, documents by key,
// extracts as a number, or the reason why there is none.
#include <nlohmann/json.hpp>

#include "reports/cells.h"
#include "reports/registry.h"

namespace retroduce::reports {

namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

const char* style_word(Run::Style style) {
  switch (style) {
    case Run::Style::tag:
      return "tag";
    case Run::Style::emphasis:
      return "emphasis";
    case Run::Style::strong:
      return "strong";
    case Run::Style::superscript:
      return "superscript";
    case Run::Style::muted:
      return "muted";
    case Run::Style::plain:
      break;
  }
  return "plain";
}

Json run_json(const Run& run) {
  Json object{{"text", run.text}, {"style", style_word(run.style)}};
  if (run.reference > 0) object["reference"] = run.reference;
  return object;
}

Json cell_json(const Cell& cell, const model::Snapshot& snapshot) {
  Json object{{"text", data_text(cell)}};
  if (cell.number) object["number"] = *cell.number;
  Json lines = Json::array();
  for (const Line& line : cell.lines) {
    Json runs = Json::array();
    for (const Run& run : line) runs.push_back(run_json(run));
    lines.push_back(std::move(runs));
  }
  object["lines"] = std::move(lines);
  Json configurations = Json::array();
  for (const auto id : cell.witness.configurations) {
    configurations.push_back(snapshot.configurations[id.index()].label);
  }
  Json documents = Json::array();
  for (const auto id : cell.witness.documents) {
    documents.push_back(snapshot.documents[id.index()].key);
  }
  object["configurations"] = std::move(configurations);
  object["documents"] = std::move(documents);
  object["extracts"] = cell.witness.extracts.size();
  if (!cell.witness.why_none.empty()) object["why_none"] = cell.witness.why_none;
  return object;
}

/// The object without its closing bracket, so that the rows can follow one by one.
std::string head_json(const Table& table) {
  Json columns = Json::array();
  for (const Column& column : table.columns) {
    columns.push_back({{"key", column.key}, {"name", column.name}, {"number", column.is_number}});
  }
  const Json head{{"schema", "retroduce.table/1"},
                  {"kind", table.kind},
                  {"title", table.title},
                  {"review", table.review},
                  {"grouped_by", table.group_key.empty() ? Json() : Json(table.group_key)},
                  {"columns", std::move(columns)}};
  std::string text = dump(head);
  text.pop_back();
  return text;
}

void write_rows(Table& table, const Output& out) {
  std::string group;
  bool is_first = true;
  TableRow row;
  while (table.next(row)) {
    if (!row.heading.empty()) {
      group = row.heading;
      continue;
    }
    Json object{{"id", row.id}};
    if (!table.group_key.empty()) object[table.group_key] = group;
    Json cells = Json::array();
    for (const Cell& cell : row.cells) cells.push_back(cell_json(cell, *table.snapshot));
    object["cells"] = std::move(cells);
    out((is_first ? "\n" : ",\n") + dump(object));
    is_first = false;
  }
}

void write_json(Table& table, const TableWriterOptions&, const Output& out) {
  out(head_json(table) + ",\"rows\":[");
  write_rows(table, out);
  table.finish(table);
  Json references = Json::array();
  for (const Reference& reference : table.references) {
    references.push_back({{"number", reference.number},
                          {"document", table.snapshot->documents[reference.document.index()].key},
                          {"text", reference.text}});
  }
  out("\n],\"footnotes\":" + dump(Json(table.footnotes)) + ",\"references\":" + dump(references) +
      "}\n");
}

}  // namespace

const TableWriter writer_json{"json", ".json", false, write_json};

}  // namespace retroduce::reports
