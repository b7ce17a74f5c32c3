// Survival of democracy in Europe between the wars: Lipset 1959 in crisp sets, as Rihoux & De Meur
// 2009 analyse it and as the R package QCA carries it (data LC). Conditions: developed, urban,
// literate, industrial, stable government. Tables and solutions are those that the package's own
// tests approve.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace retroduce::tests {

enum : std::uint32_t { developed = 1, urban = 2, literate = 4, industrial = 8, stable = 16 };

struct Country {
  std::string name;
  std::uint32_t conditions;
  bool survived;
};

inline const std::vector<Country>& lipset() {
  static const std::vector<Country> countries{
      {"AU", developed | literate | industrial, false},
      {"BE", developed | urban | literate | industrial | stable, true},
      {"CZ", developed | urban | literate | industrial | stable, true},
      {"DE", developed | urban | literate | industrial, false},
      {"EE", literate | stable, false},
      {"ES", 0, false},
      {"FI", developed | literate | stable, true},
      {"FR", developed | literate | industrial | stable, true},
      {"GR", 0, false},
      {"HU", literate, false},
      {"IE", developed | literate | stable, true},
      {"IT", stable, false},
      {"NL", developed | urban | literate | industrial | stable, true},
      {"PL", literate, false},
      {"PT", 0, false},
      {"RO", stable, false},
      {"SE", developed | literate | industrial | stable, true},
      {"UK", developed | urban | literate | industrial | stable, true}};
  return countries;
}

}  // namespace retroduce::tests
