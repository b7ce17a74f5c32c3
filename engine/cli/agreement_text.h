// Figures of agreement, and disagreements, in words and as JSON.
#pragma once

#include <string>
#include <vector>

#include "cli/console.h"
#include "review/agreement.h"
#include "review/disagreements.h"

namespace retroduce::cli {

/// `review` is the path as the user typed it, for the commands that are proposed.
std::string agreement_text(const review::AgreementReport& report, review::AgreementBy by,
                           const std::string& format, const std::string& review,
                           const Console& console);

std::string disagreements_text(const std::vector<review::Disagreement>& all,
                               const std::string& format, const std::string& review,
                               const Console& console);

/// A note where codings were changed after all had finished: who sees what the other coded, and
/// then codes otherwise, agrees with what was read there.
void say_coded_later(const std::string& review, Console& console);

}  // namespace retroduce::cli
