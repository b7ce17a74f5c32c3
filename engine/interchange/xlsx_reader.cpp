#include "interchange/xlsx_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <stdexcept>

#include <pugixml.hpp>

#include "base/error.h"
#include "base/text.h"
#include "base/zip.h"

namespace retroduce::interchange {

namespace {

using Entries = std::map<std::string, std::string>;

constexpr int deepest = 64;
constexpr std::size_t last_column = 16384;  // Excel's own limits
constexpr std::size_t last_row = 1048576;

/// What is wrong with the file, in words; caught where read_xlsx begins and told as a finding.
struct Damage : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Some programs write a prefix before every name: x:row.
std::string_view local_name(const pugi::xml_node& node) {
  std::string_view name = node.name();
  if (const auto colon = name.find(':'); colon != std::string_view::npos)
    name.remove_prefix(colon + 1);
  return name;
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  for (const pugi::xml_node& each : node.children()) {
    if (local_name(each) == name) return each;
  }
  return {};
}

void check_depth(const pugi::xml_node& root, const std::string& part) {
  int depth = 0;
  pugi::xml_node node = root.first_child();
  while (node) {
    if (depth > deepest)
      throw Damage("its part " + part + " is nested deeper than any workbook is");
    if (node.first_child()) {
      node = node.first_child();
      ++depth;
      continue;
    }
    while (node && !node.next_sibling() && depth > 0) {
      node = node.parent();
      --depth;
    }
    node = node.next_sibling();
  }
}

/// The root element of a part; an empty node where the part is not there.
pugi::xml_node load(pugi::xml_document& document, const Entries& entries, const std::string& part) {
  const auto found = entries.find(part);
  if (found == entries.end()) return {};
  const std::string& bytes = found->second;
  const auto result = document.load_buffer(bytes.data(), bytes.size(),
                                           pugi::parse_default | pugi::parse_ws_pcdata_single);
  if (!result) throw Damage("its part " + part + " is no sound XML");
  check_depth(document, part);
  return document.document_element();
}

unsigned hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10U;
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10U;
  return 16U;
}

/// Excel writes control characters as _x000D_ (ISO/IEC 29500-1, 22.9.2.19); only line ends and tabs
/// matter here, and _x005F_, which stands for an underscore before what would look like such a
/// mark.
std::string unmarked(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    unsigned code = 0;
    bool is_mark =
        text[at] == '_' && at + 6 < text.size() && text[at + 1] == 'x' && text[at + 6] == '_';
    for (std::size_t i = at + 2; is_mark && i < at + 6; ++i) {
      is_mark = hex_digit(text[i]) < 16U;
      code = code * 16U + hex_digit(text[i]);
    }
    is_mark = is_mark && (code == 9 || code == 10 || code == 13 || code == 0x5F);
    if (!is_mark) {
      out.push_back(text[at]);
      continue;
    }
    out.push_back(static_cast<char>(code));
    at += 6;
  }
  return out;
}

/// The text of a string item: one <t>, or the <t> of each run; phonetic hints (rPh) are not text.
std::string string_item(const pugi::xml_node& item) {
  std::string out;
  for (const pugi::xml_node& part : item.children()) {
    const std::string_view name = local_name(part);
    if (name == "t") out += part.text().get();
    if (name == "r") out += child(part, "t").text().get();
  }
  return unmarked(out);
}

std::vector<std::string> shared_strings(const Entries& entries) {
  pugi::xml_document document;
  std::vector<std::string> strings;
  for (const pugi::xml_node& item : load(document, entries, "xl/sharedStrings.xml").children()) {
    if (local_name(item) == "si") strings.push_back(string_item(item));
  }
  return strings;
}

/// Whether a number format shows a date: a day, month or year outside quotes and brackets.
bool is_date_format(std::string_view code) {
  char closing = 0;
  for (std::size_t at = 0; at < code.size(); ++at) {
    const char c = code[at];
    if (closing != 0) {
      if (c == closing) closing = 0;
    } else if (c == '"') {
      closing = '"';
    } else if (c == '[') {
      closing = ']';
    } else if (c == '\\' || c == '_') {
      ++at;
    } else if (c == 'd' || c == 'D' || c == 'y' || c == 'Y') {
      return true;
    }
  }
  return false;
}

/// For each cell style, whether it shows dates.
std::vector<bool> date_styles(const Entries& entries) {
  pugi::xml_document document;
  const pugi::xml_node root = load(document, entries, "xl/styles.xml");
  std::map<unsigned, bool> custom;
  for (const pugi::xml_node& format : child(root, "numFmts").children()) {
    custom[format.attribute("numFmtId").as_uint()] =
        is_date_format(format.attribute("formatCode").value());
  }
  std::vector<bool> dates;
  for (const pugi::xml_node& style : child(root, "cellXfs").children()) {
    const unsigned format = style.attribute("numFmtId").as_uint();
    const auto own = custom.find(format);
    const bool built_in = (format >= 14 && format <= 17) || format == 22;
    dates.push_back(own != custom.end() ? own->second : built_in);
  }
  return dates;
}

std::string two_digits(unsigned number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

/// A day count as a date; days before March 1900 are off by Excel's own leap-year fault and are
/// left alone.
std::string iso_date(double serial, bool is_1904) {
  const double days = std::floor(serial) + (is_1904 ? 1462.0 : 0.0);
  if (days < 61.0 || days > 2958465.0) return {};
  // Civil date from days since 1970-01-01 (Howard Hinnant's algorithm, public domain).
  const long since_0000_march = static_cast<long>(days) - 25569 + 719468;
  const long era = since_0000_march / 146097;
  const auto of_era = static_cast<unsigned>(since_0000_march - era * 146097);
  const unsigned year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const unsigned of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const unsigned shifted = (5 * of_year + 2) / 153;
  const unsigned day = of_year - (153 * shifted + 2) / 5 + 1;
  const unsigned month = shifted < 10 ? shifted + 3 : shifted - 9;
  const long year = static_cast<long>(year_of_era) + era * 400 + (month <= 2 ? 1 : 0);
  return std::to_string(year) + "-" + two_digits(month) + "-" + two_digits(day);
}

std::string plain_number(std::string_view text, bool is_date, bool is_1904) {
  double value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || !std::isfinite(value)) {
    return std::string(text);
  }
  if (is_date) {
    if (std::string date = iso_date(value, is_1904); !date.empty()) return date;
  }
  char buffer[64];
  const bool whole = std::fabs(value) < 1e15 && value == std::floor(value);
  const auto written =
      whole ? std::to_chars(buffer, buffer + sizeof buffer, static_cast<long long>(value))
            : std::to_chars(buffer, buffer + sizeof buffer, value);
  return std::string(buffer, written.ptr);
}

struct Workbook {
  std::vector<std::string> strings;
  std::vector<bool> date_styles;
  bool is_1904 = false;
};

std::string cell_text(const pugi::xml_node& cell, const Workbook& book) {
  const std::string_view type = cell.attribute("t").value();
  if (type == "inlineStr") return string_item(child(cell, "is"));
  const std::string_view value = child(cell, "v").text().get();
  if (type == "s") {
    std::size_t index = 0;
    const auto read = std::from_chars(value.data(), value.data() + value.size(), index);
    if (read.ec != std::errc{} || index >= book.strings.size()) {
      throw Damage("a cell points to a text that is not there");
    }
    return book.strings[index];
  }
  if (type == "b") return value == "1" ? "TRUE" : "FALSE";
  if (type == "str") return unmarked(value);
  if (type == "e" || type == "d" || value.empty()) return std::string(value);
  const std::size_t style = cell.attribute("s").as_uint();
  return plain_number(value, style < book.date_styles.size() && book.date_styles[style],
                      book.is_1904);
}

/// The column of a reference such as "AB12", from 0; nothing where it names none.
std::optional<std::size_t> column_of(std::string_view reference) {
  std::size_t column = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
    if (column > last_column) throw Damage("a cell stands beyond the last column");
  }
  if (column == 0) return std::nullopt;
  return column - 1;
}

/// A formula that gives no text says so by its type.
bool is_unreckoned(const pugi::xml_node& cell) {
  return child(cell, "f") && *cell.attribute("t").value() == 0 &&
         *child(cell, "v").text().get() == 0;
}

/// `number`: of the row, from 1.
CsvRow read_row(const pugi::xml_node& node, std::size_t number, const Workbook& book, Grid& grid) {
  CsvRow row;
  row.row = row.line = number;
  std::size_t next = 0;
  for (const pugi::xml_node& cell : node.children()) {
    if (local_name(cell) != "c") continue;
    const std::size_t column = column_of(cell.attribute("r").value()).value_or(next);
    next = column + 1;
    if (grid.unreckoned.empty() && is_unreckoned(cell)) grid.unreckoned = cell_name(column, number);
    std::string text = cell_text(cell, book);
    if (base::first_invalid_utf8(text)) throw Damage("a cell holds text that is not UTF-8");
    if (text.empty()) continue;
    if (row.cells.size() <= column) row.cells.resize(column + 1);
    row.cells[column] = std::move(text);
  }
  return row;
}

/// Of a reference such as "AB12", from 1; 0 where it names none.
std::size_t row_of(std::string_view reference) {
  std::size_t row = 0;
  const std::size_t at = std::min(reference.size(), reference.find_first_of("0123456789"));
  std::from_chars(reference.data() + at, reference.data() + reference.size(), row);
  return row;
}

std::vector<MergedCells> merged_cells(const pugi::xml_node& root) {
  std::vector<MergedCells> merged;
  for (const pugi::xml_node& node : child(root, "mergeCells").children()) {
    const std::string_view reference = node.attribute("ref").value();
    const std::size_t colon = reference.find(':');
    const auto column = column_of(reference);
    if (colon == std::string_view::npos || !column) continue;
    merged.push_back({*column, row_of(reference.substr(0, colon)),
                      std::min(row_of(reference.substr(colon + 1)), last_row)});
  }
  return merged;
}

/// How many columns that hold something are hidden.
std::size_t hidden_columns(const pugi::xml_node& root, const Grid& grid) {
  std::size_t width = 0;
  for (const CsvRow& row : grid.rows) width = std::max(width, row.cells.size());
  std::size_t count = 0;
  for (const pugi::xml_node& node : child(root, "cols").children()) {
    if (!node.attribute("hidden").as_bool()) continue;
    const std::size_t first = node.attribute("min").as_uint();
    const std::size_t last = std::min<std::size_t>(node.attribute("max").as_uint(), width);
    if (first > 0 && last >= first) count += last - first + 1;
  }
  return count;
}

Grid read_sheet(const Entries& entries, const std::string& part, std::string name,
                const Workbook& book) {
  pugi::xml_document document;
  const pugi::xml_node root = load(document, entries, part);
  if (!root) throw Damage("its part " + part + " is missing");
  Grid grid;
  grid.name = std::move(name);
  grid.is_ragged = true;
  std::size_t number = 0;
  for (const pugi::xml_node& node : child(root, "sheetData").children()) {
    if (local_name(node) != "row") continue;
    number = node.attribute("r") ? node.attribute("r").as_ullong() : number + 1;
    if (number == 0 || number > last_row) throw Damage("a row stands beyond the last row");
    CsvRow row = read_row(node, number, book, grid);
    if (row.cells.empty()) continue;
    if (node.attribute("hidden").as_bool()) ++grid.hidden_rows;
    grid.rows.push_back(std::move(row));
  }
  grid.hidden_columns = hidden_columns(root, grid);
  fill_merged(grid, merged_cells(root));
  return grid;
}

/// Where each relation of the workbook leads, by its id, as a name inside the archive.
std::map<std::string, std::string> targets(const Entries& entries) {
  pugi::xml_document document;
  std::map<std::string, std::string> out;
  for (const pugi::xml_node& relation :
       load(document, entries, "xl/_rels/workbook.xml.rels").children()) {
    const std::string target = relation.attribute("Target").value();
    out[relation.attribute("Id").value()] =
        target.rfind('/', 0) == 0 ? target.substr(1) : "xl/" + target;
  }
  return out;
}

std::string relation_id(const pugi::xml_node& sheet) {
  for (const pugi::xml_attribute& attribute : sheet.attributes()) {
    const std::string_view name = attribute.name();
    if (name.size() > 3 && name.substr(name.size() - 3) == ":id") return attribute.value();
  }
  return {};
}

std::vector<Grid> read_entries(const Entries& entries) {
  pugi::xml_document document;
  const pugi::xml_node workbook = load(document, entries, "xl/workbook.xml");
  if (!workbook) throw Damage("it holds no workbook");
  Workbook book;
  book.strings = shared_strings(entries);
  book.date_styles = date_styles(entries);
  book.is_1904 = child(workbook, "workbookPr").attribute("date1904").as_bool();
  const auto parts = targets(entries);
  std::vector<Grid> grids;
  for (const pugi::xml_node& sheet : child(workbook, "sheets").children()) {
    const auto part = parts.find(relation_id(sheet));
    if (part == parts.end()) throw Damage("it names a sheet that is not there");
    // Chart sheets and macro sheets hold no cells.
    if (part->second.find("worksheets/") == std::string::npos) continue;
    grids.push_back(read_sheet(entries, part->second, sheet.attribute("name").value(), book));
    const std::string_view state = sheet.attribute("state").value();
    grids.back().is_hidden = state == "hidden" || state == "veryHidden";
  }
  return grids;
}

base::ZipLimits limits() {
  base::ZipLimits out;
  out.entry_bytes = std::size_t{128} << 20;
  out.total_bytes = std::size_t{256} << 20;
  return out;
}

}  // namespace

std::vector<Grid> read_xlsx(std::string_view bytes, const std::string& name,
                            base::Diagnostics& found) {
  const auto refuse = [&](const std::string& code, const std::string& message) {
    found.add(base::Severity::refused, code, message, {name});
    return std::vector<Grid>();
  };
  if (bytes.rfind("\xD0\xCF\x11\xE0", 0) == 0) {
    return refuse("sheet.not-xlsx",
                  "is an old Excel file (.xls) or is protected by a password; save it as .xlsx");
  }
  try {
    const Entries entries = base::read_zip(bytes, name, limits());
    if (entries.count("xl/workbook.xml") == 0) {
      return refuse("sheet.not-xlsx", "is no Excel workbook; save it as .xlsx or .csv");
    }
    return reckoned(read_entries(entries), name, found);
  } catch (const Damage& damage) {
    return refuse("sheet.damaged", std::string("cannot be read: ") + damage.what());
  } catch (const base::Error&) {
    return refuse(
        "sheet.damaged",
        "cannot be read: it is no Excel workbook (.xlsx), or is cut short, damaged or too large");
  }
}

}  // namespace retroduce::interchange
