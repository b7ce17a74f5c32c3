// References numbered as cells first cite them: of one table, or on from table to table through a
// whole manuscript.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "reports/table.h"

namespace retroduce::reports {

/// Columns of authors before they are cut, where they are written up a column: a body's name may be
/// a line of its own.
inline constexpr std::size_t longest_name = 32;

/// The documents that were cited so far, in order. One for each table, unless tables share it.
class CitedDocuments {
 public:
  const std::vector<model::DocumentId>& in_order() const { return cited_; }
  /// Letters are to tell these documents apart, no others; without it all of the review.
  void letter(const TableWorld& world, std::vector<model::DocumentId> among);

 private:
  friend class Citations;
  struct Known {
    int number = 0;  ///< 0 = not cited yet
    std::string authors;
    std::string year;
  };
  std::unordered_map<model::DocumentId, Known> known_;
  std::vector<model::DocumentId> cited_;
  /// By document, where there are several of one author and year: "a", "b".
  std::unordered_map<model::DocumentId, std::string> letters_;
  bool has_letters_ = false;
};

/// What one table cites. Keeps a number and a short name per document, nothing else.
class Citations {
 public:
  explicit Citations(const TableWorld& world)
      : world_(world), all_(world.cited ? world.cited : std::make_shared<CitedDocuments>()) {}

  /// "3" (or "Tierney et al. 2020"), leading to the reference; data formats write the document's
  /// key.
  Run numbered(model::DocumentId document);
  /// "Tierney et al. 2020 [3]", or without the number where citations go by author and year: for
  /// where there is no list beside it.
  std::string named(model::DocumentId document);
  /// Whether the one is cited before the other where several are: by number, or by authors and
  /// year. Numbers them where they have none.
  bool comes_before(model::DocumentId a, model::DocumentId b);
  /// What stands between two of them.
  std::string separator() const { return is_author_year() ? "; " : ", "; }
  /// "[3]" behind an author and year, so nothing where these are the citation; left out by data
  /// formats.
  Run bracketed(model::DocumentId document);
  /// "Tierney et al."; `year` likewise, with a letter where citations go by author and year and
  /// there are several of that year. The document is read once, for letters all are.
  const std::string& authors(model::DocumentId document) { return known(document).authors; }
  const std::string& year(model::DocumentId document) { return known(document).year; }

  /// The list of those cited here, in order of number, or of its text where it goes by author and
  /// year.
  std::vector<Reference> references() const;

 private:
  CitedDocuments::Known& known(model::DocumentId document);
  bool is_author_year() const { return world_.style.cite == TableStyle::Cite::author_year; }
  int number(model::DocumentId document);

  TableWorld world_;
  std::shared_ptr<CitedDocuments> all_;
  std::vector<model::DocumentId> here_;
  std::unordered_map<model::DocumentId, bool> is_here_;
};

/// The documents as a list of references: numbered in the order given, or sorted by author and
/// year.
std::vector<Reference> reference_list(const TableWorld& world,
                                      const std::vector<model::DocumentId>& documents);

/// Letters that tell those of the documents apart that are of the same authors and year, in the
/// order in which a list by author and year has them; documents that need none are left out.
std::unordered_map<model::DocumentId, std::string> year_letters(
    const TableWorld& world, const std::vector<model::DocumentId>& documents);
/// The same of all documents of the review.
std::unordered_map<model::DocumentId, std::string> year_letters(const TableWorld& world);

}  // namespace retroduce::reports
