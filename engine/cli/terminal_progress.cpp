#include "cli/terminal_progress.h"

#include <csignal>
#include <cstdio>
#include <unistd.h>

#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"

namespace retroduce::cli {

namespace {

volatile std::sig_atomic_t stop_asked = 0;

void ask_to_stop(int) { stop_asked = 1; }

/// Only what a signal handler may call.
void stop_now(int) {
  constexpr char sentence[] = "error: stopped; the answer is not complete\n";
  const ssize_t ignored = ::write(STDERR_FILENO, sentence, sizeof sentence - 1);
  static_cast<void>(ignored);
  ::_exit(interrupted);
}

}  // namespace

TerminalProgress::TerminalProgress(const Console& console, Stop stop)
    : next_(std::chrono::steady_clock::now() + std::chrono::seconds(1)),
      on_terminal_(console.err_is_terminal) {
  stop_asked = 0;
  struct sigaction action {};
  action.sa_handler = stop == Stop::at_once ? stop_now : ask_to_stop;
  // Once only: a second Ctrl-C ends the process as usual, and the journal takes the review back.
  action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_RESTART;
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
}

TerminalProgress::~TerminalProgress() {
  if (shown_ && on_terminal_) std::fputs("\r\033[K", stderr);
}

void TerminalProgress::step(std::string_view what, std::int64_t done, std::int64_t total) {
  if (stop_asked != 0) {
    throw base::Error(base::ErrorCode::interrupted, "stopped; the review is as it was before");
  }
  const auto now = std::chrono::steady_clock::now();
  if (now < next_) return;
  next_ = now + (on_terminal_ ? std::chrono::milliseconds(200) : std::chrono::milliseconds(5000));
  show(what, done, total);
}

void TerminalProgress::show(std::string_view what, std::int64_t done, std::int64_t total) {
  std::string line(what);
  line += ": " + base::grouped(done);
  if (total > 0) line += " of " + base::grouped(total);
  shown_ = true;
  if (on_terminal_) {
    std::fprintf(stderr, "\r\033[K%s", line.c_str());
  } else {
    std::fprintf(stderr, "%s\n", line.c_str());
  }
  std::fflush(stderr);
}

}  // namespace retroduce::cli
