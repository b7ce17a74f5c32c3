// Texts of REFI-QDA sources and the positions in them. The standard counts code points; tools count
// in ways of their own. Which way a file uses is found by trying: the right one puts the edges of
// selections on words and their names on their words.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace retroduce::interchange::refi {

/// A text as it came and as it is kept: UTF-8, line ends LF, no byte order mark.
struct Text {
  std::string text;
  bool had_mark = false;  ///< a byte order mark stood in front
  bool had_crlf = false;  ///< CR LF somewhere
  bool was_utf16 = false;
  bool was_latin = false;  ///< no UTF-8: taken as Windows-1252
  /// For each character (code point) of `text` that is a line end, whether it was CR LF.
  std::vector<bool> crlf;
};

Text decoded_text(std::string_view bytes);

/// Slices of a text by code points, each in constant time.
class PointIndex {
 public:
  explicit PointIndex(std::string_view text);
  std::int64_t count() const { return static_cast<std::int64_t>(starts_.size()) - 1; }
  std::string_view slice(base::TextSpan span) const;  ///< the span must lie within

 private:
  std::string_view text_;
  std::vector<std::uint32_t> starts_;  ///< bytes, and one more
};

/// One way of counting.
struct Counting {
  bool utf16 = false;  ///< code units of UTF-16, else code points
  bool crlf_is_two = true;
  bool mark_counts = false;
  bool end_is_last = false;  ///< the end is the last character, else the one after it
  bool starts_at_one = false;
  friend bool operator==(const Counting&, const Counting&) = default;
};

/// "UTF-16 code units, CR LF as two, …", for a person.
std::string in_words(const Counting& counting);

/// How the producer is known to count, from design knowledge; the standard's way for others.
Counting known_counting(std::string_view origin);

/// A selection as its file says it.
struct Selection {
  std::int64_t begin = 0;
  std::int64_t end = 0;
  std::string name;
  std::string description;
};

/// Positions of one text under one way of counting.
class Positions {
 public:
  Positions(const Text& text, const Counting& counting);
  /// The same selection in code points of the kept text; nothing where it lies outside, ends
  /// before it begins, is empty, or cuts a character.
  std::optional<base::TextSpan> span(const Selection& selection) const;

 private:
  std::optional<std::int64_t> place(std::int64_t position) const;
  Counting counting_;
  std::int64_t count_ = 0;
  bool is_plain_ = false;             ///< every position is its own place
  std::vector<std::int32_t> places_;  ///< by position; -1 inside a character
};

/// What the trial of all ways gave.
struct Verdict {
  Counting counting;
  bool is_clear = true;  ///< the winner beats the next way clearly, or all ways agree
  std::int64_t selections = 0;
  std::int64_t tight = 0;          ///< under `counting`: begin and end on a word
  std::int64_t named = 0;          ///< their name or description is what stands there
  std::int64_t outside = 0;        ///< lie outside the text, or cut a character
  std::int64_t next_tight = -1;    ///< of the best way that reads other words; -1: there is none
  std::vector<std::string> first;  ///< the first five extracts
};

struct TextWithSelections {
  const Text* text = nullptr;
  std::vector<Selection> selections;
};

/// Over all texts of a project together, as one program wrote them.
Verdict judge(const std::vector<TextWithSelections>& texts, const Counting& expected);

}  // namespace retroduce::interchange::refi
