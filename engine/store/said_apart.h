// What several said of one concept while they coded apart, none shown the others' words: nothing of
// it is lost when that ends. Internal to the store.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "store/edit_context.h"

namespace retroduce::store {

struct SaidApart {
  std::set<ThingName> concepts;  ///< of which each of the coders is shown their own words alone
  std::set<std::string> labels;  ///< all that the coders were ever called
};
/// Of those who are to code these documents, by key.
SaidApart said_apart(EditContext& context, const std::vector<std::string>& documents);

/// What stands is what was said last; what another of these coders said last is put into the note,
/// and that is told. What somebody else replaced, who was shown all of it, is replaced.
void keep_words(EditContext& context, const ThingName& concept_,
                const std::set<std::string>& labels);

}  // namespace retroduce::store
