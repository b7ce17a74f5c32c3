// retroduce conflicts: what merges left open, side by side, and what holds.
#include <memory>

#include <CLI/CLI.hpp>

#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/common.h"
#include "cli/opening.h"
#include "review/review.h"
#include "store/blind.h"

namespace retroduce::cli {

namespace {

struct Options {
  std::string review;
  std::vector<std::string> keep;
  std::string by;
  std::string why;
};

void tell(const store::Conflict& conflict, Console& console) {
  console.out(std::to_string(conflict.number) + "  " + conflict.thing +
              (conflict.field.empty() ? "" : ": " + conflict.field) + "\n");
  for (std::size_t i = 0; i < conflict.sides.size(); ++i) {
    const store::ConflictSide& side = conflict.sides[i];
    const std::string whose = side.is_mine ? "mine" : "theirs";
    const bool is_shown = i == 0 && conflict.sides.size() > 1;
    console.out("   " + std::to_string(i + 1) + "  " + side.says + "   (" + whose +
                (side.by.empty() ? "" : ", " + side.by + ", " + side.at) + ")" +
                (is_shown ? "   shown now" : "") + "\n");
  }
}

int list(const Options& options, Console& console) {
  auto review = review::Review::open(options.review, store::Mode::read);
  const auto conflicts = review.store().conflicts();
  const auto hidden = store::conflicts_hidden_from(who({}), options.review);
  for (const store::Conflict& conflict : conflicts)
    if (hidden.count(conflict.number) == 0) tell(conflict, console);
  if (!hidden.empty())
    console.say(
        "note: " +
        base::count_of(static_cast<std::int64_t>(hidden.size()), "conflict is", "conflicts are") +
        " over what is hidden from you until all who are to code it have finished. See: "
        "retroduce outstanding " +
        shell_quoted(options.review));
  if (conflicts.size() == hidden.size()) {
    if (hidden.empty()) console.say("Nothing is left to decide.");
    return done;
  }
  console.say(
      "Decide with: retroduce conflicts " + shell_quoted(options.review) +
      " --keep 1 mine   (or theirs, or the number of a side; of two of one name: same or another)");
  return done;
}

int keep(const Options& options, Console& console) {
  std::size_t number = 0;
  if (options.keep[0].find_first_not_of("0123456789") == std::string::npos &&
      options.keep[0].size() < 9)
    number = std::stoul(options.keep[0]);
  for (const std::string& reader : {who({}), who(options.by)})
    if (store::conflicts_hidden_from(reader, options.review).count(number) > 0)
      throw base::Error(base::ErrorCode::usage,
                        "conflict " + options.keep[0] +
                            " is over what is hidden from you until all who are to code it have "
                            "finished; nothing was decided");
  auto review = open_to_write(options.review, console);
  const auto receipt = review.decide(number, options.keep[1], {who(options.by), options.why});
  say_findings(console, receipt.found);
  if (receipt.found.refused()) {
    console.say("Nothing was changed.");
    return failed;
  }
  for (const store::EditDone& done : receipt.done)
    console.say(done.what + "   (change " + done.uid + ")");
  const auto left = static_cast<std::int64_t>(review.store().conflicts().size());
  console.say(left == 0 ? "Nothing is left to decide."
                        : base::count_of(left, "conflict is", "conflicts are") + " left.");
  return done;
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("REVIEW", options->review, "The review file")->required();
  app.add_option(
         "--keep", options->keep,
         "The number of a conflict, and what holds: mine, theirs, or the number of a side; of "
         "two of one name: same or another")
      ->expected(2)
      ->type_name("N SIDE");
  app.add_option("--by", options->by, "Who decides");
  app.add_option("--why", options->why, "Why, for the record");
  return [options](Console& console) {
    return options->keep.empty() ? list(*options, console) : keep(*options, console);
  };
}

}  // namespace

extern const Command command_conflicts{
    "conflicts", "What merges left to decide, side by side",
    "  retroduce conflicts sp.retro\n"
    "  retroduce conflicts sp.retro --keep 2 theirs --why \"the quote says so\"\n",
    set_up};

}  // namespace retroduce::cli
