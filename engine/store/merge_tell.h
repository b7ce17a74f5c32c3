// What a merge tells of what became of people's work when it came together. Internal to the store.
#pragma once

#include "store/merge_join.h"
#include "store/store.h"

namespace retroduce::store {

/// Call when the merge is made. Tells what only now came together, once: evidence on elements that
/// another took out, things that are in two others, codings that two moved to different concepts,
/// documents of two texts. Nothing of what is hidden from who merges.
void tell_joined(Connection& connection, MergeHistory& history, MergeState& state,
                 const MergeJoin& join, const Authorship& by, Receipt& receipt);

}  // namespace retroduce::store
