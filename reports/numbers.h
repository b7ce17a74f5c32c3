// Numbers as journals print them: a comma may be read as a decimal sign, and some ask for none.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace retroduce::reports {

/// "1200", and from five digits on "12 040" with a blank that breaks no line.
std::string grouped(std::int64_t number);

/// "1 document", "3 documents", "12 040 documents".
std::string count_of(std::int64_t number, std::string_view one, std::string_view many);

}  // namespace retroduce::reports
