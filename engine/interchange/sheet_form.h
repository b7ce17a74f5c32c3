// The form that coders fill in: the review as a workbook with drop-down lists, and what they
// changed in it, as sentences of edits. The workbook keeps what it said when it was written on
// hidden sheets, so that only what was changed since is taken. Which columns there are stands in
// form_shape.h. Knows nothing of the database.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "interchange/format.h"
#include "interchange/sheet_grid.h"

namespace retroduce::interchange {

/// Same review, same bytes. Fails: Error conflict, io; unsupported, where a sheet would have more
/// rows than Excel has.
std::unique_ptr<Writer> write_form(const std::filesystem::path& target,
                                   const WriteOptions& options);

/// One change, as a sentence, and the row that it was made in.
struct FormSentence {
  std::string text;   ///< with `since`: so that it is not done where somebody else was there since
  std::string plain;  ///< without it
  std::string sheet;
  std::size_t row = 0;  ///< as the spreadsheet shows it
};

struct FormChanges {
  bool is_form = false;                 ///< false: it is some other workbook
  std::vector<FormSentence> sentences;  ///< what must be there first comes first
  base::Diagnostics found;              ///< form.damaged, form.row (refused)
};

/// Reads a workbook's bytes. `name` is the file, for findings.
FormChanges read_form(std::string_view bytes, const std::string& name);

/// Whether sheets that hold no extraction are those of a form, told by their headings; then says
/// why they were not read as one (form.damaged, refused): the hidden sheets are gone.
bool tell_lost_form(const std::vector<Grid>& grids, const std::string& name,
                    base::Diagnostics& found);

}  // namespace retroduce::interchange
