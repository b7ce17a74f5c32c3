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
  if (document.text) ++left_["full texts"];
  graph_.documents.back().text.reset();
}

void GraphSink::add(const model::Extract& extract) {
  document_of_.push_back(extract.document.value);
  QuietSink::add(extract);  // its words stay behind
}

void GraphSink::add(const model::Evidence& evidence) {
  EvidenceCounts& counts = graph_.evidence;
  ++counts.pieces;
  counts.for_elements += evidence.element ? 1 : 0;
  counts.not_stated += evidence.inference != model::Inference::stated ? 1 : 0;
  counts.with_note += evidence.note.empty() ? 0 : 1;
  pieces_.push_back({evidence.configuration.value, document_of_.at(evidence.extract.index()),
                     evidence.stance, evidence.extract.value});
}

/// The first decision on a document holds, as questions have it; one that would close a circle says
/// nothing.
void GraphSink::add(const model::Sameness& sameness) {
  if (!sameness.is_same) return QuietSink::add(sameness);
  const auto root = [this](std::uint32_t document) {
    for (auto up = stands_for_.find(document); up != stands_for_.end();
         up = stands_for_.find(document))
      document = up->second;
    return document;
  };
  const std::uint32_t first = root(sameness.document.value);
  const std::uint32_t second = root(sameness.other.value);
  if (first == second) return;
  stands_for_[second] = first;
  ++left_["documents that were decided to be doubles of another, which stands for both"];
}

/// Documents that were decided to be one paper are one node, and support once.
void GraphSink::unite_doubles() {
  if (stands_for_.empty()) return;
  std::vector<std::uint32_t> place(graph_.documents.size());
  std::vector<model::Document> kept;
  for (std::uint32_t i = 0; i < place.size(); ++i) {
    if (stands_for_.count(i) > 0) continue;
    place[i] = static_cast<std::uint32_t>(kept.size());
    kept.push_back(std::move(graph_.documents[i]));
  }
  for (Piece& piece : pieces_) {
    for (auto up = stands_for_.find(piece.document); up != stands_for_.end();
         up = stands_for_.find(piece.document))
      piece.document = up->second;
    piece.document = place.at(piece.document);
  }
  graph_.documents = std::move(kept);
}

/// An extract that bears on the whole and on elements is one extract.
void GraphSink::finish() {
  left_.merge(left_out(graph_, shown_));
  unite_doubles();
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
