// Runs a command line as a user's shell does, for tests of the whole program.
#pragma once

#include <array>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <sys/wait.h>

namespace retroduce::tests {

struct ShellResult {
  int exit_code = 0;
  std::string output;  ///< standard output and error together, in order
};

/// In `folder`, with `binary`'s folder first on the PATH, a fixed coder and no colours.
inline ShellResult shell(const std::string& command, const std::filesystem::path& folder,
                         const std::filesystem::path& binary) {
  const std::string line =
      "cd '" + folder.string() + "' && export PATH='" + binary.parent_path().string() +
      "':\"$PATH\" RETRODUCE_CODER=AB NO_COLOR=1 LC_ALL=C; exec 2>&1; " + command;
  std::FILE* pipe = ::popen(line.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error("no shell");
  ShellResult result;
  std::array<char, 4096> piece{};
  while (const std::size_t got = std::fread(piece.data(), 1, piece.size(), pipe))
    result.output.append(piece.data(), got);
  const int status = ::pclose(pipe);
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

}  // namespace retroduce::tests
