// retroduce new: an empty review with its title and questions.
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
  std::string by;
  model::Review about;
};

/// The usual headings of a scheme: which roles it has, in the order of its letters.
std::vector<model::RoleHeading> headings_of(const std::string& scheme) {
  using model::Role;
  std::vector<model::RoleHeading> headings;
  for (const char letter : scheme) {
    if (letter == 'C') headings.push_back({Role::context, "Context"});
    if (letter == 'I') headings.push_back({Role::intervention, "Intervention"});
    if (letter == 'S') headings.push_back({Role::intervention, "Strategy"});
    if (letter == 'A') headings.push_back({Role::actor, "Actor"});
    if (letter == 'M') headings.push_back({Role::mechanism, "Mechanism"});
    if (letter == 'O') headings.push_back({Role::outcome, "Outcome"});
  }
  return headings;
}

int create(Options options, Console& console) {
  options.about.headings = headings_of(options.about.scheme);
  auto review = create_to_write(options.review, console);
  review.store().describe(options.about, {who(options.by), ""});
  console.say(options.review + ": a new review, \"" + options.about.title + "\"");
  console.say("Next: retroduce import " + shell_quoted(options.review) + " YOUR-EXTRACTION.xlsx");
  return done;
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  options->about.levels = {"micro", "meso", "macro"};
  options->about.ratings = {"low", "moderate", "high"};
  options->about.scheme = "CMO";
  app.add_option("REVIEW", options->review, "The file to make, such as trust.retro")->required();
  app.add_option("--title", options->about.title, "Title of the review")->required();
  app.add_option("--question", options->about.questions,
                 "A question that the review is to answer; may be repeated");
  app.add_option("--scheme", options->about.scheme,
                 "Parts of a configuration: CMO, CIMO, SCMO or ICAMO")
      ->check(CLI::IsMember({"CMO", "CIMO", "SCMO", "ICAMO"}));
  app.add_option("--levels", options->about.levels,
                 "Level scale from the smallest, separated by commas")
      ->delimiter(',');
  app.add_option("--by", options->by, "Who does this");
  return [options](Console& console) { return create(*options, console); };
}

}  // namespace

extern const Command command_new{"new", "Make an empty review",
                                 "  retroduce new trust.retro --title \"Trust in link workers\" "
                                 "--question \"Which outcomes follow?\"\n",
                                 set_up};

}  // namespace retroduce::cli
