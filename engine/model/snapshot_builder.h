// Makes a Snapshot of rows in any order: sorts, renumbers, checks. Used by the store and by tests.
#pragma once

#include <string>
#include <vector>

#include "model/snapshot.h"

namespace retroduce::model {

/// The parts of a snapshot with the caller's own numbers: places in the vectors below, before
/// sorting. Ids in the rows (parent, study, concept, configuration …) are such places. Elements
/// come per configuration in printed order; evidence in any order.
struct SnapshotParts {
  struct Concept {
    std::string label;
    ConceptId parent;
    bool is_wording = false;
  };
  struct Configuration {
    std::string label;
    ThemeId theme;
    std::int32_t level = -1;
    Status status = Status::proposed;
    std::int64_t key = 0;
  };
  struct ConfigurationElement {
    std::uint32_t configuration = 0;
    SnapshotElement element;
  };
  struct ConfigurationEvidence {
    std::uint32_t configuration = 0;
    SnapshotEvidence evidence;
  };
  Snapshot head;  ///< title, questions, scheme, headings, levels, ratings, counts; no things yet
  std::vector<SnapshotDocument> documents;  ///< `study` unset = its own study, under its key
  std::vector<std::string> studies;
  std::vector<Concept> concepts;
  std::vector<Alias> aliases;
  std::vector<SnapshotTheme> themes;
  std::vector<Configuration> configurations;
  std::vector<ConfigurationElement> elements;
  std::vector<ConfigurationEvidence> evidence;
  std::vector<SnapshotLink> links;
  std::vector<FieldColumn> fields;  ///< codes by the caller's document places
};

/// Where each of the caller's places went; for Details to translate.
struct SnapshotNumbers {
  std::vector<DocumentId> documents;
  std::vector<ConceptId> concepts;
  std::vector<ConfigurationId> configurations;
};

/// Fails: InternalError where a place lies outside its vector; Error unsupported beyond 32,767
/// levels.
std::shared_ptr<const Snapshot> build_snapshot(SnapshotParts parts,
                                               SnapshotNumbers* numbers = nullptr);

}  // namespace retroduce::model
