// retroduce outstanding: who has not coded or judged what yet.
#include <memory>

#include <CLI/CLI.hpp>

#include "base/text.h"
#include "cli/command.h"
#include "cli/common.h"
#include "cli/listing.h"
#include "cli/opening.h"
#include "review/outstanding.h"
#include "review/review.h"

namespace retroduce::cli {

namespace {

struct Options {
  std::string review;
  std::string coder;
  std::string format = "text";
};

std::vector<std::string> row_of(const review::Outstanding& each) {
  std::vector<std::string> criteria;
  for (const model::Criterion criterion : each.not_judged)
    criteria.emplace_back(model::to_word(criterion));
  const char* assigned = each.is_finished ? "finished" : each.is_assigned ? "yes" : "";
  return {each.document, each.coder, assigned, each.is_coded ? "yes" : "no",
          base::join(criteria, ", ")};
}

int run_outstanding(const Options& options, Console& console) {
  // Whether others have coded is no secret, what they coded is; so nothing is hidden here.
  auto review = review::Review::open(options.review, store::Mode::read);
  const model::CoderWork work = review.store().coder_work();
  const auto found = review::outstanding(work, options.coder);
  say_findings(console, found.found);
  say_open_conflicts(options.review, review, console);
  if (!found) return failed;
  Listing listing{"What is still to be coded and judged",
                  {{"document", {"document"}},
                   {"coder", {"coder"}},
                   {"assigned", {"assigned"}},
                   {"coded", {"coded"}},
                   {"not_judged", {"not judged", false, true}}},
                  {}};
  for (const review::Outstanding& each : *found.value) listing.rows.push_back(row_of(each));
  if (options.format != "text") {
    console.out(listing_text(listing, options.format, console));
  } else if (work.coders.empty()) {
    console.out(
        "Nobody is a coder here yet, so nothing waits for anybody. Who codes or judges becomes "
        "one; or say who is to:\n  retroduce edit " +
        shell_quoted(options.review) + " 'add coder AB'\n");
  } else if (listing.rows.empty()) {
    console.out("Everybody has coded and judged all that is theirs.\n");
  } else {
    console.out(base::count_of(static_cast<std::int64_t>(listing.rows.size()),
                               "document waits for a coder", "times a document waits for a coder") +
                ".\n\n" + listing_text(listing, options.format, console));
  }
  return done;
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("REVIEW", options->review, "The review file")->required();
  app.add_option("--coder", options->coder, "What this coder has still to do");
  app.add_option("--format", options->format, "text, csv or md")
      ->check(CLI::IsMember({"text", "csv", "md"}));
  return [options](Console& console) { return run_outstanding(*options, console); };
}

}  // namespace

extern const Command command_outstanding{
    "outstanding", "Tell who has not coded or judged which document",
    "  retroduce outstanding sp.retro\n"
    "  retroduce outstanding sp.retro --coder AB\n"
    "  retroduce edit sp.retro assign smith2020 to AB, CD   (each codes it unseen by the other)\n"
    "  retroduce edit sp.retro finish smith2020 --by AB\n"
    "  retroduce agreement sp.retro --disagreements          (when both have finished)\n",
    set_up};

}  // namespace retroduce::cli
