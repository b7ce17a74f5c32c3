// The closed word lists of a realist review, each with its printed form.
// The words are those of semantics.md's table in design terms: RAMESES, Pawson & Tilley 1997,
// Dalkin et al. 2015 for the split of a mechanism in resource and reasoning. schema.sql repeats
// them as CHECKs.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace retroduce::model {

/// What a concept is in a configuration or a coding. The order is the printed one.
enum class Role : std::uint8_t { intervention, actor, context, mechanism, outcome };

/// A mechanism is what is offered (resource), what people make of it (reasoning), or not told
/// apart.
enum class MechanismPart : std::uint8_t { unsplit, resource, reasoning };

/// Only describes; never enters logic (that is `opposite`).
enum class Direction : std::uint8_t { unstated, rise, fall, mixed, none };

enum class Stance : std::uint8_t { supports, refines, contradicts };
enum class Inference : std::uint8_t { stated, inferred, theorised };
enum class Status : std::uint8_t { proposed, supported, refined, refuted };
enum class LinkKind : std::uint8_t { ripple, embedded_in, rival_of, counter_condition_of };
enum class Criterion : std::uint8_t { relevance, richness, rigour };
enum class TheoryKind : std::uint8_t { programme, substantive };
/// How an extract was found in its document's text: letter by letter, but for blanks, hyphens and
/// quotation marks, nearly, or not.
enum class AnchorHow : std::uint8_t { exact, folded, near, none };
enum class Lineage : std::uint8_t { kept, reworded, split, merged, dropped, created };
/// What a review publishes beside its configurations, line by line; the fields of each stand in
/// entry_lists.h.
enum class EntryList : std::uint8_t {
  criteria,
  appraisal_levels,
  steps,
  rameses,
  cerqual,
  glossary,
  flow,
  rivals,
  table_settings,
  double_coding
};

/// What a memo, a foreign part or a row of history may be about. Of a foreign part and of the last
/// three only history tells.
enum class ThingKind : std::uint8_t {
  review,
  coder,
  study,
  document,
  theme,
  concept_,
  extract,
  coding,
  configuration,
  element,
  evidence,
  link,
  appraisal,
  theory,
  theory_version,
  statement,
  construct,
  reading,
  saved_question,
  attachment,
  entry,
  foreign_part,
  memo,
  resolution,
  record,
  sameness
};
inline constexpr std::size_t thing_kinds = static_cast<std::size_t>(ThingKind::sameness) + 1;

/// The words of an enumeration in the order of its values: `words_of<Role>()[0]` is "intervention".
template <typename E>
std::span<const std::string_view> words_of();

/// The printed word of a value.
template <typename E>
std::string_view to_word(E value) {
  return words_of<E>()[static_cast<std::size_t>(value)];
}

/// The word of a role, or the empty one where none is said.
inline std::string_view to_word(const std::optional<Role>& role) {
  return role ? to_word(*role) : std::string_view();
}

/// The value of a word, case ignored, surrounding blanks too; nothing where it is none of the list.
/// Status takes the bench words too (draft, accepted, rejected); Role takes single letters (I A C M
/// O); Direction takes + - mixed none and the empty word.
template <typename E>
std::optional<E> from_word(std::string_view word);

}  // namespace retroduce::model
