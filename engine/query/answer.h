// What a question gives back: rows with their witnesses, in the order that is fixed for the kind.
// Knows nothing of the database or of output formats: reports and the command line render it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "model/snapshot.h"

namespace retroduce::graph {
class EvidenceGraph;
}

namespace retroduce::query {

/// A value of an answer's field: nothing, yes or no, a number, words, a list, or named parts in
/// order.
struct Value;
using Values = std::vector<Value>;
using Parts = std::vector<std::pair<std::string, Value>>;
struct Value {
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Values, Parts> value;
  friend bool operator==(const Value&, const Value&) = default;
};

enum class Cut : std::uint8_t { none, limit, length };

/// One answer. `fields` stand in the order of contract.md's table for the kind and are what JSON
/// shows; every row also names the configurations and documents that it rests on (its witness).
struct Row {
  Parts fields;
  std::vector<model::ConfigurationId> configurations;  ///< label order, for chains in chain order
  std::vector<model::DocumentId> documents;  ///< key order; supporting and disputing alike
  std::vector<std::string> marks;  ///< "rests on CMOC 9, which is refuted", "rests on one document"
};

/// One configuration of a chain as text shows it; see chain_steps.
struct ChainStep {
  model::ConfigurationId configuration;
  std::vector<std::string> contexts;    ///< of the first step: those that were asked for, else all
  std::vector<std::string> mechanisms;  ///< empty: it names none, which is to be marked
  std::vector<std::string>
      outcomes;   ///< the joints to the next; of the last: those asked for, else all
  Value further;  ///< contexts that it needs beside these and beside the joint before it
  std::int64_t support = 0;
  std::int64_t in_part = 0;  ///< of its support: by evidence on single elements only
  std::int64_t dispute = 0;
  bool is_weakest = false;  ///< the first step with the least support
};

struct Answer {
  std::string question;  ///< as asked, blanks at the ends removed
  std::string
      kind;  ///< contract.md: contexts, mechanisms, outcomes, chains, reachable, given, gaps …
  std::string headline;  ///< one sentence with the counts, for people
  std::vector<Row> rows;
  std::int64_t total = 0;
  bool total_is_exact = true;
  bool truncated = false;
  Cut cut = Cut::none;
  std::vector<std::string> notes;
  bool counts_studies = false;    ///< support, dispute and threads are of studies (`by study`)
  std::vector<std::string> next;  ///< what to ask next: questions in the question language
  /// Of chains and loops: the steps of a row, made when text is written, not for every row of every
  /// answer.
  std::function<std::vector<ChainStep>(const Row&)> steps;
  /// What the question saw of the review: which documents support and dispute there.
  std::shared_ptr<const graph::EvidenceGraph> graph;
};

}  // namespace retroduce::query
