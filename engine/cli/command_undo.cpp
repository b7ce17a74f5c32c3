// retroduce undo: take a change back.
#include <memory>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/common.h"
#include "cli/opening.h"
#include "review/review.h"

namespace retroduce::cli {

namespace {

struct Options {
  std::string review;
  std::string change;
  std::size_t last = 1;
  std::string by;
  std::string why;
};

int undo(const Options& options, Console& console) {
  auto review = open_to_write(options.review, console);
  const store::Authorship by{who(options.by), options.why};
  const auto receipt =
      options.last == 1 ? review.undo(options.change, by) : review.undo_last(options.last, by);
  say_findings(console, receipt.found);
  if (receipt.found.refused()) {
    console.say("Nothing was changed.");
    return failed;
  }
  say_done(console, receipt);
  return done;
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("REVIEW", options->review, "The review file")->required();
  auto* change = app.add_option("CHANGE", options->change,
                                "The change to take back, as history names it; else the last one");
  app.add_option("--last", options->last, "The last N changes, all or none")
      ->check(CLI::Range(1, 1000000))
      ->excludes(change);
  app.add_option("--by", options->by, "Who does this");
  app.add_option("--why", options->why, "Why, for the record");
  return [options](Console& console) { return undo(*options, console); };
}

}  // namespace

extern const Command command_undo{
    "undo", "Take a change back",
    "  retroduce undo sp.retro\n"
    "  retroduce undo sp.retro --last 12\n"
    "  retroduce undo sp.retro 3f9c2a7d51e0b846 --why \"coded twice\"\n",
    set_up};

}  // namespace retroduce::cli
