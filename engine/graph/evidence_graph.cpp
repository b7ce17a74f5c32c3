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
  std::vector<bool> part;
  Lists<std::uint32_t> supporting;
  Lists<std::uint32_t> disputing;
  std::vector<std::size_t> supports;

  std::mutex lending;
  std::vector<std::unique_ptr<Workspace>> at_rest;

  std::array<Lists<ConfigurationId>, 5> holders;
  std::vector<std::uint32_t> context_counts;
  Lists<std::uint32_t> outcomes;
  std::once_flag outcomes_built;
  Lists<ConfigurationId> next;
  Lists<ConfigurationId> previous;
  std::array<std::once_flag, 5> holders_built;
  std::once_flag joints_built;

  Body(model::SnapshotPtr review, Scope left)
      : snapshot(std::move(review)), scope(std::move(left)) {
    RETRODUCE_ASSERT(snapshot != nullptr);
    count_voices();
    choose_part();
  }

  std::size_t size() const { return snapshot->configurations.size(); }

  void count_voices() {
    supporting.first.reserve(size() + 1);
    disputing.first.reserve(size() + 1);
    supporting.items.reserve(snapshot->evidence.size());
    for (std::size_t k = 0; k < size(); ++k) {
      supporting.mark();
      disputing.mark();
      for (const auto& one : snapshot->evidence_of(ConfigurationId{k})) {
        if (!scope.documents.empty() && !scope.documents[one.document.index()]) continue;
        const std::uint32_t voice = scope.by_study
                                        ? snapshot->documents[one.document.index()].study.value
                                        : one.document.value;
        Lists<std::uint32_t>& voices =
            one.stance == model::Stance::contradicts ? disputing : supporting;
        // Evidence comes by document, so repeats of one are neighbours.
        const bool is_new =
            voices.items.size() == voices.first.back() || voices.items.back() != voice;
        if (is_new) voices.items.push_back(voice);
      }
      if (!scope.by_study) continue;
      unite(supporting.items, supporting.first.back());
      unite(disputing.items, disputing.first.back());
    }
    supporting.mark();
    disputing.mark();
    for (std::size_t k = 0; k < size(); ++k) {
      const std::size_t support = supporting[k].size();
      if (supports.size() <= support) supports.resize(support + 1, 0);
      supports[support] = support + 1;  // seen; one more than itself, so that 0 is seen too
    }
    std::erase(supports, 0U);
    std::reverse(supports.begin(), supports.end());
    for (std::size_t& support : supports) --support;
  }

  void choose_part() {
    part.assign(size(), true);
    for (std::size_t k = 0; k < size(); ++k) {
      const bool asked = scope.configurations.empty() || scope.configurations[k];
      part[k] = asked && supporting[k].size() >= scope.least_support;
    }
  }

  /// Counted, then filled; `last` drops a term that a configuration holds twice in the role.
  void build_holders(Role role) {
    Lists<ConfigurationId>& lists = holders[static_cast<std::size_t>(role)];
    const std::size_t terms = snapshot->concepts.size() * 2;
    std::vector<std::uint32_t> last(terms, ConfigurationId::none);
    lists.first.assign(terms + 1, 0);
    each_held(role, last, [&](std::size_t term, std::size_t) { ++lists.first[term + 1]; });
    for (std::size_t i = 0; i < terms; ++i) lists.first[i + 1] += lists.first[i];
    lists.items.resize(lists.first[terms]);
    std::vector<std::uint32_t> place(lists.first.begin(), lists.first.end());
    std::fill(last.begin(), last.end(), ConfigurationId::none);
    each_held(role, last, [&](std::size_t term, std::size_t k) {
      lists.items[place[term]++] = ConfigurationId{k};
    });
  }

  void count_contexts() {
    context_counts.assign(size(), 0);
    for (const ConfigurationId k : holders[static_cast<std::size_t>(Role::context)].items) {
      ++context_counts[k.index()];
    }
  }

  template <typename Visit>
  void each_held(Role role, std::vector<std::uint32_t>& last, const Visit& visit) const {
    for (std::size_t k = 0; k < size(); ++k) {
      if (!part[k]) continue;
      for (const auto& element : snapshot->elements_of(ConfigurationId{k})) {
        if (element.role != role || !takes_part_in_logic(element)) continue;
        const std::size_t term = place_of({element.concept_, element.opposite});
        if (std::exchange(last[term], static_cast<std::uint32_t>(k)) != k) visit(term, k);
      }
    }
  }

  const Lists<ConfigurationId>& holding(Role role) {
    const auto number = static_cast<std::size_t>(role);
    std::call_once(holders_built[number], [&] {
      build_holders(role);
      if (role == Role::context) count_contexts();
    });
    return holders[number];
  }

  const Lists<std::uint32_t>& need_outcomes() {
    std::call_once(outcomes_built, [&] {
      outcomes.first.reserve(size() + 1);
      for (std::size_t k = 0; k < size(); ++k) {
        outcomes.mark();
        if (!part[k]) continue;
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
    const Lists<ConfigurationId>& meeting = holding(Role::context);
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
  return body_->part[configuration.index()];
}

bool EvidenceGraph::counts(DocumentId document) const {
  return body_->scope.documents.empty() || body_->scope.documents[document.index()];
}

bool EvidenceGraph::counts_studies() const { return body_->scope.by_study; }

std::span<const ConfigurationId> EvidenceGraph::holding(Role role, Term term) const {
  return body_->holding(role)[place_of(term)];
}

const Lists<ConfigurationId>& EvidenceGraph::holders(Role role) const {
  return body_->holding(role);
}

const Lists<std::uint32_t>& EvidenceGraph::outcomes() const { return body_->need_outcomes(); }

const std::vector<std::uint32_t>& EvidenceGraph::context_counts() const {
  body_->holding(Role::context);
  return body_->context_counts;
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

const Lists<std::uint32_t>& EvidenceGraph::supporters() const { return body_->supporting; }
const Lists<std::uint32_t>& EvidenceGraph::disputers() const { return body_->disputing; }
const std::vector<std::size_t>& EvidenceGraph::supports() const { return body_->supports; }

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
