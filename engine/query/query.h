// The question as parsed, and how it is asked. Grammar: schemas/grammar/query.ebnf.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/progress.h"
#include "graph/evidence_graph.h"
#include "model/details.h"
#include "model/snapshot.h"
#include "query/answer.h"

namespace retroduce::query {

/// What a question is asked of; all lent by the caller for the length of the call.
struct World {
  model::SnapshotPtr snapshot;
  const model::Details* details = nullptr;
  base::Progress* progress = nullptr;
  /// Of the whole snapshot, for questions without filters; made anew for each question where null.
  std::shared_ptr<const graph::EvidenceGraph> graph;
};

struct AskOptions {
  std::size_t limit = 1000;  ///< rows; 0 = all
};

/// Reads the question and answers it. Never throws for the question itself: a question that cannot
/// be read, an unknown name or field is a refused Diagnostic with the line, a caret and what was
/// probably meant.
base::Parsed<Answer> ask(const World& world, std::string_view question,
                         const AskOptions& options = {});

/// A form of question for help and for "did you mean": "contexts triggering \"M\"".
struct Form {
  std::string_view name;
  std::string_view example;
  std::string_view help;
};
std::vector<Form> forms();

}  // namespace retroduce::query
