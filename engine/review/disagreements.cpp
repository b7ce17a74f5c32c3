#include "review/disagreements.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "review/comparison.h"

namespace retroduce::review {

using model::CoderWork;

void each_disagreement(const CoderWork& work, const std::vector<std::string>& coders,
                       const std::function<void(Disagreement)>& use) {
  const std::vector<Readers> readers = readers_of(work);
  const Comparison comparison = compare_coders(work, readers, coders);
  using Roles = std::set<std::optional<model::Role>>;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::map<std::uint32_t, Roles>> said;
  for (const auto& coding : work.codings) {
    const auto coder = comparison.place(coding.coder);
    if (coder && comparison.is_compared(coding.extract))
      said[{coding.extract, coding.concept_}][*coder].insert(coding.role);
  }
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<model::WorkResolution>> resolved;
  for (const auto& each : work.resolutions) resolved[{each.extract, each.concept_}].push_back(each);

  for (const auto& [thing, by_coder] : said) {
    const auto& [extract, concept_] = thing;
    const Readers& who = comparison.readers(comparison.document_of(extract));
    Disagreement one;
    one.is_of_role = by_coder.size() == count(who);
    Roles any;
    Roles every = by_coder.begin()->second;
    for (std::uint32_t c = 0; c < who.size(); ++c) {
      if (!who[c]) continue;
      const auto found = by_coder.find(c);
      OneCoding coding{work.coders[comparison.coders()[c]], found != by_coder.end(), {}};
      const Roles own = coding.is_coded ? found->second : Roles();
      for (const auto& role : own) coding.roles.emplace_back(to_word(role));
      any.insert(own.begin(), own.end());
      std::erase_if(every, [&](const auto& role) { return !own.contains(role); });
      one.codings.push_back(std::move(coding));
    }
    if (every == any) continue;
    one.document = work.documents[comparison.document_of(extract)].key;
    one.page = work.extracts[extract].page;
    one.quote = work.extracts[extract].quote;
    one.concept_ = work.concepts[concept_];
    one.resolutions = resolved[thing];
    one.is_resolved = std::all_of(any.begin(), any.end(), [&](const auto& role) {
      return every.contains(role) ||
             std::any_of(one.resolutions.begin(), one.resolutions.end(),
                         [&](const auto& each) { return !role || each.role == *role; });
    });
    use(std::move(one));
  }
}

std::vector<Disagreement> disagreements(const CoderWork& work,
                                        const std::vector<std::string>& coders) {
  std::vector<Disagreement> all;
  each_disagreement(work, coders, [&all](Disagreement one) { all.push_back(std::move(one)); });
  return all;
}

}  // namespace retroduce::review
