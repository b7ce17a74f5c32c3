// retroduce history: who changed what, when and why; of the review or of one thing.
#include <algorithm>
#include <memory>
#include <set>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "base/date.h"
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
  std::string kind;
  std::string name;
  std::string by;
  std::string since;
  std::string until;
  std::string format = "text";
  std::size_t limit = 50;
};

constexpr std::size_t most_steps = 12;

/// What became what, as when configurations are renumbered, is of use only as a whole.
std::size_t shown_steps(const store::HistoryEntry& entry) {
  const auto& rows = entry.change.rows;
  const bool is_of_claims = std::all_of(rows.begin(), rows.end(), [](const auto& row) {
    return row.thing == model::ThingKind::configuration;
  });
  return is_of_claims ? entry.steps.size() : std::min(entry.steps.size(), most_steps);
}

void print(const store::HistoryEntry& entry, Console& console) {
  const model::Change& change = entry.change;
  console.out(strong(console, change.what.empty() ? change.kind : change.what) +
              (entry.is_undone ? warning(console, " (undone)") : "") + "\n");
  console.out(muted(console, "  " + change.at + " by " + change.by + ", " + change.kind +
                                 ", change " + change.uid) +
              "\n");
  if (!change.why.empty()) console.out(lined_up("  why: ", change.why));
  if (!change.counts.empty()) {
    const auto counts = nlohmann::ordered_json::parse(change.counts, nullptr, false);
    std::vector<std::string> parts;
    if (counts.is_object())
      for (const auto& [kind, number] : counts.items())
        if (number.is_number_integer())
          parts.push_back(base::grouped(number.get<std::int64_t>()) + " " + kind);
    if (!parts.empty()) console.out("  added " + base::join(parts, ", ") + "\n");
  }
  const std::size_t shown = shown_steps(entry);
  for (std::size_t i = 0; i < shown; ++i) console.out("  " + entry.steps[i] + "\n");
  if (entry.steps.size() > shown)
    console.out("  and " + base::grouped(static_cast<std::int64_t>(entry.steps.size() - shown)) +
                " steps more (--format json has all)\n");
}

nlohmann::ordered_json json_of(const store::HistoryEntry& entry) {
  const model::Change& change = entry.change;
  nlohmann::ordered_json json;
  json["change"] = change.uid;
  json["at"] = change.at;
  json["by"] = change.by;
  json["kind"] = change.kind;
  json["what"] = change.what;
  json["why"] = change.why;
  json["undone"] = entry.is_undone;
  json["steps"] = nlohmann::ordered_json::array();
  for (const model::HistoryRow& row : change.rows) {
    const auto image = [](const std::string& text) {
      return text.empty() ? nlohmann::ordered_json()
                          : nlohmann::ordered_json::parse(text, nullptr, false);
    };
    json["steps"].push_back({{"thing", to_word(row.thing)},
                             {"id", row.thing_id},
                             {"before", image(row.before)},
                             {"after", image(row.after)}});
  }
  return json;
}

/// Who changed anything, where nobody did who was asked for.
std::string by_whom(const Options& options, review::Review& review) {
  std::set<std::string> all;
  if (!options.by.empty())
    for (const auto& entry : review.store().history({})) all.insert(entry.change.by);
  if (all.empty() || all.count(options.by) > 0 ||
      !review.store().history({"", "", options.by, "", "", 1}).empty())
    return {};
  return " Nothing is by \"" + options.by + "\"; changes are by: " +
         base::join(std::vector<std::string>(all.begin(), all.end()), ", ");
}

int history(const Options& options, Console& console) {
  if (options.format != "text" && options.format != "json")
    throw base::Error(base::ErrorCode::usage, "--format takes text or json, not " + options.format);
  const bool is_kind = options.kind == "change" || model::from_word<model::ThingKind>(options.kind);
  const bool is_change = !is_kind && !options.kind.empty() && options.name.empty();
  if (is_kind && options.name.empty() && options.kind != "review")
    throw base::Error(
        base::ErrorCode::usage,
        "say which " + options.kind + ": retroduce history REVIEW " + options.kind + " NAME");
  for (const std::string& day : {options.since, options.until})
    if (!day.empty() && (day.size() != 10 || !base::is_date(day)))
      throw base::Error(base::ErrorCode::usage,
                        "\"" + day + "\" is no day; write it as 2026-03-01");
  if (!options.since.empty() && !options.until.empty() && options.since > options.until)
    throw base::Error(base::ErrorCode::usage,
                      "no day is since " + options.since + " and until " + options.until);
  auto review = open_to_read(options.review, {}, console);
  store::HistoryAsk ask{is_change ? "change" : options.kind,
                        is_change ? options.kind : options.name,
                        options.by,
                        options.since,
                        options.until,
                        options.limit == 0 ? 0 : options.limit + 1};
  auto entries = review.store().history(ask);
  const bool is_more = options.limit != 0 && entries.size() > options.limit;
  if (is_more) entries.pop_back();
  if (options.format == "json") {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const auto& entry : entries) list.push_back(json_of(entry));
    console.out(nlohmann::ordered_json{{"changes", list}, {"more", is_more}}.dump(2) + "\n");
    return done;
  }
  if (entries.empty()) console.out("No change fits." + by_whom(options, review) + "\n");
  for (const auto& entry : entries) print(entry, console);
  if (is_more) console.say("There are older changes; see them with --limit 0.");
  return done;
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("REVIEW", options->review, "The review file")->required();
  app.add_option("KIND", options->kind,
                 "Of one thing: its kind (concept, configuration, document …); or a change alone");
  app.add_option("NAME", options->name, "and its name, now or then, or its permanent id");
  app.add_option("--by", options->by, "Only changes by this person");
  app.add_option("--since", options->since, "Only from this day on: 2026-03-01");
  app.add_option("--until", options->until, "Only up to this day");
  app.add_option("--limit", options->limit, "At most so many, the newest; 0 for all");
  app.add_option("--format", options->format, "text or json");
  return [options](Console& console) { return history(*options, console); };
}

}  // namespace

extern const Command command_history{
    "history", "Tell who changed what, when and why",
    "  retroduce history sp.retro\n"
    "  retroduce history sp.retro configuration \"CMOC 7\"\n"
    "  retroduce history sp.retro 4ad1ae1dda7b7e2d\n"
    "  retroduce history sp.retro --by AB --since 2026-03-01 --format json\n",
    set_up};

}  // namespace retroduce::cli
