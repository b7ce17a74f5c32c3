#include "base/text.h"
#include "query/chain_rows.h"
#include "query/empty_answer.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

using graph::Chains;
using graph::Term;
using model::ConfigurationId;
using model::Role;

/// Rows without a limit: millions of chains fit in no memory, and nobody reads them.
constexpr std::size_t most_unasked = 100'000;

enum : std::size_t { from_slot, through_slot, to_slot };

std::optional<std::vector<Term>> terms_of(const Asking& asking, std::size_t slot) {
  if (!asking.question->arguments[slot].is_given()) return std::nullopt;
  return asking.terms[slot];
}

graph::ChainQuestion to_graph(const Asking& asking) {
  graph::ChainQuestion question;
  question.from = terms_of(asking, from_slot);
  question.through = terms_of(asking, through_slot);
  question.to = terms_of(asking, to_slot);
  question.within = asking.question->within.value_or(question.within);
  question.require = asking.question->require;
  question.limit = asking.limit == 0 ? most_unasked : asking.limit;
  return question;
}

std::string ends_text(const Question& question) {
  std::string words;
  if (question.arguments[from_slot].is_given()) words += " from " + names_text(question, from_slot);
  if (question.arguments[through_slot].is_given()) {
    words += " through " + names_text(question, through_slot);
  }
  if (question.arguments[to_slot].is_given()) words += " to " + names_text(question, to_slot);
  return words;
}

std::string headline(const Asking& asking, const Chains& chains, std::size_t within) {
  const std::string of_length = " of up to " + base::count_of(static_cast<std::int64_t>(within),
                                                              "configuration", "configurations");
  const std::string number_of =
      chains.total == 0 ? "No chain" : base::count_of(chains.total, "chain", "chains");
  const auto& require = asking.question->require;
  const std::string of_class =
      require ? " of class " + std::string(class_word(*require)) + " and" : "";
  return (chains.total_is_exact ? "" : "At least ") + number_of + of_class + of_length +
         (chains.total == 1 || chains.total == 0 ? " leads" : " lead") +
         ends_text(*asking.question);
}

void note_cuts(const Chains& chains, std::size_t within, bool could_go_on, Answer& answer) {
  if (could_go_on) {
    answer.notes.push_back(
        "longer chains are cut off: some go on past " +
        base::count_of(static_cast<std::int64_t>(within), "configuration", "configurations") +
        " towards the target");
  }
  if (!chains.listing_is_complete) {
    answer.notes.push_back(
        "there are too many chains to look at all of them: those listed are the "
        "first found, not surely the strongest");
  }
}

void run(const Asking& asking, Answer& answer) {
  const graph::ChainQuestion question = to_graph(asking);
  const Chains chains = graph::find_chains(*asking.graph, question);
  const bool could_go_on = graph::could_go_on(*asking.graph, question);
  answer.total = chains.total;
  answer.total_is_exact = chains.total_is_exact;
  answer.rows.reserve(chains.listed.size());
  for (std::size_t i = 0; i < chains.listed.size(); ++i) {
    const auto chain = chains.listed[i];
    answer.rows.push_back(chain_row(asking, {chain.begin(), chain.end()}, false));
  }
  // A count that was given up leaves some unlisted, whatever the limit.
  const bool by_limit =
      !chains.total_is_exact || chains.total > static_cast<std::int64_t>(answer.rows.size());
  answer.cut = by_limit ? Cut::limit : (could_go_on ? Cut::length : Cut::none);
  answer.truncated = answer.cut != Cut::none;
  answer.headline = headline(asking, chains, question.within);
  if (!by_limit) note_classes(asking, answer);
  note_cuts(chains, question.within, could_go_on, answer);
  if (by_limit && asking.limit == 0) {
    answer.notes.push_back("without a limit no more than " +
                           base::grouped(static_cast<std::int64_t>(most_unasked)) +
                           " chains are listed, the strongest first");
  }
  if (question.require && chains.total > 0)
    answer.notes.emplace_back("chains of other classes are left out: ask without \"require\"");
  if (chains.total == 0 && chains.total_is_exact) {
    note_no_chain(asking, question, answer);
    if (question.from && question.to) {
      answer.next.push_back("why not " + names_text(*asking.question, from_slot, ", ") + " to " +
                            names_text(*asking.question, to_slot, ", "));
    }
  }
  suggest_why(asking, answer);
  answer.steps = [graph = asking.graph, from = question.from, to = question.to,
                  zoom = asking.question->zoom](const Row& row) {
    return chain_steps(*graph, row, from, to, false, zoom);
  };
}

}  // namespace

extern const Operator operator_chains{
    .name = "chains",
    .kind = "chains",
    .parameters = "from \"A\" through \"M\" to \"B\" within 6 require thread",
    .example = "chains from \"A\" to \"B\"",
    .help = "Lists of configurations, joined where an outcome of one is a context of the next.",
    .slots = {concepts_as("from", Role::context, false),
              concepts_as("through", Role::mechanism, false),
              concepts_as("to", Role::outcome, false)},
    .takes = takes_exactly | takes_study | takes_scope | takes_within | takes_require | takes_zoom,
    .needs_one = true,
    .run = run};

}  // namespace retroduce::query
