// What PubMed's two forms share: its words for kinds of publications, and retractions. Knows no
// syntax.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "interchange/bib_format.h"

namespace retroduce::interchange {

/// Fields that stand for repeated elements, values joined by line feeds.
inline constexpr std::string_view mesh_field = "mesh headings";
inline constexpr std::string_view types_field = "publication types";

/// Our word by the publication types among the fields; an article where none says otherwise.
std::string type_of_publication_types(const std::vector<model::Field>& fields);

/// Tells, as a note, that a record was retracted or corrected (`<prefix>.retracted`,
/// `<prefix>.corrected`).
void say_retraction(BibParsing& parsing, const std::string& prefix, const BibRecord& record);

}  // namespace retroduce::interchange
