// What a graph leaves out of a review, by kind and with its number. Each form says what it shows;
// whatever the review holds beside that is told. Knows no form.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

namespace retroduce::interchange {

struct ReviewGraph;

/// What one form of graph shows and another does not. What every one shows (labels, roles, links)
/// and what none does (notes, other names) is no choice, and stands in graph_losses.cpp alone.
enum class Shown : std::uint8_t {
  review_title,
  documents,  ///< with authors, year, title and DOI
  document_types,
  containers,
  urls,
  studies,       ///< of documents
  lone_studies,  ///< that no document reports on
  themes,        ///< of configurations
  lone_themes,   ///< that no configuration belongs to
  all_concepts,  ///< and not only those that are drawn in a configuration
  definitions,
  parents,  ///< which concept stands below which
  titles,   ///< of configurations, with level and status
  statements,
  all_elements,  ///< interventions and actors too
  element_details,
  evidence,  ///< an edge for what a document says of a configuration
  link_notes,
};

std::map<std::string, std::int64_t> left_out(const ReviewGraph& graph,
                                             const std::set<Shown>& shown);

}  // namespace retroduce::interchange
