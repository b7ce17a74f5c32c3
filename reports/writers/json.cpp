// Tables as one JSON document, schema "retroduce.table/1", a row per line. Each cell has its text,
// its runs where they say more, and its witness: configurations by label, documents by key,
// extracts as a number, or the reason why there is none.
#include <algorithm>

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

/// Adds a text as nlohmann prints it; most need no escape, and a row has many.
void add_string(std::string& out, std::string_view text) {
  const bool is_plain = std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x80 ||
           c == '"' || c == '\\';
  });
  if (!is_plain) {
    out += dump(Json(text));
    return;
  }
  out += '"';
  out += text;
  out += '"';
}

void add_run(std::string& out, const Run& run) {
  out += "{\"text\":";
  add_string(out, run.text);
  out += ",\"style\":\"";
  out += style_word(run.style);
  out += '"';
  if (run.reference > 0) out += ",\"reference\":" + std::to_string(run.reference);
  out += '}';
}

/// "[…]" with each of the things added by `add`.
template <typename Things, typename Add>
void add_list(std::string& out, const Things& things, Add add) {
  out += '[';
  bool is_first = true;
  for (const auto& thing : things) {
    if (!is_first) out += ',';
    is_first = false;
    add(thing);
  }
  out += ']';
}

void add_cell(std::string& out, const Cell& cell, const model::Snapshot& snapshot) {
  out += "{\"text\":";
  add_string(out, data_text(cell));
  if (cell.number) out += ",\"number\":" + std::to_string(*cell.number);
  out += ",\"lines\":";
  add_list(out, cell.lines, [&](const Line& line) {
    add_list(out, line, [&](const Run& run) { add_run(out, run); });
  });
  out += ",\"configurations\":";
  add_list(out, cell.witness.configurations, [&](model::ConfigurationId id) {
    add_string(out, snapshot.configurations[id.index()].label);
  });
  out += ",\"documents\":";
  add_list(out, cell.witness.documents,
           [&](model::DocumentId id) { add_string(out, snapshot.documents[id.index()].key); });
  out += ",\"extracts\":" + std::to_string(cell.witness.extracts.size());
  if (!cell.witness.why_none.empty()) {
    out += ",\"why_none\":";
    add_string(out, cell.witness.why_none);
  }
  out += '}';
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
    std::string object = is_first ? "\n{\"id\":" : ",\n{\"id\":";
    add_string(object, row.id);
    if (!table.group_key.empty()) {
      object += ',';
      add_string(object, table.group_key);
      object += ':';
      add_string(object, group);
    }
    object += ",\"cells\":";
    add_list(object, row.cells, [&](const Cell& cell) { add_cell(object, cell, *table.snapshot); });
    out(object + "}");
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
