// One bibliographic record between a format's syntax and the review: plain, in our words, with all
// that the source said beside it. Each bibliographic format reads into it and writes from it;
// bib_document.h turns it into a document and back. Knows no format.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/records.h"

namespace retroduce::interchange {

/// A body ("World Health Organization") stands in `family` with `is_body`. Particles ("van") belong
/// to the family.
struct BibPerson {
  std::string family;
  std::string given;
  std::string suffix;
  bool is_body = false;
  friend bool operator==(const BibPerson&, const BibPerson&) = default;
};

/// Texts are in UTF-8, trimmed, without markup of the format. Empty means: not said.
struct BibRecord {
  std::string key;   ///< the source's own; empty where it has none that could serve
  std::string type;  ///< in our words (bib_types.h)
  std::string title;
  std::string told_key;  ///< of an export of ours, where the format itself could not hold the key
  std::vector<BibPerson> authors;
  std::vector<BibPerson> editors;
  std::string date;  ///< ISO 8601 as far as it could be read (2019, 2019-03, 2019-03-14/2019-04),
                     ///< else as written
  std::string container;     ///< journal, book, proceedings
  std::string abbreviation;  ///< of the journal's name
  std::string volume;
  std::string issue;
  std::string pages;
  std::string doi;
  std::string pmid;
  std::string pmcid;
  std::vector<std::string> isbn;
  std::vector<std::string> issn;
  std::string publisher;
  std::string place;
  std::string abstract;
  std::vector<std::string> keywords;
  std::string language;
  std::vector<std::string> urls;
  std::string database;
  std::string accession;
  std::vector<std::string> notes;
  /// What has no member: a plain name where several formats share it, else "ris.C7". In order; a
  /// name may come again.
  std::vector<model::Field> others;
  /// Every tag and value in the order of the source.
  std::vector<model::Field> raw;
  model::Line line = 0;

  void other(std::string name, std::string value) {
    if (!value.empty()) others.push_back({std::move(name), std::move(value)});
  }
};

}  // namespace retroduce::interchange
