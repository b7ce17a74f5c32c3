// retroduce table: a table for a journal.
#include <algorithm>
#include <filesystem>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/error.h"
#include "base/source_io.h"
#include "base/text.h"
#include "cli/agreement_summary.h"
#include "cli/agreement_text.h"
#include "cli/command.h"
#include "cli/common.h"
#include "cli/kept_settings.h"
#include "cli/opening.h"
#include "cli/style_options.h"
#include "cli/terminal_progress.h"
#include "reports/shaped_table.h"
#include "reports/table.h"
#include "review/review.h"

namespace retroduce::cli {

namespace {

constexpr std::size_t largest_piece = std::size_t{1} << 18;  // bytes

struct Options {
  std::string review;
  std::string kind;
  std::string format;
  std::string output;
  bool force = false;
  bool raw = false;
  std::string as_of;
  std::string title;
  bool lint = false;
  std::string keep;
  std::string setting;
  std::string by;
  std::string why;
  StyleOptions style;
};

/// The narrative layout of the table of configurations is a kind of its own.
const reports::TableKind* kind_of(const Options& options) {
  const bool is_narrative = options.style.layout == "narrative" && options.kind == "cmoc";
  return reports::find_table_kind(is_narrative ? "narrative" : options.kind);
}

void say_lint(const reports::Table& table, std::int64_t rows, const Options& options,
              Console& console) {
  if (!options.lint) return;
  const reports::Preset& preset =
      *reports::find_preset(options.style.preset.empty() ? "bmc" : options.style.preset);
  const std::vector<std::string> faults =
      reports::lint_table(table, static_cast<std::size_t>(rows), preset);
  for (const std::string& fault : faults) console.say("lint: " + fault);
  if (faults.empty())
    console.say("lint: nothing that " + std::string(preset.name) + " is known to turn down");
}

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

/// A page holds only so many configurations side by side; forms for data hold any number.
void refuse_too_wide(const reports::Table& table, const reports::TableStyle& style,
                     const reports::TableWriter& writer) {
  constexpr std::string_view data_forms[] = {"csv", "json", "xlsx"};
  const bool is_page =
      std::find(std::begin(data_forms), std::end(data_forms), writer.name) == std::end(data_forms);
  if (!style.is_transposed || !is_page || table.columns.size() <= reports::most_side_by_side + 1)
    return;
  throw base::Error(base::ErrorCode::usage,
                    "the table has " + std::to_string(table.columns.size() - 1) +
                        " rows, and no page holds more than " +
                        std::to_string(reports::most_side_by_side) +
                        " of them side by side; take --layout columns, or csv, json or xlsx");
}

/// Says under which name the settings are kept from now on.
void keep(const Options& options, Console& console) {
  auto review = open_to_write(options.review, console);
  const bool is_new = keep_settings(review, options.keep, options.style,
                                    {who(options.by), options.why}, options.force);
  console.say((is_new ? "kept as " : "kept already as ") + options.keep + ": " +
              settings_text(options.style));
  console.say("Use them with: retroduce table " + shell_quoted(options.review) + " " +
              shell_quoted(options.kind) + " --setting " + shell_quoted(options.keep));
}

/// Makes the table, and hands it on while the review is open.
void with_table(const Options& options, const reports::TableKind& kind, review::Review& review,
                const std::function<void(reports::Table&)>& use) {
  reports::TableStyle style = style_of(options.style);
  const model::SnapshotPtr snapshot = reports::relabelled(review.snapshot(), style);
  reports::TableWorld world{snapshot, &review.details(), style};
  world.agreement = [&review] { return agreement_summary(review); };
  reports::Table table = reports::shaped_table(kind, world);
  refuse_too_wide(table, style, writer_of(options));
  use(table);
}

/// Settings that no table comes of, or whose table has no place, are not worth keeping.
void need_table(const Options& options, const reports::TableKind& kind, Console& console) {
  auto review = open_to_read(options.review, options.as_of, console);
  with_table(options, kind, review, [](reports::Table&) {});
  if (!options.output.empty() && options.output != "-")
    base::FileWriter(options.output, options.force);
}

void write(const Options& options, const reports::TableKind& kind, Console& console) {
  const reports::TableWriter& writer = writer_of(options);
  if (writer.is_binary && options.output.empty() && console.out_is_terminal) {
    throw base::Error(
        base::ErrorCode::usage,
        "a " + std::string(writer.name) + " file is not for the screen; name a file with -o");
  }
  auto review = open_to_read(options.review, options.as_of, console);
  say_open_conflicts(options.review, review, console, options.as_of);
  if (kind.name == "agreement" && options.as_of.empty()) say_coded_later(options.review, console);
  TerminalProgress progress(console);
  with_table(options, kind, review, [&](reports::Table& table) {
    if (!options.title.empty()) table.title = options.title;
    const bool is_to_screen = options.output.empty() || options.output == "-";
    std::int64_t rows = 0;
    const auto next = table.next;
    table.next = [&](reports::TableRow& row) {
      if (!is_to_screen) progress.step("writing rows", rows, 0);
      const bool more = next(row);
      rows += more && row.heading.empty() ? 1 : 0;
      return more;
    };
    if (is_to_screen) {
      std::string piece;  // of many rows: each call of the console asks the system
      writer.write(table, {options.raw}, [&](std::string_view bytes) {
        piece += bytes;
        if (piece.size() < largest_piece) return;
        console.out(piece);
        piece.clear();
      });
      console.out(piece);
      say_lint(table, rows, options, console);
      return;
    }
    base::FileWriter file(options.output, options.force);
    writer.write(table, {options.raw}, [&](std::string_view bytes) { file.write(bytes); });
    file.commit();
    const auto references = static_cast<std::int64_t>(table.references.size());
    console.say(
        options.output + ": " + base::count_of(rows, "row", "rows") +
        (references != 0 ? ", " + base::count_of(references, "reference", "references") : ""));
    say_lint(table, rows, options, console);
  });
}

int write_table(Options options, Console& console) {
  if (!options.setting.empty()) {
    const auto review = open_to_read(options.review, options.as_of, console);
    add_kept_settings(options.style, options.setting, review.details());
  }
  const reports::TableKind* kind = kind_of(options);
  if (kind == nullptr) {
    console.say("error: no table is called " + options.kind);
    console.say("The tables are: " + names_of(reports::table_kinds()));
    return usage;
  }
  if (!options.keep.empty()) {
    need_table(options, *kind, console);
    keep(options, console);
  }
  write(options, *kind, console);
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
  app.add_flag("--force", options->force,
               "Replace the file where it exists, and with --keep other settings of that name");
  app.add_flag(
      "--raw", options->raw,
      "CSV without the apostrophe that keeps spreadsheets from running a cell as a formula");
  add_as_of(app, options->as_of);
  add_style_options(app, options->style);
  app.add_option("--layout", options->style.layout,
                 "columns, transposed (a column a row), or narrative (cmoc as sentences)")
      ->check(one_of(layout_words()));
  app.add_option("--keep", options->keep,
                 "Keep these settings in the review under a name, and use them");
  app.add_option("--setting", options->setting,
                 "Settings kept under that name; other options change them. They go with: "
                 "retroduce edit REVIEW 'retire entry \"NAME\"'");
  app.add_option("--by", options->by, "Who keeps them");
  app.add_option("--why", options->why, "Why they are kept, for the record");
  app.add_option("--sort", options->style.sort,
                 "The column to sort by, as JSON and CSV name it; -NAME: falling");
  app.add_option("--title", options->title, "The caption, in place of the kind's own");
  app.add_flag("--lint", options->lint, "Say what the journal (bmc without --preset) turns down");
  return [options](Console& console) { return write_table(*options, console); };
}

}  // namespace

extern const Command command_table{
    "table", "Write a table for a journal",
    "  retroduce table sp.retro cmoc -o table2.docx\n"
    "  retroduce table sp.retro evidence --format csv -o evidence.csv\n"
    "  retroduce table sp.retro characteristics\n"
    "  retroduce table sp.retro cmoc --preset bmc --lint -o table2.docx\n"
    "All tables and figures of a paper under one numbering: retroduce manuscript\n",
    set_up};

}  // namespace retroduce::cli
