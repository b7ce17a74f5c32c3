#include "query/relations.h"

#include <algorithm>

#include "query/empty_answer.h"
#include "query/rows.h"
#include "query/term_groups.h"

namespace retroduce::query {
namespace {

using model::ConfigurationId;

/// What each concept is shown as: itself, or the one above it at the depth that was asked for.
std::vector<model::ConceptId> shown_as(const Asking& asking) {
  std::vector<model::ConceptId> shown;
  if (!asking.question->zoom) return shown;
  for (std::size_t i = 0; i < asking.snapshot().concepts.size(); ++i) {
    shown.push_back(zoomed(asking.snapshot(), asking.question->zoom, model::ConceptId{i}));
  }
  return shown;
}

void add_rows(const Asking& asking, const graph::Relations& found, bool tell_not_fired,
              Answer& answer) {
  const std::size_t shown = cut_to_limit(asking, answer, found.rows.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const graph::Related& one = found.rows[i];
    Parts fields{{"concept", text(asking.snapshot().concepts[one.term.concept_.index()].label)},
                 {"opposite", flag(one.term.opposite)},
                 {"support", number(one.tally.support)},
                 {"dispute", number(one.tally.dispute)}};
    if (tell_not_fired) fields.emplace_back("when_not_fired", flag(one.not_fired));
    const auto holders = found.configurations(one);
    Row row = make_row(asking, std::move(fields), {holders.begin(), holders.end()});
    if (one.not_fired) row.marks.insert(row.marks.begin(), "where the mechanism does not fire");
    mark_single_voice(asking, row, one.tally.support);
    answer.rows.push_back(std::move(row));
  }
  suggest_why(asking, answer);
}

}  // namespace

void answer_relation(const Asking& asking, const Relation& relation, Answer& answer) {
  std::vector<ConfigurationId> holders;
  for (const model::Role role : asking.question->form->slots[0].roles) {
    const auto some = graph::holding_any(*asking.graph, role, asking.terms[0]);
    holders.insert(holders.end(), some.begin(), some.end());
  }
  std::sort(holders.begin(), holders.end());
  holders.erase(std::unique(holders.begin(), holders.end()), holders.end());
  const auto shown = shown_as(asking);
  const auto found = graph::related(*asking.graph, holders, {relation.answered, false, shown});
  if (found.rows.empty()) {
    note_none_named(asking, holders, "with " + names_text(*asking.question, 0), relation.answered,
                    answer);
  }
  answer.headline = count_text(found.rows.size(), relation.one, relation.many) + " " +
                    names_text(*asking.question, 0);
  if (!found.rows.empty()) {
    auto answering = found.holders;
    std::sort(answering.begin(), answering.end());
    answering.erase(std::unique(answering.begin(), answering.end()), answering.end());
    answer.headline += " (" + voices_text(asking, graph::tally(*asking.graph, answering)) + ")";
  }
  add_rows(asking, found, false, answer);
}

void answer_bare_list(const Asking& asking, const Relation& relation, Answer& answer) {
  const auto shown = shown_as(asking);
  const auto found = shown.empty() ? graph::all_related(*asking.graph, relation.answered, true)
                                   : graph::related(*asking.graph, taking_part(asking),
                                                    {relation.answered, true, shown});
  if (found.rows.empty())
    note_none_named(asking, taking_part(asking), "looked at", relation.answered, answer);
  answer.headline = count_text(found.rows.size(), relation.one, relation.many);
  add_rows(asking, found, relation.answered == model::Role::outcome, answer);
}

}  // namespace retroduce::query
