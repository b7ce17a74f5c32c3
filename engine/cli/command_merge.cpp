// retroduce merge: two copies of a review become one.
#include <memory>

#include <CLI/CLI.hpp>

#include "base/error.h"
#include "base/source_io.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/common.h"
#include "cli/opening.h"
#include "review/review.h"
#include "store/backup.h"

namespace retroduce::cli {

namespace {

struct Options {
  std::string mine;
  std::string theirs;
  std::string by;
  std::string why;
  bool dry_run = false;
};

/// No undo takes a merge back as a whole, so the way back is a backup of the moment before it.
void keep_what_is(const Options& options, Console& console) {
  try {
    store::back_up_unless_kept(options.mine, base::SystemClock());
  } catch (const base::Error& error) {
    if (error.code() == base::ErrorCode::corrupt) throw;
    console.say("note: no backup was made before this merge: " + std::string(error.what()));
  }
}

/// Numbers are not for who codes apart from those whose work came.
void say_what_came(const Options& options, const store::Receipt& receipt, Console& console) {
  if (!review::Review::open_view(options.mine, {{}, who(options.by)}).store().hidden().empty()) {
    console.say(options.theirs + (options.dry_run ? " would be taken over" : ": taken over") +
                "; how much of it is of documents that you code apart from others is not said");
    return;
  }
  std::vector<std::string> parts;
  for (const store::ReceiptLine& line : receipt.lines) {
    if (line.kind == "changes") {
      console.say(options.theirs + ": " + base::count_of(line.added, "change", "changes") +
                  (options.dry_run ? " would be taken over" : " taken over"));
    } else {
      parts.push_back(base::grouped(line.added) + " of the kind " + line.kind);
    }
  }
  if (!parts.empty()) console.say("  added or changed: " + base::join(parts, ", "));
}

int merge(const Options& options, Console& console) {
  auto review = open_to_write(options.mine, console);
  if (!options.dry_run) keep_what_is(options, console);
  const auto receipt =
      review.merge(options.theirs, {{who(options.by), options.why}, options.dry_run});
  say_findings(console, receipt.found);
  if (receipt.found.refused()) {
    console.say("Nothing was changed.");
    return failed;
  }
  if (!receipt.changed()) {
    console.say(options.theirs + " holds nothing that " + options.mine + " has not.");
    return done;
  }
  say_what_came(options, receipt, console);
  if (options.dry_run) return done;
  const auto open = open_conflicts(review, options.mine, who(options.by));
  if (open == 0) {
    console.say("Nothing is left to decide.");
  } else {
    console.say(base::count_of(open, "conflict is", "conflicts are") +
                " left to decide; both sides are kept. See: retroduce conflicts " +
                shell_quoted(options.mine));
  }
  return done;
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("MINE", options->mine, "The review file that takes the other in")->required();
  app.add_option("THEIRS", options->theirs, "A copy of it that somebody else worked on; only read")
      ->required();
  app.add_option("--by", options->by, "Who does this");
  app.add_option("--why", options->why, "Why, for the record");
  app.add_flag("--dry-run", options->dry_run, "Only tell what would be done");
  return [options](Console& console) { return merge(*options, console); };
}

}  // namespace

extern const Command command_merge{"merge", "Join a copy that somebody else worked on",
                                   "  retroduce merge sp.retro sp-anna.retro\n"
                                   "  retroduce merge sp.retro /media/stick/sp.retro --dry-run\n",
                                   set_up};

}  // namespace retroduce::cli
