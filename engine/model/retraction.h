// Whether a paper was retracted, as far as its record says.
#pragma once

#include "model/records.h"

namespace retroduce::model {

/// PubMed's type of publication (https://www.nlm.nih.gov/mesh/pubtypes.html), its notice of a
/// retraction, or a record joined to the document that says so.
bool is_retracted(const Document& document);

/// Field of a document that says by which joined record its retraction is known; never stored.
inline constexpr std::string_view retraction_field = "retraction";

}  // namespace retroduce::model
