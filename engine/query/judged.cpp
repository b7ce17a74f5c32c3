#include "query/judged.h"

#include <algorithm>
#include <set>
#include <utility>

namespace retroduce::query {

const std::vector<std::string>& scale_of(const model::Snapshot& snapshot,
                                         const model::FieldColumn& column) {
  return snapshot.ratings.empty() ? column.words : snapshot.ratings;
}

std::map<model::ExtractKey, std::int32_t> judged_extracts(const model::Details& details,
                                                          const model::FieldColumn& criterion,
                                                          const std::vector<std::string>& scale) {
  std::map<model::ExtractKey, std::int32_t> judged;
  std::set<model::ExtractKey> resolved;
  for (const model::Appraisal& one : details.appraisals()) {
    const auto at = std::find(scale.begin(), scale.end(), one.rating);
    if (!one.extract.is_set() || model::to_word(one.criterion) != criterion.name ||
        at == scale.end())
      continue;
    const model::ExtractKey key = one.extract.value;
    const auto place = static_cast<std::int32_t>(at - scale.begin());
    if (!one.is_resolution && resolved.count(key) != 0) continue;
    const auto [there, is_first] = judged.emplace(key, place);
    const bool is_first_decision = one.is_resolution && resolved.insert(key).second;
    if (!is_first) there->second = is_first_decision ? place : std::min(there->second, place);
  }
  return judged;
}

void leave_extracts(const model::ExtractList& all,
                    const std::function<bool(model::DocumentId, model::ExtractKey)>& counts,
                    graph::Scope& scope) {
  std::vector<bool> left;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto key = static_cast<std::size_t>(all.keys[i]);
    if (left.size() <= key) left.resize(key + 1, false);
    if (!counts(all.documents[i], all.keys[i])) continue;
    left[key] = true;
    scope.documents[all.documents[i].index()] = true;
  }
  scope.extracts = std::move(left);
}

}  // namespace retroduce::query
