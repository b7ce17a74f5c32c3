// Sentences of edits as people write them: one alone, or a script of one a line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "model/edit.h"

namespace retroduce::review {

/// One sentence a line; lines that are empty or begin with # say nothing. `name` is the script's,
/// empty for a sentence that stands alone. Refused: query.open-quote, query.utf8, edit.utf16,
/// edit.empty; each line that cannot be read is told.
base::Parsed<std::vector<model::Edit>> read_edits(std::string_view text, const std::string& name);

}  // namespace retroduce::review
