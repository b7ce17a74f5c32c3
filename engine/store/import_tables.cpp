// Every table that an import writes: its columns, and which of them make two rows the same thing.
#include "store/import_state.h"

namespace retroduce::store {

namespace {

using Part = Column::Part;

constexpr auto identity = Part::identity;
constexpr auto maybe_identity = Part::maybe_identity;
constexpr auto content = Part::content;

constexpr std::string_view coder_label = "SELECT label FROM coder WHERE id = ? ORDER BY id";
constexpr std::string_view study_label = "SELECT label FROM study WHERE id = ? ORDER BY id";
constexpr std::string_view document_key = "SELECT key FROM document WHERE id = ? ORDER BY id";
constexpr std::string_view theme_label = "SELECT label FROM theme WHERE id = ? ORDER BY id";
constexpr std::string_view concept_label = "SELECT label FROM concept WHERE id = ? ORDER BY id";

using Columns = std::vector<Column>;

Columns coder_columns() {
  return {{"label", identity, {}}, {"name", content, {}}, {"note", content, {}}};
}

Columns study_columns() { return {{"label", identity, {}}, {"note", content, {}}}; }

Columns document_columns() {
  return {{"key", identity, {}},   {"type", content, {}},         {"authors", content, {}},
          {"year", content, {}},   {"title", content, {}},        {"container", content, {}},
          {"volume", content, {}}, {"issue", content, {}},        {"pages", content, {}},
          {"doi", content, {}},    {"url", content, {}},          {"language", content, {}},
          {"note", content, {}},   {"consultation", content, {}}, {"study", content, study_label}};
}

Columns record_columns() {
  return {{"document", content, document_key},
          {"format", content, {}},
          {"database", identity, {}},
          {"search", identity, {}},
          {"searched", identity, {}},
          {"accession", content, {}},
          {"digest", identity, {}},
          {"rule", content, {}},
          {"score", content, {}},
          {"came", content, {}},
          {"raw", content, {}}};
}

Columns sameness_columns() {
  return {{"document", identity, document_key},
          {"other", identity, document_key},
          {"same", content, {}},
          {"reason", content, {}}};
}

Columns theme_columns() {
  return {{"label", identity, {}}, {"note", content, {}}, {"parent", content, theme_label}};
}

Columns concept_columns() {
  return {
      {"label", Part::silent, {}}, {"folded", identity, {}},           {"definition", content, {}},
      {"note", content, {}},       {"parent", content, concept_label}, {"wording", content, {}},
      {"colour", content, {}}};
}

Columns extract_columns() {
  return {{"document", content, {}},
          {"span_begin", content, {}},
          {"span_end", content, {}},
          {"page", content, {}},
          {"paraphrase", content, {}}};
}

Columns coding_columns() {
  return {{"extract", identity, {}}, {"concept", identity, {}}, {"role", identity, {}},
          {"coder", identity, {}},   {"note", content, {}},     {"date", Part::silent, {}}};
}

Columns resolution_columns() {
  return {{"extract", identity, {}}, {"concept", identity, {}},       {"role", identity, {}},
          {"holds", content, {}},    {"coder", content, coder_label}, {"reason", content, {}}};
}

Columns configuration_columns() {
  return {{"label", identity, {}}, {"title", content, {}},  {"theme", content, theme_label},
          {"level", content, {}},  {"status", content, {}}, {"statement", content, {}},
          {"note", content, {}}};
}

Columns evidence_columns() {
  return {{"configuration", identity, {}}, {"element", identity, {}},  {"extract", identity, {}},
          {"stance", content, {}},         {"inference", content, {}}, {"note", content, {}},
          {"coder", content, coder_label}};
}

Columns link_columns() {
  return {{"from_configuration", identity, {}},
          {"to_configuration", identity, {}},
          {"kind", identity, {}},
          {"note", content, {}},
          {"coder", maybe_identity, {}}};
}

Columns theory_columns() {
  return {{"label", identity, {}},
          {"kind", content, {}},
          {"citation", content, {}},
          {"document", content, document_key},
          {"note", content, {}}};
}

Columns construct_columns() {
  return {{"theory", identity, {}}, {"label", identity, {}}, {"definition", content, {}}};
}

Columns version_columns() {
  return {{"theory", identity, {}},
          {"label", identity, {}},
          {"date", content, {}},
          {"note", content, {}}};
}

Columns statement_columns() {
  return {{"theory_version", identity, {}},
          {"label", identity, {}},
          {"text", content, {}},
          {"reason", content, {}}};
}

Columns appraisal_columns() {
  return {{"document", maybe_identity, {}}, {"extract", maybe_identity, {}},
          {"criterion", identity, {}},      {"rating", content, {}},
          {"reason", content, {}},          {"coder", maybe_identity, {}},
          {"resolution", identity, {}}};
}

Columns reading_columns() {
  return {{"document", identity, {}},
          {"theory_version", maybe_identity, {}},
          {"coder", maybe_identity, {}},
          {"date", content, {}},
          {"note", content, {}}};
}

Columns saved_question_columns() { return {{"name", identity, {}}, {"text", content, {}}}; }

Columns attachment_columns() {
  return {{"document", maybe_identity, {}},
          {"name", identity, {}},
          {"media_type", content, {}},
          {"size", content, {}},
          {"content_hash", identity, {}}};
}

Columns entry_columns() {
  return {{"list", identity, {}},
          {"label", identity, {}},
          {"configuration", maybe_identity, {}},
          {"place", Part::silent, {}}};
}

Columns foreign_part_columns() {
  return {{"system", identity, {}}, {"kind", identity, {}},      {"foreign_id", identity, {}},
          {"about", identity, {}},  {"about_key", identity, {}}, {"content", identity, {}}};
}

Columns memo_columns() {
  return {{"about", identity, {}},
          {"about_key", identity, {}},
          {"text", identity, {}},
          {"date", identity, {}},
          {"coder", maybe_identity, {}}};
}

}  // namespace

ImportTables::ImportTables(Connection& c)
    : coder(c, "coder", Keyed::by_id, coder_columns()),
      study(c, "study", Keyed::by_id, study_columns()),
      document(c, "document", Keyed::by_id, document_columns()),
      record(c, "source_record", Keyed::by_nature, record_columns()),
      sameness(c, "sameness", Keyed::by_nature, sameness_columns()),
      theme(c, "theme", Keyed::by_id, theme_columns()),
      concept_(c, "concept", Keyed::by_id, concept_columns()),
      extract(c, "extract", Keyed::by_id, extract_columns()),
      coding(c, "coding", Keyed::by_nature, coding_columns()),
      resolution(c, "coding_resolution", Keyed::by_nature, resolution_columns()),
      configuration(c, "configuration", Keyed::by_id, configuration_columns()),
      evidence(c, "evidence", Keyed::by_nature, evidence_columns()),
      link(c, "link", Keyed::by_id, link_columns()),
      theory(c, "theory", Keyed::by_id, theory_columns()),
      construct(c, "construct", Keyed::by_id, construct_columns()),
      version(c, "theory_version", Keyed::by_id, version_columns()),
      statement(c, "statement", Keyed::by_id, statement_columns()),
      appraisal(c, "appraisal", Keyed::by_id, appraisal_columns()),
      reading(c, "reading", Keyed::by_id, reading_columns()),
      saved_question(c, "saved_question", Keyed::by_id, saved_question_columns()),
      attachment(c, "attachment", Keyed::by_id, attachment_columns()),
      entry(c, "entry", Keyed::by_id, entry_columns()),
      memo(c, "memo", Keyed::by_id, memo_columns()),
      foreign_part(c, "foreign_part", Keyed::by_id, foreign_part_columns()),
      document_field(c, "document_field", "document", {"name", "value"}),
      concept_alias(c, "concept_alias", "concept", {"alias", "folded"}),
      element(c, "element", "configuration",
              {"role", "part", "concept", "wording", "opposite", "direction", "unintended",
               "when_not_fired"},
              true),
      link_evidence(c, "link_evidence", "link", {"extract", "stance"}),
      construct_configuration(c, "construct_configuration", "construct", {"configuration"}),
      statement_lineage(c, "statement_lineage", "statement", {"earlier", "lineage"}),
      statement_extract(c, "statement_extract", "statement", {"extract"}),
      statement_configuration(c, "statement_configuration", "statement", {"configuration"}),
      entry_field(c, "entry_field", "entry", {"name", "value"}) {
  element.show("concept", concept_label);
}

}  // namespace retroduce::store
