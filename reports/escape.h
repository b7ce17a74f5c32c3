// One escaping function per format: text in, text that the format reads back as the same text.
// Each takes any UTF-8, control characters too. Knows nothing of tables.
#pragma once

#include <string>
#include <string_view>

namespace retroduce::reports {

/// Adds a field to a CSV line (RFC 4180): quoted where it must be.
void add_csv_field(std::string& line, std::string_view text);

/// A text that a spreadsheet would take for a formula gets an apostrophe in front; so does one that
/// begins with an apostrophe, which makes the guard reversible.
std::string guard_formula(std::string_view text);
/// Whether guard_formula would change the text.
bool needs_guard(std::string_view text);
/// The text as it was before guard_formula.
std::string_view unguard_formula(std::string_view text);

/// What a document can carry of a text: no control characters, every line end one LF.
std::string carried_text(std::string_view text);

/// Text in a cell of a Markdown table (GitHub's): marks that would mean something are escaped, line
/// ends are <br>. Characters that no document can carry are left out.
std::string markdown_text(std::string_view text);

/// Text or a double-quoted attribute in HTML; likewise. Line ends stay.
std::string html_text(std::string_view text);

/// Text in LaTeX, within a paragraph: marks and ligatures are escaped, line ends are \\newline.
/// What the T1 encoding lacks is \\uchar{1F600}{…}, which the document defines: its code point
/// under pdflatex, itself under xelatex and lualatex.
std::string latex_text(std::string_view text);

/// How Graphviz sets the lines of a label.
enum class DotLines { centred, left };

/// A double-quoted string in DOT; line ends become "\\n" (or "\\l", which sets the line before it
/// to the left). Graphviz reads HTML entities inside strings, so `&` is written as one.
std::string dot_string(std::string_view text, DotLines lines = DotLines::centred);

}  // namespace retroduce::reports
