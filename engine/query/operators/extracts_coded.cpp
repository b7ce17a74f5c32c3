// The coding report: extracts that carry a concept, with their codings.
#include "base/text.h"
#include "query/extract_rows.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

enum : std::size_t { concept_slot, role_slot, coder_slot };

/// Nothing is coded so: how many codings there are without the role and the coder, each by itself.
void note_other_codings(const Asking& asking, const model::CodingFilter& filter, Answer& answer) {
  const auto coded = [&](model::CodingFilter other, const std::string& how) {
    std::int64_t total = 0;
    asking.world->details->each_coded(other, [&](const model::ExtractDetail&) { ++total; });
    answer.notes.push_back(
        (total == 0 ? "no extract is" : base::count_of(total, "extract is", "extracts are")) +
        " coded so" + how);
  };
  model::CodingFilter any_role = filter;
  any_role.role.reset();
  model::CodingFilter any_coder = filter;
  any_coder.coder.clear();
  if (filter.role) coded(any_role, " in any role");
  if (!filter.coder.empty()) coded(any_coder, " by any coder");
  const bool filtered = !asking.question->where.empty() || !asking.question->without.empty();
  if (filtered && !filter.role && filter.coder.empty()) coded(filter, " in the whole review");
}

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
  ExtractRows rows(asking);
  std::size_t total = 0;
  // A coding has no opposite, so `not` finds nothing; no concept at all would find everything.
  if (!filter.concepts.empty()) {
    asking.world->details->each_coded(filter, [&](const model::ExtractDetail& extract) {
      if (!asking.graph->counts(extract.document, extract.key)) return;
      if (asking.limit == 0 || total < asking.limit) rows.add(extract, nothing());
      ++total;
    });
    answer.rows = rows.take();
  } else {
    answer.notes.emplace_back("codings have no opposite: ask without not");
  }
  if (total == 0 && !filter.concepts.empty()) note_other_codings(asking, filter, answer);
  cut_to_limit(asking, answer, total);
  answer.headline = count_text(total, "extract is", "extracts are") + " coded " +
                    names_text(*asking.question, concept_slot);
  if (filter.role) answer.headline += " as " + std::string(model::to_word(*filter.role));
  if (!filter.coder.empty()) answer.headline += " by " + filter.coder;
  answer.headline += sources_text(asking, answer);
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
    .takes = takes_exactly | takes_study | takes_documents,
    .needs_one = false,
    .run = run,
    .why_no_zoom = "an extract shows its codings as coders made them"};

}  // namespace retroduce::query
