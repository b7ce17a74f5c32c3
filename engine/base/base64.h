// Bytes as text (RFC 4648, the usual alphabet, padded). Wraps libsodium.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace retroduce::base {

std::string to_base64(std::string_view bytes);

/// The bytes; blanks and line ends between are passed over. Nothing where the text is none.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace retroduce::base
