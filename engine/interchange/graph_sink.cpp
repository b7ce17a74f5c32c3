#include "interchange/graph_sink.h"

#include <algorithm>

namespace retroduce::interchange {

std::string ReviewGraph::name_of(const model::Element& element) const {
  return element.concept_.is_set() ? concepts.at(element.concept_.index()).label : element.wording;
}

std::string ReviewGraph::theme_of(const model::Configuration& configuration) const {
  return configuration.theme.is_set() ? themes.at(configuration.theme.index()).label
                                      : std::string();
}

std::vector<std::uint32_t> ReviewGraph::opposites() const {
  std::vector<std::uint32_t> found;
  for (const model::Configuration& configuration : configurations) {
    for (const model::Element& each : configuration.elements) {
      if (each.opposite && each.concept_.is_set()) found.push_back(each.concept_.value);
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

void GraphSink::add(const model::Document& document) {
  graph_.documents.push_back(document);
  graph_.documents.back().text.reset();
}

void GraphSink::add(const model::Extract& extract) {
  document_of_.push_back(extract.document.value);
  QuietSink::add(extract);  // its words stay behind
}

void GraphSink::add(const model::Evidence& evidence) {
  pieces_.push_back({evidence.configuration.value, document_of_.at(evidence.extract.index()),
                     evidence.stance, evidence.extract.value});
}

/// An extract that bears on the whole and on elements is one extract.
void GraphSink::finish() {
  std::sort(pieces_.begin(), pieces_.end());
  pieces_.erase(std::unique(pieces_.begin(), pieces_.end()), pieces_.end());
  for (const Piece& piece : pieces_) {
    std::vector<Bearing>& all = graph_.bearings;
    const bool is_new = all.empty() || all.back().configuration != piece.configuration ||
                        all.back().document != piece.document || all.back().stance != piece.stance;
    if (is_new) all.push_back({piece.configuration, piece.document, piece.stance, 0});
    ++all.back().extracts;
  }
  pieces_.clear();
  write(graph_);
}

}  // namespace retroduce::interchange
