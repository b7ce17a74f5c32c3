#include "review/form.h"

#include <algorithm>
#include <optional>

#include "base/hash.h"
#include "base/source_io.h"
#include "base/text.h"
#include "interchange/sheet_form.h"
#include "review/edit_text.h"

namespace retroduce::review {

namespace fs = std::filesystem;

namespace {

/// The bytes of a file that may be a form; nothing where it is none by its name.
std::optional<std::string> bytes_of_form(const fs::path& path) {
  const base::DiskFiles disk;
  const std::string suffix = base::fold(path.extension().string());
  if ((suffix != ".xlsx" && suffix != ".ods") || disk.is_folder(path) || !disk.exists(path))
    return std::nullopt;
  return disk.read(path);
}

std::string fingerprint_of(std::string_view bytes) {
  base::Hasher hasher;
  hasher.add(bytes);
  return hasher.finish();
}

}  // namespace

bool is_form(const fs::path& path) {
  const auto bytes = bytes_of_form(path);
  return bytes && interchange::read_form(*bytes, path.filename().string()).is_form;
}

store::EditReceipt import_form(Review& review, const fs::path& path, const store::Authorship& by,
                               bool dry_run) {
  const std::string bytes = bytes_of_form(path).value_or(std::string());
  const interchange::FormChanges changes = interchange::read_form(bytes, path.filename().string());
  store::EditReceipt receipt;
  receipt.found = changes.found;
  std::vector<model::Edit> edits;
  const std::string fingerprint = fingerprint_of(bytes);
  const auto place_of = [&](std::size_t line) -> base::Origin {
    if (line == 0 || line > changes.sentences.size()) return {};
    const interchange::FormSentence& sentence = changes.sentences[line - 1];
    return {path.filename().string() + ", " + sentence.sheet, sentence.row, 0};
  };
  for (std::size_t i = 0; i < changes.sentences.size(); ++i) {
    auto read = read_edits(changes.sentences[i].text, "");
    for (base::Diagnostic each : read.found.sorted()) {
      each.origin = place_of(i + 1);
      receipt.found.add(std::move(each));
    }
    if (!read) continue;
    read.value->front().line = i + 1;
    read.value->front().form = fingerprint;
    edits.push_back(std::move(read.value->front()));
  }
  if (receipt.found.refused() || edits.empty()) return receipt;
  store::EditReceipt done = review.edit(edits, {by, dry_run, true});
  base::Diagnostics placed = receipt.found;
  const auto found = done.found.sorted();
  if (std::any_of(found.begin(), found.end(), [](const base::Diagnostic& each) {
        return each.severity == base::Severity::refused && each.code == "edit.there";
      }))
    placed.add(base::Severity::note, "form.taken",
               "a form that was taken in before brings nothing new; for further work write a new "
               "one with: retroduce export REVIEW FILE.xlsx --as sheet");
  for (base::Diagnostic each : done.found.sorted()) {
    const std::size_t line = each.origin.line;
    if (each.severity == base::Severity::loss && line > 0 && line <= changes.sentences.size())
      each.notes.push_back("What the form says: " + changes.sentences[line - 1].plain +
                           "   (to do it all the same: retroduce edit REVIEW with that sentence)");
    each.origin = place_of(line);
    placed.add(std::move(each));
  }
  done.found = std::move(placed);
  return done;
}

}  // namespace retroduce::review
