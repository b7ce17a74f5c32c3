// What a seed may be on a command line.
#pragma once

#include <string>

namespace retroduce::cli {

/// Empty where it is one, else what is wrong: CLI11 takes -1 for the largest number otherwise.
inline std::string wrong_with_seed(const std::string& word) {
  return word.starts_with('-') ? word + " is no seed; give a whole number from 0" : std::string();
}

}  // namespace retroduce::cli
