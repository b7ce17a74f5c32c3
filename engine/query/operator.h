// What a form of question is, and the list of them. A form is one file operators/<name>.cpp and one
// line in operators.def; the parser reads the question by the form's words and slots and knows none
// by itself.
#pragma once

#include <array>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "query/query.h"
#include "query/question.h"

namespace retroduce::query {

/// A place for names or words, behind `word` (empty: right behind the words of the form).
struct Slot {
  /// `question`: all that follows, a question of its own.
  enum class Kind : std::uint8_t {
    none,
    concepts,
    configuration,
    text,
    role,
    coder,
    number,
    question
  };
  Kind kind = Kind::none;
  std::string_view word;
  bool required = true;
  std::array<model::Role, 2> roles{};  ///< concepts: the role asked for; two alike where it is one
  bool has_role = false;
  std::size_t most = 0;  ///< names that may stand; 0 = any number
};

constexpr Slot concepts_as(std::string_view word, model::Role role, bool required = true) {
  return {Slot::Kind::concepts, word, required, {role, role}, true};
}
constexpr Slot concepts_as_any(std::string_view word, model::Role role, model::Role other) {
  return {Slot::Kind::concepts, word, true, {role, other}, true};
}
constexpr Slot slot(Slot::Kind kind, std::string_view word = {}, bool required = true) {
  return {kind, word, required, {}, false};
}

constexpr Slot at_most(std::size_t names, Slot slot) {
  slot.most = names;
  return slot;
}

/// What may stand behind a form beside its slots.
enum Modifier : unsigned {
  takes_exactly = 1,
  takes_study = 2,
  takes_within = 4,
  takes_require = 8,
  takes_threshold = 16,
  takes_documents = 32,       ///< where on fields of documents, without
  takes_configurations = 64,  ///< where on fields of configurations, support >= n
  takes_zoom = 128,
  takes_consistency = 256,
  takes_scope = takes_documents | takes_configurations,
};

/// A question on its way to its answer: what it asks, with every name looked up. Lends everything.
struct Asking {
  const World* world = nullptr;
  const Question* question = nullptr;
  graph::Scope scope;                                        ///< what the filters leave
  std::shared_ptr<const graph::EvidenceGraph> graph;         ///< of that scope
  std::size_t limit = 0;                                     ///< 0 = all
  std::vector<std::vector<graph::Term>> terms;               ///< per slot of kind concepts
  std::vector<std::vector<std::vector<graph::Term>>> named;  ///< the same, per name of the slot
  std::vector<model::ConfigurationId> configurations;        ///< per slot of kind configuration
  std::string coder;                    ///< of a slot of kind coder, as the review has it
  std::shared_ptr<const Asking> inner;  ///< the question that this one wraps

  const model::Snapshot& snapshot() const { return *world->snapshot; }
};

struct Operator {
  std::string_view name;        ///< the words that begin it: "contexts triggering"
  std::string_view kind;        ///< of its answers, as contract.md has them
  std::string_view parameters;  ///< what follows the words, for help: "\"M\""
  std::string_view example;
  std::string_view help;  ///< one sentence
  std::array<Slot, 3> slots;
  unsigned takes;
  bool needs_one;  ///< of its optional slots, one at least stands
  void (*run)(const Asking&, Answer&);
  std::string_view why_no_zoom = {};  ///< of a form without takes_zoom: a reason, for its refusal
};

/// Runs the form: an answer with its question, kind and rows.
Answer answered(const Asking& asking);

/// Thrown by a form that finds out only from the review that it cannot be asked so; `ask` hands the
/// diagnostic back.
struct Refused {
  base::Diagnostic diagnostic;
};

/// In the order of operators.def.
std::span<const Operator* const> operators();

}  // namespace retroduce::query
