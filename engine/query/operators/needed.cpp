#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "query/empty_answer.h"
#include "query/rows.h"
#include "query/term_groups.h"

namespace retroduce::query {
namespace {

using graph::Term;
using model::ConfigurationId;
using model::Role;

enum : std::size_t { outcome_slot, given_slot, most_slot };
constexpr std::size_t usual_most = 3;

/// What is asked for may hold from the start: what is told then is how it would come about anew.
void note_given(const Asking& asking, Answer& answer) {
  for (const Term term : asking.terms[given_slot]) {
    const auto& outcomes = asking.terms[outcome_slot];
    if (std::find(outcomes.begin(), outcomes.end(), term) == outcomes.end()) continue;
    answer.notes.push_back(
        "\"" + term_text(asking.snapshot(), term) +
        "\" is itself given, so it holds already; told is only how it would come about anew");
    return;
  }
}

void note_larger(const graph::Needed& found, std::size_t most, Answer& answer) {
  answer.notes.push_back(std::string("larger sets are cut off: there ") +
                         (found.larger == graph::Beyond::something ? "are" : "may be") +
                         " some of more than " +
                         base::count_of(static_cast<std::int64_t>(most), "context", "contexts") +
                         "; ask with a larger \"at most\"");
}

/// What a derivation needs although its opposite holds, too: that retracts nothing.
void add_opposed(const Asking& asking, const graph::Firing& firing,
                 const std::vector<ConfigurationId>& steps, std::set<Term>& opposed) {
  for (const ConfigurationId k : steps) {
    for (const Term term : asking.graph->terms(k, Role::context)) {
      if (firing.holds({term.concept_, !term.opposite})) opposed.insert(term);
    }
  }
}

/// The derivation once the set holds too: what a row rests on.
std::vector<ConfigurationId> derivation(const Asking& asking, const std::vector<Term>& set,
                                        std::set<Term>& opposed) {
  std::vector<Term> given = asking.terms[given_slot];
  given.insert(given.end(), set.begin(), set.end());
  const graph::Firing firing(*asking.graph, given);
  const auto& outcomes = asking.terms[outcome_slot];
  for (const auto& made : firing.made()) {
    if (std::find(outcomes.begin(), outcomes.end(), made.term) == outcomes.end()) continue;
    auto steps = firing.derivation(made.term);
    std::sort(steps.begin(), steps.end());
    add_opposed(asking, firing, steps, opposed);
    return steps;
  }
  return {};
}

/// A set as a row shows it; sets that fall together, once zoomed, are one.
struct Shown {
  std::vector<Term> set;
  std::vector<std::vector<Term>> parts;
};

/// A set as zoom shows it. What holds at that depth already is not needed, and two that are needed
/// together are not one: what would read so stays as it is.
std::vector<Term> cut(const Asking& asking, const std::set<Term>& held, std::vector<Term> set) {
  std::map<Term, std::size_t> fall_together;
  for (const Term term : set) ++fall_together[zoomed(asking, term)];
  for (Term& term : set) {
    const Term above = zoomed(asking, term);
    if (held.count(above) == 0 && fall_together[above] == 1) term = above;
  }
  std::sort(set.begin(), set.end());
  return set;
}

/// All that holds from the start or comes about, as zoom shows it.
std::set<Term> held_at_depth(const Asking& asking) {
  std::set<Term> held;
  for (const Term term : asking.terms[given_slot]) held.insert(zoomed(asking, term));
  const graph::Firing firing(*asking.graph, asking.terms[given_slot]);
  for (const auto& made : firing.made()) held.insert(zoomed(asking, made.term));
  return held;
}

/// Number, then terms.
std::vector<Shown> shown_sets(const Asking& asking, const std::vector<std::vector<Term>>& sets) {
  std::vector<Shown> list;
  if (!asking.question->zoom) {
    for (const auto& set : sets) list.push_back({set, {set}});
    return list;
  }
  const std::set<Term> held = held_at_depth(asking);
  std::map<std::pair<std::size_t, std::vector<Term>>, Shown> united;
  for (const auto& set : sets) {
    const std::vector<Term> terms = cut(asking, held, set);
    Shown& one = united[{terms.size(), terms}];
    one.set = terms;
    one.parts.push_back(set);
  }
  for (auto& [key, one] : united) list.push_back(std::move(one));
  return list;
}

/// Whether some configuration yields it, or what was zoomed to it and stands not beside it.
bool is_also_outcome(const Asking& asking, const Shown& shown, Term term) {
  for (const auto& part : shown.parts) {
    for (const Term one : part) {
      const bool stays = std::find(shown.set.begin(), shown.set.end(), one) != shown.set.end();
      const bool stands_for = one == term || (!stays && zoomed(asking, one) == term);
      if (stands_for && !asking.graph->holding(Role::outcome, one).empty()) return true;
    }
  }
  return false;
}

Row needed_row(const Asking& asking, const Shown& shown) {
  Values contexts;
  std::vector<std::string> marks;
  for (const Term term : shown.set) {
    Value value = term_value(asking.snapshot(), term);
    const bool also_outcome = is_also_outcome(asking, shown, term);
    std::get<Parts>(value.value).emplace_back("also_outcome", flag(also_outcome));
    if (also_outcome) marks.push_back(term_text(asking.snapshot(), term) + " is an outcome, too");
    contexts.push_back(std::move(value));
  }
  std::vector<ConfigurationId> all;
  std::set<Term> opposed;
  for (const auto& part : shown.parts) {
    const auto steps = derivation(asking, part, opposed);
    all.insert(all.end(), steps.begin(), steps.end());
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  Row row = make_row(asking, {{"contexts", {std::move(contexts)}}}, std::move(all));
  row.marks.insert(row.marks.end(), marks.begin(), marks.end());
  for (const Term term : opposed) {
    const Term other{term.concept_, !term.opposite};
    row.marks.push_back("needs " + in_quotes(term_text(asking.snapshot(), term)) + ", and " +
                        in_quotes(term_text(asking.snapshot(), other)) + " holds too");
  }
  return row;
}

void run(const Asking& asking, Answer& answer) {
  const auto& at_most = asking.question->arguments[most_slot];
  const std::size_t most = at_most.is_given() ? at_most.number : usual_most;
  note_all_held(asking, given_slot, answer.notes);
  const graph::Needed found = graph::needed_contexts(*asking.graph, asking.terms[outcome_slot],
                                                     asking.terms[given_slot], most);
  const std::vector<Shown> sets = shown_sets(asking, found.sets);
  answer.headline =
      (found.is_complete || sets.empty() ? "" : "At least ") +
      count_text(sets.size(), "set of further contexts lets", "sets of further contexts let") +
      " " + names_text(*asking.question, outcome_slot) + " come about given " +
      names_text(*asking.question, given_slot, " and ");
  note_given(asking, answer);
  if (found.is_derivable) {
    answer.headline = names_text(*asking.question, outcome_slot) + " comes about already given " +
                      names_text(*asking.question, given_slot, " and ");
    answer.notes.emplace_back("it can be derived already: nothing further is needed");
  }
  if (!found.is_complete) {
    answer.notes.emplace_back(
        "the search was given up before its end: there may be more sets of " +
        base::count_of(static_cast<std::int64_t>(found.looked_for), "context", "contexts") +
        " or more");
  }
  const bool by_number = found.is_complete && found.larger != graph::Beyond::nothing;
  if (by_number) note_larger(found, most, answer);
  if (sets.empty()) note_nothing_needed(asking, found.is_complete, most, answer);
  const std::size_t shown = cut_to_limit(asking, answer, sets.size());
  answer.total_is_exact = found.is_complete;
  if (by_number && !answer.truncated) answer.cut = Cut::length;
  answer.truncated = answer.cut != Cut::none;
  for (std::size_t i = 0; i < shown; ++i) answer.rows.push_back(needed_row(asking, sets[i]));
  suggest_why(asking, answer);
}

}  // namespace

extern const Operator operator_needed{
    .name = "needed for",
    .kind = "needed",
    .parameters = "\"O\" given \"A\" at most 3",
    .example = "needed for \"O\" given \"A\"",
    .help = "The further contexts that would let an outcome come about.",
    .slots = {concepts_as({}, Role::outcome), concepts_as("given", Role::context),
              slot(Slot::Kind::number, "at most", false)},
    .takes = takes_exactly | takes_study | takes_scope | takes_zoom,
    .needs_one = false,
    .run = run};

}  // namespace retroduce::query
