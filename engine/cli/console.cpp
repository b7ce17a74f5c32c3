#include "cli/console.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/error.h"
#include "base/text.h"

namespace retroduce::cli {

namespace {

std::size_t terminal_width(int handle) {
  winsize size{};
  if (::ioctl(handle, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) return size.ws_col;
  return 80;
}

std::string dressed(const Console& console, const char* code, std::string_view text) {
  if (!console.colour) return std::string(text);
  return "\033[" + std::string(code) + "m" + std::string(text) + "\033[0m";
}

}  // namespace

StreamConsole::StreamConsole(std::FILE* out, std::FILE* err) : out_(out), err_(err) {
  out_is_terminal = ::isatty(::fileno(out)) != 0;
  err_is_terminal = ::isatty(::fileno(err)) != 0;
  const char* no_colour = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  colour = out_is_terminal && (no_colour == nullptr || *no_colour == 0) &&
           !(terminal != nullptr && std::strcmp(terminal, "dumb") == 0);
  if (out_is_terminal) width = std::min<std::size_t>(terminal_width(::fileno(out)), 140);
}

void StreamConsole::out(std::string_view text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), out_) == text.size();
  if (!written || std::fflush(out_) != 0) {
    throw base::Error(base::ErrorCode::io,
                      std::string("cannot write the answer: ") + std::strerror(errno));
  }
}

void StreamConsole::say(std::string_view line) {
  std::fwrite(line.data(), 1, line.size(), err_);
  std::fputc('\n', err_);
  std::fflush(err_);
}

void say_findings(Console& console, const base::Diagnostics& found, std::size_t most) {
  std::vector<base::Diagnostic> list = found.sorted();
  // What was refused or lost comes first; within that by place.
  std::stable_sort(list.begin(), list.end(),
                   [](const base::Diagnostic& a, const base::Diagnostic& b) {
                     return static_cast<int>(a.severity) > static_cast<int>(b.severity);
                   });
  for (std::size_t i = 0; i < list.size() && i < most; ++i) console.say(to_text(list[i]));
  if (list.size() > most) {
    console.say("… and " + base::grouped(static_cast<std::int64_t>(list.size() - most)) +
                " more of these");
  }
}

void say_refusal(Console& console, const base::Diagnostics& found) {
  for (const base::Diagnostic& each : found.sorted()) {
    console.say("error: " + each.message);
    // The first two notes are the question and the caret below it.
    for (std::size_t i = 0; i < each.notes.size(); ++i) {
      console.say((i < 2 ? "    " : "") + each.notes[i]);
    }
  }
}

std::string strong(const Console& console, std::string_view text) {
  return dressed(console, "1", text);
}
std::string muted(const Console& console, std::string_view text) {
  return dressed(console, "2", text);
}
std::string warning(const Console& console, std::string_view text) {
  return dressed(console, "33", text);
}

std::string shell_quoted(std::string_view argument) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::strchr("._-/+:@%", c) != nullptr;
  };
  if (!argument.empty() && std::all_of(argument.begin(), argument.end(), plain))
    return std::string(argument);
  std::string out = "'";
  for (const char c : argument) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

}  // namespace retroduce::cli
