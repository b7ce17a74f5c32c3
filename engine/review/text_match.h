// To which document of a review a file with a full text belongs: by its name, and by what it says
// of itself. Pure; reads no file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "interchange/text_format.h"
#include "model/records.h"

namespace retroduce::review {

struct TextMatch {
  std::vector<std::string> keys;  ///< none: no document; several: any of them
  std::string rule;               ///< "key in the name", "DOI in the file" …
  std::string conflict;           ///< why it is none for sure; empty where `keys` holds one
};

class TextMatcher {
 public:
  /// Documents without their text.
  explicit TextMatcher(const std::vector<model::Document>& documents);

  /// By name: the key, the DOI (with any signs for its slashes), author and year (then words of the
  /// title among several), words of the title. By content: the DOI on its first pages, the title it
  /// gives itself, a title at its head. Where name and content name different documents it is
  /// neither.
  TextMatch match(std::string_view name, const interchange::TakenText& text) const;

 private:
  struct Known {
    std::string key;
    std::string folded_key;
    std::string doi;
    std::string bare_doi;
    std::string title;  ///< letters and digits alone
    std::vector<std::string> title_words;
    std::string author;
    std::string year;
  };
  TextMatch by_name(std::string_view name) const;
  TextMatch by_content(const interchange::TakenText& text) const;
  std::vector<Known> known_;
};

}  // namespace retroduce::review
