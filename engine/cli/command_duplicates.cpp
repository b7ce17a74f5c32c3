// retroduce duplicates: documents that may be one paper, and decisions on them.
#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>

#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/common.h"
#include "cli/opening.h"
#include "review/review.h"

namespace retroduce::cli {

namespace {

struct Options {
  std::string review;
  std::vector<std::string> same;
  std::vector<std::string> different;
  std::vector<std::string> undecide;
  bool all = false;
  std::string by;
  std::string why;
};

std::string citation(const model::Document& document) {
  std::string text = document.key + ": ";
  if (!document.authors.empty()) text += document.authors.front();
  if (document.authors.size() > 1) text += " et al.";
  text += document.year ? " (" + std::to_string(*document.year) + "). " : " (no year). ";
  text += document.title.empty() ? "[no title]" : document.title;
  if (text.back() != '.' && text.back() != '?') text += ".";
  if (!document.container.empty()) text += " " + document.container;
  if (!document.volume.empty()) text += " " + document.volume;
  if (!document.issue.empty()) text += "(" + document.issue + ")";
  if (!document.pages.empty()) text += ": " + document.pages;
  if (!document.doi.empty()) text += (text.back() == '.' ? " doi " : ". doi ") + document.doi;
  return text;
}

std::string decision(const model::PossibleDouble& pair) {
  std::string text = *pair.is_same ? "one paper" : "two papers";
  text += ", decided by " + pair.decided_by;
  if (!pair.reason.empty()) text += ": " + pair.reason;
  return text;
}

std::string rule(const model::PossibleDouble& pair) {
  if (pair.rule.empty()) return {};
  return pair.rule + ", score " + std::to_string(pair.score);
}

bool is_open(const model::PossibleDouble& pair) {
  return !pair.is_same.has_value() && !pair.is_joined;
}

int list_pairs(const Options& options, Console& console) {
  auto review = review::Review::open(options.review, store::Mode::read);
  const auto pairs = review.store().doubles(options.all);
  const auto open = std::count_if(pairs.begin(), pairs.end(), is_open);
  if (pairs.empty()) {
    console.out("No two documents of " + options.review + " look like one paper.\n");
    return done;
  }
  console.out(base::count_of(open, "pair of documents waits", "pairs of documents wait") +
              " for a decision: one paper, or two?\n");
  const model::PossibleDouble* first = nullptr;
  for (const model::PossibleDouble& pair : pairs) {
    if (first == nullptr && is_open(pair)) first = &pair;
    const std::string head = pair.is_same     ? decision(pair)
                             : pair.is_joined ? "joined by an import: " + rule(pair)
                                              : rule(pair);
    console.out("\n" + strong(console, head) + "\n");
    if (pair.is_same && !pair.rule.empty()) console.out("  " + rule(pair) + "\n");
    console.out("  " + citation(pair.first) + "\n  " + (pair.is_joined ? "record " : "") +
                citation(pair.second) + "\n");
  }
  if (first != nullptr)
    console.say("Decide with: retroduce duplicates " + shell_quoted(options.review) + " --same " +
                shell_quoted(first->first.key) + " " + shell_quoted(first->second.key) +
                "   (or --different)");
  return done;
}

void decide(const Options& options, const std::vector<std::string>& keys, bool is_same,
            store::Store& store, Console& console) {
  const bool is_new =
      store.decide_double(keys[0], keys[1], is_same, {who(options.by), options.why});
  const std::string what =
      is_same ? keys[0] + " now stands for both itself and " + keys[1] + ": they count once"
              : keys[0] + " and " + keys[1] + " are two papers";
  console.say(is_new ? what + "." : "It was decided so already; nothing was changed.");
}

/// The second is a document or a record of the first.
void keep_apart(const Options& options, store::Store& store, Console& console) {
  const std::string& first = options.different[0];
  const std::string& second = options.different[1];
  const std::string key = store.part_record(first, second, {who(options.by), options.why});
  if (key.empty()) return decide(options, options.different, false, store, console);
  console.say("Record " + second + " is now the document " + key + ", another paper than " + first +
              ".");
}

int run_duplicates(const Options& options, Console& console) {
  const auto said = static_cast<int>(!options.same.empty()) +
                    static_cast<int>(!options.different.empty()) +
                    static_cast<int>(!options.undecide.empty());
  if (said == 0) return list_pairs(options, console);
  if (said > 1)
    throw base::Error(base::ErrorCode::usage,
                      "say one of --same, --different and --undecide at a time");
  auto review = open_to_write(options.review, console);
  if (!options.same.empty()) {
    decide(options, options.same, true, review.store(), console);
  } else if (!options.different.empty()) {
    keep_apart(options, review.store(), console);
  } else {
    review.store().undecide_double(options.undecide[0], options.undecide[1],
                                   {who(options.by), options.why});
    console.say("The decision on " + options.undecide[0] + " and " + options.undecide[1] +
                " is taken back.");
  }
  return done;
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("REVIEW", options->review, "The review file")->required();
  app.add_option("--same", options->same,
                 "Two keys of one paper: the first document stands for both, nothing is moved")
      ->expected(2);
  app.add_option(
         "--different", options->different,
         "Two keys of two papers: not listed again; or a key and the number of a record that "
         "an import joined to it, which becomes a document of its own")
      ->expected(2);
  app.add_option("--undecide", options->undecide, "Two keys whose decision is taken back")
      ->expected(2);
  app.add_flag("--all", options->all, "List those that are decided and joined records, too");
  app.add_option("--by", options->by, "Who does this");
  app.add_option("--why", options->why, "Why, for the record");
  return [options](Console& console) { return run_duplicates(*options, console); };
}

}  // namespace

extern const Command command_duplicates{
    "duplicates", "List documents that may be one paper, and decide",
    "  retroduce duplicates sp.retro\n"
    "  retroduce duplicates sp.retro --same kellezi2019 kellezi2019a --why \"preprint\"\n"
    "  retroduce duplicates sp.retro --different kellezi2019 4f2a9c01\n"
    "  retroduce duplicates sp.retro --undecide kellezi2019 kellezi2019a\n",
    set_up};

}  // namespace retroduce::cli
