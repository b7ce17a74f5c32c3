// retroduce conflicts: what merges left open, side by side, and what holds.
#include <algorithm>
#include <memory>
#include <optional>

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
  std::vector<std::pair<std::string, std::string>> keep;  ///< numbers, with what holds
  std::string by;
  std::string why;
};

void tell(const store::Conflict& conflict, Console& console) {
  console.out(std::to_string(conflict.number) + "  " + conflict.thing +
              (conflict.field.empty() ? "" : ": " + conflict.field) + "\n");
  for (std::size_t i = 0; i < conflict.sides.size(); ++i) {
    const store::ConflictSide& side = conflict.sides[i];
    const std::string whose = side.is_mine ? "mine" : "theirs";
    const bool is_shown = conflict.may_all_stand || (i == 0 && conflict.sides.size() > 1);
    console.out("   " + std::to_string(i + 1) + "  " + side.says + "   (" + whose +
                (side.by.empty() ? "" : ", " + side.by + ", " + side.at) + ")" +
                (is_shown ? "   shown now" : "") + "\n");
  }
}

/// More than these are not listed again when one is decided.
constexpr std::size_t most_listed_again = 10;

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
  const bool is_any_both =
      std::any_of(conflicts.begin(), conflicts.end(),
                  [](const store::Conflict& each) { return each.may_all_stand; });
  const auto first = std::find_if(
      conflicts.begin(), conflicts.end(),
      [&hidden](const store::Conflict& each) { return hidden.count(each.number) == 0; });
  console.say("Decide with: retroduce conflicts " + shell_quoted(options.review) + " --keep " +
              std::to_string(first->number) + (first->sides.size() == 1 ? " same" : " 1") +
              "   (the number beside a side; of two of one name: same or another" +
              (is_any_both ? "; of a coding that went to two concepts: both)" : ")"));
  return done;
}

std::size_t number_in(const std::string& text) {
  const bool is_number =
      text.find_first_not_of("0123456789") == std::string::npos && text.size() < 9;
  return is_number && !text.empty() ? std::stoul(text) : 0;
}

/// A conflict as it is by now, and what holds in it.
struct Meant {
  std::size_t number = 0;
  std::string holds;
};

/// The place of the side that is meant; nothing where it is none, or said by another word.
std::optional<std::size_t> side_meant(const store::Conflict& conflict, const std::string& holds) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < conflict.sides.size(); ++i)
    if (holds == std::to_string(i + 1) || (holds == "mine" && conflict.sides[i].is_mine) ||
        (holds == "theirs" && !conflict.sides[i].is_mine))
      found.push_back(i);
  return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}

/// What was decided before may have given it another number, and its sides other places; nothing
/// where it, or the side, is none any more.
std::optional<Meant> meant_now(const store::Conflict& listed, const std::string& holds,
                               review::Review& review) {
  // Whether two are one is said by words of its own.
  const auto side = listed.sides.size() > 1 ? side_meant(listed, holds) : std::nullopt;
  for (const store::Conflict& each : review.store().conflicts()) {
    if (each.about != listed.about) continue;
    if (!side) return Meant{each.number, holds};
    for (const bool by_words : {false, true})
      for (std::size_t i = 0; i < each.sides.size(); ++i) {
        const store::ConflictSide& now = each.sides[i];
        const store::ConflictSide& was = listed.sides[*side];
        if (by_words ? now.says == was.says : now.change == was.change)
          return Meant{each.number, std::to_string(i + 1)};
      }
  }
  return std::nullopt;
}

/// Numbers move up when a conflict is decided, so those that are left are listed anew.
void tell_left(const Options& options, review::Review& review, Console& console) {
  const auto left = review.store().conflicts();
  if (left.empty()) return console.say("Nothing is left to decide.");
  const auto hidden = store::conflicts_hidden_from(who({}), options.review);
  console.say(
      base::count_of(static_cast<std::int64_t>(left.size()), "conflict is", "conflicts are") +
      " left, numbered anew" +
      (left.size() > most_listed_again
           ? ". See: retroduce conflicts " + shell_quoted(options.review)
           : ":"));
  if (left.size() > most_listed_again) return;
  for (const store::Conflict& conflict : left)
    if (hidden.count(conflict.number) == 0) tell(conflict, console);
}

/// Whether what was said is wrong, whatever else is decided.
bool is_of_side(const base::Diagnostics& found) {
  const auto all = found.sorted();
  return std::any_of(all.begin(), all.end(), [](const base::Diagnostic& each) {
    return each.code == "merge.side" || each.code == "merge.no-conflict";
  });
}

using Kept = std::vector<std::pair<std::string, std::string>>;  ///< numbers, with what holds

/// Decides what can be decided of these, whose numbers are those of `listed`. Gives what was not,
/// with why the first of it was refused; where what is said is wrong, nothing more is decided, and
/// that is why.
Kept decide_each(const Kept& waiting, const std::vector<store::Conflict>& listed,
                 const store::Authorship& by, review::Review& review, Console& console,
                 base::Diagnostics& refusal) {
  Kept left;
  for (auto each = waiting.begin(); each != waiting.end(); ++each) {
    const std::size_t number = number_in(each->first);
    const bool is_listed = number > 0 && number <= listed.size();
    const auto now = is_listed ? meant_now(listed[number - 1], each->second, review)
                               : std::optional(Meant{number, each->second});
    if (!now) {
      console.say("note: conflict " + each->first + " (" + listed[number - 1].thing +
                  ") is none any more after what was decided before it; look whether what you said "
                  "of it holds.");
      continue;
    }
    const auto receipt = review.decide(now->number, now->holds, by);
    if (is_of_side(receipt.found)) {
      refusal = receipt.found;
      left.insert(left.end(), each, waiting.end());
      break;
    }
    if (receipt.found.refused()) {
      if (left.empty()) refusal = receipt.found;
      left.push_back(*each);
      continue;
    }
    say_findings(console, receipt.found);
    for (const store::EditDone& done : receipt.done)
      console.say(done.what + "   (change " + done.uid + ")");
  }
  return left;
}

void need_shown(const Options& options) {
  for (const auto& [number, side] : options.keep)
    for (const std::string& reader : {who({}), who(options.by)})
      if (store::conflicts_hidden_from(reader, options.review).count(number_in(number)) > 0)
        throw base::Error(base::ErrorCode::usage,
                          "conflict " + number +
                              " is over what is hidden from you until all who are to code it have "
                              "finished; nothing was decided");
}

/// None need be decided before another: what only others make possible waits for them.
int keep(const Options& options, Console& console) {
  need_shown(options);
  auto review = open_to_write(options.review, console);
  const auto listed = review.store().conflicts();
  Kept waiting = options.keep;
  while (!waiting.empty()) {
    base::Diagnostics refusal;
    Kept left =
        decide_each(waiting, listed, {who(options.by), options.why}, review, console, refusal);
    if (left.size() == waiting.size() || is_of_side(refusal)) {
      say_findings(console, refusal);
      console.say(left.size() < options.keep.size() ? "What was decided before it stands."
                                                    : "Nothing was changed.");
      return failed;
    }
    waiting = std::move(left);
  }
  tell_left(options, review, console);
  return done;
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("REVIEW", options->review, "The review file")->required();
  app.add_option(
         "--keep", options->keep,
         "The number of a conflict, and what holds: mine, theirs, or the number of a side; of "
         "two of one name: same or another; of a coding that went to two concepts: both. Said "
         "several times, all numbers are those of one list")
      ->allow_extra_args(false)
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
    "  retroduce conflicts sp.retro --keep 2 theirs --why \"the quote says so\"\n"
    "  retroduce conflicts sp.retro --keep 1 mine --keep 2 theirs --keep 5 another\n",
    set_up};

}  // namespace retroduce::cli
