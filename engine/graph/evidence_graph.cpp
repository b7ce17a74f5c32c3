#include "graph/evidence_graph.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <utility>

#include "base/error.h"
#include "graph/lists.h"
#include "graph/workspace.h"

namespace retroduce::graph {
namespace {

bool takes_part_in_logic(const model::SnapshotElement& element) { return !element.when_not_fired; }

}  // namespace

struct EvidenceGraph::Body {
  model::SnapshotPtr snapshot;
  Scope scope;
  std::vector<bool> part;  ///< empty: all
  ListColumn<std::uint32_t> documents_for;
  ListColumn<std::uint32_t> documents_against;
  ListColumn<std::uint32_t> supporting;
  ListColumn<std::uint32_t> disputing;
  std::vector<std::size_t> supports;
  std::once_flag supports_built;

  std::mutex lending;
  std::vector<std::unique_ptr<Workspace>> at_rest;

  std::array<ListColumn<ConfigurationId>, 6> holders;
  std::vector<std::uint32_t> context_counts;
  Lists<std::uint32_t> outcomes;
  std::once_flag outcomes_built;
  Lists<ConfigurationId> next;
  Lists<ConfigurationId> previous;
  std::array<std::once_flag, 6> holders_built;
  std::once_flag contexts_counted;
  std::once_flag joints_built;

  Body(model::SnapshotPtr review, Scope left)
      : snapshot(std::move(review)), scope(std::move(left)) {
    RETRODUCE_ASSERT(snapshot != nullptr);
    const bool all = scope.extracts.empty();
    documents_for = all ? snapshot->supporters() : documents_by_extract(false);
    documents_against = all ? snapshot->disputers() : documents_by_extract(true);
    supporting = voices(documents_for);
    disputing = voices(documents_against);
    choose_part();
  }

  std::size_t size() const { return snapshot->configurations.size(); }
  bool takes_part(std::size_t k) const { return part.empty() || part[k]; }

  ListColumn<std::uint32_t> documents_by_extract(bool against) const {
    Lists<std::uint32_t> left;
    left.first.reserve(size() + 1);
    for (std::size_t k = 0; k < size(); ++k) {
      left.mark();
      for (const model::SnapshotEvidence& one : snapshot->evidence_of(ConfigurationId{k})) {
        const bool contradicts = one.stance == model::Stance::contradicts;
        if (contradicts == against && scope.extracts[one.extract])
          left.items.push_back(one.document.value);
      }
      unite(left.items, left.first.back());
    }
    left.mark();
    return {std::move(left.first), std::move(left.items)};
  }

  /// Of the documents that count; studies in their place where they are counted.
  ListColumn<std::uint32_t> voices(const ListColumn<std::uint32_t>& documents) const {
    if (scope.documents.empty() && !scope.by_study) return documents;
    Lists<std::uint32_t> left;
    left.first.reserve(size() + 1);
    left.items.reserve(documents.item_count());
    for (std::size_t k = 0; k < size(); ++k) {
      left.mark();
      for (const std::uint32_t document : documents[k]) {
        if (!scope.documents.empty() && !scope.documents[document]) continue;
        left.items.push_back(scope.by_study ? snapshot->documents[document].study.value : document);
      }
      if (scope.by_study) unite(left.items, left.first.back());
    }
    left.mark();
    return {std::move(left.first), std::move(left.items)};
  }

  void choose_part() {
    if (scope.configurations.empty() && scope.least_support == 0) return;
    part.assign(size(), true);
    for (std::size_t k = 0; k < size(); ++k) {
      const bool asked = scope.configurations.empty() || scope.configurations[k];
      part[k] = asked && supporting[k].size() >= scope.least_support;
    }
  }

  const std::vector<std::size_t>& need_supports() {
    std::call_once(supports_built, [&] {
      std::vector<bool> seen;
      for (std::size_t k = 0; k < size(); ++k) {
        const std::size_t support = supporting[k].size();
        if (seen.size() <= support) seen.resize(support + 1, false);
        seen[support] = true;
      }
      for (std::size_t support = seen.size(); support-- > 0;) {
        if (seen[support]) supports.push_back(support);
      }
    });
    return supports;
  }

  const ListColumn<ConfigurationId>& holding(Role role) {
    return held(static_cast<std::size_t>(role), snapshot->holders(role));
  }

  /// `number` as model::SnapshotIndex has it.
  const ListColumn<ConfigurationId>& held(std::size_t number,
                                          const ListColumn<ConfigurationId>& all) {
    std::call_once(holders_built[number], [&] { holders[number] = left_of(all); });
    return holders[number];
  }

  ListColumn<ConfigurationId> left_of(const ListColumn<ConfigurationId>& all) const {
    if (part.empty()) return all;
    Lists<ConfigurationId> left;
    left.first.reserve(all.size() + 1);
    for (std::size_t term = 0; term < all.size(); ++term) {
      left.mark();
      for (const ConfigurationId k : all[term]) {
        if (part[k.index()]) left.items.push_back(k);
      }
    }
    left.mark();
    return {std::move(left.first), std::move(left.items)};
  }

  const std::vector<std::uint32_t>& need_context_counts() {
    std::call_once(contexts_counted, [&] {
      context_counts.assign(size(), 0);
      for (const ConfigurationId k : holding(Role::context).all()) ++context_counts[k.index()];
    });
    return context_counts;
  }

  const Lists<std::uint32_t>& need_outcomes() {
    std::call_once(outcomes_built, [&] {
      outcomes.first.reserve(size() + 1);
      for (std::size_t k = 0; k < size(); ++k) {
        outcomes.mark();
        if (!takes_part(k)) continue;
        for (const auto& element : snapshot->elements_of(ConfigurationId{k})) {
          if (element.role != Role::outcome || !takes_part_in_logic(element)) continue;
          const std::size_t place = place_of({element.concept_, element.opposite});
          outcomes.items.push_back(static_cast<std::uint32_t>(place));
        }
        unite(outcomes.items, outcomes.first.back());
      }
      outcomes.mark();
    });
    return outcomes;
  }

  void build_joints() {
    const ListColumn<ConfigurationId>& meeting = holding(Role::context);
    const Lists<std::uint32_t>& made = need_outcomes();
    next.first.reserve(size() + 1);
    for (std::size_t k = 0; k < size(); ++k) {
      next.mark();
      for (const std::uint32_t place : made[k]) {
        const auto after = meeting[place];
        next.items.insert(next.items.end(), after.begin(), after.end());
      }
      if (made[k].size() > 1) unite(next.items, next.first.back());
    }
    next.mark();
    turn_round();
  }

  void turn_round() {
    previous.first.assign(size() + 1, 0);
    for (const ConfigurationId to : next.items) ++previous.first[to.index() + 1];
    for (std::size_t k = 0; k < size(); ++k) previous.first[k + 1] += previous.first[k];
    previous.items.resize(next.items.size());
    std::vector<std::uint32_t> place(previous.first.begin(), previous.first.end());
    for (std::size_t k = 0; k < size(); ++k) {
      for (const ConfigurationId to : next[k]) {
        previous.items[place[to.index()]++] = ConfigurationId{k};
      }
    }
  }

  void need_joints() {
    std::call_once(joints_built, [&] { build_joints(); });
  }
};

EvidenceGraph::EvidenceGraph(model::SnapshotPtr snapshot, Scope scope)
    : body_(std::make_unique<Body>(std::move(snapshot), std::move(scope))),
      snapshot_(body_->snapshot.get()) {}
EvidenceGraph::~EvidenceGraph() = default;
EvidenceGraph::EvidenceGraph(EvidenceGraph&&) noexcept = default;
EvidenceGraph& EvidenceGraph::operator=(EvidenceGraph&&) noexcept = default;

bool EvidenceGraph::takes_part(ConfigurationId configuration) const {
  return body_->takes_part(configuration.index());
}

bool EvidenceGraph::counts(DocumentId document) const {
  return body_->scope.documents.empty() || body_->scope.documents[document.index()];
}

bool EvidenceGraph::counts(DocumentId document, model::ExtractKey extract) const {
  const std::vector<bool>& extracts = body_->scope.extracts;
  return counts(document) && (extracts.empty() || extracts[static_cast<std::size_t>(extract)]);
}

bool EvidenceGraph::counts_studies() const { return body_->scope.by_study; }

std::span<const ConfigurationId> EvidenceGraph::holding(Role role, Term term) const {
  return body_->holding(role)[place_of(term)];
}

const ListColumn<ConfigurationId>& EvidenceGraph::holders(Role role) const {
  return body_->holding(role);
}

const ListColumn<ConfigurationId>& EvidenceGraph::unfired() const {
  return body_->held(model::SnapshotIndex::unfired, snapshot().unfired());
}

const Lists<std::uint32_t>& EvidenceGraph::outcomes() const { return body_->need_outcomes(); }

const std::vector<std::uint32_t>& EvidenceGraph::context_counts() const {
  return body_->need_context_counts();
}

std::span<const ConfigurationId> EvidenceGraph::next(ConfigurationId configuration) const {
  body_->need_joints();
  return body_->next[configuration.index()];
}

std::span<const ConfigurationId> EvidenceGraph::previous(ConfigurationId configuration) const {
  body_->need_joints();
  return body_->previous[configuration.index()];
}

std::vector<Term> EvidenceGraph::terms(ConfigurationId configuration, Role role) const {
  std::vector<Term> list;
  each_term(configuration, role, [&](Term term) { list.push_back(term); });
  unite(list);
  return list;
}

std::vector<Term> EvidenceGraph::joints(ConfigurationId from, ConfigurationId to) const {
  std::vector<Term> shared;
  const auto met = snapshot().elements_of(to);
  for (const auto& made : snapshot().elements_of(from)) {
    if (made.role != Role::outcome || !takes_part_in_logic(made)) continue;
    const bool joins = std::any_of(met.begin(), met.end(), [&](const auto& context) {
      return context.role == Role::context && context.concept_ == made.concept_ &&
             context.opposite == made.opposite;
    });
    if (joins) shared.push_back({made.concept_, made.opposite});
  }
  unite(shared);
  return shared;
}

const ListColumn<std::uint32_t>& EvidenceGraph::supporters() const { return body_->supporting; }
const ListColumn<std::uint32_t>& EvidenceGraph::disputers() const { return body_->disputing; }
const ListColumn<std::uint32_t>& EvidenceGraph::supporting_documents() const {
  return body_->documents_for;
}
const ListColumn<std::uint32_t>& EvidenceGraph::disputing_documents() const {
  return body_->documents_against;
}
const std::vector<std::size_t>& EvidenceGraph::supports() const { return body_->need_supports(); }

EvidenceGraph::Lease EvidenceGraph::borrow() const {
  const std::lock_guard guard(body_->lending);
  if (body_->at_rest.empty()) return {*this, std::make_unique<Workspace>()};
  auto workspace = std::move(body_->at_rest.back());
  body_->at_rest.pop_back();
  return {*this, std::move(workspace)};
}

EvidenceGraph::Lease::~Lease() {
  const std::lock_guard guard(graph_->body_->lending);
  graph_->body_->at_rest.push_back(std::move(workspace_));
}

std::span<const std::uint32_t> EvidenceGraph::supporting(ConfigurationId configuration) const {
  return body_->supporting[configuration.index()];
}

std::span<const std::uint32_t> EvidenceGraph::disputing(ConfigurationId configuration) const {
  return body_->disputing[configuration.index()];
}

}  // namespace retroduce::graph
