// How far those who coded the same extracts agreed, concept by concept, and who settled what they
// did not agree on.
#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "reports/agreement_lines.h"
#include "reports/cells.h"
#include "reports/made_rows.h"
#include "reports/numbers.h"
#include "reports/registry.h"

namespace retroduce::reports {

namespace {

const Witness compared{{}, {}, {}, "worked out from the codings of the review"};

/// With a decimal point in every locale.
std::string fixed(double value, int places) {
  std::array<char, 64> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                 std::chars_format::fixed, places);
  std::string text(digits.data(), end.ptr);
  const bool is_zero = text.find_first_of("123456789") == std::string::npos;
  return is_zero && text.front() == '-' ? text.substr(1) : text;
}

Cell number_cell(std::int64_t value) {
  Cell cell = text_cell(grouped(value), compared);
  cell.number = value;
  return cell;
}

/// "92.3 %; alpha 0.81 (0.70 to 0.90)"
Cell agreement_cell(const AgreementLine& line) {
  std::string text;
  if (line.percent) text = fixed(*line.percent * 100, 1) + " %";
  if (line.alpha) {
    text += (text.empty() ? "alpha " : "; alpha ") + fixed(*line.alpha, 2);
    if (line.alpha_low && line.alpha_high)
      text += " (" + fixed(*line.alpha_low, 2) + " to " + fixed(*line.alpha_high, 2) + ")";
  }
  if (text.empty()) return missing_cell("no extract was coded by two who can be compared", {});
  return text_cell(text, compared);
}

Cell resolved_cell(const AgreementLine& line) {
  if (line.differing == 0)
    return missing_cell("the coders did not differ", {}, "nothing to resolve");
  std::string text = base::join(line.resolved_by, ", ");
  if (line.open > 0)
    text += (text.empty() ? "" : "; ") + std::to_string(line.open) + " of " +
            std::to_string(line.differing) + " open";
  return text_cell(text.empty() ? "not said by whom" : text, compared);
}

void make_rows(MadeRows& made) {
  if (!made.world.agreement) {
    made.notes.emplace_back("Agreement was not worked out for this table.");
    return;
  }
  const AgreementSummary summary = made.world.agreement();
  for (const AgreementLine& line : summary.lines) {
    made.add(line.item) = {text_cell(line.item, compared),
                           text_cell(base::join(summary.coders, ", "), compared),
                           number_cell(line.extracts), agreement_cell(line), resolved_cell(line)};
  }
  if (!summary.why_none.empty())
    made.notes.push_back("Nothing can be compared: " + summary.why_none + ".");
  if (summary.lines.empty()) return;
  const bool has_alpha =
      std::any_of(summary.lines.begin(), summary.lines.end(),
                  [](const AgreementLine& line) { return line.alpha.has_value(); });
  made.notes.push_back(
      std::string("Agreement: share of pairs of coders who decided alike on an extract") +
      (has_alpha ? "; alpha: Krippendorff's alpha with its 95 % interval" : "") +
      ". Compared are extracts of documents that two or more have read.");
  made.notes.emplace_back(
      "Concepts in roles: two codings are the same where concept and role are; the rows below "
      "leave "
      "the role aside.");
  for (const std::string& sentence : summary.left_out) made.notes.push_back(sentence);
}

Table make_agreement(const TableWorld& world) {
  return table_of_made_rows(world,
                            {"agreement",
                             "Agreement between coders",
                             {{"Item", "item", 2.4},
                              {"Coders", "coders", 1.4},
                              {"n double-coded", "extracts", 0.9, true},
                              {"Agreement", "agreement", 2.2},
                              {"Resolved by", "resolved_by", 1.6}}},
                            make_rows);
}

}  // namespace

const TableKind table_agreement{"agreement", "Agreement between coders",
                                "How far coders agreed on each concept that two or more could have "
                                "coded, and who settled what differed.",
                                make_agreement};

}  // namespace retroduce::reports
