// Figures of agreement against their definitions, on random tables. RETRODUCE_TABLES tells how
// many; 100,000 of each were tried before this was submitted.
#include <cstdlib>
#include <random>

#include "slow_agreement.h"
#include "support/catch.h"

using namespace retroduce::tests;
using namespace retroduce::measure;

namespace {

constexpr double near = 1e-12;

int count_of_tables() {
  const char* told = std::getenv("RETRODUCE_TABLES");
  return told != nullptr ? std::atoi(told) : 2000;
}

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : generator_(seed) {}
  int below(int limit) { return static_cast<int>(generator_() % static_cast<unsigned>(limit)); }

 private:
  std::mt19937_64 generator_;
};

/// Coders who often follow a common view, and leave some units out.
RatingTable random_table(Dice& dice) {
  const int coders = 2 + dice.below(4);
  const int categories = 1 + dice.below(6);
  const int follow = dice.below(11);
  const int leave_out = dice.below(3) == 0 ? 1 + dice.below(6) : 0;
  RatingTable table(static_cast<std::size_t>(dice.below(25)));
  for (auto& unit : table) {
    const int common = dice.below(categories);
    for (int c = 0; c < coders; ++c) {
      const bool is_left_out = dice.below(10) < leave_out;
      const int own = dice.below(10) < follow ? common : dice.below(categories);
      unit.push_back(is_left_out ? -1 : own);
    }
  }
  return table;
}

std::vector<RatedUnit> rated(const RatingTable& table) {
  std::vector<RatedUnit> units;
  for (const auto& unit : table) units.push_back({{unit.begin(), unit.end()}, 1});
  return units;
}

MarkedText random_text(Dice& dice, int coders) {
  MarkedText text{dice.below(40), {}};
  for (int c = 0; c < coders; ++c) {
    std::vector<retroduce::base::TextSpan> spans;
    for (int i = dice.below(5); i > 0 && text.length > 0; --i) {
      const auto begin = static_cast<std::int64_t>(dice.below(static_cast<int>(text.length)));
      const auto end = begin + dice.below(12);
      spans.push_back({begin, std::min(end, text.length)});
    }
    text.coders.push_back(as_units(std::move(spans)));
  }
  return text;
}

bool same(const std::optional<double>& figure, const std::optional<double>& slow) {
  if (figure.has_value() != slow.has_value()) return false;
  return !figure || std::abs(*figure - *slow) <= near;
}

}  // namespace

TEST_CASE("figures of agreement are what their definitions say", "[agreement]") {
  Dice dice(20260101);
  int defined = 0;
  for (int i = 0; i < count_of_tables(); ++i) {
    const RatingTable table = random_table(dice);
    const std::vector<RatedUnit> units = rated(table);
    INFO("table " << i);
    CHECK(same(percent_agreement(units), slow_percent(table)));
    CHECK(same(cohen_kappa(units), slow_cohen(table)));
    CHECK(same(fleiss_kappa(units), slow_fleiss(table)));
    CHECK(same(nominal_alpha(coincidences(units, 6)), slow_alpha(table)));
    defined += slow_alpha(table) && slow_cohen(table) && slow_fleiss(table) ? 1 : 0;
  }
  CHECK(defined > count_of_tables() / 3);
}

TEST_CASE("alpha by characters is what its definition says", "[agreement]") {
  Dice dice(20260102);
  int defined = 0;
  for (int i = 0; i < count_of_tables() / 4; ++i) {
    std::vector<MarkedText> texts;
    Sums sums;
    for (int t = 1 + dice.below(3); t > 0; --t) {
      texts.push_back(random_text(dice, 2 + dice.below(3)));
      add(sums, unit_sums(texts.back().length, texts.back().coders));
    }
    INFO("texts " << i);
    CHECK(same(unit_alpha(sums), slow_unit_alpha(texts)));
    defined += slow_unit_alpha(texts) ? 1 : 0;
  }
  CHECK(defined > count_of_tables() / 8);
}
