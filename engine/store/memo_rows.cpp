// Memos: what they are about, and from records to rows.
#include <algorithm>
#include <optional>
#include <string>

#include "store/import_state.h"

namespace retroduce::store {

using namespace model;

namespace {

std::string joined(std::initializer_list<std::string> parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : " ") + part;
  return text;
}

std::optional<std::string> coding_key(const BatchRows& rows, std::size_t ref) {
  if (ref >= rows.codings.size() || rows.codings[ref][0] == 0) return std::nullopt;
  const auto& key = rows.codings[ref];
  return joined({std::to_string(key[0]), std::to_string(key[1]),
                 std::string(to_word(static_cast<Role>(key[2]))), std::to_string(key[3])});
}

std::optional<std::string> evidence_key(const BatchRows& rows, std::size_t ref) {
  if (ref >= rows.evidence.size() || rows.evidence[ref][0] == 0) return std::nullopt;
  const auto& key = rows.evidence[ref];
  return joined({std::to_string(key[0]), std::to_string(key[1]), std::to_string(key[2])});
}

/// Elements are numbered through the batch, as they were sent.
std::optional<std::string> element_key(const BatchRows& rows, std::uint32_t ref) {
  if (ref >= rows.elements) return std::nullopt;
  const auto after = std::upper_bound(rows.first_element.begin(), rows.first_element.end(), ref);
  const auto configuration = static_cast<std::size_t>(after - rows.first_element.begin()) - 1;
  if (rows.configurations[configuration] == 0) return std::nullopt;
  std::uint32_t place = ref - rows.first_element[configuration];
  for (const auto& [moved, places] : rows.moved) {
    if (moved == configuration) {
      place = places.at(place);
      break;
    }
  }
  return joined({std::to_string(rows.configurations[configuration]), std::to_string(place + 1)});
}

/// The memo's subject as the column about_key has it; nothing where it dangles.
std::optional<std::string> about_key(const BatchRows& rows, const Memo& memo) {
  const std::size_t ref = memo.about_ref;
  const auto row = [&](const BatchRows::Ids& ids) -> std::optional<std::string> {
    if (ref >= ids.size() || ids[ref] == 0) return std::nullopt;
    return std::to_string(ids[ref]);
  };
  switch (memo.about) {
    case ThingKind::review:
      return std::string();
    case ThingKind::coder:
      return row(rows.coders);
    case ThingKind::study:
      return row(rows.studies);
    case ThingKind::document:
      return row(rows.documents);
    case ThingKind::theme:
      return row(rows.themes);
    case ThingKind::concept_:
      return row(rows.concepts);
    case ThingKind::extract:
      return row(rows.extracts);
    case ThingKind::configuration:
      return row(rows.configurations);
    case ThingKind::link:
      return row(rows.links);
    case ThingKind::appraisal:
      return row(rows.appraisals);
    case ThingKind::theory:
      return row(rows.theories);
    case ThingKind::theory_version:
      return row(rows.versions);
    case ThingKind::statement:
      return row(rows.statements);
    case ThingKind::construct:
      return row(rows.constructs);
    case ThingKind::reading:
      return row(rows.readings);
    case ThingKind::saved_question:
      return row(rows.saved_questions);
    case ThingKind::memo:
      return row(rows.memos);
    case ThingKind::coding:
      return coding_key(rows, ref);
    case ThingKind::evidence:
      return evidence_key(rows, ref);
    case ThingKind::element:
      return element_key(rows, memo.about_ref);
  }
  return std::nullopt;
}

}  // namespace

void add_to(ImportState& state, const Memo& memo) {
  std::int64_t& id = state.rows.memos.emplace_back(0);
  References references(state, Kind::memo, memo.line);
  const Cell coder = references.maybe(memo.coder, state.rows.coders, "coder");
  if (!references.ok()) return;
  const auto key = about_key(state.rows, memo);
  if (!key)
    return state.refuse(
        Kind::memo, memo.line, "import.dangling-reference",
        "memo is about a " + std::string(to_word(memo.about)) + " that has not come before it");
  const Cells cells = {to_word(memo.about), *key, memo.text, memo.date, coder};
  const auto settled = state.settle(Kind::memo, state.tables.memo, cells, memo.origin, memo.line);
  id = state.conclude(Kind::memo, settled, memo.line, [&] { return in_quotes(memo.text); });
}

}  // namespace retroduce::store
