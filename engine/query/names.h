// From names in a question to things of the review: "Matching a concept" of semantics.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "query/operator.h"

namespace retroduce::query {

/// What is to be told beside the answer, and what refuses the question.
struct Remarks {
  base::Diagnostics refused;
  std::vector<std::string> notes;
};

/// Concepts that a name matches: by label, then alias, folded, `*` a prefix; and all below them
/// unless `exactly`. Sorted; empty where the name is unknown. `notes` hears of an alias.
std::vector<model::ConceptId> matching_concepts(const model::Snapshot& snapshot,
                                                std::string_view name, bool exactly,
                                                std::vector<std::string>& notes);

/// The terms that each of the names means, sorted. Unknown ones are refused together, one that
/// never stands in the role of the slot gets a note saying where it does stand; of many, the first
/// do.
std::vector<std::vector<graph::Term>> resolve_concepts(const model::Snapshot& snapshot,
                                                       const Question& question, const Slot& slot,
                                                       const std::vector<Name>& names,
                                                       Remarks& remarks);

std::optional<model::ConfigurationId> resolve_configuration(const model::Snapshot& snapshot,
                                                            const Question& question,
                                                            const Name& name, Remarks& remarks);

/// The coder as the review names him.
std::string resolve_coder(const model::Details& details, const Question& question, const Name& name,
                          Remarks& remarks);

/// Refuses unknown names (one at least), at the place of the first: "no concept is called "a"", of
/// many the first few and how many more. `list_all` tells where those stand that there are.
void refuse_unknown(const Question& question, const std::vector<Name>& unknown,
                    const std::string& code, const std::string& sentence,
                    const std::vector<std::string>& candidates, const std::string& list_all,
                    Remarks& remarks);

}  // namespace retroduce::query
