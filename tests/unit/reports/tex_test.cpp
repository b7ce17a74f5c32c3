// LaTeX: what stands in a cell is text, and the document compiles where a TeX is there.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/child_process.h"
#include "odd_texts.h"
#include "reports/cells.h"
#include "reports/escape.h"
#include "sample_review.h"
#include "support/catch.h"
#include "support/temporary_folder.h"

namespace retroduce::tests {

namespace {

/// What would run, end, swallow or break the document if it were taken for TeX.
std::vector<std::string> hostile_tex() {
  std::vector<std::string> texts{"\\immediate\\write18{touch pwned}",
                                 "\\openout9=pwned.txt\\write9{x}\\closeout9",
                                 "\\input{/etc/passwd}",
                                 "\\end{document}",
                                 "\\end{longtable}",
                                 "\\begin{verbatim}",
                                 "\\catcode`\\%=12",
                                 "\\def\\x{\\x}\\x",
                                 "\\csname end\\endcsname{document}",
                                 "^^5cend{document}",
                                 "^^M^^00",
                                 "$$\\frac{1}{",
                                 "\\verb|x",
                                 "\\\\[1em]",
                                 "& \\\\ \\hline &",
                                 "#1##",
                                 "{{{",
                                 "}}}",
                                 "\\par\n\n\\par",
                                 "\u202Eright to left\u202C \u05E9\u05DC\u05D5\u05DD",
                                 "\u0645\u0631\u062D\u0628\u0627",
                                 "\U0001F469\u200D\U0001F52C",
                                 "e\u0301\u0301\u0301\u0301"};
  // A long text without a blank, and one with many.
  texts.push_back(std::string(2000, 'x'));
  std::string words;
  for (int i = 0; i < 1500; ++i) words += "word_" + std::to_string(i) + " ";
  texts.push_back(words);
  return texts;
}

reports::Table odd_table() {
  reports::Table table;
  table.kind = "test";
  table.title = "Odd \\input{/etc/passwd} & 100% <texts>";
  table.snapshot = std::make_shared<const model::Snapshot>();
  table.columns = {{"Text_1", "text", 1, false}, {"Again", "again", 1, false}};
  std::vector<std::string> texts = odd_texts();
  std::string all;
  for (std::uint32_t c = 0xA0; c < 0x180; ++c) {
    all += static_cast<char>(0xC0U | (c >> 6));
    all += static_cast<char>(0x80U | (c & 0x3FU));
    all += ' ';
  }
  texts.push_back(all);
  texts.emplace_back(
      "\u2010\u2011\u2012\u2013\u2014\u2018\u2019\u201C\u2020\u2026\u2030\u20AC"
      "\u2122\u2192\u2212\u2248\u2264\u2265\u05D0\u4E2D\U0001F600");
  for (const std::string& text : hostile_tex()) texts.push_back(text);
  auto at = std::make_shared<std::size_t>(0);
  table.next = [texts, at](reports::TableRow& row) {
    if (*at == texts.size()) return false;
    row = {};
    row.id = "x";
    row.cells = {reports::text_cell(texts[*at], {}), reports::text_cell("[" + texts[*at], {})};
    ++*at;
    return true;
  };
  table.finish = [](reports::Table& finished) { finished.footnotes = {"50% & more_"}; };
  return table;
}

/// What the program says where it fails; empty where the file compiles.
std::string compiled(const std::string& program, const std::string& tex) {
  const TemporaryFolder folder;
  const std::string file = (folder.path() / "table.tex").string();
  std::ofstream(file, std::ios::binary) << tex;
  base::ChildLimits limits;
  limits.cpu_seconds = 120;
  // TeX notes fonts that it lacks in a file where it was started.
  const auto run =
      base::run_child({"env", "MISSFONT_LOG=" + (folder.path() / "missfont.log").string(), program,
                       "-halt-on-error", "-interaction=nonstopmode",
                       "-output-directory=" + folder.path().string(), file},
                      "", limits);
  if (!run) return program + " failed";
  const bool has_pdf = std::filesystem::exists(folder.path() / "table.pdf");
  for (const char* made : {"pwned", "pwned.txt"}) {
    if (std::filesystem::exists(folder.path() / made) || std::filesystem::exists(made))
      return std::string("the table has written ") + made;
  }
  const std::size_t fault = run->output.find("\n! ");
  return has_pdf ? ""
                 : "no PDF came out" + run->output.substr(std::min(fault, run->output.size()), 500);
}

}  // namespace

TEST_CASE("marks, ligatures and line ends mean nothing to TeX", "[reports][tex]") {
  CHECK(reports::latex_text("50% & $x_1$ {a} #~^\\") ==
        "50\\% \\& \\$x\\_1\\$ \\{a\\} \\#\\textasciitilde{}\\textasciicircum{}\\textbackslash{}");
  CHECK(reports::latex_text("a--b,,c") == "a-{}-b,{},c");
  CHECK(reports::latex_text("[a]*") == "{[}a]{*}");
  CHECK(reports::latex_text("a\r\nb\tc") == "a\\newline{}b c");
  CHECK(reports::latex_text("\u00e9\u2212\u05D0") == "\u00e9\\textminus{}\\uchar{05D0}{\u05D0}");
}

TEST_CASE("an address or a DOI may end a line, a short word may not", "[reports][tex]") {
  CHECK(reports::latex_text("see doi:10.1016/j.socscimed.2020.113047") ==
        "see doi:\\allowbreak{}10.\\allowbreak{}1016/\\allowbreak{}j.\\allowbreak{}socscimed."
        "\\allowbreak{}2020.\\allowbreak{}113047");
  CHECK(reports::latex_text("and/or e.g. 3.5") == "and/or e.g. 3.5");
}

TEST_CASE("no text starts a command of its own", "[reports][tex]") {
  for (const std::string& text : odd_texts()) {
    const std::string tex = reports::latex_text(text);
    int depth = 0;
    for (std::size_t i = 0; i < tex.size(); ++i) {
      if (tex[i] == '\\') {
        ++i;
        continue;
      }
      depth += tex[i] == '{' ? 1 : tex[i] == '}' ? -1 : 0;
      CHECK(depth >= 0);
      CHECK(std::string_view("&%$#_^~").find(tex[i]) == std::string_view::npos);
    }
    CHECK(depth == 0);
    CHECK(tex.find('\n') == std::string::npos);
  }
}

TEST_CASE("every kind of table compiles with pdflatex and xelatex, odd texts too",
          "[reports][tex]") {
  const auto review = sample_review();
  for (const char* program : {"pdflatex", "xelatex"}) {
    if (!base::find_program(program)) {
      WARN(program << " is not installed: no table was compiled with it");
      continue;
    }
    CHECK(compiled(program, written(odd_table(), "tex")) == "");
    for (const reports::TableKind* kind : reports::table_kinds()) {
      // One program for all kinds is enough, where the other has compiled the odd texts.
      if (std::string_view(program) == "xelatex" && kind->name != "cmoc") continue;
      INFO(kind->name << " with " << program);
      CHECK(compiled(program, written(kind->make(world_of(*review)), "tex")) == "");
    }
  }
}

}  // namespace retroduce::tests
