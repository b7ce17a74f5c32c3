// The form that coders filled in, brought back: what they changed is done as edits, what was
// changed meanwhile is left as it is and told.
#pragma once

#include <filesystem>
#include <optional>

#include "review/review.h"

namespace retroduce::review {

/// Whether the file is such a form. Fails: Error io.
bool is_form(const std::filesystem::path& path);

/// Does what was changed in the form, each change by itself, in one transaction. A change of what
/// somebody else has changed since the form was written is not done: edit.conflict (loss) tells
/// both. Refused, and then nothing is done: what edits refuse, form.damaged, form.row; each with
/// its sheet and row.
store::EditReceipt import_form(Review& review, const std::filesystem::path& path,
                               const store::Authorship& by, bool dry_run);

}  // namespace retroduce::review
