// Full texts taken from bytes in a test.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "interchange/text_format.h"

namespace retroduce::tests {

struct Taken {
  std::optional<interchange::TakenText> text;
  base::Diagnostics found;
  /// The text, or the refusals in angle brackets.
  std::string words() const;
  bool has(std::string_view code) const;
  std::string message(std::string_view code) const;  ///< the first, with its notes
  std::string section(std::size_t place) const;      ///< what stands in it
};

Taken taken(const std::string& name, std::string_view bytes);

/// A fixture of other programs, or nothing where they are not there.
std::optional<std::string> shared_fixture(const std::string& path);

}  // namespace retroduce::tests
