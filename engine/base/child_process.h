// Runs an optional program (dot, pdftotext) with input, and takes what it prints. POSIX.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retroduce::base {

/// Where a program stands on the PATH, or nothing.
std::optional<std::string> find_program(const std::string& name);

struct ChildResult {
  int exit_code = 0;  ///< 128 + signal where it was killed
  std::string output;
};

/// Runs `command` (its first word found by find_program) with `input` on its standard input and
/// takes its standard output; its standard error is dropped. It gets `seconds` of CPU time and is
/// killed past it. Nothing where it could not be started.
std::optional<ChildResult> run_child(const std::vector<std::string>& command,
                                     std::string_view input, unsigned seconds = 30);

}  // namespace retroduce::base
