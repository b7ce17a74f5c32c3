// Extracts of one passage: who codes apart has one of their own where the judgement of another
// stands. When all have finished, they are one again. Internal to the store.
#pragma once

#include <string>
#include <vector>

#include "store/edit_context.h"

namespace retroduce::store {

/// Extracts with the same words at the same place of its document as that one, which need not be
/// there, but for those that are hidden from who acts.
std::vector<ThingName> extracts_of_passage(EditContext& context, const Image& extract);
/// The same of one that is there, which comes first.
std::vector<ThingName> extracts_of_passage(EditContext& context, const ThingName& extract);

/// Of these the one that who acts added, without what the others say of it; added where there is
/// none.
ThingName own_extract(EditContext& context, const ThingName& extract);

/// Once nothing of the document is hidden from anybody, what two took from one place is one
/// extract: neither could know of the other's. Where they judge it differently both stay, and that
/// is told.
void join_passages(EditContext& context, const ThingName& document);
/// The same of those of these documents, by key, that are coded apart no more.
void join_passages(EditContext& context, const std::vector<std::string>& coded_apart);

}  // namespace retroduce::store
