#include "interchange/office_grids.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <set>

#include "base/text.h"
#include "interchange/texts/archive.h"
#include "interchange/texts/xml_file.h"

namespace retroduce::interchange {

namespace {

using texts::child_of;
using texts::local_name;

constexpr std::size_t most_columns = 16384;
constexpr std::size_t most_rows = 1048576;

std::string_view value_of(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_attribute& each : node.attributes()) {
    std::string_view own = each.name();
    if (const auto colon = own.find(':'); colon != std::string_view::npos)
      own.remove_prefix(colon + 1);
    if (own == name) return each.value();
  }
  return {};
}

std::size_t count_of(std::string_view text, std::size_t fallback) {
  std::size_t number = fallback;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return std::max<std::size_t>(number, 1);
}

/// The text of a paragraph: runs as they stand, a tab or a line end as one blank or LF.
void append_runs(const pugi::xml_node& node, std::string& out) {
  for (const auto& each : node.children()) {
    const std::string_view name = local_name(each);
    if (each.type() == pugi::node_pcdata || each.type() == pugi::node_cdata) {
      out += each.value();
    } else if (name == "s") {
      out.append(std::min<std::size_t>(count_of(value_of(each, "c"), 1), 1000), ' ');
    } else if (name == "tab") {
      out += ' ';
    } else if (name == "line-break" || name == "br" || name == "cr") {
      out += '\n';
    } else if (name != "annotation" && name != "note" && name != "instrText" && name != "delText" &&
               name != "del" && name != "moveFrom" && name != "pPr" && name != "rPr" &&
               name != "Fallback") {
      append_runs(each, out);
    }
  }
}

/// All paragraphs below a cell, a line each.
void append_paragraphs(const pugi::xml_node& node, std::string& out) {
  for (const auto& each : node.children()) {
    const std::string_view name = local_name(each);
    if (name == "annotation" || name == "Fallback") continue;
    if (name == "p" || name == "h") {
      if (!out.empty()) out += '\n';
      std::string line;
      append_runs(each, line);
      out += line;
    } else if (each.type() == pugi::node_element) {
      append_paragraphs(each, out);
    }
  }
}

void drop_empty_end(CsvRow& row) {
  while (!row.cells.empty() && base::trim(row.cells.back()).empty()) row.cells.pop_back();
}

// ---- OpenDocument

std::string ods_value(const pugi::xml_node& cell) {
  const std::string_view type = value_of(cell, "value-type");
  if (type == "float" || type == "currency" || type == "percentage")
    return std::string(value_of(cell, "value"));
  if (type == "date") return std::string(value_of(cell, "date-value"));
  if (type == "boolean") return value_of(cell, "boolean-value") == "true" ? "TRUE" : "FALSE";
  std::string text;
  append_paragraphs(cell, text);
  return text;
}

/// `merged` gets the cells that go on below.
CsvRow ods_row(const pugi::xml_node& node, std::size_t number, Grid& grid,
               std::vector<MergedCells>& merged) {
  CsvRow row;
  for (const auto& cell : node.children()) {
    const std::string_view name = local_name(cell);
    if (name != "table-cell" && name != "covered-table-cell") continue;
    const std::size_t times = count_of(value_of(cell, "number-columns-repeated"), 1);
    const std::string value = ods_value(cell);
    const bool is_reckoned = value_of(cell, "formula").empty() || !value.empty() ||
                             !value_of(cell, "value-type").empty();
    if (!is_reckoned && grid.unreckoned.empty())
      grid.unreckoned = cell_name(row.cells.size(), number);
    const std::size_t height = count_of(value_of(cell, "number-rows-spanned"), 1);
    if (height > 1)
      merged.push_back({row.cells.size(), number, number + std::min(height, most_rows) - 1});
    // The empty end of a row is written as one cell, repeated to the last column there is.
    const std::size_t room = most_columns - std::min(most_columns, row.cells.size());
    const std::size_t wanted = value.empty() && !cell.next_sibling() ? 0 : std::min(times, room);
    for (std::size_t i = 0; i < wanted; ++i) row.cells.push_back(value);
  }
  drop_empty_end(row);
  return row;
}

void ods_rows(const pugi::xml_node& node, Grid& grid, std::size_t& number,
              std::vector<MergedCells>& merged) {
  for (const auto& each : node.children()) {
    const std::string_view name = local_name(each);
    if (name == "table-row") {
      CsvRow row = ods_row(each, number + 1, grid, merged);
      const std::size_t times = count_of(value_of(each, "number-rows-repeated"), 1);
      const std::size_t wanted = row.cells.empty() ? 0 : std::min<std::size_t>(times, 10000);
      const std::string_view visibility = value_of(each, "visibility");
      if (visibility == "collapse" || visibility == "filter") grid.hidden_rows += wanted;
      for (std::size_t i = 0; i < wanted && grid.rows.size() < most_rows; ++i) {
        row.row = row.line = number + 1 + i;
        grid.rows.push_back(row);
      }
      number += times;
    } else if (name.starts_with("table-row") || name == "table-header-rows") {
      ods_rows(each, grid, number, merged);
    }
  }
}

/// Names of the styles of sheets that are not shown.
std::set<std::string, std::less<>> hidden_styles(const pugi::xml_node& root) {
  std::set<std::string, std::less<>> hidden;
  for (const auto& style : child_of(root, "automatic-styles").children()) {
    if (value_of(child_of(style, "table-properties"), "display") == "false")
      hidden.emplace(value_of(style, "name"));
  }
  return hidden;
}

// ---- Word

/// Rows of a table; a merged cell is known by what stands above it.
void docx_rows(const pugi::xml_node& table, Grid& grid, std::size_t& number) {
  for (const auto& each : table.children()) {
    const std::string_view name = local_name(each);
    if (name == "sdt" || name == "sdtContent" || name == "customXml" || name == "ins") {
      docx_rows(each, grid, number);
      continue;
    }
    if (name != "tr") continue;
    CsvRow row;
    row.row = row.line = ++number;
    for (const auto& cell : each.children()) {
      if (local_name(cell) != "tc" || row.cells.size() >= most_columns) continue;
      const auto properties = child_of(cell, "tcPr");
      const auto merged = child_of(properties, "vMerge");
      const std::size_t place = row.cells.size();
      std::string value;
      append_paragraphs(cell, value);
      const bool goes_on = merged && value_of(merged, "val") != "restart";
      if (goes_on && !grid.rows.empty() && place < grid.rows.back().cells.size())
        value = grid.rows.back().cells[place];
      row.cells.push_back(std::move(value));
      const auto span = child_of(properties, "gridSpan");
      const std::size_t width = span ? count_of(value_of(span, "val"), 1) : 1;
      for (std::size_t i = 1; i < std::min<std::size_t>(width, 100); ++i) row.cells.emplace_back();
    }
    const bool is_blank = std::all_of(row.cells.begin(), row.cells.end(),
                                      [](const auto& cell) { return base::trim(cell).empty(); });
    if (!is_blank) grid.rows.push_back(std::move(row));
  }
}

std::vector<std::string> heading_of(const Grid& grid) {
  std::vector<std::string> heading;
  if (grid.rows.empty()) return heading;
  for (const std::string& cell : grid.rows.front().cells) heading.push_back(base::fold(cell));
  return heading;
}

/// The outermost tables, in the order of the file.
void docx_tables(const pugi::xml_node& node, std::vector<Grid>& grids, std::size_t& number) {
  for (const auto& each : node.children()) {
    if (each.type() != pugi::node_element) continue;
    if (local_name(each) != "tbl") {
      docx_tables(each, grids, number);
      continue;
    }
    Grid grid;
    grid.is_ragged = true;
    docx_rows(each, grid, number);
    if (grid.rows.empty()) continue;
    const auto same = std::find_if(grids.begin(), grids.end(), [&](const Grid& other) {
      return heading_of(other) == heading_of(grid);
    });
    if (same == grids.end()) {
      grid.name = "table " + std::to_string(grids.size() + 1);
      grids.push_back(std::move(grid));
    } else {
      same->rows.insert(same->rows.end(), grid.rows.begin() + 1, grid.rows.end());
    }
  }
}

}  // namespace

bool is_ods(std::string_view name, std::string_view bytes) {
  constexpr std::size_t first_part = 400;
  return base::fold(name).ends_with(".ods") ||
         (bytes.starts_with("PK") &&
          bytes.substr(0, first_part).find("application/vnd.oasis.opendocument.spreadsheet") !=
              std::string_view::npos);
}

std::vector<Grid> read_ods(std::string_view bytes, const std::string& name,
                           base::Diagnostics& found) {
  const auto archive = texts::Archive::open({name, bytes}, found);
  if (!archive) return {};
  pugi::xml_document document;
  if (!archive->load("content.xml", document, found)) {
    if (!found.refused())
      found.add(base::Severity::refused, "sheet.not-ods",
                "is no OpenDocument spreadsheet: it has no content.xml", {name});
    return {};
  }
  std::vector<Grid> grids;
  const auto hidden = hidden_styles(document.document_element());
  const auto sheets = child_of(child_of(document.document_element(), "body"), "spreadsheet");
  for (const auto& sheet : sheets.children()) {
    if (local_name(sheet) != "table") continue;
    Grid grid;
    grid.name = value_of(sheet, "name");
    grid.is_ragged = true;
    std::size_t number = 0;
    std::vector<MergedCells> merged;
    ods_rows(sheet, grid, number, merged);
    fill_merged(grid, merged);
    grid.is_hidden = hidden.count(value_of(sheet, "style-name")) != 0;
    grids.push_back(std::move(grid));
  }
  return reckoned(std::move(grids), name, found);
}

std::vector<Grid> read_docx_tables(std::string_view bytes, const std::string& name,
                                   base::Diagnostics& found) {
  const auto archive = texts::Archive::open({name, bytes}, found);
  if (!archive) return {};
  pugi::xml_document document;
  std::vector<Grid> grids;
  if (archive->load("word/document.xml", document, found)) {
    std::size_t number = 0;
    docx_tables(child_of(document.document_element(), "body"), grids, number);
  }
  if (grids.empty() && !found.refused())
    found.add(base::Severity::refused, "sheet.no-table",
              "holds no table, so there is no row to read a claim from", {name});
  return grids;
}

}  // namespace retroduce::interchange
