// A table of a kind in the shape that a style asks for: made, sorted, styled, its cells merged.
#pragma once

#include "reports/table.h"

namespace retroduce::reports {

/// More configurations than this side by side (a transposed table) fit on no page.
inline constexpr std::size_t most_side_by_side = 12;

/// Citing by author and year makes the table once more, to learn which documents its letters are to
/// tell apart; not where it shares its count of references with others, which then is of all
/// documents of the review. Sorting makes the table twice: once to learn the order, then with its
/// references numbered in that order; it holds all rows. Fails: Error usage where the table has no
/// column of the style's `sort`, naming those it has; io, corrupt where it sorts.
Table shaped_table(const TableKind& kind, const TableWorld& world);

}  // namespace retroduce::reports
