// What somebody judged, why, and who it was are one judgement: where two judged the same thing
// differently, one of the two holds with all of it, so that nobody is said to have said what
// another did. A pure function of the set of changes. Internal to the store.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "store/merge_state.h"

namespace retroduce::store {

/// Fields that are one judgement, what it says first; none where things of the kind are none.
std::span<const std::string_view> judged_together(model::ThingKind kind);

/// Where several of these fields are left open (or what says whether something holds), the one
/// judgement that they are left open for: it is taken out of `rivals`, and `image` shows one of
/// them whole. Two papers stay two until it is decided that they are one; else the later is shown.
std::optional<Dispute> as_one_judgement(const MergeHistory& history, const ThingName& thing,
                                        const std::vector<Deed>& deeds, std::vector<Rivals>& rivals,
                                        Image& image);

}  // namespace retroduce::store
