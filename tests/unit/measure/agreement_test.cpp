#include "measure/agreement.h"

#include "measure/unit_alpha.h"
#include "support/catch.h"

using namespace retroduce::measure;
using retroduce::base::TextSpan;

namespace {

/// A line per coder: digits are categories, a full stop is no rating.
std::vector<RatedUnit> units(const std::vector<std::string>& coders) {
  std::vector<RatedUnit> all(coders.front().size());
  for (const std::string& coder : coders) {
    for (std::size_t i = 0; i < coder.size(); ++i)
      all[i].ratings.push_back(coder[i] == '.' ? RatedUnit::unrated : coder[i] - '0');
  }
  return all;
}

/// How many units two coders put into which two categories, row by row.
std::vector<RatedUnit> table(std::int32_t categories, const std::vector<std::int64_t>& counts) {
  std::vector<RatedUnit> all;
  for (std::int32_t i = 0; i < categories; ++i) {
    for (std::int32_t j = 0; j < categories; ++j)
      all.push_back({{i, j}, counts[static_cast<std::size_t>(i * categories + j)]});
  }
  return all;
}

double alpha(const std::vector<RatedUnit>& all, std::size_t categories) {
  return nominal_alpha(coincidences(all, categories)).value();
}

}  // namespace

TEST_CASE("Cohen's table of 1960 has his kappa", "[agreement]") {
  // Cohen 1960, p. 45: observed .70, by chance .41, kappa .492.
  const auto psychologists = table(3, {88, 14, 18, 10, 40, 10, 2, 6, 12});
  CHECK(percent_agreement(psychologists).value() == Approx(0.70).margin(1e-12));
  CHECK(cohen_kappa(psychologists).value() == Approx(0.492).margin(0.0005));
  // p. 37: observed .29, by chance .35.
  CHECK(cohen_kappa(table(3, {25, 12, 3, 13, 2, 15, 12, 16, 2})).value() ==
        Approx((0.29 - 0.35) / 0.65).margin(0.005));
}

TEST_CASE("Fleiss's thirty patients have his kappa", "[agreement]") {
  // Fleiss 1971, table 1: six psychiatrists, five diagnoses; kappa .430.
  const char* patients[] = {"333333", "111444", "122224", "444444", "111333", "002222",
                            "222244", "002223", "003333", "444444", "033333", "013333",
                            "111222", "033333", "113334", "222224", "000344", "000001",
                            "113333", "022444", "444444", "133333", "113444", "003333",
                            "033334", "111113", "000044", "113333", "022222", "444444"};
  std::vector<RatedUnit> all;
  for (const std::string patient : patients) {
    all.emplace_back();
    for (const char diagnosis : patient) all.back().ratings.push_back(diagnosis - '0');
  }
  CHECK(percent_agreement(all).value() == Approx(0.5556).margin(0.00005));
  CHECK(fleiss_kappa(all).value() == Approx(0.430).margin(0.0005));
}

TEST_CASE("Krippendorff's reliability data have his alphas", "[agreement]") {
  // Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability": two observers and a binary
  // value (.095), two observers and five values (.692), four observers with gaps (.743).
  CHECK(alpha(units({"0100000010", "1110010000"}), 2) == Approx(0.095).margin(0.0005));
  CHECK(alpha(units({"001132224330", "101112224333"}), 5) == Approx(0.692).margin(0.0005));
  CHECK(alpha(units({"123321412...", "1233224125.3", ".3332342251.", "12332441251."}), 6) ==
        Approx(0.743).margin(0.0005));
}

TEST_CASE("Krippendorff's readers of newspapers and of texts have his figures", "[agreement]") {
  // Krippendorff 2019, Content Analysis, 4th edition, 12.3.4: three observers, a binary value
  // (.234).
  CHECK(alpha(units({"010110001111", "010100001101", "011001001000"}), 2) ==
        Approx(0.234).margin(0.0005));
  // Krippendorff 1995, p. 57, Bertha and Bill: kappa .385, alpha .329.
  const auto both = units({"001111111100001111110000", "000011110000000110000000"});
  CHECK(cohen_kappa(both).value() == Approx(0.385).margin(0.0005));
  CHECK(alpha(both, 2) == Approx(0.329).margin(0.0005));
}

TEST_CASE("where all say the same of everything there is no chance to correct for", "[agreement]") {
  const auto all = units({"1111", "1111"});
  CHECK(percent_agreement(all) == 1);
  CHECK_FALSE(cohen_kappa(all));
  CHECK_FALSE(fleiss_kappa(all));
  CHECK_FALSE(nominal_alpha(coincidences(all, 2)));
}

TEST_CASE("where no unit has two ratings there is no figure", "[agreement]") {
  const auto all = units({"1.", ".1"});
  CHECK_FALSE(percent_agreement(all));
  CHECK_FALSE(cohen_kappa(all));
  CHECK_FALSE(fleiss_kappa(all));
  CHECK_FALSE(nominal_alpha(coincidences(all, 2)));
  CHECK_FALSE(percent_agreement({}));
}

TEST_CASE("equal units may be counted together", "[agreement]") {
  const auto one_by_one = units({"0011", "0011", "0001"});
  const std::vector<RatedUnit> together{{{0, 0, 0}, 2}, {{1, 1, 0}, 1}, {{1, 1, 1}, 1}};
  CHECK(percent_agreement(together) == percent_agreement(one_by_one));
  CHECK(fleiss_kappa(together) == fleiss_kappa(one_by_one));
  CHECK(coincidences(together, 2) == coincidences(one_by_one, 2));
}

TEST_CASE("spans of one coder that overlap are one unit, those that touch are two", "[agreement]") {
  CHECK(as_units({{20, 30}, {0, 10}, {5, 12}, {30, 40}, {7, 7}}) ==
        MarkedUnits{{0, 12}, {20, 30}, {30, 40}});
}

TEST_CASE("where every unit is one character, alpha by characters is the nominal one",
          "[agreement]") {
  const std::vector<std::string> marks{"0110100101", "0100110001", "0110100111"};
  std::vector<MarkedUnits> coders;
  for (const std::string& line : marks) {
    coders.emplace_back();
    for (std::size_t i = 0; i < line.size(); ++i) {
      const auto at = static_cast<std::int64_t>(i);
      if (line[i] == '1') coders.back().push_back({at, at + 1});
    }
  }
  CHECK(unit_alpha(unit_sums(10, coders)).value() == Approx(alpha(units(marks), 2)).margin(1e-12));
}

TEST_CASE("longer units leave less disagreement to chance than single characters", "[agreement]") {
  // Two coders, a text of 20 characters, units of 8 and 6: 2 x 2 characters apart (in both orders 4
  // + 4); 14 of 40 are marked; of 1,600 pairs 64 + 36 + 26 are no pairs.
  const std::vector<MarkedUnits> coders{{{2, 10}}, {{4, 10}}};
  CHECK(unit_alpha(unit_sums(20, coders)).value() ==
        Approx(1 - 4.0 / (40.0 * 2 * 14 * 26 / (1600 - 64 - 36 - 26))).margin(1e-12));
  CHECK(unit_alpha(unit_sums(20, std::vector<MarkedUnits>{{{2, 10}}, {{2, 10}}})) == 1);
  CHECK_FALSE(unit_alpha(unit_sums(20, std::vector<MarkedUnits>{{}, {}})));
  CHECK_FALSE(unit_alpha(unit_sums(0, std::vector<MarkedUnits>{{}, {}})));
  CHECK_FALSE(unit_alpha({}));
}
