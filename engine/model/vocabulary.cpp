#include "model/vocabulary.h"

#include <algorithm>

#include "base/text.h"

namespace retroduce::model {

namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view roles[] = {"intervention", "actor", "context", "mechanism", "outcome"};
constexpr std::string_view parts[] = {"unsplit", "resource", "reasoning"};
constexpr std::string_view directions[] = {"", "rise", "fall", "mixed", "none"};
constexpr std::string_view stances[] = {"supports", "refines", "contradicts"};
constexpr std::string_view inferences[] = {"stated", "inferred", "theorised"};
constexpr std::string_view statuses[] = {"proposed", "supported", "refined", "refuted"};
constexpr std::string_view links[] = {"ripple", "embedded in", "rival of", "counter-condition of"};
constexpr std::string_view criteria[] = {"relevance", "richness", "rigour"};
constexpr std::string_view theories[] = {"programme", "substantive"};
constexpr std::string_view lineages[] = {"kept", "reworded", "split", "merged", "dropped", "new"};
constexpr std::string_view entry_lists[] = {
    "criteria", "appraisal levels", "steps",          "rameses",      "cerqual", "glossary",
    "flow",     "rivals",           "table settings", "double coding"};
constexpr std::string_view anchors[] = {"exact", "folded", "near", "none"};
constexpr std::string_view things[] = {
    "review",         "coder",      "study",          "document",     "theme",     "concept",
    "extract",        "coding",     "configuration",  "element",      "evidence",  "link",
    "appraisal",      "theory",     "theory version", "statement",    "construct", "reading",
    "saved question", "attachment", "entry",          "foreign part", "memo",      "resolution",
    "record",         "sameness"};

template <typename E>
std::optional<E> among(std::string_view word) {
  const std::string folded = base::fold(word);
  const Words words = words_of<E>();
  const auto found = std::find(words.begin(), words.end(), folded);
  if (found == words.end()) return std::nullopt;
  return static_cast<E>(found - words.begin());
}

/// Other programs' words for ours, tried where the word itself is none of the list.
template <typename E>
std::optional<E> among(std::string_view word,
                       std::initializer_list<std::pair<std::string_view, E>> others) {
  if (const auto own = among<E>(word)) return own;
  const std::string folded = base::fold(word);
  for (const auto& [other, value] : others) {
    if (other == folded) return value;
  }
  return std::nullopt;
}

}  // namespace

template <>
Words words_of<Role>() {
  return roles;
}
template <>
Words words_of<AnchorHow>() {
  return anchors;
}
template <>
Words words_of<MechanismPart>() {
  return parts;
}
template <>
Words words_of<Direction>() {
  return directions;
}
template <>
Words words_of<Stance>() {
  return stances;
}
template <>
Words words_of<Inference>() {
  return inferences;
}
template <>
Words words_of<Status>() {
  return statuses;
}
template <>
Words words_of<LinkKind>() {
  return links;
}
template <>
Words words_of<Criterion>() {
  return criteria;
}
template <>
Words words_of<TheoryKind>() {
  return theories;
}
template <>
Words words_of<Lineage>() {
  return lineages;
}
template <>
Words words_of<EntryList>() {
  return entry_lists;
}
template <>
Words words_of<ThingKind>() {
  return things;
}

template <>
std::optional<Role> from_word(std::string_view word) {
  return among<Role>(word, {{"i", Role::intervention},
                            {"a", Role::actor},
                            {"c", Role::context},
                            {"m", Role::mechanism},
                            {"o", Role::outcome}});
}
template <>
std::optional<AnchorHow> from_word(std::string_view word) {
  return among<AnchorHow>(word);
}
template <>
std::optional<MechanismPart> from_word(std::string_view word) {
  return among<MechanismPart>(word);
}
template <>
std::optional<Direction> from_word(std::string_view word) {
  return among<Direction>(word, {{"+", Direction::rise},
                                 {"-", Direction::fall},
                                 {"−", Direction::fall},
                                 {"+/-", Direction::mixed},
                                 {"0", Direction::none}});
}
template <>
std::optional<Stance> from_word(std::string_view word) {
  return among<Stance>(word, {{"support", Stance::supports},
                              {"refine", Stance::refines},
                              {"contradict", Stance::contradicts}});
}
template <>
std::optional<Inference> from_word(std::string_view word) {
  return among<Inference>(word);
}
template <>
std::optional<Status> from_word(std::string_view word) {
  return among<Status>(word, {{"draft", Status::proposed},
                              {"accepted", Status::supported},
                              {"rejected", Status::refuted}});
}
template <>
std::optional<LinkKind> from_word(std::string_view word) {
  return among<LinkKind>(word);
}
template <>
std::optional<Criterion> from_word(std::string_view word) {
  return among<Criterion>(word);
}
template <>
std::optional<TheoryKind> from_word(std::string_view word) {
  return among<TheoryKind>(word);
}
template <>
std::optional<Lineage> from_word(std::string_view word) {
  return among<Lineage>(word);
}
template <>
std::optional<EntryList> from_word(std::string_view word) {
  return among<EntryList>(word);
}
template <>
std::optional<ThingKind> from_word(std::string_view word) {
  return among<ThingKind>(word);
}

}  // namespace retroduce::model
