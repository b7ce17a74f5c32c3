// How often a test does what it does: a little in every run, as often as somebody asks for with a
// variable of the environment.
#pragma once

#include <cstdlib>

namespace retroduce::tests {

inline unsigned repeats(const char* variable, unsigned usual) {
  const char* asked = std::getenv(variable);
  return asked == nullptr ? usual : static_cast<unsigned>(std::strtoul(asked, nullptr, 10));
}

}  // namespace retroduce::tests
