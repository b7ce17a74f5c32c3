// How far coders agree on where in a text something stands: Krippendorff's alpha for unitizing, in
// the form that tells marked from unmarked (|u alpha) of Krippendorff, Mathet, Bouvry & Widlöcher
// 2016, "On the Reliability of Unitizing Textual Continua: Further Developments".
//
// Every character is compared between every two coders. By chance two characters of any coders may
// meet, wherever they stand, but not two of one coder's unit (nor an unmarked one with itself), for
// a unit is set as one. The expected disagreement is thereby that of units of these lengths.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/text.h"
#include "measure/agreement.h"

namespace retroduce::measure {

/// What one coder marked in a text: half-open, rising, none within another or overlapping.
using MarkedUnits = std::vector<base::TextSpan>;

/// Sorted, and those that overlap made one; units that only touch stay apart. Empty ones go.
MarkedUnits as_units(std::vector<base::TextSpan> spans);

/// The sums of one text of so many characters, marked by two coders or more. They add up over
/// texts, as if these stood one behind the other.
Sums unit_sums(std::int64_t length, std::span<const MarkedUnits> coders);

/// Nothing where all or none is marked, or there is no text.
std::optional<double> unit_alpha(const Sums& sums);

}  // namespace retroduce::measure
