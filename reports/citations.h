// The references of one table, numbered as its cells first cite them.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "reports/table.h"

namespace retroduce::reports {

/// Keeps a number and a short name per cited document, nothing else.
class Citations {
 public:
  explicit Citations(const TableWorld& world) : world_(world) {}

  /// "3" (or "Tierney et al. 2020"), leading to the reference; data formats write the document's
  /// key.
  Run numbered(model::DocumentId document);
  /// "[3]" behind an author and year, so nothing where these are the citation; left out by data
  /// formats.
  Run bracketed(model::DocumentId document);
  /// "Tierney et al."; `year` likewise. The document is read once.
  const std::string& authors(model::DocumentId document) { return known(document).authors; }
  const std::string& year(model::DocumentId document) { return known(document).year; }

  /// The whole list, in order of number, or of its text where it goes by author and year.
  std::vector<Reference> references() const;

 private:
  struct Known {
    int number = 0;  ///< 0 = not cited yet
    std::string authors;
    std::string year;
  };
  Known& known(model::DocumentId document);
  bool is_author_year() const { return world_.style.cite == TableStyle::Cite::author_year; }
  int number(model::DocumentId document);

  TableWorld world_;
  std::unordered_map<model::DocumentId, Known> known_;
  std::vector<model::DocumentId> cited_;
};

}  // namespace retroduce::reports
