// Extracts of one passage: who codes apart has one of their own where the judgement of another
// stands. When all have finished, they are one again. Internal to the store.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "store/edit_context.h"
#include "store/said_apart.h"

namespace retroduce::store {

/// Extracts with the same words at the same place of its document as that one, which need not be
/// there, but for those that are hidden from who acts.
std::vector<ThingName> extracts_of_passage(EditContext& context, const Image& extract);
/// The same of one that is there, which comes first.
std::vector<ThingName> extracts_of_passage(EditContext& context, const ThingName& extract);

/// Of these the one that who acts added, without what the others say of it; added where there is
/// none.
ThingName own_extract(EditContext& context, const ThingName& extract);

/// What is coded apart before an edit that may end it.
struct CodedApartBefore {
  std::vector<std::string> documents;  ///< by key
  SaidApart said;
};
CodedApartBefore coded_apart_before(EditContext& context, std::vector<std::string> documents);

/// Of those of the documents that are coded apart no more, what two took from one place is one
/// extract: neither could know of the other's. Where they judge it differently both stay, and that
/// is told; so is what they said of one concept.
void join_passages(EditContext& context, const CodedApartBefore& before);

}  // namespace retroduce::store
