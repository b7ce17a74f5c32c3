// retroduce recover: what can be had back of a damaged review.
#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>

#include "base/source_io.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/common.h"
#include "cli/text_table.h"
#include "store/recover.h"

namespace retroduce::cli {

namespace {

struct Options {
  std::string damaged;
  std::string target;
  std::string by;
};

std::string in_words(std::string table) {
  std::replace(table.begin(), table.end(), '_', ' ');
  return table;
}

/// The tables that pages of could not be read.
std::string unread(const store::Recovery& all) {
  std::vector<std::string> names;
  for (const store::RecoveredTable& table : all.tables)
    if (table.lost_pages != 0) names.push_back(in_words(table.name));
  return base::join(names, ", ");
}

int run_recover(const Options& options, Console& console) {
  const base::SystemClock clock;
  const store::Recovery all =
      store::recover(options.damaged, options.target, who(options.by), clock);
  console.out(base::count_of(all.rows, "row", "rows") + " came back, " + base::grouped(all.lost) +
              " are known to be lost" +
              (all.lost_pages == 0
                   ? std::string()
                   : ", and those on " + base::count_of(all.lost_pages, "page", "pages") + " of " +
                         unread(all) + " that could not be read") +
              "\n\n");
  std::vector<std::vector<std::string>> rows;
  for (const store::RecoveredTable& table : all.tables) {
    const auto or_none = [](std::int64_t number) {
      return number == 0 ? std::string("-") : base::grouped(number);
    };
    rows.push_back({in_words(table.name), base::grouped(table.rows), or_none(table.lost),
                    or_none(table.lost_pages), or_none(table.altered), or_none(table.made_up)});
  }
  console.out(text_table({{"table"},
                          {"came back", true},
                          {"lost", true},
                          {"unread pages", true},
                          {"with spoilt text", true},
                          {"made up", true}},
                         rows, console.out_is_terminal ? console.width : 0));
  if (all.lost_pages != 0) console.out("\nOn unread pages stood rows that nobody can count.\n");
  if (all.made_up != 0)
    console.out(
        "\nMade up: rows named \"(lost …)\" in the place of lost ones that others refer to.\n");
  if (!all.doubts.empty()) {
    console.out(
        "\nNot as it was, and taken as it is from now on, so that no later check can tell:\n");
    for (const std::string& doubt : all.doubts) console.out("  " + doubt + "\n");
  }
  console.say("Next: retroduce check " + shell_quoted(options.target));
  return done;
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("DAMAGED", options->damaged, "The damaged review file; it is left as it is")
      ->required();
  app.add_option("NEW", options->target, "A new file for what comes back")->required();
  app.add_option("--by", options->by, "Who does this");
  return [options](Console& console) { return run_recover(*options, console); };
}

}  // namespace

extern const Command command_recover{
    "recover", "Save what can be saved of a damaged review",
    "  retroduce recover sp.retro sp-saved.retro\n"
    "First see whether a backup does: retroduce backups sp.retro\n",
    set_up};

}  // namespace retroduce::cli
