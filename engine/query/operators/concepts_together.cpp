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

bool before(const Together& x, const Together& y) {
  if (x.extracts() != y.extracts()) return x.extracts() > y.extracts();
  return std::tie(x.a, x.b) < std::tie(y.a, y.b);
}

/// Counts all pairs and keeps the first of their order: a library has millions, and few are shown.
class FirstPairs {
 public:
  /// 0: keeps all.
  explicit FirstPairs(std::size_t limit) : limit_(limit) {}
  void offer(const Together& pair) {
    ++total_;
    if (is_cut_ && !before(pair, pairs_[limit_ - 1])) return;
    pairs_.push_back(pair);
    if (limit_ != 0 && pairs_.size() >= 2 * limit_) cut();
  }
  std::size_t total() const { return total_; }
  std::vector<Together> take() {
    std::sort(pairs_.begin(), pairs_.end(), before);
    if (limit_ != 0 && pairs_.size() > limit_) pairs_.resize(limit_);
    return std::move(pairs_);
  }

 private:
  void cut() {
    const auto last = pairs_.begin() + static_cast<std::ptrdiff_t>(limit_) - 1;
    std::nth_element(pairs_.begin(), last, pairs_.end(), before);
    pairs_.resize(limit_);
    is_cut_ = true;
  }

  std::size_t limit_;
  std::size_t total_ = 0;
  bool is_cut_ = false;  ///< place limit_ - 1 then holds the last of the best
  std::vector<Together> pairs_;
};

/// For each concept the extracts that carry it with a larger one: (the other concept, the extract),
/// sorted. Lists of one concept are short, so sorting each is quick where a table of all pairs
/// would miss the cache at every step.
class SharedExtracts {
 public:
  SharedExtracts(const Asking& asking, FirstPairs& pairs) {
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
    for (std::size_t i = 0; i < concepts; ++i) list(ConceptId{i}, first[i], first[i + 1], pairs);
  }

  std::size_t coded() const { return documents_.size(); }

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
    documents_.reserve(asking.snapshot().extract_count);
    first_.reserve(asking.snapshot().extract_count + 1);
    concepts_.reserve(asking.snapshot().coding_count);
    asking.world->details->each_extract(
        [&](model::ExtractKey, DocumentId document, std::span<const ConceptId> concepts, bool) {
          if (concepts.empty() || !asking.graph->counts(document)) return;
          documents_.push_back(document);
          first_.push_back(static_cast<std::uint32_t>(concepts_.size()));
          concepts_.insert(concepts_.end(), concepts.begin(), concepts.end());
        });
    first_.push_back(static_cast<std::uint32_t>(concepts_.size()));
  }

  template <typename Visit>
  void each_pair(const Visit& visit) const {
    for (std::size_t i = 0; i < documents_.size(); ++i) {
      for (std::size_t a = first_[i]; a < first_[i + 1]; ++a) {
        for (std::size_t b = a + 1; b < first_[i + 1]; ++b) visit(concepts_[a], concepts_[b], i);
      }
    }
  }

  void list(ConceptId a, std::size_t begin, std::size_t end, FirstPairs& pairs) {
    const auto at = [&](std::size_t i) { return items_.begin() + static_cast<std::ptrdiff_t>(i); };
    std::sort(at(begin), at(end));
    for (std::size_t next = begin; begin < end; begin = next) {
      const std::uint64_t other = items_[begin] >> 32U;
      while (next < end && items_[next] >> 32U == other) ++next;
      pairs.offer({a, ConceptId(static_cast<std::uint32_t>(other)), begin, next});
    }
  }

  std::vector<DocumentId> documents_;  ///< of the coded extracts that count
  std::vector<std::uint32_t> first_;
  std::vector<ConceptId> concepts_;
  std::vector<std::uint64_t> items_;
};

/// Of the concepts that stand in some pair.
std::vector<std::vector<model::ConfigurationId>> configurations_by_concept(
    const model::Snapshot& snapshot, const std::vector<Together>& pairs) {
  std::vector<bool> wanted(snapshot.concepts.size(), false);
  for (const Together& pair : pairs) wanted[pair.a.index()] = wanted[pair.b.index()] = true;
  std::vector<std::vector<model::ConfigurationId>> lists(snapshot.concepts.size());
  for (std::size_t i = 0; i < snapshot.configurations.size(); ++i) {
    const model::ConfigurationId k{i};
    for (const auto& element : snapshot.elements_of(k)) {
      if (!wanted[element.concept_.index()]) continue;
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
  FirstPairs first(asking.limit);
  const SharedExtracts shared(asking, first);
  const std::vector<Together> pairs = first.take();
  answer.headline =
      count_text(first.total(), "pair of concepts shares", "pairs of concepts share") + " extracts";
  if (pairs.empty()) {
    answer.notes.push_back(shared.coded() == 0
                               ? "no extract is coded"
                               : base::count_of(static_cast<std::int64_t>(shared.coded()),
                                                "extract is coded", "extracts are coded") +
                                     "; none with two concepts");
  }
  cut_to_limit(asking, answer, first.total());
  const auto holders = configurations_by_concept(asking.snapshot(), pairs);
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
