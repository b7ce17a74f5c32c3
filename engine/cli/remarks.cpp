#include "cli/remarks.h"

#include <algorithm>

#include "base/text.h"

namespace retroduce::cli {

namespace {

/// "AB, 2026-11-02, on the coding of …: "; what is not known is left away.
std::string head_of(const store::MemoFacts& memo, const std::string& own) {
  std::vector<std::string> parts;
  if (!memo.coder.empty()) parts.push_back(memo.coder);
  if (!memo.date.empty()) parts.push_back(memo.date.substr(0, 10));
  if (memo.about != own) parts.push_back("on " + memo.about);
  return parts.empty() ? std::string() : base::join(parts, ", ") + ": ";
}

}  // namespace

std::string memo_lines(review::Review& review, model::ThingKind kind, const std::string& name) {
  std::string lines;
  const std::string own = std::string(to_word(kind)) + " \"" + name + "\"";
  for (const store::MemoFacts& memo : review.store().memos()) {
    if (std::find(memo.of.begin(), memo.of.end(), std::pair(kind, name)) == memo.of.end()) continue;
    lines += "  memo: " + head_of(memo, own) + base::collapse_blanks(memo.text) + "\n";
  }
  return lines;
}

std::string judgement_lines(review::Review& review, model::DocumentId id) {
  std::string lines;
  for (const model::Appraisal& each : review.details().appraisals()) {
    if (each.document.value != id.value) continue;
    lines += "  " + std::string(to_word(each.criterion)) + ": " + each.rating;
    if (each.extract.is_set()) {
      const auto extract = review.details().extract(each.extract.value);
      lines += " of \"" + base::shorten(base::collapse_blanks(extract.quote), 60) + "\"";
    }
    if (each.is_resolution) lines += ", decided";
    if (!each.reason.empty()) lines += " (" + base::collapse_blanks(each.reason) + ")";
    lines += "\n";
  }
  return lines;
}

}  // namespace retroduce::cli
