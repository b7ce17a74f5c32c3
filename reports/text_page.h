// A page of words: headings, paragraphs, a list of references. As a Word document and as HTML.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retroduce::reports {

struct TextBlock {
  enum class Kind { heading, paragraph, reference };
  Kind kind = Kind::paragraph;
  std::string text;
  std::string mark = {};  ///< "12." of a reference; empty where its list has no numbers
};

/// Same blocks, same bytes.
std::string docx_page(const std::vector<TextBlock>& blocks, std::string_view title,
                      std::string_view font);

/// What stands between <body> and </body>.
std::string html_blocks(const std::vector<TextBlock>& blocks);

}  // namespace retroduce::reports
