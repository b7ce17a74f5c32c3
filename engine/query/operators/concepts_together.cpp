// Concepts that share extracts, whatever their roles and coders.
#include <algorithm>
#include <span>
#include <tuple>
#include <unordered_map>

#include "base/text.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

using model::ConceptId;
using model::DocumentId;

using Pair = std::pair<ConceptId, ConceptId>;  ///< the smaller first

/// The concepts of every coded extract, flat: read once, gone through twice.
class CodedExtracts {
 public:
  std::size_t size() const { return documents_.size(); }

  explicit CodedExtracts(const Asking& asking) {
    asking.world->details->each_coded_extract(
        [&](DocumentId document, std::span<const ConceptId> concepts) {
          if (!asking.graph->counts(document)) return;
          documents_.push_back(document);
          first_.push_back(concepts_.size());
          concepts_.insert(concepts_.end(), concepts.begin(), concepts.end());
        });
    first_.push_back(concepts_.size());
  }

  /// Every pair on every extract, with the extract's document.
  template <typename Visit>
  void each_pair(Visit&& visit) const {
    for (std::size_t i = 0; i < documents_.size(); ++i) {
      for (std::size_t a = first_[i]; a < first_[i + 1]; ++a) {
        for (std::size_t b = a + 1; b < first_[i + 1]; ++b) {
          visit(key_of({concepts_[a], concepts_[b]}), documents_[i]);
        }
      }
    }
  }

  static std::uint64_t key_of(const Pair& pair) {
    return (std::uint64_t{pair.first.value} << 32U) | pair.second.value;
  }
  static Pair pair_of(std::uint64_t key) {
    return {ConceptId(static_cast<std::uint32_t>(key >> 32U)),
            ConceptId(static_cast<std::uint32_t>(key))};
  }

 private:
  std::vector<DocumentId> documents_;
  std::vector<std::size_t> first_;
  std::vector<ConceptId> concepts_;
};

struct Together {
  Pair pair;
  std::int64_t extracts = 0;
  std::vector<DocumentId> documents;
};

/// By extracts falling, then labels.
std::vector<Together> count_pairs(const CodedExtracts& coded) {
  std::unordered_map<std::uint64_t, std::int64_t> counts;
  coded.each_pair([&](std::uint64_t key, DocumentId) { ++counts[key]; });
  std::vector<Together> pairs;
  pairs.reserve(counts.size());
  for (const auto& [key, extracts] : counts)
    pairs.push_back({CodedExtracts::pair_of(key), extracts, {}});
  std::sort(pairs.begin(), pairs.end(), [](const Together& a, const Together& b) {
    return std::make_tuple(-a.extracts, a.pair) < std::make_tuple(-b.extracts, b.pair);
  });
  return pairs;
}

/// Fills in the documents of the first pairs, key order, each once.
void name_documents(const CodedExtracts& coded, std::span<Together> pairs) {
  std::unordered_map<std::uint64_t, Together*> shown;
  for (Together& each : pairs) shown.emplace(CodedExtracts::key_of(each.pair), &each);
  coded.each_pair([&](std::uint64_t key, DocumentId document) {
    const auto at = shown.find(key);
    if (at != shown.end()) at->second->documents.push_back(document);
  });
  for (Together& each : pairs) {
    std::sort(each.documents.begin(), each.documents.end());
    each.documents.erase(std::unique(each.documents.begin(), each.documents.end()),
                         each.documents.end());
  }
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

void run(const Asking& asking, Answer& answer) {
  const CodedExtracts coded(asking);
  std::vector<Together> pairs = count_pairs(coded);
  answer.headline =
      count_text(pairs.size(), "pair of concepts shares", "pairs of concepts share") + " extracts";
  if (pairs.empty()) {
    answer.notes.push_back(coded.size() == 0
                               ? "no extract is coded"
                               : base::count_of(static_cast<std::int64_t>(coded.size()),
                                                "extract is coded", "extracts are coded") +
                                     "; none with two concepts");
  }
  pairs.resize(cut_to_limit(asking, answer, pairs.size()));
  name_documents(coded, pairs);
  const auto holders = configurations_by_concept(asking.snapshot());
  for (Together& each : pairs) {
    const auto label = [&](ConceptId id) {
      return text(asking.snapshot().concepts[id.index()].label);
    };
    Row row;
    row.fields = {{"concepts", {Values{label(each.pair.first), label(each.pair.second)}}},
                  {"extracts", {each.extracts}}};
    const auto& a = holders[each.pair.first.index()];
    const auto& b = holders[each.pair.second.index()];
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(),
                          std::back_inserter(row.configurations));
    row.documents = std::move(each.documents);
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
