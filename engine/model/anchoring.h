// Puts an extract in its place in a text: by its quote, and by what stood around it before. Decides
// alone; what it decides is written elsewhere. Nothing is moved without a word of why.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/quote_match.h"
#include "model/records.h"

namespace retroduce::model {

/// An extract as it stands before.
struct AnchorAsk {
  std::string quote;
  bool is_paraphrase = false;
  std::optional<base::TextSpan> span;  ///< in the text before, where `replaces`, else in this one
  std::string page;
  std::optional<Anchor> anchor;  ///< as it was held against a text before
  std::string words_there;       ///< what stood at the span in the text before; empty: not known
  bool replaces = false;         ///< another text was there before
};

struct AnchorAnswer {
  bool is_left_alone = false;  ///< a paraphrase that never had a place: nothing is to be written
  std::optional<base::TextSpan> span;
  std::string page;
  Anchor anchor;
  std::string remark;  ///< that a given page or span is another than that found; empty: none
};

/// Exact places come before folded, folded before near ones. Among several the one that stood
/// between the same words, that the given span names, or that stands alone on the given page is
/// taken; else the extract has no place, and `doubt` says so. A page that was given stays; one that
/// was found is found anew. Source of the rule: semantics.md ("extract"); W3C Web Annotation's text
/// quote with prefix and suffix is its model.
AnchorAnswer anchor_extract(const base::QuoteFinder& text, const std::vector<TextPage>& pages,
                            const AnchorAsk& ask);

}  // namespace retroduce::model
