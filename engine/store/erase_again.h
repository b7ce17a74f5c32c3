// What was erased here stays erased when a copy that still has it is merged. Internal to the store.
#pragma once

#include <string>

#include "store/connection.h"
#include "store/store.h"

namespace retroduce::store {

/// Tells where only one of the two copies has erased something, and in which file that remains to
/// be done.
void tell_erasures(Connection& mine, Connection& theirs, const std::string& name, Receipt& receipt);

/// Masks what a merge took from theirs of what was erased here, within its transaction; what that
/// was, theirs still says. Whether it met anything; then the receipt tells so.
bool erase_again(Connection& mine, Connection& theirs, Receipt& receipt);

}  // namespace retroduce::store
