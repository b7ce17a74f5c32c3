// retroduce check: is the file sound, and where is the review thin?
#include <memory>
#include <set>

#include <CLI/CLI.hpp>

#include "base/error.h"
#include "base/text.h"
#include "cli/answer_text.h"
#include "cli/command.h"
#include "cli/opening.h"
#include "cli/terminal_progress.h"
#include "model/retraction.h"
#include "review/review.h"
#include "store/recover.h"

namespace retroduce::cli {

namespace {

struct Options {
  std::string review;
  bool strict = false;
  bool rebuild = false;
};

/// What was lost then is missed by no check. Of changes that were lost the recovery tells how many.
void say_recovered(const std::string& review, Console& console) {
  for (const model::Change& change : store::recoveries_of(review))
    console.say(
        "note: " + change.at.substr(0, 10) + ", " + change.by + ": " + change.what +
        ". What was lost is not here, and a merge brings back no more of it than the history "
        "tells; an undamaged copy or a backup may have it: compare the two before you go on "
        "in one of them");
}

/// Papers that extracts were taken from and that were retracted, as far as their records say.
void say_retracted(review::Review& review, Console& console) {
  std::set<std::uint32_t> used;
  for (const model::DocumentId document : review.details().extracts().documents)
    used.insert(document.value);
  std::vector<std::string> keys;
  for (const std::uint32_t document : used) {
    const model::Document each = review.details().document(model::DocumentId(document));
    if (model::is_retracted(each)) keys.push_back(each.key);
  }
  if (keys.empty()) return;
  console.say("note: " + base::count_of(static_cast<std::int64_t>(keys.size()), "paper", "papers") +
              " that the review quotes " + (keys.size() == 1 ? "was" : "were") + " retracted: " +
              base::join(keys, ", ") + "; retroduce show REVIEW KEY tells by what that is known");
}

int check_open(const Options& options, Console& console) {
  TerminalProgress progress(console);
  std::vector<std::string> faults;
  {
    auto whole = review::Review::open(options.review, store::Mode::read);
    faults = whole.store().damage(progress);
    if (options.rebuild && faults.empty()) {
      for (const std::string& each : whole.store().rebuilt_otherwise(progress))
        faults.push_back("made anew from its history, " + each);
    }
  }
  for (const std::string& fault : faults) console.out("damaged: " + fault + "\n");
  if (!faults.empty()) {
    console.say("error: " + options.review +
                " is damaged; keep this file as it is. Go back to a backup (retroduce backups " +
                options.review + "), or save what can be saved (retroduce recover " +
                options.review + " NEW.retro)");
    return damaged;
  }
  console.out(
      options.review + " is sound" +
      (options.rebuild ? ", and made anew from its imports and its history it is the same" : "") +
      ".\n\n");
  auto review = open_to_read(options.review, {}, console);
  say_open_conflicts(options.review, review, console);
  say_recovered(options.review, console);
  say_retracted(review, console);
  query::AskOptions ask;
  ask.limit = 0;
  const auto gaps = review.ask("gaps", ask, progress);
  console.out(answer_text(*gaps.value, *review.snapshot(), options.review, console));
  return options.strict && gaps.value->total != 0 ? damaged : done;
}

/// A file too damaged to be opened is damage found, too.
int check(const Options& options, Console& console) {
  try {
    return check_open(options, console);
  } catch (const base::Error& error) {
    if (error.code() != base::ErrorCode::corrupt) throw;
    console.say("error: " + std::string(error.what()));
    return damaged;
  }
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("REVIEW", options->review, "The review file")->required();
  app.add_flag("--strict", options->strict, "Exit 3 for gaps, too");
  app.add_flag(
      "--rebuild", options->rebuild,
      "Make the review anew in a copy, from what its imports brought and from its history, "
      "and compare");
  return [options](Console& console) { return check(*options, console); };
}

}  // namespace

extern const Command command_check{
    "check", "Check that the file is sound, then list the review's gaps",
    "  retroduce check sp.retro\n  retroduce check sp.retro --rebuild\n", set_up};

}  // namespace retroduce::cli
