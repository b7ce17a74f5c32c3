// The structure of a review at one moment: relations, labels and counts as flat columns, no quotes.
// Never changes once built (snapshot_builder.h), shared by pointer. Documents stand in key order,
// concepts, studies and configurations in label order (base::compare_labels), themes in the
// review's own order, so that every tie is an integer compare. Columns may be read from a file when
// they are first asked for: whatever asks may then fail with Error io or corrupt. Knows nothing of
// the database or of questions.
#pragma once

#include <array>
#include <cstdint>
#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/id.h"
#include "model/columns.h"
#include "model/label.h"
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

/// As Concepts shows it; the label is lent.
struct SnapshotConcept {
  Label label;
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

/// What a configuration has beside its label and its lists; sixteen bytes.
struct ConfigurationFacts {
  std::int64_t key = 0;     ///< the store's number, for Details only
  ThemeId theme;            ///< may be unset
  std::int16_t level = -1;  ///< place in Snapshot::levels; -1 = not said
  Status status = Status::proposed;
  std::uint8_t nothing = 0;  ///< so that no byte is left to chance
};

/// As Configurations shows it; the label is lent.
struct SnapshotConfiguration : ConfigurationFacts {
  Label label;
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

/// Eight bytes, for the same reason.
struct ConceptFacts {
  ConceptId parent;
  std::uint32_t is_wording = 0;
};

/// Goes through what has `size()` and `operator[]`, by value.
template <typename Things>
class ThingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using difference_type = std::ptrdiff_t;
  using value_type = typename Things::Thing;
  using pointer = void;
  using reference = value_type;
  ThingIterator(const Things& things, std::size_t at) : things_(&things), at_(at) {}
  value_type operator*() const { return (*things_)[at_]; }
  ThingIterator& operator++() {
    ++at_;
    return *this;
  }
  friend bool operator==(const ThingIterator&, const ThingIterator&) = default;

 private:
  const Things* things_;
  std::size_t at_;
};

/// The concepts; who goes through all for one of their parts asks for that part.
class Concepts {
 public:
  using Thing = SnapshotConcept;
  Concepts() = default;
  Concepts(ListColumn<char> labels, Column<ConceptFacts> facts)
      : labels_(std::move(labels)), facts_(std::move(facts)) {}
  std::size_t size() const { return facts_.size(); }
  SnapshotConcept operator[](std::size_t place) const {
    const ConceptFacts& facts = facts_[place];
    return {Label(labels_[place]), facts.parent, facts.is_wording != 0};
  }
  ThingIterator<Concepts> begin() const { return {*this, 0}; }
  ThingIterator<Concepts> end() const { return {*this, size()}; }
  const ListColumn<char>& labels() const { return labels_; }
  const Column<ConceptFacts>& facts() const { return facts_; }

 private:
  ListColumn<char> labels_;
  Column<ConceptFacts> facts_;
};

/// The configurations, likewise.
class Configurations {
 public:
  using Thing = SnapshotConfiguration;
  Configurations() = default;
  Configurations(ListColumn<char> labels, Column<ConfigurationFacts> facts)
      : labels_(std::move(labels)), facts_(std::move(facts)) {}
  std::size_t size() const { return facts_.size(); }
  SnapshotConfiguration operator[](std::size_t place) const {
    return {facts_[place], Label(labels_[place])};
  }
  ThingIterator<Configurations> begin() const { return {*this, 0}; }
  ThingIterator<Configurations> end() const { return {*this, size()}; }
  const ListColumn<char>& labels() const { return labels_; }
  const Column<ConfigurationFacts>& facts() const { return facts_; }

 private:
  ListColumn<char> labels_;
  Column<ConfigurationFacts> facts_;
};

/// What follows from elements and evidence, in the form that questions count and search by.
struct SnapshotIndex {
  ListColumn<std::uint32_t> supporters;  ///< by configuration: DocumentId values, ascending, once
  ListColumn<std::uint32_t> disputers;
  /// By role, then concept * 2 + opposite: the configurations that hold it so, where it is fired;
  /// behind the roles the outcomes of mechanisms that do not fire.
  static constexpr std::size_t unfired = 5;
  std::array<ListColumn<ConfigurationId>, 6> holders;
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
  Concepts concepts;
  std::vector<Alias> aliases;  ///< by folded, then concept
  std::vector<SnapshotTheme> themes;
  Configurations configurations;
  std::vector<SnapshotLink> links;
  std::vector<FieldColumn> fields;  ///< by name; year, country, … relevance, richness, rigour

  std::uint64_t extract_count = 0;
  std::uint64_t coding_count = 0;
  std::uint64_t evidence_count = 0;

  ListColumn<SnapshotElement> elements;   ///< by configuration
  ListColumn<SnapshotEvidence> evidence;  ///< by configuration

  /// Elements in printed order: by role, then position.
  std::span<const SnapshotElement> elements_of(ConfigurationId configuration) const {
    return elements[configuration.index()];
  }
  /// Evidence by document (key order), then extract.
  std::span<const SnapshotEvidence> evidence_of(ConfigurationId configuration) const {
    return evidence[configuration.index()];
  }

  /// Documents that support or refine (contradict) the configuration or an element of it, in
  /// key order, each once. Made when first asked for, unless they were kept.
  const ListColumn<std::uint32_t>& supporters() const;
  const ListColumn<std::uint32_t>& disputers() const;
  /// Configurations that hold a concept in the role (outcomes: fired ones), by concept * 2 +
  /// opposite, label order. Made when first asked for, unless they were kept.
  const ListColumn<ConfigurationId>& holders(Role role) const {
    return held(static_cast<std::size_t>(role));
  }
  /// The same of outcomes where the mechanism does not fire.
  const ListColumn<ConfigurationId>& unfired() const { return held(SnapshotIndex::unfired); }
  /// What was kept of these three.
  void set_index(SnapshotIndex index);

 private:
  const ListColumn<ConfigurationId>& held(std::size_t number) const;
  struct Late;
  std::shared_ptr<Late> late_ = make_late();
  static std::shared_ptr<Late> make_late();
};

using SnapshotPtr = std::shared_ptr<const Snapshot>;

}  // namespace retroduce::model
