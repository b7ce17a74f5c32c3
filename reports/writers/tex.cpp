// Tables for LaTeX: one document with a longtable between booktabs' rules, the head repeated on
// every page. Compiles with pdflatex, xelatex and lualatex, with packages that every TeX has.
#include <array>
#include <cstdio>

#include "reports/cells.h"
#include "reports/column_widths.h"
#include "reports/escape.h"
#include "reports/first_rows.h"
#include "reports/registry.h"

namespace retroduce::reports {

namespace {

// A4 within margins of 2 cm, in twentieths of a point.
constexpr int page_short = 9638;
constexpr int page_long = 14570;

constexpr std::string_view preamble_start = R"(\documentclass[10pt]{article}
\usepackage{iftex}
\ifPDFTeX
  \usepackage[utf8]{inputenc}
  \usepackage[T1]{fontenc}
  \usepackage{lmodern}
  \usepackage{textcomp}
  \newcommand{\uchar}[2]{[U+#1]}% T1 has no such character
\else
  \usepackage{fontspec}
  \newcommand{\uchar}[2]{#2}
\fi
\usepackage[a4paper,margin=20mm)";
constexpr std::string_view preamble_end = R"(]{geometry}
\usepackage{array,booktabs,longtable}
\ifXeTeX % where hyperref wants a font that small installations lack
  \newcommand{\hypertarget}[2]{#2}
  \newcommand{\hyperlink}[2]{#2}
\else
  \usepackage[hidelinks]{hyperref}
\fi
\newcolumntype{L}[1]{>{\raggedright\arraybackslash\hspace{0pt}}p{#1}} % breaks a first word, too
\newcolumntype{R}[1]{>{\raggedleft\arraybackslash}p{#1}}
\setlength{\LTcapwidth}{\linewidth}
\setlength{\tabcolsep}{3pt}
\setlength{\parindent}{0pt}
\begin{document}
)";

std::string run_tex(const Run& run) {
  std::string text = latex_text(run.text);
  switch (run.style) {
    case Run::Style::strong:
      text = "\\textbf{" + text + "}";
      break;
    case Run::Style::emphasis:
    case Run::Style::muted:
      text = "\\textit{" + text + "}";
      break;
    case Run::Style::superscript:
      text = "\\textsuperscript{" + text + "}";
      break;
    case Run::Style::tag:
    case Run::Style::plain:
      break;
  }
  if (run.reference == 0) return text;
  return "\\hyperlink{ref" + std::to_string(run.reference) + "}{" + text + "}";
}

std::string cell_tex(const Cell& cell) {
  std::string text;
  for (std::size_t i = 0; i < cell.lines.size(); ++i) {
    if (i > 0) text += "\\newline{}";
    if (cell.lines.size() > 1) text += "\\textbullet{}~";
    for (const Run& run : cell.lines[i]) text += run_tex(run);
  }
  return text;
}

/// "0.25\linewidth" less the space between columns.
std::string width_of(double part) {
  std::array<char, 32> digits{};
  std::snprintf(digits.data(), digits.size(), "%d", static_cast<int>(part * 100000));
  const std::string padded = std::string(6, '0') + digits.data();
  return "\\dimexpr 0." + padded.substr(padded.size() - 5) + "\\linewidth-2\\tabcolsep\\relax";
}

std::string head_row(const Table& table) {
  std::string row;
  for (const Column& column : table.columns) {
    if (!row.empty()) row += " & ";
    row += "\\textbf{" + latex_text(column.name) + "}";
  }
  return row + " \\\\\n";
}

/// What makes LaTeX print the label: the word and the number of its caption, in this table alone.
std::string tex_number(const std::string& label) {
  if (label == "Table 1") return {};
  const std::size_t blank = label.rfind(' ');
  const std::string word = blank == std::string::npos ? label : label.substr(0, blank);
  const std::string number = blank == std::string::npos ? "" : label.substr(blank + 1);
  return "\\renewcommand{\\tablename}{" + latex_text(word) + "}\\renewcommand{\\thetable}{" +
         latex_text(number) + "}%\n";
}

void write_head(const Table& table, const Output& out) {
  out(preamble_start);
  if (is_wide(table)) out(",landscape");
  out(preamble_end);
  out("\\begin{longtable}{@{}");
  const int page = is_wide(table) ? page_long : page_short;
  const std::vector<int> widths = column_widths(table.columns, page);
  for (std::size_t i = 0; i < widths.size(); ++i) {
    // A little less than the whole, so that rounding never makes it too wide.
    out(std::string(table.columns[i].is_number ? "R" : "L") + "{" +
        width_of(widths[i] * 0.9999 / page) + "}");
  }
  out("@{}}\n");
  if (!table.label.empty())
    out(tex_number(table.label) + "\\caption{" + latex_text(table.title) +
        "}\\label{tab:" + table.kind + "}\\\\\n");
  const std::string head = head_row(table);
  out("\\toprule\n" + head + "\\midrule\n\\endfirsthead\n\\toprule\n" + head +
      "\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n");
}

std::string row_tex(const TableRow& row, std::size_t columns, bool is_first) {
  if (!row.heading.empty()) {
    return std::string(is_first ? "" : "\\addlinespace\n") + "\\multicolumn{" +
           std::to_string(columns) + "}{@{}L{\\linewidth}@{}}{\\textbf{" + latex_text(row.heading) +
           "}} \\\\*\n";
  }
  std::string text;
  for (const Cell& cell : row.cells) {
    if (&cell != &row.cells.front()) text += "\n  & ";
    if (!cell.merges_up) text += cell_tex(cell);
  }
  return text + " \\\\\n";
}

void write_tail(const Table& table, const Output& out) {
  out("\\end{longtable}\n");
  if (!table.footnotes.empty()) {
    out("{\\small\n");
    for (const std::string& note : table.footnotes) out(latex_text(note) + "\\par\n");
    out("}\n");
  }
  if (!table.references.empty()) {
    out("\\section*{References}\n\\raggedright\n\\begin{list}{}{\\setlength{\\leftmargin}{2.5em}"
        "\\setlength{\\labelwidth}{2em}\\setlength{\\itemsep}{0pt}}\n");
    for (const Reference& reference : table.references) {
      const std::string number = std::to_string(reference.number);
      out("\\item[{\\hypertarget{ref" + number + "}{" + (table.is_author_year ? "" : number + ".") +
          "}}] " + latex_text(reference.text) + "\n");
    }
    out("\\end{list}\n");
  }
  out("\\end{document}\n");
}

void write_tex(Table& table, const TableWriterOptions&, const Output& out) {
  measure_columns(table);
  write_head(table, out);
  TableRow row;
  bool is_first = true;
  while (table.next(row)) {
    out(row_tex(row, table.columns.size(), is_first));
    is_first = false;
  }
  table.finish(table);
  write_tail(table, out);
}

}  // namespace

const TableWriter writer_tex{"tex", ".tex", false, write_tex};

}  // namespace retroduce::reports
