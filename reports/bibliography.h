// References in words: Vancouver (ICMJE) for the list, author and year for the text.
// Knows nothing of tables or of the order in which they are cited.
#pragma once

#include <string>

#include "model/records.h"

namespace retroduce::reports {

/// "Tierney et al."; two authors are both named; no author: the beginning of the title, else the
/// key.
std::string short_authors(const model::Document& document);
/// The year, or "n.d.".
std::string year_of(const model::Document& document);

/// "Tierney S, Wong G, …, et al. Title. Journal. 2020;18(1):49. doi:10.1186/…": up to six authors,
/// what is not known is left out without a trace. A stakeholder consultation says so.
std::string vancouver(const model::Document& document);

}  // namespace retroduce::reports
