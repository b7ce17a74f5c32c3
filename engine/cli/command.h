// What a command of the program is, and the list of them. A command is one file command_<name>.cpp
// and one line in commands.def.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/console.h"

namespace CLI {
class App;
}

namespace retroduce::cli {

/// Exit codes of contract.md.
enum Exit : int { done = 0, failed = 1, usage = 2, damaged = 3, our_bug = 70, interrupted = 130 };

/// Runs after the command line has been read; gives the exit code. May throw base::Error.
using Action = std::function<int(Console&)>;

struct Command {
  std::string_view name;
  std::string_view summary;   ///< one line, for the list in help
  std::string_view examples;  ///< lines of help's last part
  Action (*set_up)(CLI::App&);
};

/// In the order of commands.def.
std::span<const Command* const> commands();

/// Runs the program: `arguments` without its own name. Never throws.
int run(const std::vector<std::string>& arguments, Console& console);

}  // namespace retroduce::cli
