// Who read and coded what: all that agreement between coders is made of. Plain values, numbered by
// themselves, so that no snapshot is needed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "model/vocabulary.h"

namespace retroduce::model {

struct WorkDocument {
  std::string key;
  std::optional<std::int64_t> length;  ///< of its text in code points, where it is kept
  /// Place of the one that stands for it, where it was decided that the two are one.
  std::optional<std::uint32_t> same_as = std::nullopt;
  bool is_hidden = false;  ///< what others coded in it is kept from who looks
};

/// An extract that somebody coded.
struct WorkExtract {
  std::uint32_t document = 0;          ///< place in CoderWork::documents
  std::optional<base::TextSpan> span;  ///< nothing too for a paraphrase
  std::string page;
  std::string quote;
};

struct WorkCoding {
  std::uint32_t extract = 0;
  std::uint32_t concept_ = 0;
  std::optional<Role> role;
  std::uint32_t coder = 0;
  friend auto operator<=>(const WorkCoding&, const WorkCoding&) = default;
};

/// A version of a theory.
struct WorkVersion {
  std::string theory;
  std::string label;
  bool is_of_programme = false;
};

struct WorkReading {
  std::uint32_t document = 0;
  std::uint32_t coder = 0;
  std::optional<std::uint32_t> version;  ///< place in CoderWork::versions
};

/// That a coder judged a document, or an extract of it; what was resolved in the end is none.
struct WorkJudgement {
  std::uint32_t document = 0;
  bool is_of_extract = false;
  Criterion criterion = Criterion::relevance;
  std::uint32_t coder = 0;
};

/// That a coder is to code a document, apart from others.
struct WorkAssignment {
  std::uint32_t document = 0;
  std::uint32_t coder = 0;
  std::string done;  ///< the day; empty: not yet
};

struct WorkResolution {
  std::uint32_t extract = 0;
  std::uint32_t concept_ = 0;
  Role role = Role::context;
  bool holds = true;
  std::string by;  ///< empty = not said
  std::string reason;
};

struct CoderWork {
  std::vector<std::string> coders;          ///< in label order
  std::vector<std::string> concepts;        ///< labels, in label order
  std::vector<WorkDocument> documents;      ///< by key
  std::vector<WorkExtract> extracts;        ///< by document, then place in it, then as they came
  std::vector<WorkCoding> codings;          ///< by extract, concept, role, coder
  std::vector<WorkVersion> versions;        ///< by theory, then as they came
  std::vector<WorkReading> readings;        ///< by whom it is not said are left out
  std::vector<WorkJudgement> judgements;    ///< by document, criterion, coder; the same
  std::vector<WorkAssignment> assignments;  ///< by document, coder
  std::vector<WorkResolution> resolutions;  ///< by extract, concept, role
};

}  // namespace retroduce::model
