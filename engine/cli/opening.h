// Opens a review that is to be changed, and says what speaks against it.
#pragma once

#include <string>

#include "cli/console.h"
#include "review/review.h"

namespace retroduce::cli {

/// Fails as Review::open. A backup is made first where one is due; notes tell where that failed,
/// and where the review lies in a place that may spoil it.
review::Review open_to_write(const std::string& path, Console& console);

/// A new one, with the note on its place. Fails as Review::create.
review::Review create_to_write(const std::string& path, Console& console);

}  // namespace retroduce::cli
