// Concepts of an answer with the configurations that they stand in, and `zoom`: concepts cut to a
// depth of their tree. Zoom is for finished answers: cut before joining, concepts would make joints
// that were not there (semantics.md, "Chains").
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "model/extract_list.h"
#include "query/operator.h"

namespace retroduce::query {

/// What `zoom` asked for; unset: nothing is cut.
using Depth = std::optional<std::size_t>;

/// The concept cut to the depth: itself, or the one above it at that depth.
model::ConceptId zoomed(const model::Snapshot& snapshot, Depth depth, model::ConceptId id);
/// An opposite stays as it is: the lack of a concept is not the lack of what stands above it.
graph::Term zoomed(const model::Snapshot& snapshot, Depth depth, graph::Term term);
/// Each cut, then sorted, each once.
std::vector<graph::Term> zoomed(const model::Snapshot& snapshot, Depth depth,
                                std::vector<graph::Term> terms);
graph::Term zoomed(const Asking& asking, graph::Term term);
std::vector<graph::Term> zoomed(const Asking& asking, std::vector<graph::Term> terms);
/// The same extracts, the concepts of each cut.
model::ExtractList zoomed(const Asking& asking, const model::ExtractList& extracts);

struct TermGroup {
  graph::Term term;
  std::vector<model::ConfigurationId> configurations;  ///< label order, each once
  graph::Tally counted;                                ///< over the configurations together
};

using Standing = std::pair<graph::Term, model::ConfigurationId>;

/// Those that fall together, once zoomed, united; by label.
std::vector<TermGroup> group_terms(const Asking& asking, std::vector<Standing> standings);

/// Support falling; what is alike keeps its order.
void sort_by_support(std::vector<TermGroup>& groups);

/// The terms of the configurations in a role, as standings.
std::vector<Standing> standings_of(const Asking& asking,
                                   std::span<const model::ConfigurationId> configurations,
                                   model::Role role);

/// Configurations that take part, label order.
std::vector<model::ConfigurationId> taking_part(const Asking& asking);

}  // namespace retroduce::query
