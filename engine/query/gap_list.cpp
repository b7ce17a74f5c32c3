#include "query/gap_list.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

using graph::Term;
using model::ConceptId;
using model::ConfigurationId;
using model::DocumentId;
using model::MechanismPart;
using model::Role;

class GapFinder {
 public:
  GapFinder(const Asking& asking, std::size_t limit)
      : asking_(asking), graph_(*asking.graph), limit_(limit) {}

  Gaps find() {
    for (std::size_t k = 0; k < asking_.snapshot().configurations.size(); ++k) {
      if (graph_.takes_part(ConfigurationId{k})) of_configuration(ConfigurationId{k});
    }
    const auto coded = of_extracts_and_documents();
    of_concepts(coded);
    for (const DocumentId id : asking_.world->details->not_reread()) {
      if (graph_.counts(id)) add_document(GapKind::not_reread, id);
    }
    near_joints();
    auto& first = gaps_.first;
    std::stable_sort(first.begin(), first.end(), [](const Gap& a, const Gap& b) {
      const auto order = base::compare_labels(a.thing, b.thing);
      return order != 0 ? order < 0 : a.kind < b.kind;
    });
    for (const auto& [kind, count] : gaps_.counts) gaps_.total += count;
    if (limit_ != 0 && first.size() > limit_) first.resize(limit_);
    return std::move(gaps_);
  }

 private:
  void add(GapKind kind, ConfigurationId k) {
    if (is_among_first(kind))
      gaps_.first.push_back({kind, label_of(asking_.snapshot(), k), {k}, {}});
  }
  void add_document(GapKind kind, DocumentId id) {
    if (is_among_first(kind))
      gaps_.first.push_back({kind, asking_.snapshot().documents[id.index()].key, {}, {id}});
  }
  /// Counts one of a kind whose things come in label order: of these only the first few can be
  /// among the first of all.
  bool is_among_first(GapKind kind) {
    const std::size_t before = gaps_.counts[kind]++;
    return limit_ == 0 || before < limit_;
  }
  void add_other(Gap gap) {
    ++gaps_.counts[gap.kind];
    gaps_.first.push_back(std::move(gap));
  }

  void of_configuration(ConfigurationId k) {
    std::array<bool, 5> has{};
    bool resource = false;
    bool because = false;
    for (const auto& element : asking_.snapshot().elements_of(k)) {
      has[static_cast<std::size_t>(element.role)] = true;
      if (element.role != Role::mechanism) continue;
      (element.part == MechanismPart::resource ? resource : because) = true;
    }
    if (!has[static_cast<std::size_t>(Role::context)]) add(GapKind::no_context, k);
    if (!has[static_cast<std::size_t>(Role::mechanism)]) add(GapKind::no_mechanism, k);
    if (!has[static_cast<std::size_t>(Role::outcome)]) add(GapKind::no_outcome, k);
    if (resource && !because) add(GapKind::no_reasoning, k);
    const std::size_t support = graph_.support(k);
    const std::size_t dispute = graph_.disputing(k).size();
    if (support == 0) add(dispute == 0 ? GapKind::no_evidence : GapKind::only_disputed, k);
    if (support == 1) add(GapKind::one_document, k);
  }

  void of_concepts(std::vector<bool> used) {
    const auto& concepts = asking_.snapshot().concepts.facts();
    for (const auto& element : asking_.snapshot().elements.all())
      used[element.concept_.index()] = true;
    for (std::size_t i = 0; i < concepts.size(); ++i) {
      if (!used[i]) continue;
      for (ConceptId up = concepts[i].parent; up.is_set() && !used[up.index()];
           up = concepts[up.index()].parent) {
        used[up.index()] = true;
      }
    }
    for (std::size_t i = 0; i < concepts.size(); ++i) {
      if (!used[i] && is_among_first(GapKind::concept_unused)) {
        gaps_.first.push_back(
            {GapKind::concept_unused, asking_.snapshot().concepts[i].label, {}, {}});
      }
    }
  }

  /// Gives the concepts that stand in some coding.
  std::vector<bool> of_extracts_and_documents() {
    std::vector<bool> used(asking_.snapshot().concepts.size(), false);
    std::vector<bool> holds_extracts(asking_.snapshot().documents.size(), false);
    asking_.world->details->each_extract([&](model::ExtractKey key, DocumentId document,
                                             std::span<const ConceptId> concepts, bool evidence) {
      holds_extracts[document.index()] = true;
      for (const ConceptId id : concepts) used[id.index()] = true;
      if (!concepts.empty() || evidence || !graph_.counts(document, key)) return;
      add_extract(GapKind::extract_unused, asking_.world->details->extract(key), "");
    });
    for (const model::DoubtfulExtract& each : asking_.world->details->doubtful()) {
      if (graph_.counts(each.document, each.key))
        add_extract(GapKind::extract_doubtful, asking_.world->details->extract(each.key),
                    " (" + each.doubt + ")");
    }
    for (std::size_t d = 0; d < holds_extracts.size(); ++d) {
      if (!holds_extracts[d] && graph_.counts(DocumentId{d})) {
        add_document(GapKind::document_empty, DocumentId{d});
      }
    }
    return used;
  }

  void add_extract(GapKind kind, const model::ExtractDetail& extract, const std::string& why) {
    std::string thing = asking_.snapshot().documents[extract.document.index()].key;
    if (!extract.page.empty()) thing += ", p. " + extract.page;
    thing += ": " + base::shorten(base::collapse_blanks(extract.quote), 60);
    add_other({kind, std::move(thing) + why, {}, {extract.document}});
  }

  /// An outcome and a context that would join if one were not the other's parent.
  void near_joints() {
    const auto& concepts = asking_.snapshot().concepts.facts();
    for (std::size_t i = 0; i < concepts.size(); ++i) {
      const ConceptId child{i};
      const ConceptId parent = concepts[i].parent;
      if (!parent.is_set()) continue;
      for (const bool opposite : {false, true}) {
        near_joint({child, opposite}, {parent, opposite});
        near_joint({parent, opposite}, {child, opposite});
      }
    }
  }

  void near_joint(Term made, Term met) {
    const auto makers = graph_.holding(Role::outcome, made);
    const auto meeting = graph_.holding(Role::context, met);
    if (makers.empty() || meeting.empty()) return;
    std::vector<ConfigurationId> both;
    std::set_union(makers.begin(), makers.end(), meeting.begin(), meeting.end(),
                   std::back_inserter(both));
    add_other({GapKind::near_joint,
               "outcome " + in_quotes(term_text(asking_.snapshot(), made)) + " and context " +
                   in_quotes(term_text(asking_.snapshot(), met)),
               std::move(both),
               {}});
  }

  const Asking& asking_;
  const graph::EvidenceGraph& graph_;
  std::size_t limit_;
  Gaps gaps_;
};

}  // namespace

std::string_view to_word(GapKind kind) {
  constexpr std::string_view words[] = {
      "no-context",    "no-mechanism", "no-outcome",      "no-reasoning",   "no-evidence",
      "only-disputed", "one-document", "concept-unused",  "extract-unused", "document-empty",
      "not-reread",    "near-joint",   "extract-doubtful"};
  return words[static_cast<std::size_t>(kind)];
}

Gaps find_gaps(const Asking& asking, std::size_t limit) { return GapFinder(asking, limit).find(); }

}  // namespace retroduce::query
