// How far the coders of a review agree, and where they do not.
//
// A coder has read a document who coded anything in it or has a reading of it. Compared are the
// extracts of documents that two coders or more have read, coded by at least one of them. Who read
// the document and did not code the extract so has said no. On each extract there is one decision
// per concept (or per role, or per concept in a role): coded so, or not. Documents of which a part
// of the coding is hidden from who looks are not compared.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "measure/bootstrap.h"
#include "model/coder_work.h"

namespace retroduce::review {

enum class AgreementBy : std::uint8_t { concept_, role, pair };

struct AgreementRequest {
  AgreementBy by = AgreementBy::concept_;
  std::vector<std::string> coders;  ///< to be compared; empty: all who have read something
  std::uint64_t seed = 1;           ///< of the samples that the intervals are made of
};

/// Figures are unset where they are not defined: see measure/agreement.h.
struct AgreementRow {
  std::string name;  ///< a concept, a role, "AB and CD", "all concepts", "concepts in roles"
  std::int64_t extracts = 0;  ///< that are compared
  std::int64_t by_all = 0;    ///< decisions: all who read it coded it so
  std::int64_t by_some = 0;   ///< some did, some did not
  std::optional<double> percent;
  std::optional<double> cohen;  ///< of two coders only
  std::optional<double> fleiss;
  std::optional<double> alpha;
  std::optional<measure::Interval> alpha_interval;
  std::optional<double> text_alpha;  ///< by characters
  std::optional<measure::Interval> text_alpha_interval;
};

/// What could not be compared, and why.
struct LeftOut {
  std::int64_t count = 0;
  std::string what;  ///< in words that follow the number
};

struct AgreementReport {
  std::vector<std::string> coders;  ///< who are compared
  std::int64_t extracts = 0;        ///< that are compared
  std::int64_t read_by_all = 0;     ///< of these, extracts of documents that all have read
  std::int64_t documents = 0;       ///< that two or more of them have read
  std::int64_t texts = 0;           ///< of these, whose text is there
  AgreementRow all;                 ///< every concept, whatever its role
  AgreementRow in_roles;            ///< every concept in every role: codings whole
  std::vector<AgreementRow> rows;   ///< in label order; roles in printed order
  std::vector<LeftOut> left_out;
  std::uint64_t seed = 1;
};

/// Fails: Error usage (an unknown coder, fewer than two named), not_found (nothing can be
/// compared).
AgreementReport agreement(const model::CoderWork& work, const AgreementRequest& request);

}  // namespace retroduce::review
