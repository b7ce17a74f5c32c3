// References in words: Vancouver (ICMJE) and author-date for the list, author and year for the
// text. The type of a document, its publisher, place, editors and edition (fields of these names)
// count where they are there. Knows nothing of tables or of the order in which they are cited.
#pragma once

#include <string>
#include <string_view>

#include "model/records.h"

namespace retroduce::reports {

/// "Tierney et al."; two authors are both named; no author: the beginning of the title, else the
/// key.
std::string short_authors(const model::Document& document);
/// The year, or "in press", or "n.d.".
std::string year_of(const model::Document& document);

/// "Tierney S, Wong G, …, et al. Title. Journal. 2020;18(1):49. doi:10.1186/…": up to six authors,
/// what is not known is left out without a trace. A stakeholder consultation says so.
std::string vancouver(const model::Document& document);

/// "Tierney S, Wong G (2020a) Title. Journal 18(1):49. https://doi.org/10.1186/…"; `letter` stands
/// behind the year. Where nobody is named the title comes first.
std::string author_date(const model::Document& document, std::string_view letter = {});

}  // namespace retroduce::reports
