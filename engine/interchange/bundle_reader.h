// Reads the files of a bundle in dependency order and sends their records. The layout is
// contract.md's with the columns of bundle_writer.cpp beside; one function per file, in three
// source files. Knows nothing of the database.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interchange/bundle_ids.h"
#include "interchange/bundle_table.h"
#include "interchange/findings.h"
#include "interchange/format.h"
#include "model/batch.h"

namespace retroduce::interchange::bundle {

/// The files by which a folder is known as a bundle; one of them at least stands in it.
inline constexpr std::array<std::string_view, 3> main_files = {"documents.tsv", "extracts.tsv",
                                                               "configurations.tsv"};

/// One row of configuration_elements.tsv, kept small: a large review has millions.
struct ElementRow {
  std::uint32_t configuration = 0;
  std::uint32_t concept_place = 0xffffffffU;
  std::uint32_t wording =
      0xffffffffU;  ///< place in ElementRows::wordings; none: the concept's label
  model::Line line = 0;
  std::uint16_t position = 0;
  model::Role role = model::Role::context;
  model::MechanismPart part = model::MechanismPart::unsplit;
  model::Direction direction = model::Direction::unstated;
  bool opposite = false;
  bool unintended = false;
  bool when_not_fired = false;
};

struct ElementRows {
  std::vector<ElementRow> rows;      ///< by configuration, role, position
  std::vector<std::uint32_t> first;  ///< per configuration, and one more: where its rows begin
  std::vector<std::string> wordings;

  /// The place within its configuration of an element named "M2"; nothing where there is none.
  std::optional<std::uint32_t> find(std::uint32_t configuration, std::string_view name) const;
};

class BundleReader {
 public:
  BundleReader(const Source& source, const ReadOptions& options, model::BatchSink& sink,
               base::Diagnostics& found, base::Progress& progress);

  /// Stops after the first file in which something is refused: later ones would only repeat it.
  /// Findings beside those of TableReader: bundle.no-files, bundle.missing-file, bundle.dangling,
  /// bundle.duplicate-id, bundle.duplicate-label, bundle.duplicate-position, bundle.empty-cell,
  /// bundle.loop, bundle.span (refused), bundle.label-shared (repair), bundle.concept-kind (note).
  void read();

 private:
  using Kind = model::ThingKind;

  TableReader open(std::string_view file);
  void tell_missing_files();
  void tell_unread_files();
  bool has(std::string_view file) const;
  template <typename Record>
  void send(const Record& record) {
    if (!found_.refused()) sink_.add(record);
  }

  /// Numbers the thing of this row among its kind, by its id.
  void number_thing(TableReader& table, Column id, Kind kind);
  /// The place of the thing that a cell names; unset where the cell is empty, or refused.
  std::uint32_t place(TableReader& table, Column column, Kind kind, bool needed = false);
  std::uint32_t place_of(TableReader& table, std::string_view id, Kind kind);
  template <typename Record>
  model::Ref<Record> refer(TableReader& table, Column column, Kind kind, bool needed = false) {
    return model::Ref<Record>(place(table, column, kind, needed));
  }
  template <typename Record>
  std::vector<model::Ref<Record>> refer_all(TableReader& table, Column column, Kind kind) {
    std::vector<model::Ref<Record>> out;
    for (const std::string& id : table.list(column)) {
      out.push_back(model::Ref<Record>(place_of(table, id, kind)));
    }
    return out;
  }

  struct Origins {
    Column change;
    Column ordinal;
  };
  static Origins origin_columns(TableReader& table);
  model::Origin origin(TableReader& table, const Origins& columns);
  model::Ref<model::Change> change(TableReader& table, Column column) {
    return refer<model::Change>(table, column, Kind::review);
  }

  /// Things known by label; one that no file lists comes into being where it is first named.
  model::Ref<model::Coder> coder(std::string_view label);
  model::Ref<model::Study> study(std::string_view label);
  model::Ref<model::Theme> theme(std::string_view label);

  void read_review();
  void read_changes();
  void read_coders();
  void read_studies();
  void read_texts();
  void read_documents();
  void read_records();
  void read_samenesses();
  void read_themes();
  void read_concepts();
  void read_extracts();
  void read_codings();
  void read_resolutions();
  void number_configurations();
  void read_elements();
  struct ElementColumns {
    Column configuration, role, position, concept_, wording, part, opposite, direction, unintended,
        when_not_fired;
  };
  void read_element(TableReader& table, const ElementColumns& at, ElementRow& row);
  void sort_elements(TableReader& table, bool has_positions);
  void read_configurations();
  void read_evidence();
  void read_links();
  void read_theories();
  void read_constructs();
  void read_versions();
  void read_statements();
  void read_appraisals();
  void read_readings();
  void read_saved_questions();
  void read_attachments();
  void read_entries();
  void read_memos();
  void read_foreign_parts();
  std::uint32_t subject(TableReader& table, Column column, Kind kind);

  const Source& source_;
  const ReadOptions& options_;
  model::BatchSink& sink_;
  Findings found_;
  base::Progress& progress_;
  std::string folder_name_;
  /// By kind; that of the review itself, which needs none, holds the changes.
  std::array<IdMap, model::thing_kinds> ids_;
  std::array<std::uint32_t, model::thing_kinds> counts_{};
  TextMap<std::uint32_t> coders_;
  TextMap<std::uint32_t> studies_;
  TextMap<std::uint32_t> themes_;
  ElementRows elements_;
  /// What texts.tsv and its parts say, by the document_id that they name.
  struct Texts {
    std::optional<model::TextOrigin> origin;
    std::vector<model::FormerText> former;
  };
  TextMap<Texts> texts_;
};

}  // namespace retroduce::interchange::bundle
