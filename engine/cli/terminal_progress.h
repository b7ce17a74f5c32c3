// Progress on standard error for work over a second, and the stop that Ctrl-C asks for.
#pragma once

#include <chrono>
#include <string>

#include "base/progress.h"
#include "cli/console.h"

namespace retroduce::cli {

/// From its making on, the first Ctrl-C makes `step` throw Error interrupted; the second ends the
/// process.
class TerminalProgress : public base::Progress {
 public:
  explicit TerminalProgress(const Console& console);
  ~TerminalProgress() override;
  TerminalProgress(const TerminalProgress&) = delete;
  TerminalProgress& operator=(const TerminalProgress&) = delete;
  TerminalProgress(TerminalProgress&&) = delete;
  TerminalProgress& operator=(TerminalProgress&&) = delete;
  void step(std::string_view what, std::int64_t done, std::int64_t total) override;

 private:
  void show(std::string_view what, std::int64_t done, std::int64_t total);
  std::chrono::steady_clock::time_point next_;
  bool on_terminal_;
  bool shown_ = false;
};

}  // namespace retroduce::cli
