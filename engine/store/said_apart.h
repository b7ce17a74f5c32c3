// What several said of one concept while they coded apart, none shown the others' words: nothing of
// it is lost when that ends. Internal to the store.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "store/edit_context.h"

namespace retroduce::store {

/// Concepts of which those who are to code these documents, by key, are each shown their own words
/// alone.
std::set<ThingName> concepts_said_apart(EditContext& context,
                                        const std::vector<std::string>& documents);

/// What stands is what was said last; what another said last is put into the note, and that is
/// told.
void keep_words(EditContext& context, const ThingName& concept_);

}  // namespace retroduce::store
