// retroduce doctor: what this machine gives to the program.
#include <filesystem>

#include <CLI/CLI.hpp>
#include <sqlite3.h>

#include "base/child_process.h"
#include "cli/command.h"
#include "cli/corpus.h"
#include "cli/text_table.h"

namespace retroduce::cli {

namespace {

struct Program {
  const char* name;
  const char* use;
};
constexpr Program optional_programs[] = {
    {"dot", "draws figures of networks (Debian: graphviz)"},
    {"rsvg-convert", "makes PDF and PNG of the other figures (Debian: librsvg2-bin)"},
    {"inkscape", "does so too, where rsvg-convert is not there (Debian: inkscape)"},
    {"pdftotext", "reads PDFs as full texts (Debian: poppler-utils)"},
    {"soffice", "opens the Word tables in the tests (Debian: libreoffice-writer-nogui)"},
    {"xmllint", "checks the exchange form in the tests (Debian: libxml2-utils)"},
};

int look(Console& console) {
  std::vector<std::vector<std::string>> rows;
  rows.push_back({"retroduce", RETRODUCE_VERSION, ""});
  rows.push_back({"SQLite", sqlite3_libversion(), "keeps the review file"});
  const auto corpus = find_corpus();
  rows.push_back(
      {"example review", corpus ? corpus->string() : "not found", "what retroduce demo imports"});
  for (const Program& program : optional_programs) {
    const auto path = base::find_program(program.name);
    rows.push_back({program.name, path ? *path : "not there", program.use});
  }
  console.out(
      text_table({{"what"}, {"found", false, true}, {"for", false, true}}, rows, console.width));
  return done;
}

Action set_up(CLI::App&) {
  return [](Console& console) { return look(console); };
}

}  // namespace

extern const Command command_doctor{"doctor", "Tell what optional programs are there",
                                    "  retroduce doctor\n", set_up};

}  // namespace retroduce::cli
