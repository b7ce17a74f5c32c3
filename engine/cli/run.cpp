// Reads the command line, runs the command, and turns every fault into its sentence and exit code.
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <new>

#include <CLI/CLI.hpp>

#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"

namespace retroduce::cli {

#define ENTRY(name) extern const Command command_##name;
#include "cli/commands.def"
#undef ENTRY

namespace {

const Command* const all_commands[] = {
#define ENTRY(name) &command_##name,
#include "cli/commands.def"
#undef ENTRY
};

/// Advice that names no file, "retroduce history REVIEW", names the one that the command is about,
/// and looks at the review as it was then, where the command does.
class NamingConsole : public Console {
 public:
  explicit NamingConsole(Console& to) : to_(to) {
    out_is_terminal = to.out_is_terminal;
    err_is_terminal = to.err_is_terminal;
    colour = to.colour;
    width = to.width;
  }
  void name(const std::string& review) { review_ = shell_quoted(review); }
  /// `commands`: those that can look at a moment.
  void look_at(const std::string& moment, std::vector<std::string_view> commands) {
    as_of_ = " --as-of " + shell_quoted(moment);
    commands_ = std::move(commands);
  }
  void out(std::string_view text) override {
    if (as_of_.empty()) return to_.out(text);
    to_.out(at_moment(std::string(text)));
  }
  void say(std::string_view line) override {
    constexpr std::string_view placeholder = " REVIEW";
    std::string text(line);
    for (std::size_t at = 0; !review_.empty() && (at = text.find(placeholder, at)) != text.npos;) {
      const std::size_t end = at + placeholder.size();
      const bool is_word =
          end == text.size() || std::isalnum(static_cast<unsigned char>(text[end])) == 0;
      if (is_word && text.rfind("retroduce ", at) != text.npos)
        text.replace(at + 1, placeholder.size() - 1, review_);
      at += review_.size();
    }
    to_.say(at_moment(std::move(text)));
  }

 private:
  std::string at_moment(std::string text) const {
    if (as_of_.empty() || text.find("retroduce ") == text.npos) return text;
    for (const std::string_view command : commands_) {
      const std::string advised = "retroduce " + std::string(command) + " " + review_;
      for (std::size_t at = 0; (at = text.find(advised, at)) != text.npos;) {
        at += advised.size();
        const std::string rest = text.substr(at, text.find('\n', at) - at);
        if (rest.find("--as-of") == rest.npos) text.insert(at, as_of_);
      }
    }
    return text;
  }

  Console& to_;
  std::string review_;
  std::string as_of_;
  std::vector<std::string_view> commands_;
};

std::string overview() {
  std::string text =
      "Retroduce: which contexts trigger which mechanisms, and which outcomes follow\n\n"
      "Usage: retroduce COMMAND …\n\n";
  std::size_t width = 0;
  for (const Command* command : all_commands) width = std::max(width, command->name.size() + 4);
  for (const Command* command : all_commands) {
    std::string line = "  " + std::string(command->name);
    line.resize(width, ' ');
    text += line + std::string(command->summary) + "\n";
  }
  return text +
         "\nHelp on one:   retroduce COMMAND --help\n"
         "First steps:   retroduce demo\n";
}

int say_unknown_command(const std::string& name, Console& console) {
  std::vector<std::string> names;
  for (const Command* command : all_commands) names.emplace_back(command->name);
  const std::vector<std::string> near = base::nearest(name, names, 1);
  console.say("error: there is no command " + name);
  console.say(near.empty() ? "The commands are: " + base::join(names, ", ")
                           : "Did you mean: retroduce " + near.front());
  return usage;
}

std::vector<std::string_view> commands_of_moments() {
  std::vector<std::string_view> list;
  for (const Command* command : all_commands) {
    CLI::App app;
    command->set_up(app);
    if (app.get_option_no_throw("--as-of") != nullptr) list.push_back(command->name);
  }
  return list;
}

int exit_code(base::ErrorCode code) {
  if (code == base::ErrorCode::usage) return usage;
  return code == base::ErrorCode::interrupted ? interrupted : failed;
}

/// Parses and runs one command; the parts of CLI11 that speak are kept inside.
int run_command(const Command& command, const std::vector<std::string>& arguments,
                NamingConsole& console) {
  CLI::App app(std::string(command.summary), "retroduce " + std::string(command.name));
  app.footer("Examples:\n" + std::string(command.examples));
  const Action action = command.set_up(app);
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    console.out(app.help());
    return done;
  } catch (const CLI::ParseError& error) {
    console.say("error: " + std::string(error.what()));
    console.say("See: retroduce " + std::string(command.name) + " --help");
    return usage;
  }
  for (const char* name : {"REVIEW", "MINE"})
    if (const auto* review = app.get_option_no_throw(name); review != nullptr && !review->empty())
      console.name(review->results().front());
  if (const auto* moment = app.get_option_no_throw("--as-of");
      moment != nullptr && !moment->empty())
    console.look_at(moment->results().front(), commands_of_moments());
  return action(console);
}

int dispatch(const std::vector<std::string>& arguments, NamingConsole& console) {
  if (arguments.empty() || arguments[0] == "--help" || arguments[0] == "-h" ||
      arguments[0] == "help") {
    if (arguments.size() == 2 && arguments[0] == "help")
      return dispatch({arguments[1], "--help"}, console);
    console.out(overview());
    return arguments.empty() ? usage : done;
  }
  if (arguments[0] == "--version") {
    console.out("retroduce " RETRODUCE_VERSION "\n");
    return done;
  }
  for (const Command* command : all_commands) {
    if (command->name == arguments[0]) {
      return run_command(*command, {arguments.begin() + 1, arguments.end()}, console);
    }
  }
  return say_unknown_command(arguments[0], console);
}

}  // namespace

std::span<const Command* const> commands() { return all_commands; }

int run(const std::vector<std::string>& arguments, Console& to) {
  NamingConsole console(to);
  try {
    return dispatch(arguments, console);
  } catch (const base::Error& error) {
    console.say("error: " + std::string(error.what()));
    return exit_code(error.code());
  } catch (const std::filesystem::filesystem_error& error) {
    console.say("error: the system refuses " + error.path1().string() + ": " +
                error.code().message());
    return failed;
  } catch (const std::bad_alloc&) {
    console.say(
        "error: the memory does not do for this; close other programs or ask for less at once");
    return failed;
  } catch (const std::exception& error) {
    console.say("error: this is a fault of Retroduce, not of your material: " +
                std::string(error.what()));
    console.say(
        "What is told above this was done; no change of a review is left half done. Please report "
        "it with the command that you gave.");
    return our_bug;
  }
}

}  // namespace retroduce::cli
