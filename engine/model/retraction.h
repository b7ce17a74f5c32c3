// Whether a paper was retracted or corrected, as far as its records say.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/records.h"

namespace retroduce::model {

/// PubMed's type of publication (https://www.nlm.nih.gov/mesh/pubtypes.html), its notice of a
/// retraction, or a record joined to the document that says so.
bool is_retracted(const Document& document);

/// The same of a record of another kind, whose title alone may say so.
bool tells_retraction(const Document& document);

/// Where an erratum of the paper was published; empty where the document tells of none.
std::string erratum_of(const Document& document);

/// Fields of a document that say by which joined record a retraction or an erratum of it is known.
/// Not stored with the document, but a bibliography that is written has them.
inline constexpr std::string_view retraction_field = "retraction";
inline constexpr std::string_view erratum_field = "erratum";

/// Puts these fields behind `into` as far as it has none of that name: what a double of the
/// document says, with what is told of that by others (`of_other`), or a record that was joined to
/// it (nothing where that cannot be read).
void add_notices(std::vector<Field>& into, const Document& other,
                 const std::vector<Field>& of_other = {});
void add_notices(std::vector<Field>& into, const SourceRecord& record);

/// Which documents, by number, were decided to be one paper: what one of them is told of is told of
/// the one that stands for all.
class OnePaper {
 public:
  std::size_t standing(std::size_t document) const;
  bool is_double(std::size_t document) const { return stands_for_.count(document) != 0; }
  /// The one that stands for both now, and the one that did for the other; nothing where the two
  /// were one already.
  std::optional<std::pair<std::size_t, std::size_t>> unite(std::size_t document, std::size_t other);

 private:
  std::map<std::size_t, std::size_t> stands_for_;
};

}  // namespace retroduce::model
