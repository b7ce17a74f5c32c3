// How much room text of 10 points takes, near enough for widths of columns and heights of rows.
// Reckoned in a wide typeface, so that others have room left.
#pragma once

#include <string_view>

namespace retroduce::reports {

/// The width of the longest stretch without a place for a break, in twentieths of a point.
int longest_word(std::string_view text);

/// How many lines it takes in a column of that width, in points; one at least.
int lines_taken(std::string_view text, double width);

}  // namespace retroduce::reports
