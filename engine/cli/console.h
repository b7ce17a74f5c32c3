// Where the program speaks: answers on standard output, everything else on standard error.
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

#include "base/diagnostic.h"

namespace retroduce::cli {

class Console {
 public:
  virtual ~Console() = default;
  /// An answer. Fails: Error io where it cannot be written (a closed pipe, a full disk).
  virtual void out(std::string_view text) = 0;
  /// A note, a receipt, an error; a line end is added.
  virtual void say(std::string_view line) = 0;

  bool out_is_terminal = false;
  bool err_is_terminal = false;
  bool colour = false;      ///< of answers; never with NO_COLOR
  std::size_t width = 100;  ///< columns of a terminal; wide when piped
};

/// The real one, on two C streams. Width and colour by the terminal.
class StreamConsole : public Console {
 public:
  StreamConsole(std::FILE* out, std::FILE* err);
  void out(std::string_view text) override;
  void say(std::string_view line) override;

 private:
  std::FILE* out_;
  std::FILE* err_;
};

/// Says every finding, losses and refusals first to last by place; at most `most`, then how many
/// more.
void say_findings(Console& console, const base::Diagnostics& found, std::size_t most = 20);

/// A question that was not taken: the sentence, the question with its caret, then what was probably
/// meant.
void say_refusal(Console& console, const base::Diagnostics& found);

/// How text is dressed on a terminal; nothing is added where colour is off.
std::string strong(const Console& console, std::string_view text);
std::string muted(const Console& console, std::string_view text);
std::string warning(const Console& console, std::string_view text);

/// An argument as it must be typed in a POSIX shell.
std::string shell_quoted(std::string_view argument);

}  // namespace retroduce::cli
