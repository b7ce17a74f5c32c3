// The coding report: extracts that carry a concept, with their codings.
#include "base/text.h"
#include "query/extract_rows.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

enum : std::size_t { concept_slot, role_slot, coder_slot };

void run(const Asking& asking, Answer& answer) {
  const auto& arguments = asking.question->arguments;
  model::CodingFilter filter;
  for (const graph::Term term : asking.terms[concept_slot]) {
    if (!term.opposite) filter.concepts.push_back(term.concept_);
  }
  if (arguments[role_slot].is_given()) {
    filter.role = model::from_word<model::Role>(arguments[role_slot].names[0].text);
  }
  filter.coder = asking.coder;
  const ExtractRows rows(asking);
  std::size_t total = 0;
  // A coding has no opposite, so `not` finds nothing; no concept at all would find everything.
  if (!filter.concepts.empty()) {
    asking.world->details->each_coded(filter, [&](const model::ExtractDetail& extract) {
      if (!asking.graph->counts(extract.document)) return;
      if (asking.limit == 0 || total < asking.limit)
        answer.rows.push_back(rows.make(extract, nothing()));
      ++total;
    });
  } else {
    answer.notes.emplace_back("codings have no opposite: ask without not");
  }
  cut_to_limit(asking, answer, total);
  answer.headline = count_text(total, "extract is", "extracts are") + " coded " +
                    names_text(*asking.question, concept_slot);
  if (filter.role) answer.headline += " as " + std::string(model::to_word(*filter.role));
  if (!filter.coder.empty()) answer.headline += " by " + filter.coder;
}

}  // namespace

extern const Operator operator_extracts_coded{
    .name = "extracts coded",
    .kind = "extracts",
    .parameters = "\"X\" as mechanism by \"AB\"",
    .example = "extracts coded \"X\" as mechanism by \"AB\"",
    .help = "The extracts that carry a concept, with all their codings.",
    .slots = {slot(Slot::Kind::concepts), slot(Slot::Kind::role, "as", false),
              slot(Slot::Kind::coder, "by", false)},
    .takes = takes_exactly | takes_documents,
    .needs_one = false,
    .run = run};

}  // namespace retroduce::query
