// Who has not coded or judged what yet.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "model/coder_work.h"

namespace retroduce::review {

/// What a coder has still to do with a document.
struct Outstanding {
  std::string document;
  std::string coder;
  bool is_assigned = false;                  ///< to this coder, by name
  bool is_coded = false;                     ///< at least one coding of this coder stands
  bool is_finished = false;                  ///< this coder said so
  std::vector<model::Criterion> not_judged;  ///< of the document as a whole
};

/// By document, then coder; pairs of which nothing is missing are left out. A document that is
/// assigned is a matter of those whom it is assigned to, any other of all coders who did or are to
/// do anything; the others are told (outstanding.idle), but for erased persons. Criteria are
/// those that anybody has judged anything by; where there are none, all three. `coder` restricts to
/// one. Refused: outstanding.no-coder (with those that there are).
base::Parsed<std::vector<Outstanding>> outstanding(const model::CoderWork& work,
                                                   const std::string& coder);

}  // namespace retroduce::review
