// retroduce sample: things for a second pair of eyes, drawn so that anybody can draw them again.
#include <charconv>
#include <memory>
#include <set>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/common.h"
#include "cli/listing.h"
#include "cli/opening.h"
#include "cli/seed.h"
#include "measure/sample.h"
#include "query/lexer.h"
#include "review/edit_text.h"
#include "review/review.h"
#include "store/permanent_ids.h"

namespace retroduce::cli {

namespace {

struct Options {
  std::string review;
  std::string kind;
  std::string share = "10%";
  std::uint64_t seed = 1;
  std::string format = "text";
  std::string as_of;
  bool keep = false;
  std::string by;
  std::string why;
};

/// "10%", "10 %", "0.1".
double share_of(const std::string& word) {
  std::string_view digits = base::trim(word);
  const bool is_percent = digits.ends_with('%');
  if (is_percent) digits = base::trim(digits.substr(0, digits.size() - 1));
  double value = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (is_percent) value /= 100;
  if (fault != std::errc() || end != digits.data() + digits.size() || !(value > 0 && value <= 1))
    throw base::Error(
        base::ErrorCode::usage,
        "--share " + word + " is no share: give more than 0 % and at most 100 %, such as 10%");
  return value;
}

struct Things {
  Listing listing;
  std::vector<std::string> names;           ///< what tells each apart in any copy of the review
  std::vector<model::ExtractKey> extracts;  ///< where they are extracts
};

Things documents(review::Review& review) {
  const auto snapshot = review.snapshot();
  Things things{
      {"Sample of documents", {{"document", {"document"}}, {"title", {"title", false, true}}}, {}},
      {},
      {}};
  for (std::uint32_t d = 0; d < snapshot->documents.size(); ++d) {
    const model::Document document = review.details().document(model::DocumentId(d));
    things.names.push_back(document.key);
    things.listing.rows.push_back({document.key, document.title});
  }
  return things;
}

Things extracts(review::Review& review) {
  const auto snapshot = review.snapshot();
  const model::Details& details = review.details();
  Things things{{"Sample of extracts",
                 {{"document", {"document"}},
                  {"page", {"page"}},
                  {"start", {"start", true}},
                  {"end", {"end", true}},
                  {"quote", {"text", false, true}}},
                 {}},
                {},
                {}};
  details.each_extract([&](model::ExtractKey key, model::DocumentId document,
                           std::span<const model::ConceptId>, bool) {
    const model::ExtractDetail extract = details.extract(key);
    const std::string begin = extract.span ? std::to_string(extract.span->begin) : "";
    const std::string end = extract.span ? std::to_string(extract.span->end) : "";
    const std::string& of = snapshot->documents[document.index()].key;
    things.names.push_back(base::join({of, begin, end, extract.quote}, "\n"));
    things.extracts.push_back(key);
    things.listing.rows.push_back(
        {of, extract.page, begin, end, base::collapse_blanks(extract.quote)});
  });
  return things;
}

std::string json_of(const Options& options, const Listing& drawn, std::size_t of) {
  nlohmann::ordered_json json{
      {"schema", "retroduce.sample/1"}, {"of", options.kind}, {"share", share_of(options.share)},
      {"seed", options.seed},           {"total", of},        {"drawn", drawn.rows.size()}};
  json["sample"] = nlohmann::ordered_json::array();
  for (const auto& row : drawn.rows) {
    nlohmann::ordered_json thing;
    for (std::size_t c = 0; c < row.size(); ++c) thing[drawn.columns[c].key] = row[c];
    json["sample"].push_back(std::move(thing));
  }
  return json.dump() + "\n";
}

/// As the review is on record with it, so that it can be drawn again whatever is added later.
std::string moment_of(const Options& options, review::Review& review) {
  const auto last = review.store().history({"", "", "", "", "", 1});
  return !options.as_of.empty() || last.empty() ? options.as_of : last.front().change.uid;
}

/// What was drawn, in words, and of which moment.
struct Drawn {
  std::string what;
  std::string moment;
  std::string names;  ///< keys of documents; extracts as readers know them
};

/// With its seed and what was drawn, as a memo on the review: another copy, or one in which
/// something was erased, may draw otherwise.
void keep_on_record(const Options& options, const Drawn& drawn, Console& console) {
  auto review = open_to_write(options.review, console);
  const auto edits = review::read_edits(
      "note on review " + query::in_quotes("sample for checking: " + drawn.what + ", as of " +
                                           drawn.moment + "; drawn: " + drawn.names),
      "");
  const auto receipt = review.edit(*edits.value, {{who(options.by), options.why}, false, false});
  say_findings(console, receipt.found);
  if (receipt.found.refused())
    throw base::Error(base::ErrorCode::conflict, "the sample was not kept on record");
  say_done(console, receipt);
}

void say_again(const Options& options, const std::string& moment, bool is_blind, Console& console) {
  const std::string again = "retroduce sample " + shell_quoted(options.review) + " " +
                            options.kind + " --share " + shell_quoted(options.share) + " --seed " +
                            std::to_string(options.seed) +
                            (moment.empty() ? "" : " --as-of " + shell_quoted(moment));
  if (is_blind) {
    console.say(
        "note: this is drawn from what you may see yet; once all have finished, the same "
        "seed draws from more");
    return;
  }
  console.say("The same again from this file, whatever is added: " + again);
  if (!options.keep)
    console.say("To keep it on record, with its seed and what was drawn, say --keep");
}

/// Keys of documents whose coders have not all finished: which words one of them took is not for
/// the others to read in a note.
std::set<std::string> not_finished(const model::CoderWork& work) {
  std::set<std::string> keys;
  for (const model::WorkAssignment& each : work.assignments)
    if (each.done.empty()) keys.insert(work.documents[each.document].key);
  return keys;
}

/// smith2020, p. 3: "the first words"; of such a document its permanent id in place of its words.
std::vector<std::string> names_of(review::Review& review,
                                  const std::vector<model::ExtractKey>& extracts) {
  const auto snapshot = review.snapshot();
  const auto apart = not_finished(review.store().coder_work());
  std::vector<std::string> names;
  const auto ids = store::permanent_ids(review.store(), extracts);
  for (std::size_t i = 0; i < extracts.size(); ++i) {
    const model::ExtractDetail extract = review.details().extract(extracts[i]);
    const std::string key(snapshot->documents[extract.document.index()].key);
    const std::string place = key + (extract.page.empty() ? "" : ", p. " + extract.page);
    names.push_back(apart.count(key) > 0
                        ? place + " (" + ids[i] + ")"
                        : place + ": \"" + base::shorten(base::collapse_blanks(extract.quote), 60) +
                              "\"");
  }
  return names;
}

Drawn draw(const Options& options, Console& console) {
  const double share = share_of(options.share);
  auto review = open_to_read(options.review, options.as_of, console);
  say_open_conflicts(options.review, review, console, options.as_of);
  Things things = options.kind == "documents" ? documents(review) : extracts(review);
  if (things.names.empty())
    throw base::Error(base::ErrorCode::not_found,
                      options.review + " holds no " + options.kind + " to draw from yet");
  Listing drawn{things.listing.title, things.listing.columns, {}};
  std::vector<std::string> names;
  std::vector<model::ExtractKey> extracts;
  for (const std::size_t place : measure::sample(things.names, share, options.seed)) {
    drawn.rows.push_back(std::move(things.listing.rows[place]));
    if (!options.keep) continue;
    if (things.extracts.empty())
      names.push_back(things.names[place]);
    else
      extracts.push_back(things.extracts[place]);
  }
  if (!extracts.empty()) names = names_of(review, extracts);
  const std::string what = base::grouped(static_cast<std::int64_t>(drawn.rows.size())) + " of " +
                           base::grouped(static_cast<std::int64_t>(things.names.size())) + " " +
                           options.kind + ", a share of " + options.share + ", seed " +
                           std::to_string(options.seed);
  if (options.format == "json") {
    console.out(json_of(options, drawn, things.names.size()));
  } else if (options.format == "text") {
    for (auto& row : drawn.rows) row.back() = base::shorten(row.back(), 120);
    console.out(strong(console, what) + "\n\n" + listing_text(drawn, "text", console));
  } else {
    console.out(listing_text(drawn, options.format, console));
    console.say("note: " + what);
  }
  const std::string moment = moment_of(options, review);
  say_again(options, moment, !review.store().hidden().empty(), console);
  return {what, moment, base::join(names, extracts.empty() ? ", " : "; ")};
}

int run_sample(const Options& options, Console& console) {
  const Drawn drawn = draw(options, console);  // who reads it keeps writers out
  if (options.keep) keep_on_record(options, drawn, console);
  return done;
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("REVIEW", options->review, "The review file")->required();
  app.add_option("KIND", options->kind, "documents or extracts")
      ->required()
      ->check(CLI::IsMember({"documents", "extracts"}));
  app.add_option("--share", options->share,
                 "How much of them, rounded up to whole ones (10% unless told)");
  app.add_option("--seed", options->seed,
                 "The same seed draws the same from the same review (1 unless told)")
      ->check(wrong_with_seed);
  add_as_of(app, options->as_of);
  auto* keep = app.add_flag("--keep", options->keep,
                            "Keep a note of it, with its seed and what was drawn, on the review");
  app.add_option("--by", options->by, "Who does this")->needs(keep);
  app.add_option("--why", options->why, "Why, for the record")->needs(keep);
  app.add_option("--format", options->format, "text, json, csv or md")
      ->check(CLI::IsMember({"text", "json", "csv", "md"}));
  return [options](Console& console) { return run_sample(*options, console); };
}

}  // namespace

extern const Command command_sample{
    "sample", "Draw a sample for checking that can be drawn again",
    "  retroduce sample sp.retro documents --share 10% --seed 2026\n"
    "  retroduce sample sp.retro extracts --share 5% --format csv\n"
    "  retroduce sample sp.retro extracts --seed 2026 --keep --by AB\n",
    set_up};

}  // namespace retroduce::cli
