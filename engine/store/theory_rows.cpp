// Theories in versions, and who read what under which: from records to rows.
#include <string>

#include "store/import_state.h"

namespace retroduce::store {

using namespace model;

namespace {

bool refuse_nameless(ImportState& state, Kind kind, std::string_view label, Line line) {
  if (!label.empty()) return false;
  state.refuse(kind, line, "import.no-label", std::string(names_of(kind).one) + " without a label");
  return true;
}

/// One column of references each, as parts of a thing.
template <typename Tag>
std::vector<Cells> listed(References& references, const std::vector<base::Id<Tag>>& refs,
                          const BatchRows::Ids& ids, std::string_view what) {
  std::vector<Cells> rows;
  for (const auto ref : refs) rows.push_back({references.need(ref, ids, what)});
  return rows;
}

}  // namespace

void add_to(ImportState& state, const Theory& theory) {
  std::int64_t& id = state.rows.theories.emplace_back(0);
  References references(state, Kind::theory, theory.line);
  const Cell document = references.maybe(theory.document, state.rows.documents, "document");
  if (!references.ok() || refuse_nameless(state, Kind::theory, theory.label, theory.line)) return;
  const Cells cells = {theory.label, to_word(theory.kind), theory.citation, document, theory.note};
  const auto settled =
      state.settle(Kind::theory, state.tables.theory, cells, theory.origin, theory.line);
  id = state.conclude(Kind::theory, settled, theory.line, [&] { return in_quotes(theory.label); });
}

void add_to(ImportState& state, const Construct& construct) {
  std::int64_t& id = state.rows.constructs.emplace_back(0);
  References references(state, Kind::construct, construct.line);
  const Cell theory = references.need(construct.theory, state.rows.theories, "theory");
  const auto configurations =
      listed(references, construct.configurations, state.rows.configurations, "configuration");
  if (!references.ok() || refuse_nameless(state, Kind::construct, construct.label, construct.line))
    return;
  const Cells cells = {theory, construct.label, construct.definition};
  auto settled = state.settle(Kind::construct, state.tables.construct, cells, construct.origin,
                              construct.line);
  state.settle_parts(settled, state.tables.construct_configuration, configurations);
  id = state.conclude(Kind::construct, settled, construct.line,
                      [&] { return in_quotes(construct.label); });
}

void add_to(ImportState& state, const TheoryVersion& version) {
  std::int64_t& id = state.rows.versions.emplace_back(0);
  References references(state, Kind::version, version.line);
  const Cell theory = references.need(version.theory, state.rows.theories, "theory");
  if (!references.ok() || refuse_nameless(state, Kind::version, version.label, version.line))
    return;
  const Cells cells = {theory, version.label, version.date, version.note};
  const auto settled =
      state.settle(Kind::version, state.tables.version, cells, version.origin, version.line);
  id = state.conclude(Kind::version, settled, version.line,
                      [&] { return in_quotes(version.label); });
}

void add_to(ImportState& state, const Statement& statement) {
  // Its own place stays 0 until it is settled, so a statement that names itself dangles.
  std::int64_t& id = state.rows.statements.emplace_back(0);
  References references(state, Kind::statement, statement.line);
  const Cell version = references.need(statement.version, state.rows.versions, "theory version");
  std::vector<Cells> lineage;
  for (const StatementLineage& each : statement.lineage) {
    lineage.push_back({references.maybe(each.earlier, state.rows.statements, "statement"),
                       to_word(each.lineage)});
  }
  const auto moved_by = listed(references, statement.moved_by, state.rows.extracts, "extract");
  const auto configurations =
      listed(references, statement.configurations, state.rows.configurations, "configuration");
  if (!references.ok() || refuse_nameless(state, Kind::statement, statement.label, statement.line))
    return;
  const Cells cells = {version, statement.label, statement.text, statement.reason};
  auto settled = state.settle(Kind::statement, state.tables.statement, cells, statement.origin,
                              statement.line);
  state.settle_parts(settled, state.tables.statement_lineage, lineage);
  state.settle_parts(settled, state.tables.statement_extract, moved_by);
  state.settle_parts(settled, state.tables.statement_configuration, configurations);
  id = state.conclude(Kind::statement, settled, statement.line,
                      [&] { return in_quotes(statement.label); });
}

void add_to(ImportState& state, const Reading& reading) {
  std::int64_t& id = state.rows.readings.emplace_back(0);
  References references(state, Kind::reading, reading.line);
  const Cell document = references.need(reading.document, state.rows.documents, "document");
  const Cell version = references.maybe(reading.version, state.rows.versions, "theory version");
  const Cell coder = references.maybe(reading.coder, state.rows.coders, "coder");
  if (!references.ok()) return;
  const Cells cells = {document, version, coder, reading.date, reading.note};
  const auto settled =
      state.settle(Kind::reading, state.tables.reading, cells, reading.origin, reading.line);
  id = state.conclude(Kind::reading, settled, reading.line,
                      [] { return std::string("of the same document by the same coder"); });
}

}  // namespace retroduce::store
