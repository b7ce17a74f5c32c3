// What can be reached along joints, at any distance: breadth first from term to term. A term is
// stepped over once, however many configurations hold it, and no list of joints is needed.
#include <algorithm>

#include "graph/analyses.h"
#include "graph/workspace.h"

namespace retroduce::graph {
namespace {

/// From the starts on: what holds a `met` term that one of them holds as `made`, and so on.
std::vector<ConfigurationId> search(const EvidenceGraph& graph,
                                    std::span<const ConfigurationId> starts, Role made, Role met) {
  const ListColumn<ConfigurationId>& meeting = graph.holders(met);
  const auto work = graph.borrow();
  const std::size_t size = graph.snapshot().configurations.size();
  work->configurations.start(size);
  work->terms.start(graph.snapshot().concepts.size() * 2);
  std::vector<ConfigurationId> found;
  const auto enter = [&](ConfigurationId k) {
    if (work->configurations.add(k.index())) found.push_back(k);
  };
  for (const ConfigurationId start : starts) enter(start);
  for (std::size_t next = 0; next < found.size(); ++next) {
    const ConfigurationId from = found[next];
    if (!graph.takes_part(from)) continue;
    graph.each_term(from, made, [&](Term term) {
      if (!work->terms.add(place_of(term))) return;
      for (const ConfigurationId k : meeting[place_of(term)]) enter(k);
    });
  }
  if (found.size() * 32 < size) {
    std::sort(found.begin(), found.end());
    return found;
  }
  found.clear();
  for (std::size_t k = 0; k < size; ++k) {
    if (work->configurations.has(k)) found.emplace_back(k);
  }
  return found;
}

/// Sorted, or where they are many read off the marks.
std::vector<Term> in_order(std::vector<Term> terms, const Marks& marks, std::size_t places) {
  if (terms.size() * 32 < places) {
    std::sort(terms.begin(), terms.end());
    return terms;
  }
  terms.clear();
  for (std::size_t place = 0; place < places; ++place) {
    if (marks.has(place)) terms.push_back(term_at(place));
  }
  return terms;
}

}  // namespace

std::vector<ConfigurationId> reachable(const EvidenceGraph& graph,
                                       std::span<const ConfigurationId> starts) {
  return search(graph, starts, Role::outcome, Role::context);
}

std::vector<Term> reachable_outcomes(const EvidenceGraph& graph,
                                     std::span<const ConfigurationId> starts) {
  const ListColumn<ConfigurationId>& meeting = graph.holders(Role::context);
  const Lists<std::uint32_t>& made = graph.outcomes();
  const auto work = graph.borrow();
  work->configurations.start(graph.snapshot().configurations.size());
  work->terms.start(graph.snapshot().concepts.size() * 2);
  std::vector<Term> found;
  const auto enter = [&](ConfigurationId k) {
    if (!work->configurations.add(k.index())) return;
    for (const std::uint32_t place : made[k.index()]) {
      if (work->terms.add(place)) found.push_back(term_at(place));
    }
  };
  for (const ConfigurationId start : starts) enter(start);
  for (std::size_t next = 0; next < found.size(); ++next) {
    for (const ConfigurationId k : meeting[place_of(found[next])]) enter(k);
  }
  return in_order(std::move(found), work->terms, graph.snapshot().concepts.size() * 2);
}

std::vector<ConfigurationId> reaching(const EvidenceGraph& graph,
                                      std::span<const ConfigurationId> ends) {
  return search(graph, ends, Role::context, Role::outcome);
}

}  // namespace retroduce::graph
