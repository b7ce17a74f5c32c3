// retroduce import: sources into a review, all or nothing, with a receipt.
#include <algorithm>
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>

#include "base/date.h"
#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/common.h"
#include "cli/opening.h"
#include "cli/terminal_progress.h"
#include "review/form.h"
#include "review/review.h"

namespace retroduce::cli {

namespace {

struct Options {
  std::string review;
  std::vector<std::string> sources;
  std::string format;
  std::vector<std::string> map;
  std::vector<std::string> roles;
  std::string split;
  std::string by;
  std::string why;
  std::string search;
  std::string database;
  std::string searched;
  bool skip_bad_rows = false;
  bool dry_run = false;
};

review::ImportRequest request_of(const Options& options) {
  review::ImportRequest request;
  for (const std::string& source : options.sources) request.sources.emplace_back(source);
  request.format = options.format;
  for (const std::string& pair : options.map) {
    const std::size_t at = pair.find('=');
    if (at == std::string::npos || at == 0) {
      throw base::Error(base::ErrorCode::usage,
                        "--map takes FIELD=COLUMN, such as --map outcome=Outc., not " + pair);
    }
    request.read.columns[pair.substr(0, at)] = pair.substr(at + 1);
  }
  for (const std::string& pair : options.roles) {
    const std::size_t at = pair.rfind('=');  // a code's name may have one too
    const bool is_pair = at != std::string::npos && at != 0;
    if (!is_pair || !model::from_word<model::Role>(pair.substr(at + 1))) {
      throw base::Error(
          base::ErrorCode::usage,
          "--role-of takes CODE=ROLE, such as --role-of Trust=mechanism, not " + pair);
    }
    request.read.roles[pair.substr(0, at)] = pair.substr(at + 1);
  }
  request.read.split = options.split;
  request.read.skip_bad_rows = options.skip_bad_rows;
  request.by = {who(options.by), options.why};
  request.read.coder = request.by.by;
  request.read.search = options.search;
  request.read.database = options.database;
  if (!options.searched.empty() && !base::is_date(options.searched))
    throw base::Error(base::ErrorCode::usage,
                      "--searched takes a date such as 2026-05-01, not " + options.searched);
  request.read.searched = options.searched;
  request.dry_run = options.dry_run;
  return request;
}

void say_receipt(const store::Receipt& receipt, Console& console) {
  console.say(receipt.source + ": read as " + receipt.format);
  for (const store::ReceiptLine& line : receipt.lines) {
    const std::string counts = receipt_line(line);
    if (counts.empty()) continue;
    std::string kind = "  " + line.kind;
    kind.resize(std::max<std::size_t>(kind.size() + 1, 20), ' ');
    console.say(kind + counts);
  }
}

void say_end(const Options& options, const store::Receipt& receipt, Console& console) {
  if (options.dry_run) {
    console.say("Nothing was written: this was a trial (--dry-run).");
    return;
  }
  if (!receipt.changed()) {
    const bool is_left_out =
        std::any_of(receipt.lines.begin(), receipt.lines.end(),
                    [](const store::ReceiptLine& line) { return line.left_out > 0; });
    console.say("Nothing new: all of it was in " + options.review + " already" +
                (is_left_out ? ", or was taken out there and stayed out." : "."));
    return;
  }
  // As much of it as who imports may see.
  auto counts =
      review::Review::open_view(options.review, {"", who(options.by)}).store().info().counts;
  console.say(options.review + " now holds " + counted(counts["documents"], "documents") + ", " +
              counted(counts["extracts"], "extracts") + " and " +
              counted(counts["configurations"], "configurations") + ".");
  console.say("Next: retroduce ask " + shell_quoted(options.review) + " outcomes");
}

/// A form that coders filled in changes what is there; it brings nothing of its own.
int import_form(const Options& options, Console& console) {
  if (!std::filesystem::exists(options.review))
    throw base::Error(base::ErrorCode::not_found,
                      options.sources.front() + " is a form of a review, and " + options.review +
                          " is not there; name the review that it was written from");
  auto review = review::Review::open(options.review, store::Mode::write);
  const auto receipt = review::import_form(review, options.sources.front(),
                                           {who(options.by), options.why}, options.dry_run);
  say_findings(console, receipt.found);
  if (receipt.found.refused()) {
    console.say("Nothing was changed.");
    return failed;
  }
  console.say(options.sources.front() + ": read as a form that was filled in");
  for (const store::EditDone& each : receipt.done) console.say("  " + each.what);
  if (receipt.done.empty())
    console.say(receipt.found.empty() ? "Nothing was changed in it since it was written."
                                      : "Nothing of it was to be done.");
  if (options.dry_run) console.say("Nothing was written: this was a trial (--dry-run).");
  return receipt.found.any(base::Severity::loss) ? failed : done;
}

int import(const Options& options, Console& console) {
  if (const auto form = std::find_if(options.sources.begin(), options.sources.end(),
                                     [](const auto& each) { return review::is_form(each); });
      form != options.sources.end()) {
    if (options.sources.size() == 1) return import_form(options, console);
    throw base::Error(base::ErrorCode::usage,
                      *form +
                          " is a form that was filled in, and such come one by one: retroduce "
                          "import " +
                          shell_quoted(options.review) + " " + shell_quoted(*form));
  }
  const review::ImportRequest request = request_of(options);
  const bool is_new = !std::filesystem::exists(options.review);
  store::Receipt receipt;
  auto review =
      is_new ? create_to_write(options.review, console) : open_to_write(options.review, console);
  {
    TerminalProgress progress(console);
    receipt = review.import(request, progress);
  }
  say_findings(console, receipt.found);
  if (receipt.found.refused()) {
    console.say("Nothing was imported.");
    return failed;
  }
  say_receipt(receipt, console);
  say_end(options, receipt, console);
  return done;
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("REVIEW", options->review, "The review file; it is made where it does not exist")
      ->required();
  app.add_option("SOURCE", options->sources, "Files or folders to import, all of them or none")
      ->required();
  app.add_option("--as", options->format,
                 "The form of the source where it is not recognised; see: retroduce formats");
  app.add_option("--map", options->map,
                 "FIELD=COLUMN: which column of a sheet holds a field; may be repeated")
      ->allow_extra_args(false);
  app.add_option("--role-of", options->roles,
                 "CODE=ROLE: the role of a code and of all below it (REFI-QDA); may be repeated")
      ->allow_extra_args(false);
  app.add_option("--split", options->split,
                 "Character that separates several values in a cell; none is split without it");
  app.add_flag("--skip-bad-rows", options->skip_bad_rows,
               "Leave out rows that cannot be read, and say which");
  app.add_option("--search", options->search,
                 "The round of searching that a bibliography comes from: \"round 2\"");
  app.add_option("--database", options->database,
                 "The database that was searched; else as its records say");
  app.add_option("--searched", options->searched, "When the search was made: 2026-05-01");
  app.add_flag("--dry-run", options->dry_run, "Tell what would be done and write nothing");
  app.add_option("--by", options->by, "Who does this");
  app.add_option("--why", options->why, "Why, for the record");
  return [options](Console& console) { return import(*options, console); };
}

}  // namespace

extern const Command command_import{
    "import", "Bring coded material into a review",
    "  retroduce import sp.retro review.xml\n"
    "  retroduce import sp.retro extraction.xlsx --map outcome=Outc. --map document=Study\n"
    "  retroduce import sp.retro bundle-folder --dry-run\n"
    "  retroduce import sp.retro scopus.ris --search \"round 2\" --database Scopus --searched "
    "2026-05-01\n",
    set_up};

}  // namespace retroduce::cli
