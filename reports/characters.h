// UTF-8, one character after the other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace retroduce::reports {

/// The bytes of the code point that begins at `at`, which is within the text.
std::string_view character_at(std::string_view text, std::size_t at);

/// The code point whose UTF-8 these bytes are.
std::uint32_t code_point(std::string_view character);

}  // namespace retroduce::reports
