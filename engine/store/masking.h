// Words blacked out, and where they stand in other texts. Blanks stay, so that lines and the places
// of everything else are as they were. Internal to the store; knows nothing of tables.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace retroduce::store {

/// Every code point but blanks and line ends as "█".
std::string masked(std::string_view text);
/// The same of a part of it; all of the span must lie within.
std::string masked(std::string_view text, base::TextSpan span);
/// Whether something of the text was masked.
bool has_mask(std::string_view text);
/// Whether there is nothing in the text that masking would change.
bool is_all_masked(std::string_view text);
/// Whether they are one text but for what is masked in either.
bool same_but_masked(std::string_view a, std::string_view b);

/// A sentence that quotes a text in quotation marks, whole or cut with "…", quoting another as long
/// instead; nothing where it does not quote it. Less than `fewest` letters of it do not count.
std::optional<std::string> requoted(std::string_view sentence, std::string_view quoted,
                                    std::string_view other, std::int64_t fewest);

/// What people read in a piece of XML: names and text, masked; tags and other attributes stay.
std::string masked_markup(std::string_view xml);

/// Words that are to be gone wherever they stand. Few words may stand anywhere by chance, so they
/// are not looked for.
class Mask {
 public:
  explicit Mask(std::string words);

  const std::string& words() const { return words_; }
  /// Whether there are enough of them to be looked for.
  bool is_telling() const { return is_telling_; }
  /// Where they stand, however blanks, hyphens and the like are; `nearly`: or else in nearly these
  /// words.
  std::vector<base::TextSpan> places(std::string_view text, bool nearly = false) const;
  /// The text with all places of the words masked; nothing where it has none.
  std::optional<std::string> in(std::string_view text) const;
  /// The same, and where a sentence quotes their beginning, that too.
  std::optional<std::string> in_sentence(std::string_view text) const;

 private:
  std::string words_;
  bool is_telling_ = false;
};

}  // namespace retroduce::store
