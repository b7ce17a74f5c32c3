// How far coders agreed, as a table prints it: values that whoever makes the table has worked out,
// since agreement is a matter of the whole review and of no snapshot.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace retroduce::reports {

struct AgreementLine {
  std::string item;               ///< a concept, "all concepts", or "concepts in roles"
  std::int64_t extracts = 0;      ///< that two coders or more have read
  std::optional<double> percent;  ///< 0 to 1; nothing: not defined
  std::optional<double> alpha;    ///< Krippendorff's
  std::optional<double> alpha_low, alpha_high;  ///< 95 % interval
  std::int64_t differing = 0;                   ///< extracts that were coded differently
  std::vector<std::string> resolved_by;         ///< who decided on them, each once
  std::int64_t open = 0;                        ///< of them not decided
};

struct AgreementSummary {
  std::vector<std::string> coders;
  std::vector<AgreementLine> lines;   ///< concepts in roles, all concepts, then each
  std::vector<std::string> left_out;  ///< what could not be compared, a sentence each
  std::string why_none;               ///< set where nothing can be compared
};

}  // namespace retroduce::reports
