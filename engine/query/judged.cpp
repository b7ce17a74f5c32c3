#include "query/judged.h"

#include <algorithm>
#include <set>

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
    if (!is_first) there->second = one.is_resolution ? place : std::min(there->second, place);
    if (one.is_resolution) resolved.insert(key);
  }
  return judged;
}

}  // namespace retroduce::query
