// Tables in GitHub's Markdown. A heading row is a row with one filled cell, since Markdown cannot
// span.
#include "reports/cells.h"
#include "reports/escape.h"
#include "reports/registry.h"

namespace retroduce::reports {

namespace {

std::string run_text(const Run& run) {
  const std::string text = markdown_text(run.text);
  // Emphasis marks must touch the words, so blanks at the ends stay outside.
  const std::size_t begin = text.find_first_not_of(' ');
  const std::size_t end = text.find_last_not_of(' ') + 1;
  const char* mark = "";
  switch (run.style) {
    case Run::Style::strong:
      mark = "**";
      break;
    case Run::Style::emphasis:
    case Run::Style::muted:
      mark = "*";
      break;
    case Run::Style::superscript:
      return "<sup>" + text + "</sup>";
    case Run::Style::plain:
    case Run::Style::tag:
      return text;
  }
  if (begin == std::string::npos) return text;
  return text.substr(0, begin) + mark + text.substr(begin, end - begin) + mark + text.substr(end);
}

std::string cell_text(const Cell& cell) {
  std::string text;
  for (std::size_t i = 0; i < cell.lines.size(); ++i) {
    if (i > 0) text += "<br>";
    for (const Run& run : cell.lines[i]) text += run_text(run);
  }
  return text;
}

void write_head(const Table& table, const Output& out) {
  out("**" + markdown_text(caption_label(table) + table.title) + "**\n\n|");
  for (const Column& column : table.columns) out(" " + markdown_text(column.name) + " |");
  out("\n|");
  for (const Column& column : table.columns) out(column.is_number ? " ---: |" : " --- |");
  out("\n");
}

void write_row(const TableRow& row, std::size_t columns, const Output& out) {
  std::string line = "|";
  if (!row.heading.empty()) {
    line += " **" + markdown_text(row.heading) + "** |";
    for (std::size_t i = 1; i < columns; ++i) line += " |";
  }
  for (const Cell& cell : row.cells) line += " " + cell_text(cell) + " |";
  out(line + "\n");
}

void write_md(Table& table, const TableWriterOptions&, const Output& out) {
  write_head(table, out);
  TableRow row;
  while (table.next(row)) write_row(row, table.columns.size(), out);
  table.finish(table);
  for (const std::string& note : table.footnotes) out("\n" + markdown_text(note) + "\n");
  if (table.references.empty()) return;
  out("\n**References**\n\n");
  for (const Reference& reference : table.references) {
    out((table.is_author_year ? "-" : std::to_string(reference.number) + ".") + " " +
        markdown_text(reference.text) + "\n");
  }
}

}  // namespace

const TableWriter writer_md{"md", ".md", false, write_md};

}  // namespace retroduce::reports
