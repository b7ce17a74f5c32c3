// retroduce agreement: how far the coders agree, and where they do not.
#include <map>
#include <memory>

#include <CLI/CLI.hpp>

#include "base/text.h"
#include "cli/agreement_text.h"
#include "cli/command.h"
#include "cli/common.h"
#include "cli/opening.h"
#include "cli/seed.h"
#include "review/review.h"

namespace retroduce::cli {

namespace {

const std::map<std::string, review::AgreementBy> ways{{"concept", review::AgreementBy::concept_},
                                                      {"role", review::AgreementBy::role},
                                                      {"pair", review::AgreementBy::pair}};

struct Options {
  std::string review;
  std::string by = "concept";
  std::vector<std::string> coders;
  bool disagreements = false;
  std::string format = "text";
  std::string as_of;
  std::uint64_t seed = 1;
};

int run_agreement(Options options, Console& console) {
  for (std::string& coder : options.coders) coder = std::string(base::trim(coder));
  auto review = open_to_read(options.review, options.as_of, console);
  say_open_conflicts(options.review, review, console, options.as_of);
  const model::CoderWork work = review.store().coder_work();
  if (options.disagreements) {
    console.out(disagreements_text(review::disagreements(work, options.coders), options.format,
                                   options.review, console));
    return done;
  }
  const review::AgreementBy by = ways.at(options.by);
  const review::AgreementReport report =
      review::agreement(work, {by, options.coders, options.seed});
  console.out(agreement_text(report, by, options.format, options.review, console));
  if (options.as_of.empty()) say_coded_later(options.review, console);
  // A table for other programs has no place for what was left out.
  if (options.format == "csv" || options.format == "md") {
    for (const review::LeftOut& each : report.left_out)
      console.say("note: not compared: " + std::to_string(each.count) + " " + each.what);
  }
  return done;
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("REVIEW", options->review, "The review file")->required();
  app.add_option("--by", options->by,
                 "One row per concept, role or pair of coders (concept unless told)")
      ->check(CLI::IsMember({"concept", "role", "pair"}));
  app.add_option("--coders", options->coders,
                 "The coders to compare, separated by commas (all unless told)")
      ->delimiter(',');
  app.add_flag("--disagreements", options->disagreements,
               "List what was coded differently, with what each coder said and what was decided");
  app.add_option("--format", options->format, "text, json, csv or md")
      ->check(CLI::IsMember({"text", "json", "csv", "md"}));
  add_as_of(app, options->as_of);
  app.add_option("--seed", options->seed,
                 "Of the samples that the intervals are made of; the same gives the same (1 unless "
                 "told)")
      ->check(wrong_with_seed);
  return [options](Console& console) { return run_agreement(*options, console); };
}

}  // namespace

extern const Command command_agreement{"agreement",
                                       "Tell how far coders agree, and list where they do not",
                                       "  retroduce agreement sp.retro\n"
                                       "  retroduce agreement sp.retro --by role --coders AB,CD\n"
                                       "  retroduce agreement sp.retro --by pair --format csv\n"
                                       "  retroduce agreement sp.retro --disagreements\n",
                                       set_up};

}  // namespace retroduce::cli
