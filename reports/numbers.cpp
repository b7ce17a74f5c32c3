#include "reports/numbers.h"

namespace retroduce::reports {

std::string grouped(std::int64_t number) {
  std::string text = std::to_string(number);
  const std::size_t sign = number < 0 ? 1 : 0;
  constexpr std::size_t most_together = 4;
  constexpr std::size_t group = 3;
  if (text.size() - sign <= most_together) return text;
  for (std::size_t at = text.size(); at > sign + group;) {
    at -= group;
    text.insert(at, "\u00a0");
  }
  return text;
}

std::string count_of(std::int64_t number, std::string_view one, std::string_view many) {
  return grouped(number) + " " + std::string(number == 1 ? one : many);
}

}  // namespace retroduce::reports
