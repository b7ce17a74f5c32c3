// What chains and loops share: their rows, the words for their classes, and their steps for text.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "query/operator.h"
#include "query/term_groups.h"

namespace retroduce::query {

/// joints, strength, threads, support_class, told_whole. `closed`: a loop, with the joints from its
/// last to its first.
Row chain_row(const Asking& asking, std::vector<model::ConfigurationId> chain, bool closed);

/// "thread", as questions and answers say it.
std::string_view class_word(graph::ChainClass class_);

/// "1 is told whole by a single document", one note per class that the rows have.
void note_classes(const Asking& asking, Answer& answer);

using AskedTerms = std::optional<std::vector<graph::Term>>;
/// Concepts cut to `zoom` when all else is done.
std::vector<ChainStep> chain_steps(const graph::EvidenceGraph& graph, const Row& row,
                                   const AskedTerms& from, const AskedTerms& to, bool closed,
                                   Depth zoom);

}  // namespace retroduce::query
