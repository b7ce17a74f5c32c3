// Chains of configurations; text of steps is made when it is shown.
#include <algorithm>

#include "base/text.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

using graph::ChainClass;
using graph::Chains;
using graph::Term;
using model::ConfigurationId;
using model::Role;

enum : std::size_t { from_slot, through_slot, to_slot };

constexpr std::string_view class_words[] = {"conflict", "unsupported", "thread", "study",
                                            "stitched"};

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
  question.limit = asking.limit;
  return question;
}

Row chain_row(const Asking& asking, std::vector<ConfigurationId> chain) {
  const graph::ChainSupport support = graph::assess(*asking.graph, chain);
  Values joints;
  for (std::size_t i = 1; i < chain.size(); ++i) {
    joints.push_back(term_values(asking.snapshot(), asking.graph->joints(chain[i - 1], chain[i])));
  }
  Parts fields{
      {"joints", {std::move(joints)}},
      {"strength", number(support.strength)},
      {"threads", number(support.threads)},
      {"support_class", text(std::string(class_words[static_cast<std::size_t>(support.class_)]))}};
  return make_row(asking, std::move(fields), std::move(chain));
}

// --- Steps, for text ---

std::vector<std::string> texts(const model::Snapshot& snapshot, const std::vector<Term>& terms) {
  std::vector<std::string> words;
  for (const Term term : terms) words.push_back(term_text(snapshot, term));
  return words;
}

/// Those of `all` that were asked for; all where none was.
std::vector<Term> asked_of(std::vector<Term> all, const std::optional<std::vector<Term>>& asked) {
  if (!asked) return all;
  std::vector<Term> some;
  std::set_intersection(all.begin(), all.end(), asked->begin(), asked->end(),
                        std::back_inserter(some));
  return some.empty() ? all : some;
}

std::vector<ChainStep> steps_of(const graph::EvidenceGraph& graph, const Row& row,
                                const std::optional<std::vector<Term>>& from,
                                const std::optional<std::vector<Term>>& to) {
  const auto& chain = row.configurations;
  std::vector<ChainStep> steps;
  for (std::size_t i = 0; i < chain.size(); ++i) {
    ChainStep step;
    step.configuration = chain[i];
    if (i == 0) {
      step.contexts = texts(graph.snapshot(), asked_of(graph.terms(chain[i], Role::context), from));
    }
    step.mechanisms = texts(graph.snapshot(), graph.terms(chain[i], Role::mechanism));
    step.outcomes =
        texts(graph.snapshot(), i + 1 < chain.size()
                                    ? graph.joints(chain[i], chain[i + 1])
                                    : asked_of(graph.terms(chain[i], Role::outcome), to));
    step.support = static_cast<std::int64_t>(graph.support(chain[i]));
    step.dispute = static_cast<std::int64_t>(graph.disputing(chain[i]).size());
    steps.push_back(std::move(step));
  }
  const auto weakest = std::min_element(
      steps.begin(), steps.end(),
      [](const ChainStep& a, const ChainStep& b) { return a.support < b.support; });
  if (weakest != steps.end() && steps.size() > 1) weakest->is_weakest = true;
  return steps;
}

// --- Words ---

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
  return (chains.total_is_exact ? "" : "At least ") + number_of + of_length +
         (chains.total == 1 || chains.total == 0 ? " leads" : " lead") +
         ends_text(*asking.question);
}

void note_classes(const Asking& asking, const Answer& answer, std::vector<std::string>& notes) {
  std::array<std::int64_t, 5> counts{};
  for (const Row& row : answer.rows) {
    const auto& word = std::get<std::string>(row.fields[3].second.value);
    const auto at = std::find(std::begin(class_words), std::end(class_words), word);
    ++counts[static_cast<std::size_t>(at - std::begin(class_words))];
  }
  const bool studies = asking.graph->counts_studies();
  const auto tell = [&](ChainClass which, const std::string& what) {
    const std::int64_t count = counts[static_cast<std::size_t>(which)];
    if (count > 0) notes.push_back(base::grouped(count) + (count == 1 ? " is " : " are ") + what);
  };
  tell(ChainClass::thread,
       std::string("told whole by a single ") + (studies ? "study" : "document"));
  tell(ChainClass::study, "told whole by the documents of a single study");
  tell(ChainClass::stitched, studies
                                 ? "stitched together from studies none of which saw the whole"
                                 : "stitched together from documents none of which saw the whole");
  tell(ChainClass::unsupported, "unsupported in some step");
  tell(ChainClass::conflict, "in conflict: a context and its opposite are both needed");
}

void note_cuts(const Chains& chains, std::size_t within, Answer& answer) {
  if (chains.could_go_on) {
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
  Chains chains = graph::find_chains(*asking.graph, question);
  answer.total = chains.total;
  answer.total_is_exact = chains.total_is_exact;
  answer.rows.reserve(chains.listed.size());
  for (auto& chain : chains.listed) answer.rows.push_back(chain_row(asking, std::move(chain)));
  const bool by_limit = chains.total > static_cast<std::int64_t>(answer.rows.size());
  answer.cut = by_limit ? Cut::limit : (chains.could_go_on ? Cut::length : Cut::none);
  answer.truncated = answer.cut != Cut::none;
  answer.headline = headline(asking, chains, question.within);
  if (!by_limit) note_classes(asking, answer, answer.notes);
  note_cuts(chains, question.within, answer);
  suggest_why(asking, answer);
  answer.steps = [graph = asking.graph, from = question.from, to = question.to](const Row& row) {
    return steps_of(*graph, row, from, to);
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
    .takes = takes_exactly | takes_study | takes_scope | takes_within | takes_require,
    .needs_one = true,
    .run = run};

}  // namespace retroduce::query
