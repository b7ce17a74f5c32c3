// Agreement of a review in the form that its table takes.
#pragma once

#include "reports/agreement_lines.h"
#include "review/review.h"

namespace retroduce::cli {

/// All coders, concept by concept. Where nothing can be compared it says so.
/// Fails: Error io, corrupt.
reports::AgreementSummary agreement_summary(review::Review& review);

}  // namespace retroduce::cli
