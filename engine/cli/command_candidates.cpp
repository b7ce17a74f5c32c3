// retroduce candidates: what might be one, for a person to decide.
#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>

#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/opening.h"
#include "cli/text_table.h"
#include "query/candidates.h"
#include "query/lexer.h"
#include "review/review.h"

namespace retroduce::cli {

namespace {

struct Options {
  std::string review;
  std::string kind = "concepts";
  double least = 0.6;
  std::size_t limit = 50;
};

std::string percent(double share) {
  return std::to_string(static_cast<int>(share * 100 + 0.5)) + " %";
}

int concepts(const Options& options, review::Review& review, Console& console) {
  const auto snapshot = review.snapshot();
  const auto found = query::concept_candidates(*snapshot, options.least);
  if (found.empty()) {
    console.out("No two concepts have like names.\n");
    return done;
  }
  console.out(base::count_of(static_cast<std::int64_t>(found.size()), "pair of concepts shares",
                             "pairs of concepts share") +
              " words; whether they are one is for you to say.\n\n");
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < std::min(found.size(), options.limit); ++i) {
    const auto& one = snapshot->concepts[found[i].one.index()];
    const auto& other = snapshot->concepts[found[i].other.index()];
    rows.push_back({percent(found[i].score),
                    std::string(one.label) + (one.is_wording ? " (a wording)" : ""),
                    std::string(other.label) + (other.is_wording ? " (a wording)" : "")});
  }
  console.out(text_table({{"alike", true}, {"this", false, true}, {"and this", false, true}}, rows,
                         console.width));
  const auto& one = snapshot->concepts[found[0].one.index()];
  const auto& other = snapshot->concepts[found[0].other.index()];
  console.say("To make two one: retroduce edit " + shell_quoted(options.review) + " " +
              shell_quoted(std::string(one.is_wording ? "map " : "merge concept ") +
                           query::in_quotes(std::string(one.label)) +
                           (one.is_wording ? " to " : " into ") +
                           query::in_quotes(std::string(other.label))));
  return done;
}

int configurations(const Options& options, review::Review& review, Console& console) {
  const auto snapshot = review.snapshot();
  const auto found = query::configuration_candidates(*snapshot, options.least);
  if (found.empty()) {
    console.out("No two configurations share " + percent(options.least) +
                " of their parts or more.\n");
    return done;
  }
  console.out(base::count_of(static_cast<std::int64_t>(found.size()), "pair of configurations is",
                             "pairs of configurations are") +
              " made of much the same parts.\n\n");
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < std::min(found.size(), options.limit); ++i) {
    const auto& each = found[i];
    rows.push_back({std::to_string(each.shared) + " of " + std::to_string(each.all),
                    std::string(snapshot->configurations[each.one.index()].label),
                    std::string(snapshot->configurations[each.other.index()].label)});
  }
  console.out(text_table({{"parts shared", true}, {"this"}, {"and this"}}, rows, console.width));
  console.say("To make two one: retroduce edit " + shell_quoted(options.review) + " " +
              shell_quoted("merge configuration " + query::in_quotes(rows[0][2]) + " into " +
                           query::in_quotes(rows[0][1])));
  return done;
}

int candidates(const Options& options, Console& console) {
  if (options.least < 0.1 || options.least > 1)
    throw base::Error(base::ErrorCode::usage, "--alike takes a share from 0.1 to 1");
  auto review = open_to_read(options.review, {}, console);
  say_open_conflicts(options.review, review, console);
  if (options.kind == "concepts") return concepts(options, review, console);
  if (options.kind == "configurations") return configurations(options, review, console);
  throw base::Error(base::ErrorCode::usage,
                    "candidates are concepts or configurations, not " + options.kind);
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("REVIEW", options->review, "The review file")->required();
  app.add_option("KIND", options->kind, "concepts (with wordings) or configurations");
  app.add_option("--alike", options->least, "How much they must share, from 0.1 to 1");
  app.add_option("--limit", options->limit, "How many are listed");
  return [options](Console& console) { return candidates(*options, console); };
}

}  // namespace

extern const Command command_candidates{
    "candidates", "List what might be one: concepts, configurations",
    "  retroduce candidates sp.retro\n"
    "  retroduce candidates sp.retro configurations --alike 0.8\n",
    set_up};

}  // namespace retroduce::cli
