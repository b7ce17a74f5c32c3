#include "support/memory_review.h"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

#include "base/text.h"
#include "model/element_order.h"
#include "model/snapshot_builder.h"
#include "support/memory_details.h"

namespace retroduce::tests {

using namespace model;

struct MemoryReview::Body {
  Records records;
  std::vector<std::vector<std::uint32_t>>
      element_places;  ///< per configuration, as sent -> printed order
  mutable SnapshotPtr snapshot;
  mutable std::unique_ptr<MemoryDetails> details;
};

MemoryReview::MemoryReview() : body_(std::make_unique<Body>()) {}
MemoryReview::~MemoryReview() = default;

const MemoryReview::Records& MemoryReview::records() const { return body_->records; }

void MemoryReview::add(const Review& r) { body_->records.reviews.push_back(r); }
void MemoryReview::add(const Change& r) { body_->records.changes.push_back(r); }
void MemoryReview::add(const Coder& r) { body_->records.coders.push_back(r); }
void MemoryReview::add(const Study& r) { body_->records.studies.push_back(r); }
void MemoryReview::add(const Document& r) { body_->records.documents.push_back(r); }
void MemoryReview::add(const SourceRecord& r) { body_->records.source_records.push_back(r); }
void MemoryReview::add(const Sameness& r) { body_->records.samenesses.push_back(r); }
void MemoryReview::add(const Theme& r) { body_->records.themes.push_back(r); }
void MemoryReview::add(const Concept& r) { body_->records.concepts.push_back(r); }
void MemoryReview::add(const Extract& r) { body_->records.extracts.push_back(r); }
void MemoryReview::add(const Coding& r) { body_->records.codings.push_back(r); }
void MemoryReview::add(const CodingResolution& r) { body_->records.resolutions.push_back(r); }
void MemoryReview::add(const Configuration& r) { body_->records.configurations.push_back(r); }
void MemoryReview::add(const Evidence& r) { body_->records.evidence.push_back(r); }
void MemoryReview::add(const Link& r) { body_->records.links.push_back(r); }
void MemoryReview::add(const Theory& r) { body_->records.theories.push_back(r); }
void MemoryReview::add(const Construct& r) { body_->records.constructs.push_back(r); }
void MemoryReview::add(const TheoryVersion& r) { body_->records.versions.push_back(r); }
void MemoryReview::add(const Statement& r) { body_->records.statements.push_back(r); }
void MemoryReview::add(const Appraisal& r) { body_->records.appraisals.push_back(r); }
void MemoryReview::add(const Reading& r) { body_->records.readings.push_back(r); }
void MemoryReview::add(const SavedQuestion& r) { body_->records.saved_questions.push_back(r); }
void MemoryReview::add(const Attachment& r) { body_->records.attachments.push_back(r); }
void MemoryReview::add(const Entry& r) { body_->records.entries.push_back(r); }
void MemoryReview::add(const Memo& r) { body_->records.memos.push_back(r); }
void MemoryReview::add(const ForeignPart& r) { body_->records.foreign_parts.push_back(r); }

namespace {

/// The parts of a snapshot from records, as the store would give them.
class PartsMaker {
 public:
  explicit PartsMaker(const MemoryReview::Records& records) : in_(records) {}

  SnapshotParts make() {
    head();
    things();
    concepts();
    configurations();
    fields();
    ratings();
    return std::move(out_);
  }

 private:
  static std::uint32_t within(std::size_t index, std::size_t size, const char* what) {
    if (index >= size) throw std::runtime_error(std::string("dangling reference to a ") + what);
    return static_cast<std::uint32_t>(index);
  }

  void head() {
    if (!in_.reviews.empty()) {
      const Review& review = in_.reviews.front();
      out_.head.title = review.title;
      out_.head.questions = review.questions;
      out_.head.scheme = review.scheme;
      for (const RoleHeading& heading : review.headings)
        out_.head.headings.emplace_back(heading.role, heading.heading);
      out_.head.levels = review.levels;
      out_.head.ratings = review.ratings;
    }
    out_.head.extract_count = in_.extracts.size();
    out_.head.coding_count = in_.codings.size();
  }

  void things() {
    for (const Study& study : in_.studies) out_.studies.push_back(study.label);
    for (const Document& document : in_.documents) {
      SnapshotDocument row{document.key, {}};
      if (document.study.is_set())
        row.study = StudyId(within(document.study.index(), in_.studies.size(), "study"));
      out_.documents.push_back(row);
    }
    for (const Theme& theme : in_.themes) {
      out_.themes.push_back(
          {theme.label, theme.parent.is_set() ? ThemeId(theme.parent.value) : ThemeId()});
    }
  }

  void concepts() {
    for (const Concept& each : in_.concepts) {
      const auto place = static_cast<std::uint32_t>(out_.concepts.size());
      out_.concepts.push_back({each.label,
                               each.parent.is_set() ? ConceptId(each.parent.value) : ConceptId(),
                               each.is_wording});
      by_name_.emplace(base::fold(each.label), place);
      for (const std::string& alias : each.aliases) {
        by_name_.emplace(base::fold(alias), place);
        out_.aliases.push_back({base::fold(alias), alias, ConceptId(place)});
      }
    }
  }

  ConceptId concept_of(const Element& element) {
    if (element.concept_.is_set())
      return ConceptId(within(element.concept_.index(), in_.concepts.size(), "concept"));
    const auto found = by_name_.find(base::fold(element.wording));
    if (found != by_name_.end()) return ConceptId(found->second);
    const auto place = static_cast<std::uint32_t>(out_.concepts.size());
    out_.concepts.push_back({base::collapse_blanks(element.wording), {}, true});
    by_name_.emplace(base::fold(element.wording), place);
    return ConceptId(place);
  }

  void configurations() {
    for (const Configuration& configuration : in_.configurations) {
      const auto place = static_cast<std::uint32_t>(out_.configurations.size());
      SnapshotParts::Configuration row;
      row.label = configuration.label;
      if (configuration.theme.is_set()) row.theme = ThemeId(configuration.theme.value);
      const auto level =
          std::find(out_.head.levels.begin(), out_.head.levels.end(), configuration.level);
      if (level != out_.head.levels.end())
        row.level = static_cast<std::int32_t>(level - out_.head.levels.begin());
      row.status = configuration.status;
      row.key = place;
      out_.configurations.push_back(row);
      std::vector<Element> elements = configuration.elements;
      moved_.push_back(put_in_printed_order(elements));
      for (const Element& element : elements) {
        out_.elements.push_back(
            {place,
             {concept_of(element), element.role, element.part, element.direction, element.opposite,
              element.is_unintended, element.when_not_fired}});
      }
    }
    for (const Evidence& evidence : in_.evidence) {
      SnapshotEvidence row;
      const std::uint32_t configuration =
          within(evidence.configuration.index(), moved_.size(), "configuration");
      const std::uint32_t extract =
          within(evidence.extract.index(), in_.extracts.size(), "extract");
      row.extract = extract;
      row.document = DocumentId(
          within(in_.extracts[extract].document.index(), in_.documents.size(), "document"));
      if (evidence.element)
        row.element = static_cast<std::uint16_t>(moved_[configuration].at(*evidence.element));
      row.stance = evidence.stance;
      row.inference = evidence.inference;
      out_.evidence.push_back({configuration, row});
    }
    for (const Link& link : in_.links) {
      out_.links.push_back(
          {ConfigurationId(link.from.value), ConfigurationId(link.to.value), link.kind});
    }
  }

  FieldColumn& column(const std::string& name, FieldColumn::Kind kind) {
    for (FieldColumn& field : out_.fields) {
      if (field.name == name) return field;
    }
    out_.fields.push_back({name, kind, {}, std::vector<std::int32_t>(in_.documents.size(), -1)});
    return out_.fields.back();
  }

  void set(const std::string& name, FieldColumn::Kind kind, std::size_t document,
           const std::string& value) {
    if (value.empty()) return;
    FieldColumn& field = column(name, kind);
    auto word = std::find(field.words.begin(), field.words.end(), value);
    if (word == field.words.end()) word = field.words.insert(word, value);
    field.code[document] = static_cast<std::int32_t>(word - field.words.begin());
  }

  void fields() {
    using Kind = FieldColumn::Kind;
    for (std::size_t d = 0; d < in_.documents.size(); ++d) {
      const Document& document = in_.documents[d];
      set("type", Kind::text, d, document.type);
      set("language", Kind::text, d, document.language);
      if (document.year) set("year", Kind::number, d, std::to_string(*document.year));
      for (const Field& field : document.fields) set(field.name, Kind::text, d, field.value);
    }
  }

  /// The lowest resolved rating, else the lowest.
  void ratings() {
    for (const std::string_view name : words_of<Criterion>()) {
      FieldColumn& field = column(std::string(name), FieldColumn::Kind::rating);
      field.words = out_.head.ratings;
      std::vector<bool> resolved(in_.documents.size(), false);
      for (const Appraisal& appraisal : in_.appraisals) {
        if (to_word(appraisal.criterion) != name || !appraisal.document.is_set()) continue;
        const auto word = std::find(field.words.begin(), field.words.end(), appraisal.rating);
        const auto code = static_cast<std::int32_t>(word - field.words.begin());
        const std::size_t d = appraisal.document.index();
        if (resolved[d] && !appraisal.is_resolution) continue;
        const bool first = field.code[d] < 0;
        const bool is_first_decision = appraisal.is_resolution && !resolved[d];
        field.code[d] = first || is_first_decision ? code : std::min(field.code[d], code);
        resolved[d] = resolved[d] || appraisal.is_resolution;
      }
    }
  }

  const MemoryReview::Records& in_;
  SnapshotParts out_;
  std::map<std::string, std::uint32_t> by_name_;
  std::vector<std::vector<std::uint32_t>> moved_;
};

}  // namespace

SnapshotPtr MemoryReview::snapshot() const {
  if (!body_->snapshot) {
    SnapshotNumbers numbers;
    body_->snapshot = build_snapshot(PartsMaker(body_->records).make(), &numbers);
    body_->details = std::make_unique<MemoryDetails>(body_->records, body_->snapshot, numbers);
  }
  return body_->snapshot;
}

const Details& MemoryReview::details() const {
  snapshot();
  return *body_->details;
}

}  // namespace retroduce::tests
