// Makes one review again of rows that came back without others. Internal to the
// store.
#pragma once

#include <string>

#include "store/connection.h"
#include "store/recover.h"

namespace retroduce::store {

/// Within the running transaction: a lost row that others refer to is made up
/// where people would lose more without it, else what refers to it goes, and is
/// counted as lost. A scale gets the words that are in use. Says so in a change of
/// its own.
void mend(Connection& connection, Recovery& all, const std::string& by, const std::string& now);

}  // namespace retroduce::store
