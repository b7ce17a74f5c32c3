// What is rewritten where something is erased, within a running transaction. Internal to the store.
#pragma once

#include <string>
#include <vector>

#include "store/erase.h"
#include "store/things.h"

namespace retroduce::store {

/// What was done, beside what is told of it.
struct ErasedRows {
  Erasure told;
  std::vector<std::string> gone;  ///< what the file's bytes must not hold any more
};

ErasedRows erase_person(Connection& connection, const ThingName& coder);
ErasedRows erase_extract(Connection& connection, const ThingName& extract);

}  // namespace retroduce::store
