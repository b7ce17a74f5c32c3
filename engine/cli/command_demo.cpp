// retroduce demo: the whole route on the shipped example review.
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>

#include "base/child_process.h"
#include "base/error.h"
#include "base/source_io.h"
#include "cli/answer_text.h"
#include "cli/command.h"
#include "cli/common.h"
#include "cli/corpus.h"
#include "cli/drawing.h"
#include "cli/terminal_progress.h"
#include "reports/table.h"
#include "review/review.h"

namespace retroduce::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
  std::string folder = "retroduce-demo";
  bool force = false;
};

struct Question {
  const char* about;
  const char* text;
};
// The three questions that the review was made to answer, then a chain.
constexpr Question questions[] = {
    {"1. Which outcomes?", "outcomes"},
    {"2. Which mechanisms produce them? For one of them:",
     "mechanisms producing \"fewer GP visits\""},
    {"3. In which contexts do they fire? For one of them:",
     "contexts triggering \"feeling in control\""},
};
constexpr const char* chain_question = "chains from \"loneliness\" to \"fewer GP visits\"";

std::string answer_of(review::Review& review, const std::string& question, const std::string& path,
                      Console& console, std::size_t limit) {
  TerminalProgress progress(console);
  query::AskOptions ask;
  ask.limit = limit;
  const auto answer = review.ask(question, ask, progress);
  if (!answer) throw base::InternalError("the demo's question cannot be read: " + question);
  return answer_text(*answer.value, *review.snapshot(), path, console);
}

void write_tables(review::Review& review, const fs::path& folder, const Options& options,
                  Console& console) {
  struct Wanted {
    const char* kind;
    const char* file;
  };
  constexpr Wanted wanted[] = {{"cmoc", "table-cmoc.docx"},
                               {"cmoc", "table-cmoc.html"},
                               {"narrative", "table-narrative.docx"},
                               {"evidence", "table-evidence.docx"},
                               {"characteristics", "table-characteristics.docx"}};
  for (const Wanted& each : wanted) {
    const fs::path path = folder / each.file;
    reports::Table table =
        reports::find_table_kind(each.kind)->make({review.snapshot(), &review.details()});
    base::FileWriter file(path, options.force);
    const std::string writer = fs::path(each.file).extension().string().substr(1);
    reports::find_table_writer(writer)->write(table, {},
                                              [&](std::string_view bytes) { file.write(bytes); });
    file.commit();
    console.out("  " + path.string() + "\n");
  }
}

void write_figure(review::Review& review, const fs::path& folder, const Options& options,
                  Console& console) {
  base::NoProgress quiet;
  const auto answer = review.ask(chain_question, {}, quiet);
  const reports::FigureWorld world{review.snapshot(), &review.details(), &*answer.value};
  const reports::Figure figure = reports::find_figure_kind("chain")->make(world);
  for (const char* format : {"dot", "svg"}) {
    if (std::string(format) == "svg" && !base::find_program("dot")) {
      console.out("  (no chain.svg: the program dot is not there; Debian: graphviz)\n");
      continue;
    }
    const fs::path path = folder / ("chain." + std::string(format));
    base::write_file(path, drawn(figure, format), options.force);
    console.out("  " + path.string() + "\n");
  }
}

void import_corpus(review::Review& review, const fs::path& source, Console& console) {
  review::ImportRequest request;
  request.sources = {source};
  request.by = {who(""), "the shipped example"};
  request.read.coder = request.by.by;
  TerminalProgress progress(console);
  const store::Receipt receipt = review.import(request, progress);
  say_findings(console, receipt.found);
  if (receipt.found.refused())
    throw base::Error(base::ErrorCode::corrupt, source.string() + " could not be imported");
}

int demo(const Options& options, Console& console) {
  const auto corpus = find_corpus();
  if (!corpus) {
    throw base::Error(
        base::ErrorCode::not_found,
        "the example review is not beside the program; set RETRODUCE_CORPUS to the folder corpus");
  }
  const fs::path folder = options.folder;
  const fs::path file = folder / "social-prescribing.retro";
  const std::string path = shell_quoted(file.string());
  if (fs::exists(file) && !options.force) {
    throw base::Error(base::ErrorCode::conflict,
                      file.string() + " exists already; say --force to make it anew");
  }
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    throw base::Error(base::ErrorCode::io,
                      "the folder " + folder.string() + " cannot be made: " + error.message());
  }
  if (options.force) fs::remove(file);
  auto review = review::Review::create(file);
  import_corpus(review, *corpus / "review.xml", console);
  auto counts = review.store().info().counts;
  console.out(strong(console, review.snapshot()->title) + "\n" + file.string() + ": " +
              counted(counts["documents"], "documents") + ", " +
              counted(counts["extracts"], "extracts") + ", " +
              counted(counts["concepts"], "concepts") + ", " +
              counted(counts["configurations"], "configurations") +
              ". An example, not the finding of a review.\n\n");
  for (const Question& question : questions) {
    console.out(strong(console, question.about) + "\n" +
                muted(console, "$ retroduce ask " + path + " " + shell_quoted(question.text)) +
                "\n" + answer_of(review, question.text, file.string(), console, 10) + "\n");
  }
  console.out(strong(console, "A chain: what leads on to what") + "\n" +
              muted(console, "$ retroduce ask " + path + " " + shell_quoted(chain_question)) +
              "\n" + answer_of(review, chain_question, file.string(), console, 5) + "\nWritten:\n");
  write_tables(review, folder, options, console);
  write_figure(review, folder, options, console);
  console.out("\nTry next:\n  retroduce ask " + path + " disputes\n  retroduce ask " + path +
              " gaps\n  retroduce table " + path + " narrative\n  retroduce manuscript " + path +
              " " + shell_quoted((folder / "paper").string()) + "\n  and open " +
              (folder / "table-cmoc.docx").string() + " in Word\n");
  return done;
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("FOLDER", options->folder, "Where to write; retroduce-demo unless told");
  app.add_flag("--force", options->force, "Make it anew where it exists");
  return [options](Console& console) { return demo(*options, console); };
}

}  // namespace

extern const Command command_demo{"demo", "Run the whole route on the shipped example review",
                                  "  retroduce demo\n  retroduce demo /tmp/try\n", set_up};

}  // namespace retroduce::cli
