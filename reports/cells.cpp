// Makers and readers of cells.
#include "reports/cells.h"

namespace retroduce::reports {

namespace {

template <typename LineText>
std::string joined_lines(const Cell& cell, LineText line_text) {
  std::string text;
  for (std::size_t i = 0; i < cell.lines.size(); ++i) {
    if (i > 0) text += '\n';
    text += line_text(cell.lines[i]);
  }
  return text;
}

}  // namespace

Run only_on_paper(Run run) {
  run.data = "";
  return run;
}

Cell text_cell(std::string text, Witness witness) {
  Cell cell{{}, {}, std::move(witness)};
  cell.lines.emplace_back().push_back(plain(std::move(text)));
  return cell;
}

Cell missing_cell(std::string why_none, Witness witness, std::string words) {
  witness.why_none = std::move(why_none);
  return {{{muted(std::move(words))}}, {}, std::move(witness)};
}

std::string printed_text(const Cell& cell) {
  return joined_lines(cell, [](const Line& line) {
    std::string text;
    for (const Run& run : line) text += run.text;
    return text;
  });
}

std::string data_text(const Line& line) {
  std::string text;
  for (const Run& run : line) text += run.data ? *run.data : run.text;
  return text;
}

std::string data_text(const Cell& cell) {
  std::string text;
  add_data_text(text, cell);
  return text;
}

void add_data_text(std::string& text, const Cell& cell) {
  for (std::size_t i = 0; i < cell.lines.size(); ++i) {
    if (i > 0) text += '\n';
    for (const Run& run : cell.lines[i]) text += run.data ? *run.data : run.text;
  }
}

std::string caption_label(const Table& table) {
  return table.label.empty() ? std::string() : table.label + ". ";
}

bool is_wide(const Table& table) {
  using Orientation = TableStyle::Orientation;
  if (table.orientation != Orientation::by_width)
    return table.orientation == Orientation::landscape;
  constexpr std::size_t portrait_columns = 5;
  constexpr double portrait_shares = 10;  // a share is about a tenth of a portrait page
  double shares = 0;
  for (const Column& column : table.columns) shares += column.width_share;
  return table.columns.size() > portrait_columns || shares > portrait_shares;
}

}  // namespace retroduce::reports
