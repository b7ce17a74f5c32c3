// Whether two citations are of one paper, by rules with stated scores. Pure: knows neither where
// citations stand nor how candidates are found. The rules in order: engine/README.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/records.h"

namespace retroduce::model {

/// What of a document takes part, in the form in which it is compared; empty: not known.
struct Citation {
  std::string doi;        ///< case folded, without resolver
  std::string pmid;       ///< digits
  std::string pmcid;      ///< "pmc" and digits
  std::string title;      ///< letters and digits alone
  std::string family;     ///< of the first author
  char initial = '\0';    ///< of the first author
  std::string container;  ///< words in lower case
  std::string page;       ///< the first
  std::string volume;
  std::optional<int> year;
};

Citation citation_of(const Document& document);

/// A DOI as it is compared: case folded, without what stands before its "10."; empty for what holds
/// none.
std::string comparable_doi(std::string_view doi);

enum class Likeness : std::uint8_t {
  different,
  doubtful,  ///< a person must decide
  certain,
};

struct Match {
  Likeness likeness = Likeness::different;
  std::string_view rule;  ///< in words: "DOI", "title, year and author"
  int score = 0;          ///< 0 to 100
};

/// Symmetric.
Match compare(const Citation& a, const Citation& b);

}  // namespace retroduce::model
