#include "store/snapshot_load.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "base/error.h"
#include "model/snapshot_builder.h"
#include "store/field_columns.h"
#include "store/raw_rows.h"
#include "store/record_rows.h"
#include "store/review_rows.h"
#include "store/stored.h"

namespace retroduce::store {

using namespace model;

namespace {

class Loader {
 public:
  explicit Loader(Connection& connection) : connection_(connection), fields_(connection) {}

  LoadedSnapshot load() {
    const Transaction one_moment(connection_, Transaction::Kind::read);
    head();
    documents();
    concepts();
    themes();
    configurations();
    elements();
    evidence();
    links();
    parts_.fields = fields_.take();
    return finish();
  }

 private:
  RawRows rows(std::string_view sql) { return RawRows(connection_.database().getHandle(), sql); }

  void head() {
    Review review = read_review(connection_);
    Snapshot& head = parts_.head;
    head.title = std::move(review.title);
    head.questions = std::move(review.questions);
    head.scheme = std::move(review.scheme);
    for (RoleHeading& each : review.headings) head.headings.emplace_back(each.role, each.heading);
    head.levels = std::move(review.levels);
    head.ratings = std::move(review.ratings);
    head.coding_count =
        static_cast<std::uint64_t>(connection_.number("SELECT count(*) FROM coding"));
  }

  /// One document stands for those that were decided to be the same paper; its own fields are its.
  void documents() {
    for (const auto& [other, first] : stands_for(connection_)) others_[other] = first;
    for (RawRows row = rows("SELECT id, label FROM study ORDER BY id"); row.next();) {
      studies_.set(row.number(0), static_cast<std::uint32_t>(parts_.studies.size()));
      parts_.studies.emplace_back(row.text(1));
    }
    for (RawRows row = rows("SELECT id, key, study FROM document ORDER BY id"); row.next();) {
      if (others_.count(row.number(0)) != 0) continue;
      documents_.set(row.number(0), static_cast<std::uint32_t>(parts_.documents.size()));
      document_rows_.push_back(row.number(0));
      parts_.documents.push_back({std::string(row.text(1)), StudyId(studies_.at(row.number(2)))});
    }
    const NumbersByRow own = documents_;
    for (const auto& [other, first] : others_) documents_.set(other, documents_.at(first));
    fields_.read(own, documents_, parts_.documents.size(), parts_.head.ratings);
  }

  void concepts() {
    std::vector<std::int64_t> parents;
    for (RawRows row = rows("SELECT id, label, parent, wording FROM concept ORDER BY id");
         row.next();) {
      concepts_.set(row.number(0), static_cast<std::uint32_t>(parts_.concepts.size()));
      concept_rows_.push_back(row.number(0));
      parents.push_back(row.number(2));
      parts_.concepts.push_back({std::string(row.text(1)), {}, row.number(3) != 0});
    }
    for (std::size_t i = 0; i < parents.size(); ++i) {
      parts_.concepts[i].parent = ConceptId(concepts_.at(parents[i]));
    }
    for (RawRows row =
             rows("SELECT folded, alias, concept FROM concept_alias ORDER BY concept, place");
         row.next();) {
      parts_.aliases.push_back({std::string(row.text(0)), std::string(row.text(1)),
                                ConceptId(concepts_.at(row.number(2)))});
    }
  }

  void themes() {
    std::vector<std::int64_t> parents;
    for (RawRows row =
             rows("SELECT t.id, t.label, t.parent FROM theme t JOIN change c ON c.id = t.change "
                  "ORDER BY c.at, c.by_whom, c.id, t.ordinal");
         row.next();) {
      themes_.set(row.number(0), static_cast<std::uint32_t>(parts_.themes.size()));
      parents.push_back(row.number(2));
      parts_.themes.push_back({std::string(row.text(1)), {}});
    }
    for (std::size_t i = 0; i < parents.size(); ++i) {
      parts_.themes[i].parent = ThemeId(themes_.at(parents[i]));
    }
  }

  void configurations() {
    const auto& levels = parts_.head.levels;
    for (RawRows row =
             rows("SELECT id, label, theme, level, status FROM configuration ORDER BY id");
         row.next();) {
      configurations_.set(row.number(0), static_cast<std::uint32_t>(parts_.configurations.size()));
      SnapshotParts::Configuration& each = parts_.configurations.emplace_back();
      each.label = row.text(1);
      each.theme = ThemeId(themes_.at(row.number(2)));
      const auto level = std::find(levels.begin(), levels.end(), row.text(3));
      if (level != levels.end()) each.level = static_cast<std::int32_t>(level - levels.begin());
      each.status = stored_word<Status>(row.text(4));
      each.key = row.number(0);
    }
  }

  void elements() {
    for (RawRows row =
             rows("SELECT configuration, concept, role, part, direction, opposite, unintended, "
                  "when_not_fired FROM element ORDER BY configuration, place");
         row.next();) {
      auto& each = parts_.elements.emplace_back();
      each.configuration = configurations_.at(row.number(0));
      each.element.concept_ = ConceptId(concepts_.at(row.number(1)));
      each.element.role = stored_word<Role>(row.text(2));
      each.element.part = stored_word<MechanismPart>(row.text(3));
      each.element.direction = stored_word<Direction>(row.text(4));
      each.element.opposite = row.number(5) != 0;
      each.element.is_unintended = row.number(6) != 0;
      each.element.when_not_fired = row.number(7) != 0;
    }
  }

  void evidence() {
    NumbersByRow document_of;
    for (RawRows row = rows("SELECT id, document FROM extract ORDER BY id"); row.next();) {
      document_of.set(row.number(0), documents_.at(row.number(1)));
      ++parts_.head.extract_count;
    }
    for (RawRows row =
             rows("SELECT configuration, element, extract, stance, inference FROM evidence "
                  "ORDER BY configuration, element, extract");
         row.next();) {
      auto& each = parts_.evidence.emplace_back();
      each.configuration = configurations_.at(row.number(0));
      const std::int64_t place = row.number(1);
      if (place > 0) each.evidence.element = static_cast<std::uint16_t>(place - 1);
      if (place > SnapshotEvidence::whole || row.number(2) > 0xffffffff) {
        throw base::Error(base::ErrorCode::corrupt,
                          "the review numbers its extracts beyond what any library holds");
      }
      each.evidence.extract = static_cast<std::uint32_t>(row.number(2));
      each.evidence.document = DocumentId(document_of.at(row.number(2)));
      each.evidence.stance = stored_word<Stance>(row.text(3));
      each.evidence.inference = stored_word<Inference>(row.text(4));
    }
  }

  void links() {
    for (RawRows row =
             rows("SELECT from_configuration, to_configuration, kind FROM link ORDER BY id");
         row.next();) {
      parts_.links.push_back({ConfigurationId(configurations_.at(row.number(0))),
                              ConfigurationId(configurations_.at(row.number(1))),
                              stored_word<LinkKind>(row.text(2))});
    }
  }

  LoadedSnapshot finish() {
    LoadedSnapshot loaded;
    SnapshotNumbers numbers;
    loaded.snapshot = build_snapshot(std::move(parts_), &numbers);
    loaded.document_rows.resize(document_rows_.size());
    for (std::size_t i = 0; i < document_rows_.size(); ++i) {
      loaded.document_rows[numbers.documents[i].index()] = document_rows_[i];
      loaded.documents.set(document_rows_[i], numbers.documents[i].value);
    }
    for (const auto& [other, first] : others_)
      loaded.documents.set(other, loaded.documents.at(first));
    loaded.concept_rows.resize(concept_rows_.size());
    for (std::size_t i = 0; i < concept_rows_.size(); ++i) {
      loaded.concept_rows[numbers.concepts[i].index()] = concept_rows_[i];
      loaded.concepts.set(concept_rows_[i], numbers.concepts[i].value);
    }
    return loaded;
  }

  Connection& connection_;
  SnapshotParts parts_;
  FieldColumns fields_;
  std::map<std::int64_t, std::int64_t> others_;  ///< row of a double -> row that stands for it
  NumbersByRow studies_, documents_, concepts_, themes_, configurations_;
  std::vector<std::int64_t> document_rows_, concept_rows_;
};

}  // namespace

LoadedSnapshot load_snapshot(Connection& connection) { return Loader(connection).load(); }

}  // namespace retroduce::store
