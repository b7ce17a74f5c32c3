// Where a chain breaks: outcomes and contexts that are nearly the same concept.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

#include "base/text.h"
#include "graph/analyses.h"
#include "graph/lists.h"

namespace retroduce::graph {
namespace {

/// Words of more than three letters of a label; shorter ones say little.
std::vector<std::string> words_of(std::string_view label) {
  std::vector<std::string> words;
  for (const std::string& word : base::split(base::fold(label), ' ')) {
    if (base::count_code_points(word) > 3) words.push_back(word);
  }
  unite(words);
  return words;
}

using Holders = std::map<Term, std::vector<ConfigurationId>>;

Holders holders_of(const EvidenceGraph& graph, std::span<const ConfigurationId> configurations,
                   Role role) {
  Holders holders;
  for (const ConfigurationId k : configurations) {
    for (const Term term : graph.terms(k, role)) holders[term].push_back(k);
  }
  return holders;
}

class Finder {
 public:
  Finder(const EvidenceGraph& graph, Holders makers, Holders meeting, std::size_t most)
      : concepts_(graph.snapshot().concepts),
        makers_(std::move(makers)),
        meeting_(std::move(meeting)),
        most_(most) {}

  std::vector<NearJoint> find() {
    for (const auto& [made, from] : makers_) parents_and_children(made);
    if (!is_enough()) {
      for (const auto& [made, from] : makers_) {
        offer(NearJoint::Kind::opposite, 0, made, {made.concept_, !made.opposite});
      }
    }
    if (!is_enough()) words();
    return nearest();
  }

 private:
  void parents_and_children(Term made) {
    const ConceptId parent = concepts_[made.concept_.index()].parent;
    if (parent.is_set()) offer(NearJoint::Kind::parent_and_child, 0, made, {parent, made.opposite});
    for (const auto& [met, to] : meeting_) {
      const bool is_child = concepts_[met.concept_.index()].parent == made.concept_;
      if (is_child && met.opposite == made.opposite) {
        offer(NearJoint::Kind::parent_and_child, 0, made, met);
      }
    }
  }

  void words() {
    std::map<std::string, std::vector<Term>> by_word;
    for (const auto& [met, to] : meeting_) {
      for (const std::string& word : words_of(concepts_[met.concept_.index()].label)) {
        by_word[word].push_back(met);
      }
    }
    for (const auto& [made, from] : makers_) {
      std::map<Term, std::size_t> shared;
      for (const std::string& word : words_of(concepts_[made.concept_.index()].label)) {
        const auto at = by_word.find(word);
        if (at == by_word.end()) continue;
        for (const Term met : at->second) {
          if (met.opposite == made.opposite) ++shared[met];
        }
      }
      for (const auto& [met, count] : shared)
        offer(NearJoint::Kind::shared_words, count, made, met);
    }
  }

  /// Of one pair of terms the first few pairs of configurations are enough: the rest come after
  /// them.
  void offer(NearJoint::Kind kind, std::size_t shared, Term made, Term met) {
    const auto to = meeting_.find(met);
    if (to == meeting_.end()) return;
    std::size_t count = 0;
    for (const ConfigurationId first : makers_.at(made)) {
      for (const ConfigurationId second : to->second) {
        if (count++ == most_) return;
        found_.push_back({kind, shared, first, second, made, met});
      }
    }
  }

  bool is_enough() const {
    std::set<std::pair<ConfigurationId, ConfigurationId>> pairs;
    for (const NearJoint& one : found_) pairs.emplace(one.from, one.to);
    return pairs.size() >= most_;
  }

  std::vector<NearJoint> nearest() {
    std::sort(found_.begin(), found_.end(), [](const NearJoint& a, const NearJoint& b) {
      return std::tie(a.kind, b.shared_words, a.from, a.to, a.made, a.met) <
             std::tie(b.kind, a.shared_words, b.from, b.to, b.made, b.met);
    });
    std::vector<NearJoint> kept;
    std::set<std::pair<ConfigurationId, ConfigurationId>> pairs;
    for (const NearJoint& one : found_) {
      if (kept.size() == most_) break;
      if (pairs.emplace(one.from, one.to).second) kept.push_back(one);
    }
    return kept;
  }

  const model::Concepts& concepts_;
  Holders makers_;
  Holders meeting_;
  std::size_t most_;
  std::vector<NearJoint> found_;
};

}  // namespace

std::vector<NearJoint> near_joints(const EvidenceGraph& graph,
                                   std::span<const ConfigurationId> makers,
                                   std::span<const ConfigurationId> meeting, std::size_t most) {
  return Finder(graph, holders_of(graph, makers, Role::outcome),
                holders_of(graph, meeting, Role::context), most)
      .find();
}

}  // namespace retroduce::graph
