// Opens a review, and says what speaks against working on it there, or what is not shown.
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

/// For reading, as who acts is shown it (`as_of` may be empty); a note tells what is hidden. Fails
/// as Review::open_view.
review::Review open_to_read(const std::string& path, const std::string& as_of, Console& console);

/// How many conflicts merges left open, but for those over what is hidden from that coder. Of the
/// review as it is, not of a view.
std::int64_t open_conflicts(review::Review& whole, const std::string& path,
                            const std::string& coder);

/// A note where merges left something to decide: what is printed shows one side of it. Not of how
/// the review was once (`as_of` is set): what was left open then may be decided by now.
void say_open_conflicts(const std::string& path, review::Review& review, Console& console,
                        const std::string& as_of = {});

}  // namespace retroduce::cli
