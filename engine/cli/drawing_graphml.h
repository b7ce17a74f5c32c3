// From the text of a network to GraphML, for programs that lay it out in their own way.
#pragma once

#include <string>

namespace retroduce::cli {

/// `json` is what `dot -Tdot_json` says of the network. The shapes of the figure with their words
/// and the frame that they stand in, its lines with weight (points) and style; no places. Same
/// network, same bytes. Fails: Error corrupt where `json` is no such thing.
std::string graphml_of(const std::string& json);

}  // namespace retroduce::cli
