// What work is refused for.
#pragma once

#include <optional>

#include "base/error.h"

namespace retroduce::tests {

/// The code of the error that the work ends in; nothing where it ends well.
template <typename Work>
std::optional<base::ErrorCode> refused(Work&& work) {
  try {
    work();
  } catch (const base::Error& error) {
    return error.code();
  }
  return std::nullopt;
}

}  // namespace retroduce::tests
