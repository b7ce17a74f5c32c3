// The review as a graph: configurations joined where an outcome of one is a context of another,
// with the supports that questions count. Boost.Graph stays inside engine/graph/*.cpp.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "graph/lists.h"
#include "model/snapshot.h"

namespace retroduce::graph {

using model::ConceptId;
using model::ConfigurationId;
using model::DocumentId;
using model::ListColumn;
using model::Role;

/// A concept with its sign: `opposite` is the lack or the fall. Never equal to the concept without
/// it.
struct Term {
  ConceptId concept_;
  bool opposite = false;
  friend auto operator<=>(const Term&, const Term&) = default;
};

/// A term's number from 0, in the order of terms.
inline std::size_t place_of(Term term) {
  return term.concept_.index() * 2 + static_cast<std::size_t>(term.opposite);
}
inline Term term_at(std::size_t place) { return {ConceptId{place / 2}, place % 2 == 1}; }

/// What a question leaves of the review: which documents count, which configurations take part,
/// whether studies are counted. Built by query from `where`, `without`, `support >=`, `by study`.
struct Scope {
  std::vector<bool> documents;       ///< by DocumentId; empty = all
  std::vector<bool> extracts;        ///< by ExtractKey, of documents that count; empty = all
  std::vector<bool> configurations;  ///< by ConfigurationId; empty = all
  std::size_t least_support = 0;     ///< configurations with fewer supporting voices drop out
  bool by_study = false;
};

struct Workspace;

/// Immutable; holds its snapshot. Joints go by exact concept and `opposite`; `when not fired`
/// outcomes make none. What a question does not need is not built; asking is safe from several
/// threads. Voices are documents, or studies with `by_study`; lists of voices are sorted and
/// without repeats.
class EvidenceGraph {
 public:
  EvidenceGraph(model::SnapshotPtr snapshot, Scope scope);
  ~EvidenceGraph();
  EvidenceGraph(EvidenceGraph&&) noexcept;
  EvidenceGraph& operator=(EvidenceGraph&&) noexcept;
  EvidenceGraph(const EvidenceGraph&) = delete;
  EvidenceGraph& operator=(const EvidenceGraph&) = delete;

  const model::Snapshot& snapshot() const { return *snapshot_; }
  bool takes_part(ConfigurationId configuration) const;
  bool counts(DocumentId document) const;
  /// Whether an extract of the document does.
  bool counts(DocumentId document, model::ExtractKey extract) const;
  bool counts_studies() const;

  /// Configurations that take part and hold the term in the role (outcomes: fired ones), label
  /// order.
  std::span<const ConfigurationId> holding(Role role, Term term) const;
  /// Configurations that follow (precede) this one by some joint, label order, each once. The first
  /// call lists the joints of all: searches that see a few ask joints.h.
  std::span<const ConfigurationId> next(ConfigurationId configuration) const;
  std::span<const ConfigurationId> previous(ConfigurationId configuration) const;
  /// The holders of every term, by place_of.
  const ListColumn<ConfigurationId>& holders(Role role) const;
  /// The same of outcomes where the mechanism does not fire.
  const ListColumn<ConfigurationId>& unfired() const;
  /// place_of the fired outcomes of each configuration that takes part, each once.
  const Lists<std::uint32_t>& outcomes() const;
  /// How many different contexts each configuration holds; 0 where it takes no part.
  const std::vector<std::uint32_t>& context_counts() const;
  /// Visits the terms that the configuration holds in the role (outcomes: fired ones), in printed
  /// order; one that stands twice comes twice.
  template <typename Visit>
  void each_term(ConfigurationId configuration, Role role, const Visit& visit) const {
    for (const model::SnapshotElement& element : snapshot().elements_of(configuration)) {
      if (element.role == role && !element.when_not_fired) {
        visit(Term{element.concept_, element.opposite});
      }
    }
  }
  /// The terms that the configuration holds in the role (outcomes: fired ones), each once, sorted.
  std::vector<Term> terms(ConfigurationId configuration, Role role) const;
  /// The joints between two configurations, by concept then opposite.
  std::vector<Term> joints(ConfigurationId from, ConfigurationId to) const;

  /// Voices that support or refine (contradict) the configuration or an element of it.
  std::span<const std::uint32_t> supporting(ConfigurationId configuration) const;
  std::span<const std::uint32_t> disputing(ConfigurationId configuration) const;
  std::size_t support(ConfigurationId configuration) const {
    return supporting(configuration).size();
  }
  const ListColumn<std::uint32_t>& supporters() const;
  const ListColumn<std::uint32_t>& disputers() const;
  /// The documents that do so by extracts that the scope leaves, be it that they count or not.
  const ListColumn<std::uint32_t>& supporting_documents() const;
  const ListColumn<std::uint32_t>& disputing_documents() const;
  /// The supports that configurations have, falling, each once.
  const std::vector<std::size_t>& supports() const;

  /// Memory for one search, lent until the lease ends (workspace.h).
  class Lease;
  Lease borrow() const;

 private:
  struct Body;
  std::unique_ptr<Body> body_;
  const model::Snapshot* snapshot_;  ///< the body's
};

}  // namespace retroduce::graph
