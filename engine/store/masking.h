// Words blacked out, and where they stand in other texts. Blanks stay, so that lines and the places
// of everything else are as they were. Internal to the store; knows nothing of tables.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/text.h"

namespace retroduce::store {

/// Every code point but blanks and line ends as "█".
std::string masked(std::string_view text);
/// The same of a part of it; all of the span must lie within.
std::string masked(std::string_view text, base::TextSpan span);

/// Words that are to be gone wherever they stand. Few words may stand anywhere by chance, so they
/// are not looked for.
class Mask {
 public:
  explicit Mask(std::string words);

  /// Whether there are enough of them to be looked for.
  bool is_telling() const { return is_telling_; }
  /// The text with all places of the words masked; nothing where it has none.
  std::optional<std::string> in(std::string_view text) const;
  /// The same, and where a sentence quotes their beginning, that too.
  std::optional<std::string> in_sentence(std::string_view text) const;

 private:
  std::string words_;
  std::string as_quoted_;  ///< as sentences quote them: blanks collapsed
  std::string beginning_;
  bool is_telling_ = false;
};

}  // namespace retroduce::store
