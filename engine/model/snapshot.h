// The structure of a review at one moment: relations, labels and counts as flat vectors, no quotes.
// Immutable once built (snapshot_builder.h), shared by pointer. Documents stand in key order,
// concepts, studies and configurations in label order (base::compare_labels), themes in the
// review's own order, so that every tie is an integer compare. Knows nothing of the database or of
// questions.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/id.h"
#include "model/vocabulary.h"

namespace retroduce::model {

using DocumentId = base::Id<struct DocumentTag>;
using StudyId = base::Id<struct StudyTag>;
using ConceptId = base::Id<struct ConceptTag>;
using ConfigurationId = base::Id<struct ConfigurationTag>;
using ThemeId = base::Id<struct ThemeTag>;

/// The store's number of an extract; for Details only, never shown and never ordered by. Below
/// 2^32.
using ExtractKey = std::int64_t;

struct SnapshotDocument {
  std::string key;
  StudyId study;  ///< always set: a document without a study is its own
};

struct SnapshotConcept {
  std::string label;
  ConceptId parent;
  bool is_wording = false;
};

struct SnapshotTheme {
  std::string label;
  ThemeId parent;
};

/// Eight bytes, as it is kept in the file: a library holds millions.
struct SnapshotElement {
  ConceptId concept_;
  Role role = Role::context;
  MechanismPart part = MechanismPart::unsplit;
  Direction direction = Direction::unstated;
  bool opposite : 1 = false;
  bool is_unintended : 1 = false;
  bool when_not_fired : 1 = false;
};

/// Twelve bytes, for the same reason.
struct SnapshotEvidence {
  static constexpr std::uint16_t whole = 0xffffU;
  std::uint32_t extract = 0;  ///< an ExtractKey
  DocumentId document;
  std::uint16_t element = whole;  ///< place among the configuration's elements, or `whole`
  Stance stance = Stance::supports;
  Inference inference = Inference::stated;
};

struct SnapshotConfiguration {
  std::string label;
  ThemeId theme;            ///< may be unset
  std::int32_t level = -1;  ///< place in Snapshot::levels; -1 = not said
  Status status = Status::proposed;
  std::int64_t key = 0;  ///< the store's number, for Details only
};

struct SnapshotLink {
  ConfigurationId from;
  ConfigurationId to;
  LinkKind kind = LinkKind::ripple;
};

/// A field of documents that `where` may ask for. `code[d]` is a place in `words`, -1 = missing.
struct FieldColumn {
  enum class Kind : std::uint8_t { text, number, rating };  ///< ratings: words stand lowest first
  std::string name;
  Kind kind = Kind::text;
  std::vector<std::string> words;
  std::vector<std::int32_t> code;
};

struct Alias {
  std::string folded;  ///< base::fold of the alias
  std::string label;
  ConceptId concept_;
};

class Snapshot {
 public:
  std::string title;
  std::vector<std::string> questions;
  std::string scheme;
  std::vector<std::pair<Role, std::string>>
      headings;                      ///< the roles in use with their headings, printed order
  std::vector<std::string> levels;   ///< from the smallest
  std::vector<std::string> ratings;  ///< from the lowest

  std::vector<SnapshotDocument> documents;
  std::vector<std::string> studies;
  std::vector<SnapshotConcept> concepts;
  std::vector<Alias> aliases;  ///< by folded, then concept
  std::vector<SnapshotTheme> themes;
  std::vector<SnapshotConfiguration> configurations;
  std::vector<SnapshotLink> links;
  std::vector<FieldColumn> fields;  ///< by name; year, country, … relevance, richness, rigour

  std::uint64_t extract_count = 0;
  std::uint64_t coding_count = 0;
  std::uint64_t evidence_count = 0;

  /// Elements in printed order: by role, then position.
  std::span<const SnapshotElement> elements_of(ConfigurationId configuration) const {
    return slice(elements, first_element, configuration);
  }
  /// Evidence by document (key order), then extract.
  std::span<const SnapshotEvidence> evidence_of(ConfigurationId configuration) const {
    return slice(evidence, first_evidence, configuration);
  }

  std::vector<SnapshotElement> elements;
  std::vector<std::uint32_t> first_element;  ///< configurations + 1 places
  std::vector<SnapshotEvidence> evidence;
  std::vector<std::uint32_t> first_evidence;  ///< configurations + 1 places

 private:
  template <typename T>
  static std::span<const T> slice(const std::vector<T>& all,
                                  const std::vector<std::uint32_t>& first,
                                  ConfigurationId configuration) {
    const std::uint32_t begin = first[configuration.index()];
    return {all.data() + begin, first[configuration.index() + 1] - begin};
  }
};

using SnapshotPtr = std::shared_ptr<const Snapshot>;

}  // namespace retroduce::model
