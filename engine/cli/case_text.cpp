#include "cli/case_text.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "base/text.h"
#include "cli/answer_parts.h"
#include "query/row_names.h"

namespace retroduce::cli {

namespace {

using query::Parts;
using query::Row;
using query::Value;
using query::Values;

constexpr std::size_t most_named = 4;

std::int64_t number_of(const Parts& parts, std::string_view name) {
  const Value* value = part(parts, name);
  const auto* number = value != nullptr ? std::get_if<std::int64_t>(&value->value) : nullptr;
  return number != nullptr ? *number : 0;
}

const Values& list_of(const Parts& parts, std::string_view name) {
  static const Values none;
  const Value* value = part(parts, name);
  const auto* list = value != nullptr ? std::get_if<Values>(&value->value) : nullptr;
  return list != nullptr ? *list : none;
}

/// A share as the literature prints it: "0.67".
std::string share_text(const Parts& parts, std::string_view name) {
  const Value* value = part(parts, name);
  const auto* share = value != nullptr ? std::get_if<double>(&value->value) : nullptr;
  if (share == nullptr) return "";
  const long hundredths = std::lround(*share * 100);
  // 0.996 is not all of them.
  const long shown = *share < 1 ? std::min(hundredths, 99L) : hundredths;
  const std::string digits = std::to_string(100 + shown % 100).substr(1);
  return std::to_string(shown / 100) + "." + digits;
}

std::string named(const std::vector<std::string>& names) {
  if (names.size() <= most_named + 1) return base::join(names, ", ");
  const std::vector<std::string> first(names.begin(), names.begin() + most_named);
  return base::join(first, ", ") + " and " + std::to_string(names.size() - most_named) + " more";
}

/// The conditions of a row that are present (absent), with how many of its cases report the
/// opposite; empty where none is absent.
std::string conditions_text(const Parts& fields, bool present) {
  std::vector<std::string> words;
  for (const Value& value : list_of(fields, "conditions")) {
    const Parts& condition = std::get<Parts>(value.value);
    const Value* is_present = part(condition, "present");
    if (is_present == nullptr || is_true(*is_present) != present) continue;
    const Parts term(condition.begin(), condition.begin() + 2);
    const std::int64_t opposite = number_of(condition, "opposite_reported");
    const std::string more =
        base::grouped(opposite) + (opposite == 1 ? " reports" : " report") + " the opposite";
    words.push_back(plain({term}) + (opposite == 0 ? "" : " (" + more + ")"));
  }
  return words.empty() && present ? "none of the conditions" : base::join(words, ", ");
}

/// Where a combination and the outcome meet in the case alone; empty where all cases tell it whole.
std::string whole_text(const Parts& fields) {
  const std::int64_t with = number_of(fields, "with_outcome");
  const std::int64_t whole = number_of(fields, "told_whole");
  if (whole == with) return {};
  const char* const where = " it in one configuration";
  if (with == 1) return "the one with the outcome does not tell" + std::string(where);
  return (whole == 0 ? "none" : base::grouped(whole)) + " of the " + base::grouped(with) +
         " with the outcome " + (whole < 2 ? "tells" : "tell") + where;
}

/// What keeps a row from being as plain as its numbers.
std::string remarks(const Row& row, const query::Answer& answer) {
  std::vector<std::string> words;
  const std::string whole = whole_text(row.fields);
  if (!whole.empty()) words.push_back(whole);
  const std::int64_t opposite = number_of(row.fields, "outcome_opposite_reported");
  if (opposite > 0) {
    words.push_back(base::grouped(opposite) + (opposite == 1 ? " reports" : " report") +
                    " the opposite outcome");
  }
  const std::int64_t disputed = number_of(row.fields, "outcome_disputed");
  if (disputed > 0) {
    words.push_back(base::grouped(disputed) +
                    (disputed == 1 ? " disputes the outcome" : " dispute the outcome"));
  }
  words.insert(words.end(), row.marks.begin(), row.marks.end());
  const std::string in_part = query::in_part_text(row, answer);
  if (!in_part.empty()) words.push_back(in_part);
  return base::join(words, "; ");
}

/// "consistency 0.80 (4 of 5)  coverage 0.50".
std::string fit_text(const Parts& fields, std::string_view coverage) {
  return "consistency " + share_text(fields, "consistency") + " (" +
         base::grouped(number_of(fields, "with_outcome")) + " of " +
         base::grouped(number_of(fields, "cases")) + "), coverage " + share_text(fields, coverage);
}

/// The cases are studies `by study`; named are their documents either way.
std::string sources_label(const query::Answer& answer) {
  return answer.counts_studies ? "documents of these studies: " : "documents: ";
}

std::string wrapped(const std::string& text, std::size_t indent, const Console& console) {
  if (text.empty()) return {};
  std::string out;
  const std::size_t width = std::max<std::size_t>(40, console.width - indent);
  for (const std::string& line : base::wrap(text, width)) {
    out += std::string(indent, ' ') + line + "\n";
  }
  return out;
}

std::string labelled(const std::string& label, const std::string& text) {
  return text.empty() ? text : label + text;
}

}  // namespace

std::string truth_table_text(const query::Answer& answer, const model::Snapshot& snapshot,
                             const Console& console) {
  std::string out;
  for (const Row& row : answer.rows) {
    std::vector<std::string> keys;
    for (const auto id : row.documents) keys.push_back(snapshot.documents[id.index()].key);
    out += (out.empty() ? "" : "\n") +
           strong(console, "outcome " + plain_part(row.fields, "outcome")) + "  " +
           fit_text(row.fields, "coverage") + "\n";
    out += wrapped(labelled("reported: ", conditions_text(row.fields, true)), 3, console);
    out += wrapped(labelled("not reported: ", conditions_text(row.fields, false)), 3, console);
    out += wrapped(sources_label(answer) + named(keys), 3, console);
    out += wrapped(remarks(row, answer), 3, console);
  }
  return out;
}

std::string formula_text(const query::Answer& answer, const Console& console) {
  std::string out;
  for (const Row& row : answer.rows) {
    out += (out.empty() ? "" : "\n") + strong(console, plain_part(row.fields, "solution")) + "  " +
           fit_text(row.fields, "coverage") + "\n";
    bool first = true;
    for (const Value& value : list_of(row.fields, "terms")) {
      const Parts& term = std::get<Parts>(value.value);
      const bool is_first = std::exchange(first, false);
      std::string words = wrapped(plain_part(term, "term"), 6, console);
      if (!is_first) words.replace(3, 2, "or");
      out += words;
      std::vector<std::string> keys;
      for (const Value& key : list_of(term, "documents")) keys.push_back(plain(key));
      out += wrapped(
          fit_text(term, "raw_coverage") + ", by itself " + share_text(term, "unique_coverage"), 10,
          console);
      out += wrapped(sources_label(answer) + named(keys), 10, console);
      out += wrapped(whole_text(term), 10, console);
    }
    const std::int64_t assumed = number_of(row.fields, "assumptions");
    if (assumed > 0) {
      out += "   assumes the outcome for " +
             base::count_of(assumed, "combination", "combinations") + " that nobody reports\n";
    }
    std::vector<std::string> marks = row.marks;
    if (const std::string in_part = query::in_part_text(row, answer); !in_part.empty())
      marks.push_back(in_part);
    out += wrapped(base::join(marks, "; "), 3, console);
  }
  return out;
}

}  // namespace retroduce::cli
