// Trees of evidence: things with children, from a configuration down to the quotes.
#pragma once

#include <span>
#include <string>

#include "query/operator.h"

namespace retroduce::query {

/// {thing, children, kind, more …}
Value tree_node(std::string thing, std::string_view kind, Values children, Parts more = {});

/// A configuration, its elements and the whole, with the evidence on each that the filters leave.
Value configuration_tree(const Asking& asking, model::ConfigurationId k);

/// An extract: its quote, its codings, and the configurations that it is evidence for.
Value extract_tree(const Asking& asking, model::ExtractKey key,
                   std::span<const model::ConfigurationId> evidence_for);

}  // namespace retroduce::query
