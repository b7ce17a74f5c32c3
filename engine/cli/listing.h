// Rows of words in the forms that a screen, a spreadsheet and a manuscript take.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/console.h"
#include "cli/text_table.h"

namespace retroduce::cli {

struct ListColumn {
  std::string key;  ///< its name in CSV
  TextColumn shown;
};

struct Listing {
  std::string title;  ///< above a Markdown table
  std::vector<ListColumn> columns;
  std::vector<std::vector<std::string>> rows;
};

/// "820 bytes", "3.4 MB".
std::string size_words(std::uintmax_t bytes);

/// `format` is text, csv or md. A screen's width is kept to where the answer goes to one.
std::string listing_text(const Listing& listing, const std::string& format, const Console& console);

}  // namespace retroduce::cli
