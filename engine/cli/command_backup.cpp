// retroduce backup: a proved copy of a review.
#include <memory>

#include <CLI/CLI.hpp>

#include "base/source_io.h"
#include "cli/command.h"
#include "cli/listing.h"
#include "store/backup.h"

namespace retroduce::cli {

namespace {

struct Options {
  std::string review;
  std::string target;
  bool force = false;
};

int run_backup(const Options& options, Console& console) {
  const base::SystemClock clock;
  const std::filesystem::path made =
      options.target.empty()
          ? store::back_up(options.review, store::BackupKind::asked, clock).path
          : store::back_up_to(options.review, options.target, options.force, clock);
  console.say(options.review + " is backed up: " + made.string() + " (" +
              size_words(std::filesystem::file_size(made)) +
              "), held against the review byte by byte, every page checked");
  console.say("Back to it with: retroduce restore " + shell_quoted(options.review) + " " +
              shell_quoted(options.target.empty() ? made.filename().string() : made.string()));
  return done;
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("REVIEW", options->review, "The review file")->required();
  app.add_option("TARGET", options->target,
                 "A file or folder for it, best on another disk; else the folder REVIEW.backups");
  app.add_flag("--force", options->force, "Replace TARGET where it is there");
  return [options](Console& console) { return run_backup(*options, console); };
}

}  // namespace

extern const Command command_backup{"backup", "Make a copy that is proved to be one",
                                    "  retroduce backup sp.retro\n"
                                    "  retroduce backup sp.retro /media/stick\n",
                                    set_up};

}  // namespace retroduce::cli
