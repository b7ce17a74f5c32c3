// retroduce export: the whole review in a form that others read.
#include <algorithm>
#include <iterator>
#include <memory>

#include <CLI/CLI.hpp>

#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/common.h"
#include "cli/opening.h"
#include "cli/terminal_progress.h"
#include "review/review.h"

namespace retroduce::cli {

namespace {

struct Options {
  std::string review;
  std::string target;
  std::string format;
  std::string profile;
  bool force = false;
  std::string as_of;
};

/// Whether what is written is to come back as the review that it was: what misses in it would never
/// be missed there.
bool is_for_return(const interchange::Format& format) {
  constexpr std::string_view names[] = {"native", "bundle", "csv-tables", "sql-dump", "qdpx"};
  return std::find(std::begin(names), std::end(names), format.name) != std::end(names);
}

int run_export(const Options& options, Console& console) {
  const interchange::Format* format = options.format.empty()
                                          ? interchange::format_for_target(options.target)
                                          : interchange::find_format(options.format);
  if (format == nullptr && !options.format.empty()) {
    throw base::Error(base::ErrorCode::usage,
                      "no format is called " + options.format + "; see: retroduce formats");
  }
  if (format == nullptr) {
    throw base::Error(base::ErrorCode::usage, "it is not clear in which form to write " +
                                                  options.target +
                                                  "; say it with --as, see: retroduce formats");
  }
  auto review = open_to_read(options.review, options.as_of, console);
  const auto& hidden = review.store().hidden();
  if (!hidden.empty() && is_for_return(*format))
    throw base::Error(base::ErrorCode::usage,
                      std::string(format->name) +
                          " holds a whole review, and what others coded in " +
                          base::join(hidden, ", ") +
                          " is hidden from you; export when all who are to code it have finished. "
                          "Nothing was written");
  TerminalProgress progress(console);
  interchange::WriteOptions write;
  write.overwrite = options.force;
  write.profile = options.profile;
  const auto losses = review.export_to(options.target, *format, write, progress);
  console.say(options.target + ": written as " + std::string(format->name));
  std::error_code is_folder;
  if (std::filesystem::file_size(options.target, is_folder) == 0 && !is_folder)
    console.say("note: it is empty, since the review holds nothing that this form has a place for");
  say_open_conflicts(options.review, review, console);
  if (!losses.empty()) console.say("Not seen by other programs:");
  for (const std::string& line : losses) console.say("  " + line);
  return done;
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("REVIEW", options->review, "The review file")->required();
  app.add_option("TARGET", options->target, "The file or folder to write")->required();
  app.add_option("--as", options->format,
                 "The form; without it by the target's name (.xml native, a folder bundle)");
  app.add_option("--profile", options->profile,
                 "Follow the ways of nvivo or maxqda in a REFI-QDA project");
  app.add_flag("--force", options->force, "Replace the target where it exists");
  add_as_of(app, options->as_of);
  return [options](Console& console) { return run_export(*options, console); };
}

}  // namespace

extern const Command command_export{
    "export", "Write the whole review for other programs",
    "  retroduce export sp.retro sp.xml\n  retroduce export sp.retro sp-bundle --as bundle\n",
    set_up};

}  // namespace retroduce::cli
