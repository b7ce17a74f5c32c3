#include "cli/text_table.h"

#include <algorithm>

#include "base/text.h"

namespace retroduce::cli {

namespace {

using Widths = std::vector<std::size_t>;

Widths natural_widths(const std::vector<TextColumn>& columns,
                      const std::vector<std::vector<std::string>>& rows) {
  Widths widths;
  for (const TextColumn& column : columns) widths.push_back(base::display_width(column.heading));
  for (const auto& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c)
      widths[c] = std::max(widths[c], base::display_width(row[c]));
  }
  return widths;
}

/// Where lines have no end, one long cell must not push every other row out to its length: it runs
/// over, and nothing of it is lost.
void bound(Widths& widths) {
  constexpr std::size_t most = 80;
  for (std::size_t& width : widths) width = std::min(width, most);
}

/// Takes from the widest column that may shrink until the line fits, never below 16 columns.
void fit(Widths& widths, const std::vector<TextColumn>& columns, std::size_t room) {
  constexpr std::size_t least = 16;
  for (;;) {
    std::size_t total = 2 * (widths.size() - 1);
    for (const std::size_t width : widths) total += width;
    if (total <= room) return;
    std::size_t widest = columns.size();
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if (!columns[c].may_shrink || widths[c] <= least) continue;
      if (widest == columns.size() || widths[c] > widths[widest]) widest = c;
    }
    if (widest == columns.size()) return;
    widths[widest] = std::max(least, widths[widest] - std::min(widths[widest], total - room));
  }
}

std::string padded(const std::string& text, std::size_t width, bool right) {
  const std::size_t used = base::display_width(text);
  const std::string blanks(width > used ? width - used : 0, ' ');
  return right ? blanks + text : text + blanks;
}

void add_line(std::string& out, const std::string& indent, const std::vector<TextColumn>& columns,
              const Widths& widths, const std::vector<std::string>& cells) {
  std::string line = indent;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    if (c != 0) line += "  ";
    line += padded(cells[c], widths[c], columns[c].right);
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  out += line + "\n";
}

}  // namespace

std::string text_table(const std::vector<TextColumn>& columns,
                       const std::vector<std::vector<std::string>>& rows, std::size_t width,
                       const std::string& indent) {
  Widths widths = natural_widths(columns, rows);
  if (width != 0) {
    fit(widths, columns, width > indent.size() ? width - indent.size() : width);
  } else {
    bound(widths);
  }
  std::string out;
  std::vector<std::string> headings;
  for (const TextColumn& column : columns) headings.push_back(column.heading);
  add_line(out, indent, columns, widths, headings);
  for (const auto& row : rows) {
    std::vector<std::vector<std::string>> cells;
    std::size_t height = 1;
    for (std::size_t c = 0; c < row.size(); ++c) {
      const bool wraps = width != 0 && base::display_width(row[c]) > widths[c];
      cells.push_back(wraps ? base::wrap(row[c], widths[c]) : std::vector<std::string>{row[c]});
      height = std::max(height, cells.back().size());
    }
    for (std::size_t i = 0; i < height; ++i) {
      std::vector<std::string> line;
      for (const auto& cell : cells) line.push_back(i < cell.size() ? cell[i] : std::string());
      add_line(out, indent, columns, widths, line);
    }
  }
  return out;
}

}  // namespace retroduce::cli
