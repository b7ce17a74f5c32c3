// What is computed over the evidence graph: chains, reach, firing, regularities, disputes. One .cpp
// each. Meaning: semantics.md, "Chains" and "Questions, exactly". Pure functions; answers come
// fully ordered.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/progress.h"
#include "graph/evidence_graph.h"

namespace retroduce::graph {

/// Union over configurations, each voice once.
struct Tally {
  std::size_t support = 0;
  std::size_t dispute = 0;
};
Tally tally(const EvidenceGraph& graph, std::span<const ConfigurationId> configurations);

/// Documents in scope that bear on any of the configurations, key order, each once.
std::vector<DocumentId> witnesses(const EvidenceGraph& graph,
                                  std::span<const ConfigurationId> configurations);

/// Voices that support or refine the whole configuration, not elements of it alone; ascending.
std::vector<std::uint32_t> supporting_whole(const EvidenceGraph& graph, ConfigurationId k);

/// Documents in scope that support some of the configurations, none of them as a whole: their
/// voices bear on single elements only. Key order, each once.
std::vector<DocumentId> supporting_in_part(const EvidenceGraph& graph,
                                           std::span<const ConfigurationId> configurations);

/// Configurations that hold any of the terms in the role, label order, each once.
std::vector<ConfigurationId> holding_any(const EvidenceGraph& graph, Role role,
                                         std::span<const Term> terms);

// --- Relations ---

struct RelationScope {
  Role answered = Role::outcome;
  bool unfired = false;                 ///< outcomes of mechanisms that do not fire too
  std::span<const ConceptId> shown_as;  ///< by ConceptId, opposites as themselves; empty: all are
};

/// A term of the answer and where it stands.
struct Related {
  Term term;
  bool not_fired = false;
  Tally tally;
  std::uint32_t first = 0;  ///< its configurations are Relations::holders[first .. first + count)
  std::uint32_t count = 0;
};

struct Relations {
  std::vector<Related> rows;  ///< support falling, then term, fired before not fired
  std::vector<ConfigurationId> holders;
  /// Label order, each once.
  std::span<const ConfigurationId> configurations(const Related& row) const {
    return {holders.data() + row.first, row.count};
  }
};

/// The terms in the answered role of whole configurations (label order, each once).
Relations related(const EvidenceGraph& graph, std::span<const ConfigurationId> configurations,
                  const RelationScope& scope);
/// The same of all configurations that take part, each term as itself.
Relations all_related(const EvidenceGraph& graph, Role answered, bool unfired);

// --- Chains ---

/// What joins the sources of a chain, from the most to the least doubtful in the order it is
/// decided.
enum class ChainClass : std::uint8_t { conflict, unsupported, thread, study, stitched };

struct ChainQuestion {
  std::optional<std::vector<Term>> from;     ///< a context of the first
  std::optional<std::vector<Term>> through;  ///< a mechanism of any
  std::optional<std::vector<Term>> to;       ///< an outcome of the last
  std::size_t within = 6;                    ///< configurations at most, 1 to longest_chain
  std::optional<ChainClass> require;
  std::size_t limit = 1000;          ///< chains to list; 0 = all
  std::size_t patience = 2'000'000;  ///< configurations visited before counting is given up
  bool counts = true;                ///< false: only the `limit` strongest, `total` is at least
};
constexpr std::size_t longest_chain = 60;

struct Chains {
  Lists<ConfigurationId> listed;  ///< strength falling, length, labels
  std::int64_t total = 0;
  bool total_is_exact = true;
  bool listing_is_complete = true;  ///< false: patience ended before `limit` chains were found
};
Chains find_chains(const EvidenceGraph& graph, const ChainQuestion& question);

/// Whether the length cuts chains off: a list of `within` configurations leads on towards the
/// target, or that could not be ruled out.
bool could_go_on(const EvidenceGraph& graph, const ChainQuestion& question);

struct ChainSupport {
  std::size_t strength = 0;
  std::size_t threads = 0;
  ChainClass class_ = ChainClass::stitched;
};
/// `closed`: a loop, whose first configuration is joined to its last.
ChainSupport assess(const EvidenceGraph& graph, std::span<const ConfigurationId> chain,
                    bool closed = false);

/// The voices that support every configuration of the chain, ascending; `whole`: each of them not
/// by evidence on its elements alone.
std::vector<std::uint32_t> threads(const EvidenceGraph& graph,
                                   std::span<const ConfigurationId> chain, bool whole);
/// Whether one voice, or one study of several documents, supports every configuration as a whole.
bool is_told_whole(const EvidenceGraph& graph, std::span<const ConfigurationId> chain,
                   const ChainSupport& support);
/// What makes it a conflict: the concepts that it needs as contexts and whose opposites it needs,
/// contexts met by the joint before them left aside; label order.
std::vector<ConceptId> conflicts(const EvidenceGraph& graph, std::span<const ConfigurationId> chain,
                                 bool closed);

/// Whether there is more behind a bound that was asked for; `perhaps`: the search for it was given
/// up.
enum class Beyond : std::uint8_t { nothing, perhaps, something };

struct Loops {
  std::vector<std::vector<ConfigurationId>> listed;  ///< length rising, then labels
  std::int64_t total = 0;
  bool total_is_exact = true;
  Beyond longer = Beyond::nothing;  ///< loops of more than `within`
};
/// Cycles of distinct configurations joined as in chains, of at most `within`, each once, from its
/// smallest label in its direction; a configuration that follows itself is a loop of 1. `limit` 0
/// lists all. `more_patience` is for longer ones.
Loops find_loops(const EvidenceGraph& graph, std::size_t within, std::size_t limit,
                 std::size_t patience = 10'000'000, std::size_t more_patience = 200'000);

// --- Reach ---

/// Configurations on some chain, of any length, that starts at one of `starts`; label order.
std::vector<ConfigurationId> reachable(const EvidenceGraph& graph,
                                       std::span<const ConfigurationId> starts);
/// The same against the direction of the joints: those from which one of `ends` is reached.
std::vector<ConfigurationId> reaching(const EvidenceGraph& graph,
                                      std::span<const ConfigurationId> ends);

/// The outcomes on chains of any length that start at one of `starts`, by term.
std::vector<Term> reachable_outcomes(const EvidenceGraph& graph,
                                     std::span<const ConfigurationId> starts);

/// The shortest chain from one of `starts` to one of `ends` through configurations that are not
/// `removed` (by ConfigurationId; empty = none is); the first in label order of those found. Empty:
/// there is none.
std::vector<ConfigurationId> shortest_chain(const EvidenceGraph& graph,
                                            std::span<const ConfigurationId> starts,
                                            std::span<const ConfigurationId> ends,
                                            const std::vector<bool>& removed = {});

/// Mechanisms without whose configurations no chain of any length leads from `starts` to `ends`, by
/// label; none where no chain does anyway.
std::vector<Term> pivotal_mechanisms(const EvidenceGraph& graph,
                                     std::span<const ConfigurationId> starts,
                                     std::span<const ConfigurationId> ends);

struct Robustness {
  bool has_chain = false;  ///< of supported configurations
  bool is_more = false;    ///< more than `most` voices are needed
  std::vector<std::uint32_t>
      voices;  ///< the smallest set, the first by key among those of its size
};
/// The fewest voices without whose evidence no chain of supported configurations leads from
/// `starts` to `ends`; exact up to `most`. A configuration falls where fewer than `least` voices
/// that support it are left.
Robustness robustness(const EvidenceGraph& graph, std::span<const ConfigurationId> starts,
                      std::span<const ConfigurationId> ends, std::size_t most = 5,
                      std::size_t least = 1);

/// An outcome of one configuration that just fails to be a context of another.
struct NearJoint {
  enum class Kind : std::uint8_t { parent_and_child, opposite, shared_words };
  Kind kind = Kind::shared_words;
  std::size_t shared_words = 0;  ///< of more than three letters, in both labels; more is nearer
  ConfigurationId from;
  ConfigurationId to;
  Term made;
  Term met;
};
/// The nearest pairs between two sets of configurations that no joint joins, each pair once: by
/// kind, shared words, labels; at most `most`.
std::vector<NearJoint> near_joints(const EvidenceGraph& graph,
                                   std::span<const ConfigurationId> makers,
                                   std::span<const ConfigurationId> meeting, std::size_t most = 5);

/// Betweenness of each configuration (Brandes 2001): over all ordered pairs of other
/// configurations, the share of the shortest chains from the one to the other that pass through it,
/// summed. By ConfigurationId. Every step of the search tells `progress`, which may stop it.
std::vector<double> betweenness(const EvidenceGraph& graph, base::Progress& progress);

// --- Firing ---

/// Forward chaining: a configuration with contexts fires when all of them hold; its outcomes then
/// hold.
class Firing {
 public:
  Firing(const EvidenceGraph& graph, std::span<const Term> given);

  struct Made {
    Term term;
    std::uint32_t round = 0;  ///< first made in, from 1
    bool given = false;       ///< was given too
  };
  /// Round, label.
  const std::vector<Made>& made() const { return made_; }
  bool holds(Term term) const;
  bool is_given(Term term) const;
  /// 0: it did not fire.
  std::uint32_t round_of(ConfigurationId configuration) const {
    return round_[configuration.index()];
  }
  /// The configurations that derive a made term, by round, then label.
  std::vector<ConfigurationId> derivation(Term term) const;

 private:
  void fire(std::vector<Term> fresh);
  const EvidenceGraph* graph_;
  std::vector<std::uint8_t> state_;     ///< by term: 1 given, 2 made
  std::vector<std::uint32_t> round_;    ///< by configuration
  std::vector<ConfigurationId> maker_;  ///< by term: earliest round, then label
  std::vector<Made> made_;
};

struct Needed {
  std::vector<std::vector<Term>> sets;  ///< number, then terms; none contains another
  bool is_derivable = false;            ///< nothing further is needed; `sets` holds the empty set
  bool is_complete = true;              ///< false: the search was given up
  std::size_t looked_for = 0;           ///< how many contexts the largest have that it looked for
  Beyond larger = Beyond::nothing;      ///< sets of more than `most`
};
/// The sets of at most `most` further contexts that let one of `outcomes` be derived from what is
/// given. `more_patience` is for larger ones.
Needed needed_contexts(const EvidenceGraph& graph, std::span<const Term> outcomes,
                       std::span<const Term> given, std::size_t most,
                       std::size_t patience = 1'000'000, std::size_t more_patience = 20'000);

// --- Triples and disputes ---

struct Regularity {
  std::vector<Term> contexts;  ///< one, but for sets
  Term mechanism;
  std::optional<Term> outcome;  ///< none for pairs
  Tally tally;
  std::vector<ConfigurationId> configurations;  ///< those that hold all of it, label order
};
struct Regularities {
  std::vector<Regularity> first;  ///< support falling, then context, mechanism, outcome
  std::size_t total = 0;          ///< as many as there are, listed or not
};
/// Triples supported by at least `support` voices, at most `limit` of them (0 = all): a library
/// holds millions that two or three support, which are then counted and never held.
Regularities regularities(const EvidenceGraph& graph, std::size_t support, std::size_t limit = 0);

/// The same for pairs of one context and one mechanism, whatever they yield.
Regularities regular_pairs(const EvidenceGraph& graph, std::size_t support, std::size_t limit = 0);

struct RegularSets {
  std::vector<Regularity> listed;  ///< all of them
  bool is_complete = true;         ///< false: patience ended before all sets were looked at
};
/// Closed sets of contexts (Pasquier et al. 1999) that stand together with one mechanism and one
/// outcome: configurations are the transactions, and no larger set stands in the same ones.
/// Supported by at least `support` voices; support falling, then contexts, mechanism, outcome.
RegularSets regular_sets(const EvidenceGraph& graph, std::size_t support,
                         std::size_t patience = 200'000'000);

/// A configuration that holds what a regularity begins with and ends otherwise.
struct Exception {
  ConfigurationId configuration;
  bool opposite = false;  ///< it yields the opposite of the outcome (pairs: of the mechanism)
};
/// Triples, sets: those that hold the contexts and the mechanism and yield something, but not the
/// outcome. Pairs: those that hold the context and the opposite of the mechanism, without the
/// mechanism. Label order.
std::vector<Exception> exceptions(const EvidenceGraph& graph, const Regularity& regularity);

/// A pair that shares a context and a mechanism and yields an outcome and its opposite.
struct OutcomeDispute {
  ConfigurationId first;
  ConfigurationId second;
  std::vector<Term> contexts;    ///< shared
  std::vector<Term> mechanisms;  ///< shared
  std::vector<Term> outcomes;    ///< as the first has them; the second has the opposites
  struct Moderator {
    Term term;
    ConfigurationId configuration;  ///< the one of the two that holds it
  };
  std::vector<Moderator> moderators;  ///< contexts of one alone
};
/// By first, then second.
std::vector<OutcomeDispute> outcome_disputes(const EvidenceGraph& graph);

/// Configurations with both support and dispute, by the lesser of the two falling, then label.
std::vector<ConfigurationId> evidence_disputes(const EvidenceGraph& graph);

}  // namespace retroduce::graph
