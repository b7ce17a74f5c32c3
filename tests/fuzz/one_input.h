// What every fuzz target does with its bytes. For tests/fuzz alone.
#pragma once

#include <string>

namespace retroduce::fuzz {

/// Sniffs and reads the bytes as a file in the format; what is read goes nowhere. Errors of the
/// world (base::Error) are answers; anything else ends the program. Of formats that are zips,
/// markup is put into one first; of a bundle, "== NAME" before each file makes a folder.
void read_one(const std::string& format, const std::string& input);

/// Sniffs the bytes as every form of full text and takes them as the one named, but for PDF, which
/// a program of its own reads.
void take_one(const std::string& form, const std::string& input);

}  // namespace retroduce::fuzz
