#include "measure/truth_table.h"

#include <algorithm>
#include <map>

namespace retroduce::measure {

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

bool stands_before(Combination left, Combination right) {
  const Combination apart = left ^ right;
  const Combination first = apart & (~apart + 1);
  return (left & first) != 0;
}

std::size_t count_rows(std::span<const TruthRow> rows, TruthRow::Outcome outcome) {
  return static_cast<std::size_t>(std::count_if(
      rows.begin(), rows.end(), [&](const TruthRow& row) { return row.outcome == outcome; }));
}

std::vector<TruthRow> truth_table(std::span<const Case> cases, double threshold) {
  std::map<Combination, TruthRow> by_combination;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    TruthRow& row = by_combination[cases[i].present];
    row.present = cases[i].present;
    row.cases.push_back(static_cast<std::uint32_t>(i));
    row.with_outcome += cases[i].has_outcome ? 1U : 0U;
  }
  std::vector<TruthRow> rows;
  for (auto& [combination, row] : by_combination) {
    using Outcome = TruthRow::Outcome;
    // Both sides are the nearest double to their ratio, so 4 of 5 cases do reach 0.8.
    const bool consistent = share(row.with_outcome, row.cases.size()) >= threshold;
    row.outcome = row.with_outcome == 0 ? Outcome::absent
                  : consistent          ? Outcome::present
                                        : Outcome::contradictory;
    rows.push_back(std::move(row));
  }
  std::sort(rows.begin(), rows.end(), [](const TruthRow& a, const TruthRow& b) {
    if (a.cases.size() != b.cases.size()) return a.cases.size() > b.cases.size();
    return stands_before(a.present, b.present);
  });
  return rows;
}

}  // namespace retroduce::measure
