// Concepts that share extracts, whatever their roles and coders.
#include <algorithm>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "base/text.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

using model::ConceptId;
using model::DocumentId;

/// Two concepts, the smaller first, and where in SharedExtracts the extracts with both stand.
struct Together {
  ConceptId a;
  ConceptId b;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t extracts() const { return end - begin; }
};

/// For each concept the extracts that carry it with a larger one: (the other concept, the extract),
/// sorted. Lists of one concept are short, so sorting each is quick where a table of all pairs
/// would miss the cache at every step.
class SharedExtracts {
 public:
  explicit SharedExtracts(const Asking& asking) {
    read(asking);
    const std::size_t concepts = asking.snapshot().concepts.size();
    std::vector<std::size_t> place(concepts + 1, 0);
    each_pair([&](ConceptId a, ConceptId, std::size_t) { ++place[a.index() + 1]; });
    for (std::size_t i = 0; i < concepts; ++i) place[i + 1] += place[i];
    const std::vector<std::size_t> first = place;
    items_.resize(first.back());
    each_pair([&](ConceptId a, ConceptId b, std::size_t extract) {
      items_[place[a.index()]++] = (std::uint64_t{b.value} << 32U) | extract;
    });
    for (std::size_t i = 0; i < concepts; ++i) list(ConceptId{i}, first[i], first[i + 1]);
  }

  std::size_t coded() const { return documents_.size(); }
  std::vector<Together> take_pairs() { return std::move(pairs_); }

  /// Of the extracts with both, key order, each once.
  std::vector<DocumentId> documents(const Together& pair) const {
    std::vector<DocumentId> found;
    for (std::size_t i = pair.begin; i < pair.end; ++i) {
      found.push_back(documents_[static_cast<std::uint32_t>(items_[i])]);
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
  }

 private:
  void read(const Asking& asking) {
    asking.world->details->each_extract(
        [&](model::ExtractKey, DocumentId document, std::span<const ConceptId> concepts, bool) {
          if (concepts.empty() || !asking.graph->counts(document)) return;
          documents_.push_back(document);
          first_.push_back(concepts_.size());
          concepts_.insert(concepts_.end(), concepts.begin(), concepts.end());
        });
    first_.push_back(concepts_.size());
  }

  template <typename Visit>
  void each_pair(const Visit& visit) const {
    for (std::size_t i = 0; i < documents_.size(); ++i) {
      for (std::size_t a = first_[i]; a < first_[i + 1]; ++a) {
        for (std::size_t b = a + 1; b < first_[i + 1]; ++b) visit(concepts_[a], concepts_[b], i);
      }
    }
  }

  void list(ConceptId a, std::size_t begin, std::size_t end) {
    const auto at = [&](std::size_t i) { return items_.begin() + static_cast<std::ptrdiff_t>(i); };
    std::sort(at(begin), at(end));
    for (std::size_t next = begin; begin < end; begin = next) {
      const std::uint64_t other = items_[begin] >> 32U;
      while (next < end && items_[next] >> 32U == other) ++next;
      pairs_.push_back({a, ConceptId(static_cast<std::uint32_t>(other)), begin, next});
    }
  }

  std::vector<DocumentId> documents_;  ///< of the coded extracts that count
  std::vector<std::size_t> first_;
  std::vector<ConceptId> concepts_;
  std::vector<std::uint64_t> items_;
  std::vector<Together> pairs_;
};

bool before(const Together& x, const Together& y) {
  if (x.extracts() != y.extracts()) return x.extracts() > y.extracts();
  return std::tie(x.a, x.b) < std::tie(y.a, y.b);
}

std::vector<std::vector<model::ConfigurationId>> configurations_by_concept(
    const model::Snapshot& snapshot) {
  std::vector<std::vector<model::ConfigurationId>> lists(snapshot.concepts.size());
  for (std::size_t i = 0; i < snapshot.configurations.size(); ++i) {
    const model::ConfigurationId k{i};
    for (const auto& element : snapshot.elements_of(k)) {
      auto& list = lists[element.concept_.index()];
      if (list.empty() || list.back() != k) list.push_back(k);
    }
  }
  return lists;
}

Row row_of(const Asking& asking, const Together& pair,
           const std::vector<std::vector<model::ConfigurationId>>& holders) {
  const auto label = [&](ConceptId id) {
    return text(asking.snapshot().concepts[id.index()].label);
  };
  Row row;
  row.fields = {{"concepts", {Values{label(pair.a), label(pair.b)}}},
                {"extracts", {static_cast<std::int64_t>(pair.extracts())}}};
  const auto& a = holders[pair.a.index()];
  const auto& b = holders[pair.b.index()];
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(),
                        std::back_inserter(row.configurations));
  return row;
}

void run(const Asking& asking, Answer& answer) {
  SharedExtracts shared(asking);
  std::vector<Together> pairs = shared.take_pairs();
  answer.headline =
      count_text(pairs.size(), "pair of concepts shares", "pairs of concepts share") + " extracts";
  if (pairs.empty()) {
    answer.notes.push_back(shared.coded() == 0
                               ? "no extract is coded"
                               : base::count_of(static_cast<std::int64_t>(shared.coded()),
                                                "extract is coded", "extracts are coded") +
                                     "; none with two concepts");
  }
  const std::size_t shown = cut_to_limit(asking, answer, pairs.size());
  std::partial_sort(pairs.begin(), pairs.begin() + static_cast<std::ptrdiff_t>(shown), pairs.end(),
                    before);
  pairs.resize(shown);
  const auto holders = configurations_by_concept(asking.snapshot());
  for (const Together& pair : pairs) {
    Row row = row_of(asking, pair, holders);
    row.documents = shared.documents(pair);
    answer.rows.push_back(std::move(row));
  }
}

}  // namespace

extern const Operator operator_concepts_together{
    .name = "concepts together",
    .kind = "together",
    .parameters = "",
    .example = "concepts together",
    .help = "How many extracts carry both concepts, for each pair of concepts.",
    .slots = {},
    .takes = takes_documents,
    .needs_one = false,
    .run = run};

}  // namespace retroduce::query
