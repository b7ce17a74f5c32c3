// Opens one row of an answer: its configurations, their elements, the quotes.
#include <algorithm>

#include "base/text.h"
#include "query/evidence_tree.h"
#include "query/row_names.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

enum : std::size_t { number_slot, question_slot };

/// "support 3, dispute 1"
std::string measures_text(const Row& row) {
  std::string words;
  for (const auto& [name, value] : row_measures(row)) {
    std::string field = name;
    std::replace(field.begin(), field.end(), '_', ' ');
    words += (words.empty() ? "; " : ", ") + field + " " + value_words(value);
  }
  return words;
}

void run(const Asking& asking, Answer& answer) {
  const Argument& place = asking.question->arguments[number_slot];
  Asking inner = *asking.inner;
  if (inner.limit != 0) inner.limit = std::max(inner.limit, place.number);
  const Answer wrapped = answered(inner);
  if (place.number == 0 || place.number > wrapped.rows.size()) {
    throw Refused{
        refuse(asking.question->text, place.names[0].place, "query.no-row",
               "there is no row " + place.names[0].text + " of this answer",
               {wrapped.rows.empty() ? "It has no row: " + wrapped.headline
                                     : "It has rows 1 to " + std::to_string(wrapped.rows.size())})};
  }
  const Row& row = wrapped.rows[place.number - 1];
  Values children;
  for (const model::ConfigurationId k : row.configurations) {
    children.push_back(configuration_tree(inner, k));
  }
  const std::string name = row_name(inner.snapshot(), wrapped, row);
  answer.headline = name + " (row " + place.names[0].text + " of " + base::grouped(wrapped.total) +
                    measures_text(row) + ")";
  answer.notes.push_back("the answer is: " + wrapped.headline);
  if (row.configurations.empty()) {
    answer.notes.emplace_back("the row rests on no configuration");
  }
  cut_to_limit(asking, answer, 1);
  Value tree = tree_node(name, "answer", std::move(children), {{"row", Value{row.fields}}});
  Row opened;
  opened.fields = std::move(std::get<Parts>(tree.value));
  opened.configurations = row.configurations;
  opened.documents = row.documents;
  opened.marks = row.marks;
  answer.rows.push_back(std::move(opened));
}

}  // namespace

extern const Operator operator_why_row{
    .name = "why",
    .kind = "why",
    .parameters = "3 of QUESTION",
    .example = "why 3 of outcomes",
    .help = "Opens row 3 of an answer: its configurations and their evidence, down to the quotes.",
    .slots = {slot(Slot::Kind::number), slot(Slot::Kind::question, "of")},
    .takes = 0,
    .needs_one = false,
    .run = run};

}  // namespace retroduce::query
