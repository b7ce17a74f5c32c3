// Fingerprints and chance. Wraps libsodium.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace retroduce::base {

/// SHA-256 in lower-case hexadecimal.
std::string sha256(std::string_view bytes);

/// A random 64-bit number in 16 lower-case hexadecimal digits: the permanent name of a change.
std::string random_id();

}  // namespace retroduce::base
