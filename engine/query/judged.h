// Judgements on extracts themselves, which stand before those on their documents.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "graph/evidence_graph.h"
#include "model/details.h"
#include "model/snapshot.h"

namespace retroduce::query {

/// The scale of a field of ratings, from the lowest.
const std::vector<std::string>& scale_of(const model::Snapshot& snapshot,
                                         const model::FieldColumn& column);

/// What extracts were judged themselves by a criterion: what was resolved, else the lowest; as
/// places on the scale.
std::map<model::ExtractKey, std::int32_t> judged_extracts(const model::Details& details,
                                                          const model::FieldColumn& criterion,
                                                          const std::vector<std::string>& scale);

/// Leaves the extracts in the scope that count; a document counts for one of them, too.
/// `scope.documents` must be there.
void leave_extracts(const model::ExtractList& all,
                    const std::function<bool(model::DocumentId, model::ExtractKey)>& counts,
                    graph::Scope& scope);

}  // namespace retroduce::query
