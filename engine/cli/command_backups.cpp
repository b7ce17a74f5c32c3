// retroduce backups: the copies that stand beside a review.
#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/listing.h"
#include "store/backup.h"

namespace retroduce::cli {

namespace {

struct Options {
  std::string review;
  bool check = false;
  std::string format = "text";
};

/// What is known of a backup, or, where it is asked, found out now.
std::string proof(const store::Backup& backup, bool check, bool& is_bad) {
  if (!check) {
    if (backup.kind == store::BackupKind::damaged) return "no: it was damaged already";
    return backup.is_proved() ? "when it was made" : "equal to the review, pages not checked";
  }
  try {
    store::prove(backup.path);
    return "now";
  } catch (const base::Error& error) {
    is_bad = is_bad || backup.kind != store::BackupKind::damaged;
    return std::string("no: ") + error.what();
  }
}

int run_backups(const Options& options, Console& console) {
  if (!std::filesystem::exists(options.review) &&
      !std::filesystem::exists(store::backup_folder(options.review)))
    throw base::Error(base::ErrorCode::not_found, "there is no file " + options.review);
  Listing listing{"Backups of " + options.review,
                  {{"name", {"backup"}},
                   {"at", {"made"}},
                   {"size", {"size", true}},
                   {"kind", {"kind"}},
                   {"proved", {"proved", false, true}}},
                  {}};
  nlohmann::ordered_json json{{"schema", "retroduce.backups/1"},
                              {"backups", nlohmann::ordered_json::array()}};
  bool is_bad = false;
  for (const store::Backup& each : store::list_backups(options.review)) {
    const std::string name = each.path.filename().string();
    const std::string kind(to_word(each.kind));
    const std::string proved = proof(each, options.check, is_bad);
    listing.rows.push_back({name, each.at, size_words(each.size), kind, proved});
    json["backups"].push_back(
        {{"name", name}, {"at", each.at}, {"size", each.size}, {"kind", kind}, {"proved", proved}});
  }
  if (options.format == "json") {
    console.out(json.dump() + "\n");
  } else if (listing.rows.empty()) {
    console.out(options.review + " has no backups yet; one is made before the next change.\n");
  } else {
    console.out(listing_text(listing, options.format, console));
  }
  return is_bad ? damaged : done;
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("REVIEW", options->review, "The review file")->required();
  app.add_flag("--check", options->check, "Prove each anew (exit 3 where one is spoilt)");
  app.add_option("--format", options->format, "text, json, csv or md")
      ->check(CLI::IsMember({"text", "json", "csv", "md"}));
  return [options](Console& console) { return run_backups(*options, console); };
}

}  // namespace

extern const Command command_backups{"backups", "List the backups of a review",
                                     "  retroduce backups sp.retro\n"
                                     "  retroduce backups sp.retro --check\n",
                                     set_up};

}  // namespace retroduce::cli
