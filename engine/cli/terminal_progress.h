// Progress on standard error for work over a second, and the stop that Ctrl-C asks for.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "base/progress.h"
#include "cli/console.h"

namespace retroduce::cli {

/// From its making on, the first Ctrl-C makes `step` throw Error interrupted; the second ends the
/// process. `at_once`: the first one ends the process with its sentence and exit code, also from
/// the midst of a search that never comes to `step`; for work that has nothing to take back.
class TerminalProgress : public base::Progress {
 public:
  enum class Stop : std::uint8_t { at_step, at_once };
  explicit TerminalProgress(const Console& console, Stop stop = Stop::at_step);
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
