// retroduce erase: data about people taken out for good.
#include <memory>

#include <CLI/CLI.hpp>

#include "base/error.h"
#include "base/source_io.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/common.h"
#include "store/erase.h"

namespace retroduce::cli {

namespace {

struct Options {
  std::string review;
  std::string kind;
  std::string name;
  std::string by;
  std::string why;
  bool yes = false;
  bool backups = false;
};

/// Only what was looked for is said to be gone.
void tell_proof(const std::string& review, const store::Erasure& erasure, Console& console) {
  if (erasure.is_proved()) {
    console.say("The bytes of " + review + " were searched: it is gone from the file.");
  } else if (erasure.searched == 0) {
    console.say(
        "It is too short, or stands in other words or places yet, to be looked for in the bytes of "
        "the file.");
  } else {
    console.say(
        "The bytes of " + review + " were searched for " + base::grouped(erasure.searched) +
        " of its " + base::grouped(erasure.searched + erasure.unsearched) +
        " names or texts, and hold none of these; the others are too short, or stand in other "
        "words or places yet, to be looked for.");
  }
}

std::string again(const Options& options, const store::Erasure& erasure) {
  return "retroduce erase " + shell_quoted(options.review) + " " + options.kind + " " + erasure.id +
         " --yes --backups";
}

void tell_backups(const Options& options, const store::Erasure& erasure, Console& console) {
  const bool is_gone = options.yes && options.backups;
  const std::string holds =
      erasure.may_hold ? "note: a backup from before may hold it: " : "note: a backup holds it: ";
  for (const auto& path : erasure.backups)
    console.say((is_gone ? "deleted: " : holds) + path.string());
  if (!erasure.backups.empty() && !is_gone)
    console.say("Delete these, too, with: " + again(options, erasure));
}

void tell(const Options& options, const store::Erasure& erasure, Console& console) {
  if (erasure.is_old) {
    console.say(erasure.what + ": erased before, and nothing came since; " +
                (options.yes ? "the file was written anew" : "the file would be written anew"));
  } else {
    console.say((options.yes ? "erased " : "would erase ") + erasure.what + ": " +
                base::count_of(erasure.texts, "text", "texts") +
                " of the file, its history included");
    if (!erasure.stands_now.empty())
      console.say("What the person did stays, in the name of \"" + erasure.stands_now + "\".");
    if (options.yes) tell_proof(options.review, erasure, console);
  }
  for (const std::string& each : erasure.left) console.say("note: " + each);
  tell_backups(options, erasure, console);
  console.say(
      "Copies of the review elsewhere, and the files that it was imported from, are as they "
      "were.");
}

int run_erase(const Options& options, Console& console) {
  store::ErasureAsk ask;
  ask.kind = options.kind == "person" ? model::ThingKind::coder : model::ThingKind::extract;
  ask.name = options.name;
  ask.by = {who(options.by), options.why};
  ask.with_backups = options.backups;
  ask.dry_run = !options.yes;
  const base::SystemClock clock;
  tell(options, store::erase(options.review, ask, clock), console);
  if (options.yes) return done;
  console.say("Nothing was erased. This cannot be undone; to do it, say: --yes");
  return done;
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("REVIEW", options->review, "The review file")->required();
  app.add_option("KIND", options->kind, "person or extract")
      ->required()
      ->check(CLI::IsMember({"person", "extract"}));
  app.add_option(
         "NAME", options->name,
         "A coder's label; or an extract, as \"KEY: words of its quote\"; or an id; what is "
         "there no more is found, too")
      ->required();
  app.add_flag("--yes", options->yes, "Do it; without this it is only told what would be done");
  app.add_flag(
      "--backups", options->backups,
      "Delete the backups that hold it, too; where it is too short to be looked for, all from "
      "before");
  app.add_option("--by", options->by, "Who does this");
  app.add_option("--why", options->why, "Why, for the record; do not name what is erased");
  return [options](Console& console) { return run_erase(*options, console); };
}

}  // namespace

extern const Command command_erase{
    "erase", "Take a person's name, or an extract's words, out for good",
    "  retroduce erase sp.retro person AB\n"
    "  retroduce erase sp.retro person AB --yes --backups --why \"asked to be forgotten\"\n"
    "  retroduce erase sp.retro extract \"smith2020: my daughter\" --yes\n",
    set_up};

}  // namespace retroduce::cli
