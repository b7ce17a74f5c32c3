// retroduce theory: how a theory changed between two of its versions, and what was not read since.
#include <map>
#include <memory>

#include <CLI/CLI.hpp>

#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/common.h"
#include "cli/listing.h"
#include "cli/opening.h"
#include "review/reread.h"
#include "review/review.h"
#include "review/theory_diff.h"

namespace retroduce::cli {

namespace {

struct Options {
  std::string what;
  std::string review;
  std::string earlier;
  std::string later;
  std::string theory;
  std::string by;
  std::string format = "text";
};

class Printer {
 public:
  Printer(review::Review& review, const model::TheoryDetails& all, Console& console)
      : review_(review), all_(all), console_(console) {}

  void print(const review::TheoryDiff& diff) {
    std::map<std::string, std::int64_t> counts;
    for (const auto& change : diff.changes) ++counts[change.lineage];
    std::vector<std::string> parts;
    for (const auto& [word, count] : counts) parts.push_back(base::grouped(count) + " " + word);
    console_.out(all_.theories[diff.theory].label + ", " + all_.versions[diff.earlier].label +
                 " to " + all_.versions[diff.later].label + ": " + base::join(parts, ", ") + "\n");
    for (const auto& change : diff.changes) print(change);
  }

 private:
  void print(const review::StatementChange& change) {
    const std::uint32_t named = change.is ? *change.is : change.was.front();
    console_.out("\n" + all_.statements[named].label + "   " + change.lineage + "\n");
    if (change.lineage != "kept") {
      for (const std::uint32_t place : change.was)
        console_.out(lined_up("  was      ", all_.statements[place].text));
    }
    if (change.is) console_.out(lined_up("  is       ", all_.statements[*change.is].text));
    for (const std::uint32_t place : change.on_the_way) reasons(all_.statements[place]);
  }

  void reasons(const model::Statement& statement) {
    if (!statement.reason.empty()) console_.out(lined_up("  because  ", statement.reason));
    for (const auto ref : statement.moved_by) {
      const model::ExtractDetail extract = review_.details().extract(ref.value);
      console_.out("  moved by " +
                   std::string(review_.snapshot()->documents[extract.document.index()].key) +
                   (extract.page.empty() ? "" : ", p. " + extract.page) + ": \"" +
                   base::shorten(base::collapse_blanks(extract.quote), 100) + "\"\n");
    }
  }

  review::Review& review_;
  const model::TheoryDetails& all_;
  Console& console_;
};

int diff(const Options& options, Console& console) {
  auto review = open_to_read(options.review, {}, console);
  say_open_conflicts(options.review, review, console);
  const auto snapshot = review.snapshot();
  const model::TheoryDetails all = review.details().theories();
  const auto found = review::theory_diff(all, options.theory, options.earlier, options.later);
  say_findings(console, found.found);
  if (!found) return failed;
  Printer(review, all, console).print(*found.value);
  const auto open = review::not_read_since(
      review.store().coder_work(), all.theories[found.value->theory].label, options.later, {});
  if (open && !open.value->empty()) {
    std::vector<std::string> keys;
    for (const review::UnreadDocument& each : *open.value) keys.push_back(each.document);
    console.out(
        "\n" +
        base::count_of(static_cast<std::int64_t>(keys.size()), "document has", "documents have") +
        " not been read under " + options.later + " or later: " + base::join(keys, ", ") + "\n");
  }
  return done;
}

int reread(const Options& options, Console& console) {
  auto review = open_to_read(options.review, {}, console);
  say_open_conflicts(options.review, review, console);
  const auto found = review::not_read_since(review.store().coder_work(), options.theory,
                                            options.earlier, options.by);
  say_findings(console, found.found);
  if (!found) return failed;
  Listing listing{"Documents not read since " + options.earlier,
                  {{"document", {"document"}},
                   {"last_read_under", {"last read under"}},
                   {"by", {"by", false, true}}},
                  {}};
  for (const review::UnreadDocument& each : *found.value)
    listing.rows.push_back(
        {each.document, each.last.empty() ? "never" : each.last, base::join(each.by, ", ")});
  if (options.format == "text") {
    const auto count = static_cast<std::int64_t>(listing.rows.size());
    console.out(base::count_of(count, "document has", "documents have") + " not been read under " +
                options.earlier + " or later" + (options.by.empty() ? "" : " by " + options.by) +
                (count == 0 ? ".\n" : ".\n\n"));
    if (count == 0) return done;
  }
  console.out(listing_text(listing, options.format, console));
  return done;
}

int run_theory(const Options& options, Console& console) {
  if (options.what == "reread") return reread(options, console);
  if (options.what != "diff") {
    const bool is_turned = options.review == "diff" || options.review == "reread";
    throw base::Error(base::ErrorCode::usage,
                      "theory takes diff or reread first, not " + options.what +
                          ": retroduce theory " +
                          (is_turned ? options.review + " " + options.what : "diff REVIEW") +
                          " VERSION" + (options.review == "reread" ? "" : " LATER"));
  }
  if (options.later.empty())
    throw base::Error(base::ErrorCode::usage,
                      "diff needs two versions: retroduce theory diff REVIEW EARLIER LATER");
  return diff(options, console);
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("WHAT", options->what,
                 "diff: one version beside another; reread: which documents nobody has read since "
                 "a version")
      ->required();
  app.add_option("REVIEW", options->review, "The review file")->required();
  app.add_option("VERSION", options->earlier, "A version of the theory, by label")->required();
  app.add_option("LATER", options->later, "With diff: a later one");
  app.add_option("--theory", options->theory, "Which theory, where several have such versions");
  app.add_option("--by", options->by, "With reread: only what this coder has read counts");
  app.add_option("--format", options->format, "With reread: text, csv or md")
      ->check(CLI::IsMember({"text", "csv", "md"}));
  return [options](Console& console) { return run_theory(*options, console); };
}

}  // namespace

extern const Command command_theory{"theory", "What became of a theory's statements, and why",
                                    "  retroduce theory diff sp.retro initial refined\n"
                                    "  retroduce theory reread sp.retro refined\n"
                                    "  retroduce theory reread sp.retro initial --by AB\n",
                                    set_up};

}  // namespace retroduce::cli
