// The kinds of things that an import counts, in the order in which they stand in a receipt.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace retroduce::store {

enum class Kind : std::uint8_t {
  review,
  change,
  coder,
  study,
  document,
  record,
  sameness,
  theme,
  concept_,
  extract,
  coding,
  resolution,
  configuration,
  evidence,
  link,
  theory,
  construct,
  version,
  statement,
  appraisal,
  reading,
  saved_question,
  attachment,
  entry,
  memo,
  foreign_part
};

struct KindNames {
  std::string_view one;
  std::string_view many;
};

inline constexpr std::array<KindNames, 26> kind_names = {{
    {"review", "reviews"},
    {"change", "changes"},
    {"coder", "coders"},
    {"study", "studies"},
    {"document", "documents"},
    {"record", "records"},
    {"decision on doubles", "decisions on doubles"},
    {"theme", "themes"},
    {"concept", "concepts"},
    {"extract", "extracts"},
    {"coding", "codings"},
    {"resolution", "resolutions"},
    {"configuration", "configurations"},
    {"evidence", "evidence"},
    {"link", "links"},
    {"theory", "theories"},
    {"construct", "constructs"},
    {"theory version", "theory versions"},
    {"statement", "statements"},
    {"appraisal", "appraisals"},
    {"reading", "readings"},
    {"saved question", "saved questions"},
    {"attachment", "attachments"},
    {"entry", "entries"},
    {"memo", "memos"},
    {"foreign part", "foreign parts"},
}};

inline constexpr const KindNames& names_of(Kind kind) {
  return kind_names[static_cast<std::size_t>(kind)];
}

}  // namespace retroduce::store
