// Tables as one HTML file: no script, nothing fetched, the head repeated on every printed page,
// three rules as journals have them. Works in light and dark without a colour of its own;
// well-formed as XML.
#include <algorithm>
#include <cctype>
#include <vector>

#include "reports/cells.h"
#include "reports/direction.h"
#include "reports/escape.h"
#include "reports/registry.h"

namespace retroduce::reports {

namespace {

constexpr std::string_view style = R"(
:root { color-scheme: light dark; }
body { margin: 2rem auto; max-width: 75rem; padding: 0 1rem;
  font: 0.95rem/1.4 var(--face), "Times New Roman", "Liberation Serif", Times, serif; }
table { border-collapse: collapse; width: 100%; border-bottom: 1.5px solid; }
caption { text-align: left; font-weight: bold; padding-bottom: 0.5rem; }
thead th { border-top: 1.5px solid; border-bottom: 1px solid; vertical-align: bottom; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.6rem 0.3rem 0; }
tbody th { font-weight: normal; }
th.group { font-weight: bold; padding-top: 0.7rem; }
tbody + tbody th.group { border-top: 0.5px solid; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
td ul { margin: 0; padding-left: 1rem; }
.muted { font-style: italic; }
a { color: inherit; text-decoration: none; }
a:hover, a:focus { text-decoration: underline; }
.notes p { margin: 0.15rem 0; font-size: 0.9em; }
.notes { margin-top: 0.5rem; }
h2 { font-size: 1em; margin: 1.2rem 0 0.3rem; }
ol, body > ul { margin: 0; padding-left: 2rem; }
.review { margin: 0 0 1rem; }
@media print {
  @page { size: A4)";
constexpr std::string_view style_end = R"(; margin: 18mm; }
  body { margin: 0; max-width: none; padding: 0; font-size: 9.5pt; }
  thead { display: table-header-group; }
  tr, li { break-inside: avoid; }
  th.group { break-after: avoid; }
}
)";

/// What runs from right to left by itself, or brackets and numbers behind it would be set as parts
/// of it.
std::string text_with_breaks(std::string_view text) {
  std::string out;
  for (const Stretch& stretch : stretches(text)) {
    if (stretch.is_right_to_left) out += "<bdi>";
    for (const char c : html_text(stretch.text)) {
      if (c == '\n') {
        out += "<br />";
      } else {
        out += c;
      }
    }
    if (stretch.is_right_to_left) out += "</bdi>";
  }
  return out;
}

std::string run_html(const Run& run) {
  std::string text = text_with_breaks(run.text);
  switch (run.style) {
    case Run::Style::strong:
      text = "<strong>" + text + "</strong>";
      break;
    case Run::Style::emphasis:
      text = "<em>" + text + "</em>";
      break;
    case Run::Style::superscript:
      text = "<sup>" + text + "</sup>";
      break;
    case Run::Style::muted:
      text = "<span class=\"muted\">" + text + "</span>";
      break;
    case Run::Style::tag:
    case Run::Style::plain:
      break;
  }
  if (run.reference == 0) return text;
  return "<a href=\"#ref-" + std::to_string(run.reference) + "\">" + text + "</a>";
}

std::string line_html(const Line& line) {
  std::string text;
  for (const Run& run : line) text += run_html(run);
  return text;
}

std::string cell_html(const Cell& cell) {
  if (cell.lines.size() == 1) return line_html(cell.lines[0]);
  std::string text = "<ul>";
  for (const Line& line : cell.lines) text += "<li>" + line_html(line) + "</li>";
  return text + "</ul>";
}

/// A font's name within quotation marks.
std::string css_name(std::string_view font) {
  std::string name;
  for (const char c : font) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == ' ' || c == '-') name += c;
  }
  return name;
}

/// Room for what should stand on one line, capitals among it.
std::string least_width(const Column& column) {
  if (column.unbroken == 0) return {};
  const std::size_t hundredths = column.unbroken * 65;
  return " style=\"min-width:" + std::to_string(hundredths / 100) + "." +
         std::to_string(hundredths % 100 / 10) + "em\"";
}

void write_head(const Table& table, const Output& out) {
  const std::string title = html_text(table.title);
  const std::string review = html_text(table.review);
  out("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\" />\n");
  out("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n");
  out("<title>" + title + (review.empty() ? "" : " \u2013 " + review) + "</title>\n<style>");
  out("\n:root { --face: \"" + css_name(table.font) + "\"; }");
  out(style);
  out(is_wide(table) ? " landscape" : " portrait");
  out(style_end);
  out("</style>\n</head>\n<body>\n");
  if (!review.empty()) out("<p class=\"review\">" + review + "</p>\n");
  out("<table>\n<caption>" + html_text(caption_label(table)) + title + "</caption>\n<colgroup>");
  double shares = 0;
  for (const Column& column : table.columns) shares += column.width_share;
  for (const Column& column : table.columns) {
    const int percent = static_cast<int>(column.width_share * 100 / shares + 0.5);
    out("<col style=\"width:" + std::to_string(percent) + "%\" />");
  }
  out("</colgroup>\n<thead>\n<tr>");
  for (const Column& column : table.columns) {
    out(std::string("<th scope=\"col\"") + (column.is_number ? " class=\"number\"" : "") +
        least_width(column) + ">" + html_text(column.name) + "</th>");
  }
  out("</tr>\n</thead>\n<tbody>\n");
}

/// How many rows a cell of the first of these rows stands in.
std::size_t height_of(const std::vector<TableRow>& rows, std::size_t first, std::size_t column) {
  std::size_t height = 1;
  while (first + height < rows.size() && rows[first + height].cells[column].merges_up) ++height;
  return height;
}

std::string row_html(const std::vector<TableRow>& rows, std::size_t at,
                     const std::vector<Column>& columns) {
  const TableRow& row = rows[at];
  std::string line = "<tr>";
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (row.cells[i].merges_up) continue;
    const char* name = i == 0 ? "th" : "td";
    const std::size_t height = height_of(rows, at, i);
    line += std::string("<") + name + (i == 0 ? " scope=\"row\"" : "") +
            (height > 1 ? " rowspan=\"" + std::to_string(height) + "\"" : "") +
            (columns[i].is_number ? " class=\"number\">" : ">") + cell_html(row.cells[i]) + "</" +
            name + ">";
  }
  return line + "</tr>\n";
}

bool goes_on(const TableRow& row) {
  return std::any_of(row.cells.begin(), row.cells.end(),
                     [](const Cell& cell) { return cell.merges_down; });
}

/// Rows that share a cell are held until the last of them has come, all others not at all.
void write_rows(Table& table, const Output& out) {
  bool body_is_empty = true;
  std::vector<TableRow> rows;
  TableRow row;
  while (table.next(row)) {
    if (row.heading.empty()) {
      const bool is_last = !goes_on(row);
      rows.push_back(std::move(row));
      row = {};
      if (is_last) {
        for (std::size_t i = 0; i < rows.size(); ++i) out(row_html(rows, i, table.columns));
        rows.clear();
      }
    } else {
      if (!body_is_empty) out("</tbody>\n<tbody>\n");
      out("<tr><th class=\"group\" scope=\"rowgroup\" colspan=\"" +
          std::to_string(table.columns.size()) + "\">" + html_text(row.heading) + "</th></tr>\n");
    }
    body_is_empty = false;
  }
}

void write_tail(const Table& table, const Output& out) {
  out("</tbody>\n</table>\n");
  if (!table.footnotes.empty()) {
    out("<div class=\"notes\">\n");
    for (const std::string& note : table.footnotes) out("<p>" + html_text(note) + "</p>\n");
    out("</div>\n");
  }
  if (!table.references.empty()) {
    const std::string list = table.is_author_year ? "ul" : "ol";
    out("<h2>References</h2>\n<" + list + ">\n");
    for (const Reference& reference : table.references) {
      out("<li id=\"ref-" + std::to_string(reference.number) + "\">" +
          text_with_breaks(reference.text) + "</li>\n");
    }
    out("</" + list + ">\n");
  }
  out("</body>\n</html>\n");
}

void write_html(Table& table, const TableWriterOptions&, const Output& out) {
  write_head(table, out);
  write_rows(table, out);
  table.finish(table);
  write_tail(table, out);
}

}  // namespace

const TableWriter writer_html{"html", ".html", false, write_html};

}  // namespace retroduce::reports
