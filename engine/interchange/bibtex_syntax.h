// The syntax of BibTeX files: entries with their fields, strings expanded, damage told and stepped
// over. Values are still TeX. Knows no field's meaning.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "interchange/bib_format.h"

namespace retroduce::interchange {

struct BibtexEntry {
  std::string type;  ///< in lower case
  std::string key;
  std::vector<std::pair<std::string, std::string>> fields;  ///< names in lower case, in order
  std::size_t line = 0;
};

/// All entries but strings, preambles and comments. Says bibtex.unbalanced (loss), missing-comma
/// and early-end (repairs), unknown-string, malformed (loss).
std::vector<BibtexEntry> bibtex_entries(BibParsing& parsing);

}  // namespace retroduce::interchange
