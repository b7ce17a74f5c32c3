// Settings of tables that a review keeps under names, so that every table of a paper is shaped
// alike, next year too. They are entries of a list of the review and travel with it.
#pragma once

#include <string>

#include "cli/style_options.h"
#include "review/review.h"

namespace retroduce::cli {

/// The options as one line of JSON, those that were said alone; the same options, the same line.
std::string settings_text(const StyleOptions& options);

/// Puts what is kept under the name beneath what was said: an option that was said holds.
/// Fails: Error usage where there is none of that name (with those there are), or where it holds
/// what this version does not know.
void add_kept_settings(StyleOptions& options, const std::string& name,
                       const model::Details& details);

/// Keeps the options under the name, as one change; false where they are kept so already. With
/// `replaces` other settings of that name are taken back first.
/// Fails: Error conflict where the name has other settings (or they came with other things, so that
/// they cannot be taken back alone), usage where nothing was said.
bool keep_settings(review::Review& review, const std::string& name, const StyleOptions& options,
                   const store::Authorship& by, bool replaces);

}  // namespace retroduce::cli
