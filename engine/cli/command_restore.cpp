// retroduce restore: a review as a backup has it.
#include <memory>

#include <CLI/CLI.hpp>

#include "base/error.h"
#include "base/source_io.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/common.h"
#include "review/review.h"
#include "store/backup.h"

namespace retroduce::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
  std::string review;
  std::string backup;
  bool force = false;
  std::string by;
  std::string why;
};

/// A path, a name as `backups` lists it, or the newest.
fs::path found(const Options& options) {
  if (options.backup == "latest") {
    if (const auto latest = store::latest_backup(options.review)) return latest->path;
    throw base::Error(base::ErrorCode::not_found, options.review + " has no backup");
  }
  if (fs::exists(options.backup)) return options.backup;
  std::vector<std::string> names;
  for (const store::Backup& each : store::list_backups(options.review)) {
    names.push_back(each.path.filename().string());
    if (names.back() == options.backup) return each.path;
  }
  const auto near = base::nearest(options.backup, names, 1);
  throw base::Error(
      base::ErrorCode::not_found,
      "there is no backup " + options.backup +
          (near.empty() ? "; list them with: retroduce backups " + shell_quoted(options.review)
                        : "; nearest: " + near.front()));
}

/// What was done last; nothing of it to who codes apart, for it may be another's hidden work.
std::string last_of(const std::vector<store::LostChange>& lost, const Options& options) {
  const store::LostChange& last = lost.front();
  const std::string by = who(options.by);
  if (last.by != by &&
      !review::Review::open_view(options.review, {"", by}).store().hidden().empty())
    return {};
  return ", the last of " + last.at + " by " + last.by +
         (last.what.empty() ? "" : " (" + last.what + ")");
}

void require_consent(const Options& options, const fs::path& backup) {
  const auto lost = store::lost_by_restore(options.review, backup);
  if (lost.empty() || options.force) return;
  throw base::Error(
      base::ErrorCode::conflict,
      options.review + " holds " +
          base::count_of(static_cast<std::int64_t>(lost.size()), "change", "changes") +
          " that the backup has not" + last_of(lost, options) +
          "; nothing was done. Say --force to go back all the same: the review as it is now is "
          "kept among the backups");
}

int run_restore(const Options& options, Console& console) {
  const fs::path backup = found(options);
  std::error_code fault;
  if (fs::equivalent(backup, options.review, fault))
    throw base::Error(base::ErrorCode::usage, "the backup is the review itself; name another");
  store::prove(backup);
  if (store::is_of_another(options.review, backup))
    throw base::Error(base::ErrorCode::conflict,
                      backup.string() + " is of another review: it has no change in common with " +
                          options.review + "; nothing was done. Open it under a name of its own");
  const auto erased = store::erased_since(options.review, backup);
  require_consent(options, backup);
  const base::SystemClock clock;
  const auto kept = store::restore(options.review, backup, {who(options.by), options.why}, clock);
  console.say(options.review + " is now what " + backup.filename().string() + " is.");
  for (const std::string& each : erased)
    console.say(
        "note: this backup is from before an erasure, so that what was erased is back. "
        "Erase it again with: retroduce erase " +
        shell_quoted(options.review) + " " + each + " --yes --backups");
  if (kept && kept->kind == store::BackupKind::damaged)
    console.say("What it was before is damaged; it is kept as " + kept->path.string() +
                ". Try to get more out of it with: retroduce recover " +
                shell_quoted(kept->path.string()) + " NEW-FILE");
  if (kept && kept->kind != store::BackupKind::damaged)
    console.say("What it was before is kept. Back to that with: retroduce restore " +
                shell_quoted(options.review) + " " + shell_quoted(kept->path.filename().string()) +
                " --force");
  return done;
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("REVIEW", options->review, "The review file")->required();
  app.add_option("BACKUP", options->backup,
                 "A name that `retroduce backups` lists, a file, or the word latest")
      ->required();
  app.add_flag("--force", options->force,
               "Though the review holds changes that the backup has not");
  app.add_option("--by", options->by, "Who does this");
  app.add_option("--why", options->why, "Why, for the record");
  return [options](Console& console) { return run_restore(*options, console); };
}

}  // namespace

extern const Command command_restore{
    "restore", "Go back to a backup; what is there now is kept",
    "  retroduce restore sp.retro latest\n"
    "  retroduce restore sp.retro /media/stick/sp-2026-11-26T013000Z.retro --force\n",
    set_up};

}  // namespace retroduce::cli
