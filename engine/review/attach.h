// Full texts put to the documents of a review: which file belongs to which document, as a plan that
// is shown before anything is done.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "interchange/text_format.h"
#include "review/review.h"

namespace retroduce::review {

struct AttachRow {
  enum class State : std::uint8_t {
    matched,     ///< to be attached
    there,       ///< the same file stands there already
    other_text,  ///< another text stands there
    unmatched,   ///< no document fits
    ambiguous,   ///< several documents fit, or several files one document
    unreadable   ///< the file was refused
  };
  std::string file;  ///< name without a folder
  State state = State::unmatched;
  std::string key;   ///< of the document, where one was found
  std::string rule;  ///< by which it was found
  std::string why;   ///< why it is not to be attached
  std::optional<interchange::TakenText> text;
  std::filesystem::path path;
};

struct AttachPlan {
  std::vector<AttachRow> rows;  ///< in the order of the files' names
  base::Diagnostics found;      ///< what was found in the files; refusals of single files too
  std::int64_t ready = 0;       ///< rows that `carry_out` would attach
};

/// Reads the files (of a folder, those whose names are of full texts; folders in it are passed
/// over) and finds their documents. `key` names the document of a single file. `replace` makes rows
/// whose document has another text ready too. Changes nothing. Fails: Error not_found, io,
/// interrupted.
AttachPlan plan_attach(Review& review, const std::vector<std::filesystem::path>& sources,
                       const std::string& key, bool replace, base::Progress& progress);

/// Attaches what is ready, as one change; with `keep_files` the files themselves are kept too. The
/// receipt holds the plan's findings, less the refusals. Fails as Store::attach; Error conflict
/// where a file to be kept is no longer what was read.
store::Receipt carry_out(Review& review, AttachPlan plan, bool keep_files,
                         const store::AttachOptions& options, base::Progress& progress);

}  // namespace retroduce::review
