// retroduce table: a table for a journal.
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>

#include "base/error.h"
#include "base/source_io.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/common.h"
#include "cli/terminal_progress.h"
#include "reports/table.h"
#include "review/review.h"

namespace retroduce::cli {

namespace {

struct Options {
  std::string review;
  std::string kind;
  std::string format;
  std::string output;
  bool force = false;
  bool raw = false;
  std::string as_of;
};

template <typename Things>
std::string names_of(const Things& things) {
  std::vector<std::string> names;
  for (const auto* each : things) names.emplace_back(each->name);
  return base::join(names, ", ");
}

const reports::TableWriter& writer_of(const Options& options) {
  const std::string suffix = std::filesystem::path(options.output).extension().string();
  for (const reports::TableWriter* writer : reports::table_writers()) {
    if (options.format.empty() ? writer->suffix == suffix : writer->name == options.format)
      return *writer;
  }
  if (options.format.empty() && suffix.empty()) return *reports::find_table_writer("md");
  throw base::Error(base::ErrorCode::usage, "no table can be written as " +
                                                (options.format.empty() ? suffix : options.format) +
                                                "; known are " +
                                                names_of(reports::table_writers()));
}

int write_table(const Options& options, Console& console) {
  const reports::TableKind* kind = reports::find_table_kind(options.kind);
  if (kind == nullptr) {
    console.say("error: no table is called " + options.kind);
    console.say("The tables are: " + names_of(reports::table_kinds()));
    return usage;
  }
  const reports::TableWriter& writer = writer_of(options);
  if (writer.is_binary && options.output.empty() && console.out_is_terminal) {
    throw base::Error(
        base::ErrorCode::usage,
        "a " + std::string(writer.name) + " file is not for the screen; name a file with -o");
  }
  auto review = review::Review::open_as_of(options.review, options.as_of);
  TerminalProgress progress(console);
  reports::Table table = kind->make({review.snapshot(), &review.details()});
  if (options.output.empty() || options.output == "-") {
    writer.write(table, {options.raw}, [&](std::string_view bytes) { console.out(bytes); });
    return done;
  }
  std::int64_t rows = 0;
  const auto next = table.next;
  table.next = [&](reports::TableRow& row) {
    progress.step("writing rows", rows, 0);
    const bool more = next(row);
    rows += more && row.heading.empty() ? 1 : 0;
    return more;
  };
  base::FileWriter file(options.output, options.force);
  writer.write(table, {options.raw}, [&](std::string_view bytes) { file.write(bytes); });
  file.commit();
  const auto references = static_cast<std::int64_t>(table.references.size());
  console.say(
      options.output + ": " + base::count_of(rows, "row", "rows") +
      (references != 0 ? ", " + base::count_of(references, "reference", "references") : ""));
  return done;
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  std::string kinds = "The table:";
  for (const reports::TableKind* kind : reports::table_kinds()) {
    kinds += "\n" + std::string(kind->name) + ": " + std::string(kind->help);
  }
  app.add_option("REVIEW", options->review, "The review file")->required();
  app.add_option("KIND", options->kind, kinds)->required();
  app.add_option("--format", options->format,
                 "One of: " + names_of(reports::table_writers()) +
                     "; without it by the output's name, else md");
  app.add_option("-o,--output", options->output, "The file to write; standard output without it");
  app.add_flag("--force", options->force, "Replace the file where it exists");
  app.add_flag(
      "--raw", options->raw,
      "CSV without the apostrophe that keeps spreadsheets from running a cell as a formula");
  add_as_of(app, options->as_of);
  return [options](Console& console) { return write_table(*options, console); };
}

}  // namespace

extern const Command command_table{
    "table", "Write a table for a journal",
    "  retroduce table sp.retro cmoc -o table2.docx\n"
    "  retroduce table sp.retro evidence --format csv -o evidence.csv\n"
    "  retroduce table sp.retro characteristics\n",
    set_up};

}  // namespace retroduce::cli
