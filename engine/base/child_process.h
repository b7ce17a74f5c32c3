// Runs an optional program (dot, pdftotext) with input, and takes what it prints, within limits of
// time, memory and output: a program that hangs, eats memory or prints without end is ended. POSIX.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retroduce::base {

/// Where a program stands on the PATH, or nothing.
std::optional<std::string> find_program(const std::string& name);

struct ChildLimits {
  unsigned cpu_seconds = 30;
  unsigned wall_seconds = 120;   ///< by the clock, whether it works or waits
  std::size_t memory_bytes = 0;  ///< of address space; 0: as much as there is
  std::size_t output_bytes = std::size_t{256} << 20;
};

/// Which limit ended the program.
enum class ChildStop : std::uint8_t { none, time, output };

struct ChildResult {
  int exit_code = 0;  ///< 128 + signal where it was killed
  std::string output;
  std::string errors;  ///< the first 64 KiB of its standard error
  /// `time` for both kinds of seconds. A program over its memory fails by itself, as it likes.
  ChildStop stopped_by = ChildStop::none;
};

/// Runs `command` (its first word found by find_program) with `input` on its standard input and
/// takes its standard output. It is told that it is in no country and at no hour (TZ, LC_ALL), for
/// what it makes must not depend on them. Past a limit it is killed, with what it started. Nothing
/// where it could not be started.
std::optional<ChildResult> run_child(const std::vector<std::string>& command,
                                     std::string_view input, const ChildLimits& limits = {});

}  // namespace retroduce::base
