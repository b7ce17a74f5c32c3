// Whether a paper was retracted or corrected, as far as its records say.
#pragma once

#include <string>
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
/// document says, or a record that was joined to it (nothing where that cannot be read).
void add_notices(std::vector<Field>& into, const Document& other);
void add_notices(std::vector<Field>& into, const SourceRecord& record);

}  // namespace retroduce::model
