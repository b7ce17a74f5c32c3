// retroduce redo: do again what was taken back.
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
  std::string by;
  std::string why;
};

int redo(const Options& options, Console& console) {
  auto review = open_to_write(options.review, console);
  const auto receipt = review.redo(options.change, {who(options.by), options.why});
  say_findings(console, receipt.found);
  if (receipt.found.refused()) {
    console.say("Nothing was changed.");
    return failed;
  }
  for (const store::EditDone& done : receipt.done)
    console.say(done.what + "   (change " + done.uid + ")");
  return done;
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("REVIEW", options->review, "The review file")->required();
  app.add_option("CHANGE", options->change, "The change to do again; else the last one undone");
  app.add_option("--by", options->by, "Who does this");
  app.add_option("--why", options->why, "Why, for the record");
  return [options](Console& console) { return redo(*options, console); };
}

}  // namespace

extern const Command command_redo{
    "redo", "Do again what was taken back",
    "  retroduce redo sp.retro\n"
    "  retroduce redo sp.retro 3f9c2a7d51e0b846 --why \"coded twice\"\n",
    set_up};

}  // namespace retroduce::cli
