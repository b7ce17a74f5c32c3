// retroduce attach: full texts to documents, by a plan that is shown first.
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>

#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/common.h"
#include "cli/opening.h"
#include "cli/terminal_progress.h"
#include "cli/text_table.h"
#include "review/attach.h"

namespace retroduce::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
  std::string review;
  std::vector<std::string> things;
  bool yes = false;
  bool replace = false;
  bool again = false;
  bool keep_files = false;
  bool dry_run = false;
  std::string by;
  std::string why;
};

std::string state_in_words(const review::AttachRow& row) {
  using State = review::AttachRow::State;
  switch (row.state) {
    case State::matched:
      return row.rule;
    case State::there:
    case State::other_text:
      return row.why;
    case State::ambiguous:
      return "not sure: " + row.why;
    case State::unmatched:
      return row.why;
    case State::unreadable:
      return "not read: " + row.why;
  }
  return {};
}

void show_plan(const review::AttachPlan& plan, Console& console) {
  std::vector<std::vector<std::string>> rows;
  for (const review::AttachRow& row : plan.rows) {
    const bool is_ready = row.state == review::AttachRow::State::matched;
    const bool is_one = row.state != review::AttachRow::State::ambiguous && !row.key.empty();
    rows.push_back(
        {is_ready ? "attach" : "-", row.file, is_one ? row.key : "", state_in_words(row)});
  }
  console.out(text_table({{"plan"}, {"file", false, true}, {"document"}, {"by", false, true}}, rows,
                         console.out_is_terminal ? console.width : 0));
}

void say_receipt(const store::Receipt& receipt, const Options& options, Console& console) {
  for (const store::ReceiptLine& line : receipt.lines) {
    const std::string counts = receipt_line(line);
    if (counts.empty()) continue;
    std::string kind = "  " + line.kind;
    kind.resize(std::max<std::size_t>(kind.size() + 1, 20), ' ');
    console.say(kind + counts);
  }
  if (options.dry_run) return console.say("Nothing was written: this was a trial (--dry-run).");
  if (!receipt.changed()) return console.say("Nothing new: nothing was changed.");
  const bool in_doubt =
      std::any_of(receipt.lines.begin(), receipt.lines.end(), [](const store::ReceiptLine& line) {
        return line.kind == "extracts in doubt" && line.added > 0;
      });
  console.say(in_doubt ? "Next, for those in doubt: retroduce ask " + shell_quoted(options.review) +
                             " gaps"
                       : "Next: retroduce check " + shell_quoted(options.review));
}

int finish(const store::Receipt& receipt, const Options& options, Console& console) {
  say_findings(console, receipt.found);
  if (receipt.found.refused()) {
    console.say("Nothing was attached.");
    return failed;
  }
  say_receipt(receipt, options, console);
  return done;
}

/// "attach REVIEW KEY FILE": the first word names no file or folder.
bool names_key(const Options& options) {
  return options.things.size() == 2 && !fs::exists(options.things[0]);
}

int attach(const Options& options, Console& console) {
  if (options.things.empty() && !options.again)
    throw base::Error(base::ErrorCode::usage,
                      "say what to attach: a document's key and a file, or files or folders");
  auto review = open_to_write(options.review, console);
  store::AttachOptions how;
  how.by = {who(options.by), options.why};
  how.replace = options.replace;
  how.dry_run = options.dry_run;
  TerminalProgress progress(console);
  if (options.again)
    return finish(review.anchor_again(options.things, how, progress), options, console);

  const bool is_single = names_key(options);
  std::vector<fs::path> sources(options.things.begin() + (is_single ? 1 : 0), options.things.end());
  const std::string key = is_single ? options.things[0] : "";
  review::AttachPlan plan = plan_attach(review, sources, key, options.replace, progress);
  if (plan.rows.empty()) {
    console.say("There is no file that could be a full text. Known are: retroduce formats");
    return failed;
  }
  if (is_single && plan.rows.front().state == review::AttachRow::State::other_text)
    plan.rows.front().state =
        review::AttachRow::State::matched;  // the store says why it is refused
  if (is_single && !plan.rows.front().text) {
    say_findings(console, plan.found);
    console.say("Nothing was attached.");
    return failed;
  }
  if (!is_single) show_plan(plan, console);
  if (!is_single && !options.yes) {
    say_findings(console, plan.found);
    console.say(
        "Nothing was attached yet: " +
        base::count_of(plan.ready, "file is ready", "files are ready") +
        ". Carry the plan out with --yes; for the others name key and file: retroduce attach " +
        shell_quoted(options.review) + " KEY FILE");
    return done;
  }
  if (!is_single) {
    base::Diagnostics refused;
    for (const base::Diagnostic& each : plan.found.sorted()) {
      if (each.severity == base::Severity::refused) refused.add(each);
    }
    say_findings(console, refused);
    if (plan.ready == 0 && !options.keep_files) {
      console.say("Nothing was attached: no file is ready.");
      return done;
    }
  }
  return finish(carry_out(review, std::move(plan), options.keep_files, how, progress), options,
                console);
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("REVIEW", options->review, "The review file")->required();
  app.add_option(
      "WHAT", options->things,
      "A document's key and its file; or files and folders, which are matched to documents "
      "by name and content");
  app.add_flag("--yes", options->yes, "Carry the plan out; without it, it is only shown");
  app.add_flag(
      "--replace", options->replace,
      "Put a corrected text in the place of one that is there, which stays in the history");
  app.add_flag("--again", options->again,
               "Attach nothing; look for extracts without a place in the texts that are there (of "
               "the keys named, or of all)");
  app.add_flag("--keep-file", options->keep_files,
               "Keep the file itself in the review, too, beside its text");
  app.add_flag("--dry-run", options->dry_run, "Tell what would be done and write nothing");
  app.add_option("--by", options->by, "Who does this");
  app.add_option("--why", options->why, "Why, for the record");
  return [options](Console& console) { return attach(*options, console); };
}

}  // namespace

extern const Command command_attach{
    "attach", "Put full texts to documents, and extracts to their place in them",
    "  retroduce attach sp.retro smith2019 smith.pdf\n"
    "  retroduce attach sp.retro papers            shows which file belongs to which document\n"
    "  retroduce attach sp.retro papers --yes\n"
    "  retroduce attach sp.retro smith2019 smith-corrected.pdf --replace --why 'a better scan'\n",
    set_up};

}  // namespace retroduce::cli
