// How things are named for good, where labels, words and places may change.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/snapshot.h"
#include "store/store.h"

namespace retroduce::store {

/// The permanent ids of these extracts of the state that the store shows, in their order.
std::vector<std::string> permanent_ids(const Store& store,
                                       std::span<const model::ExtractKey> extracts);

}  // namespace retroduce::store
