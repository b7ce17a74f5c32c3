// retroduce info: what a review holds.
#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "cli/command.h"
#include "cli/common.h"
#include "cli/opening.h"
#include "review/review.h"

namespace retroduce::cli {

namespace {

struct Options {
  std::string review;
  std::string format = "text";
  std::string as_of;
};

// The keys and order of contract.md; more may follow them.
constexpr const char* kinds[] = {"documents", "extracts",       "concepts",
                                 "codings",   "configurations", "evidence"};

int info(const Options& options, Console& console) {
  auto review = open_to_read(options.review, options.as_of, console);
  say_open_conflicts(options.review, review, console, options.as_of);
  store::Info info = review.store().info();
  if (options.format == "json") {
    nlohmann::ordered_json json;
    json["title"] = info.title;
    for (const char* kind : kinds) json[kind] = info.counts[kind];
    json["schema_version"] = info.schema_version;
    for (const auto& [kind, count] : info.counts) {
      if (!json.contains(kind)) json[kind] = count;
    }
    console.out(json.dump() + "\n");
    return done;
  }
  std::string text = strong(console, info.title.empty() ? "(no title)" : info.title) + "\n\n";
  const auto snapshot = review.snapshot();
  for (const std::string& question : snapshot->questions) text += "  " + question + "\n";
  if (!snapshot->questions.empty()) text += "\n";
  for (const char* kind : kinds) {
    std::string line = "  " + std::string(kind);
    line.resize(20, ' ');
    text += line + base::grouped(info.counts[kind]);
    const auto papers = static_cast<std::int64_t>(snapshot->documents.size());
    if (kind == kinds[0] && papers < info.counts[kind])
      text += ", which count as " + base::grouped(papers) + " since doubles were decided";
    text += "\n";
  }
  console.out(text + "  schema version    " + std::to_string(info.schema_version) + "\n");
  return done;
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("REVIEW", options->review, "The review file")->required();
  app.add_option("--format", options->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  add_as_of(app, options->as_of);
  return [options](Console& console) { return info(*options, console); };
}

}  // namespace

extern const Command command_info{
    "info", "Tell what a review holds",
    "  retroduce info sp.retro\n  retroduce info sp.retro --format json\n", set_up};

}  // namespace retroduce::cli
