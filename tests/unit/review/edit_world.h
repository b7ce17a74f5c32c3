// The example review in a folder of its own, edited in sentences.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>

#include "review/edit_text.h"
#include "review/review.h"
#include "support/catch.h"
#include "support/review_state.h"
#include "support/temporary_folder.h"

namespace retroduce::tests {

class EditWorld {
 public:
  explicit EditWorld(bool empty = false) {
    if (empty) {
      review.store().describe({"A review", {}, "", "CMO", {}, {}, {}}, {"AB", ""});
      return;
    }
    review.import(
        {{std::filesystem::path(RETRODUCE_SOURCE_DIR) / "corpus/social-prescribing/review.xml"},
         "",
         {},
         {"AB", ""},
         false},
        progress);
  }
  std::filesystem::path path() const { return folder.path() / "r.retro"; }
  /// One sentence, or a script of several lines.
  store::EditReceipt edit(const std::string& text, const std::string& by = "AB") {
    const auto edits =
        review::read_edits(text, text.find('\n') == std::string::npos ? "" : "script");
    if (!edits) return {{}, edits.found};
    return review.edit(*edits.value, {{by, ""}, false, false});
  }
  /// The code of the first refusal; "done" where there is none.
  std::string code(const std::string& text) { return code_of(edit(text)); }
  static std::string code_of(const store::EditReceipt& receipt) {
    for (const base::Diagnostic& found : receipt.found.sorted())
      if (found.severity == base::Severity::refused) return found.code;
    return receipt.done.empty() ? "nothing" : "done";
  }
  std::string state() const { return review_state(path()); }
  /// What a thing is now, as JSON text; empty where it is not there.
  std::string image(model::ThingKind kind, const std::string& name) const {
    store::Connection connection(path(), store::Connection::Access::read);
    store::Things things(connection);
    const auto found = things.find(kind, name);
    return found.size() == 1 ? things.image(found.front())->dump() : std::string();
  }

  TemporaryFolder folder;
  base::NoProgress progress;
  review::Review review = review::Review::create(folder.path() / "r.retro");
};

}  // namespace retroduce::tests
