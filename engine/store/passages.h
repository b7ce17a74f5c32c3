// Extracts of one passage: who codes apart has one of their own where the judgement of another
// stands. When all have finished, they are one again. Internal to the store.
#pragma once

#include <vector>

#include "store/edit_context.h"

namespace retroduce::store {

/// The extract and all others with the same words at the same place of its document, but for those
/// that are hidden from who acts; it comes first.
std::vector<ThingName> extracts_of_passage(EditContext& context, const ThingName& extract);

/// Of these the one that who acts added, without what the others say of it; added where there is
/// none.
ThingName own_extract(EditContext& context, const ThingName& extract);

}  // namespace retroduce::store
