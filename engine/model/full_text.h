// The full text of a document as it was taken from a file: what spans count in. Immutable once it
// is in a review; a corrected text supersedes it and both stay.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace retroduce::model {

/// A page as the source counts it, in code points of the text. Pages follow each other.
struct TextPage {
  std::string label;  ///< "12", "e3"
  base::TextSpan span;
  friend bool operator==(const TextPage&, const TextPage&) = default;
};

/// A section with its title: from the first letter of the title to the section's end. In the order
/// of their beginnings; a section within another is one deeper.
struct TextSection {
  std::string title;
  int depth = 1;
  base::TextSpan span;
  friend bool operator==(const TextSection&, const TextSection&) = default;
};

/// Where a word stands on its page, in tenths of a point from the left and the top.
struct WordBox {
  base::TextSpan span;
  std::uint32_t page = 0;  ///< place in the list of pages
  std::int32_t left = 0, top = 0, right = 0, bottom = 0;
  friend bool operator==(const WordBox&, const WordBox&) = default;
};

/// Where a text comes from and what is known of its parts.
struct TextOrigin {
  std::string source;        ///< name of the file; empty: it came with an import
  std::string format;        ///< "pdf"
  int rule = 0;              ///< version of the form's rule
  std::string program;       ///< with its version, where one made the text: "pdftotext 22.12.0"
  std::string content_hash;  ///< BLAKE2b-256 of the file
  std::vector<TextPage> pages;
  std::vector<TextSection> sections;
  std::string boxes;  ///< of words, by pack_boxes; empty: not known
  bool is_known() const { return !format.empty() || !source.empty(); }
  friend bool operator==(const TextOrigin&, const TextOrigin&) = default;
};

/// A text that another one has superseded.
struct FormerText {
  std::string text;
  TextOrigin origin;
  friend bool operator==(const FormerText&, const FormerText&) = default;
};

/// Some seven bytes a word, for words in the order of the text; the same boxes, the same bytes.
std::string pack_boxes(const std::vector<WordBox>& boxes);
/// False where the bytes are none that pack_boxes makes; `boxes` then holds those up to there.
bool unpack_boxes(std::string_view bytes, std::vector<WordBox>& boxes);

/// The label of the page that holds the place; empty where none does.
std::string page_at(const std::vector<TextPage>& pages, std::int64_t place);

}  // namespace retroduce::model
