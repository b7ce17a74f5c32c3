#include "query/empty_answer.h"

#include <algorithm>

#include "base/text.h"
#include "query/rows.h"
#include "query/term_groups.h"

namespace retroduce::query {
namespace {

using graph::Term;
using model::ConfigurationId;
using model::Role;

constexpr std::size_t most_named = 3;

std::string count(std::size_t number, std::string_view one, std::string_view many) {
  return base::count_of(static_cast<std::int64_t>(number), one, many);
}

std::string configurations(std::size_t number) {
  return count(number, "configuration", "configurations");
}

/// "none yields", or "it does not yield" where there is but one to speak of.
std::string none_of(std::size_t number, const std::string& does, const std::string& do_) {
  return number == 1 ? "it does not " + do_ : "none " + does;
}

std::string names_of(const Asking& asking, std::size_t slot) {
  return names_text(*asking.question, slot);
}

bool has_filters(const Question& question) {
  return !question.where.empty() || !question.without.empty() || question.least_support.has_value();
}

std::vector<ConfigurationId> shared(const std::vector<ConfigurationId>& a,
                                    const std::vector<ConfigurationId>& b) {
  std::vector<ConfigurationId> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both;
}

std::vector<ConfigurationId> holders(const Asking& asking, Role role,
                                     const std::optional<std::vector<Term>>& terms) {
  return terms ? graph::holding_any(*asking.graph, role, *terms) : taking_part(asking);
}

void note_documents(const Asking& asking, Answer& answer) {
  const std::size_t all = asking.snapshot().documents.size();
  std::size_t left = 0;
  for (std::size_t d = 0; d < all; ++d) {
    left += asking.graph->counts(model::DocumentId{d}) ? 1U : 0U;
  }
  answer.notes.push_back("the filters leave " + base::grouped(static_cast<std::int64_t>(left)) +
                         " of " + count(all, "document", "documents"));
}

/// The contexts of a configuration that do not hold.
std::vector<Term> lacking(const Asking& asking, const graph::Firing& firing, ConfigurationId k) {
  std::vector<Term> terms = asking.graph->terms(k, Role::context);
  std::erase_if(terms, [&](Term term) { return firing.holds(term) || firing.is_given(term); });
  return terms;
}

struct Nearest {
  ConfigurationId configuration;
  std::vector<Term> lacks;
};

/// The first, in label order, of those that lack least; nothing where none has a context.
std::optional<Nearest> nearest_to_fire(const Asking& asking, const graph::Firing& firing,
                                       ConfigurationIds list) {
  std::optional<Nearest> nearest;
  for (const ConfigurationId k : list) {
    if (asking.graph->terms(k, Role::context).empty()) continue;
    std::vector<Term> lacks = lacking(asking, firing, k);
    if (!nearest || lacks.size() < nearest->lacks.size()) nearest = {k, std::move(lacks)};
  }
  return nearest;
}

std::string nearest_text(const Asking& asking, const Nearest& nearest) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < nearest.lacks.size() && i < most_named; ++i) {
    const Term term = nearest.lacks[i];
    names.push_back((term.opposite ? "not " : "") +
                    in_quotes(term_text(asking.snapshot(), {term.concept_, false})));
  }
  std::string text = "nearest: " + label_of(asking.snapshot(), nearest.configuration) +
                     ", which lacks " + base::join(names, ", ");
  if (nearest.lacks.size() > most_named) {
    text +=
        " and " + count(nearest.lacks.size() - most_named, "further context", "further contexts");
  }
  return text;
}

/// "leads there", for the sentences on chains whose ends stand in the headline.
std::string chains_text(const graph::Chains& chains) {
  return (chains.total_is_exact ? "" : "at least ") +
         base::count_of(chains.total, "chain leads", "chains lead");
}

bool note_class(const Asking& asking, graph::ChainQuestion question, Answer& answer) {
  if (!question.require) return false;
  question.require.reset();
  question.limit = 1;
  const graph::Chains without = graph::find_chains(*asking.graph, question);
  if (without.total == 0) return false;
  answer.notes.push_back(chains_text(without) + " there without \"require\"; none of the class");
  return true;
}

/// Configurations from which a circle is come to: what is left when those that nothing follows are
/// taken away, again and again.
std::size_t circling(const Asking& asking) {
  const auto all = taking_part(asking);
  std::vector<std::size_t> follow(asking.snapshot().configurations.size(), 0);
  std::vector<ConfigurationId> ends;
  for (const ConfigurationId k : all) {
    follow[k.index()] = asking.graph->next(k).size();
    if (follow[k.index()] == 0) ends.push_back(k);
  }
  std::size_t left = all.size();
  while (!ends.empty()) {
    const ConfigurationId end = ends.back();
    ends.pop_back();
    --left;
    for (const ConfigurationId before : asking.graph->previous(end)) {
      if (--follow[before.index()] == 0) ends.push_back(before);
    }
  }
  return left;
}

}  // namespace

std::string near_joint_text(const Asking& asking, const graph::NearJoint& joint) {
  const auto& snapshot = asking.snapshot();
  std::string kind = count(joint.shared_words, "shared word", "shared words");
  if (joint.kind == graph::NearJoint::Kind::parent_and_child) kind = "parent and child";
  if (joint.kind == graph::NearJoint::Kind::opposite) kind = "opposites";
  return label_of(snapshot, joint.from) + " yields " + in_quotes(term_text(snapshot, joint.made)) +
         ", " + label_of(snapshot, joint.to) + " needs " +
         in_quotes(term_text(snapshot, joint.met)) + ": " + kind;
}

void note_scope(const Asking& asking, Answer& answer) {
  const unsigned takes = asking.question->form->takes;
  const std::size_t all = asking.snapshot().configurations.size();
  if ((takes & takes_configurations) == 0) {
    const bool filtered = (takes & takes_documents) != 0 && has_filters(*asking.question);
    if (filtered) note_documents(asking, answer);
    return;
  }
  if (all == 0) {
    answer.notes.emplace_back(
        "the review holds no configuration yet; retroduce import brings them in");
  } else if (has_filters(*asking.question)) {
    const std::size_t left = taking_part(asking).size();
    answer.notes.push_back(left == 0 ? "the filters leave no configuration; without them there " +
                                           std::string(all == 1 ? "is " : "are ") +
                                           base::grouped(static_cast<std::int64_t>(all))
                                     : "the filters leave " +
                                           base::grouped(static_cast<std::int64_t>(left)) + " of " +
                                           configurations(all));
  }
}

void note_no_way(const Asking& asking, ConfigurationIds starts, ConfigurationIds ends,
                 std::size_t from_slot, std::size_t to_slot, Answer& answer) {
  const auto reached = graph::reachable(*asking.graph, starts);
  const auto leading = graph::reaching(*asking.graph, ends);
  if (reached.empty()) {
    if (leading.empty()) return;
    answer.notes.push_back(
        configurations(leading.size()) + (leading.size() == 1 ? " leads to " : " lead to ") +
        names_of(asking, to_slot) + "; " + none_of(leading.size(), "has ", "have ") +
        names_of(asking, from_slot) + " as a context");
    return;
  }
  std::string note = configurations(reached.size()) + " reached from " +
                     names_of(asking, from_slot) + "; " +
                     none_of(reached.size(), "yields ", "yield ") + names_of(asking, to_slot);
  const auto near = graph::near_joints(*asking.graph, reached, leading, 1);
  if (!near.empty()) note += "; nearest: " + near_joint_text(asking, near.front());
  answer.notes.push_back(std::move(note));
}

void note_no_chain(const Asking& asking, const graph::ChainQuestion& question, Answer& answer) {
  enum : std::size_t { from_slot, through_slot, to_slot };
  const auto starts = holders(asking, Role::context, question.from);
  const auto ends = holders(asking, Role::outcome, question.to);
  const auto on_the_way =
      shared(graph::reachable(*asking.graph, starts), graph::reaching(*asking.graph, ends));
  if (on_the_way.empty()) {
    // With an end left open there is nothing to fall short of: the remark on the name says it.
    if (question.from && question.to) {
      note_no_way(asking, starts, ends, from_slot, to_slot, answer);
    }
    return;
  }
  if (question.through) {
    const auto holding = graph::holding_any(*asking.graph, Role::mechanism, *question.through);
    if (shared(on_the_way, holding).empty()) {
      answer.notes.push_back(configurations(on_the_way.size()) +
                             (on_the_way.size() == 1 ? " lies" : " lie") + " on the way; " +
                             none_of(on_the_way.size(), "has ", "have ") +
                             names_of(asking, through_slot) + " as a mechanism");
      return;
    }
  }
  if (note_class(asking, question, answer) || question.through) return;
  const std::size_t shortest = graph::shortest_chain(*asking.graph, starts, ends).size();
  if (shortest > question.within) {
    answer.notes.push_back("the shortest chain there has " + configurations(shortest));
  }
}

void note_no_supported_chain(const Asking& asking, ConfigurationIds starts, ConfigurationIds ends,
                             Answer& answer) {
  std::vector<ConfigurationId> chain = graph::shortest_chain(*asking.graph, starts, ends);
  if (chain.empty()) {
    note_no_way(asking, starts, ends, 0, 1, answer);
    note_scope(asking, answer);
    return;
  }
  std::erase_if(chain, [&](ConfigurationId k) { return asking.graph->support(k) > 0; });
  const std::string voice = asking.graph->counts_studies() ? "study" : "document";
  answer.notes.push_back("a chain does lead there, over " +
                         base::join(labels_of(asking.snapshot(), chain), ", ") + ", which no " +
                         voice + " supports");
}

void note_no_loop(const Asking& asking, std::size_t within, Answer& answer) {
  const std::size_t left = circling(asking);
  if (left > 0) {
    answer.notes.push_back("there are longer loops than " + configurations(within) +
                           ": ask with a longer \"within\"");
    return;
  }
  const auto all = taking_part(asking);
  const auto joined = std::count_if(
      all.begin(), all.end(), [&](ConfigurationId k) { return !asking.graph->next(k).empty(); });
  answer.notes.push_back(joined == 0
                             ? "no outcome of a configuration is a context of another"
                             : configurations(static_cast<std::size_t>(joined)) +
                                   (joined == 1 ? " leads" : " lead") +
                                   " on to another; none comes back to itself, at any length");
}

void note_none_named(const Asking& asking, ConfigurationIds list, const std::string& holding,
                     Role role, Answer& answer) {
  if (list.empty()) return;
  const std::size_t number = list.size();
  const std::string word(model::to_word(role));
  const bool yields = role == Role::outcome;
  const std::string what = (yields ? "an " : "a ") + word;
  std::string note = configurations(number) + " " + holding + "; ";
  note += yields ? none_of(number, "yields ", "yield ") : none_of(number, "names ", "name ");
  note += what + " (" +
          base::join(labels_of(asking.snapshot(), list.first(std::min(number, most_named))), ", ");
  if (number > most_named) note += " and " + std::to_string(number - most_named) + " more";
  answer.notes.push_back(note + ")");
}

void note_nothing_fires(const Asking& asking, const graph::Firing& firing, Answer& answer) {
  const auto list = graph::holding_any(*asking.graph, Role::context, asking.terms[0]);
  if (list.empty()) return;
  std::vector<ConfigurationId> fired;
  for (const ConfigurationId k : taking_part(asking)) {
    if (firing.round_of(k) != 0) fired.push_back(k);
  }
  const std::string given = names_text(*asking.question, 0, " and ");
  if (!fired.empty()) {
    note_none_named(asking, fired, "fired given " + given, Role::outcome, answer);
    return;
  }
  std::string note = configurations(list.size()) + (list.size() == 1 ? " has " : " have ") +
                     names_of(asking, 0) + " as a context; " +
                     none_of(list.size(), "fires", "fire");
  if (const auto nearest = nearest_to_fire(asking, firing, list)) {
    note += "; " + nearest_text(asking, *nearest);
  }
  answer.notes.push_back(std::move(note));
}

void note_nothing_needed(const Asking& asking, bool is_complete, std::size_t most, Answer& answer) {
  const auto list = graph::holding_any(*asking.graph, Role::outcome, asking.terms[0]);
  if (list.empty()) return;
  const graph::Firing firing(*asking.graph, asking.terms[1]);
  std::string note = configurations(list.size()) + (list.size() == 1 ? " yields " : " yield ") +
                     names_of(asking, 0);
  const auto nearest = nearest_to_fire(asking, firing, list);
  if (!nearest) {
    answer.notes.push_back(note + "; " + none_of(list.size(), "names ", "name ") +
                           "a context, so nothing can be said to fire " +
                           (list.size() == 1 ? "it" : "them"));
    return;
  }
  if (is_complete) {
    note += "; " + none_of(list.size(), "fires", "fire") + " with at most " +
            count(most, "further context", "further contexts");
  }
  answer.notes.push_back(note + "; " + nearest_text(asking, *nearest));
}

void note_highest_support(const Asking& asking, const FindRegular& find, Answer& answer) {
  // Half the support each time: a library holds millions of triples that one document supports.
  std::size_t support = asking.question->threshold.value_or(3);
  std::vector<graph::Regularity> found;
  while (found.empty() && support > 1) {
    support /= 2;
    found = find(support);
  }
  if (found.empty()) {
    answer.notes.emplace_back("no supported configuration holds a context " +
                              std::string(answer.kind == "regularities of pairs"
                                              ? "and a mechanism"
                                              : "with a mechanism and an outcome"));
    return;
  }
  const graph::Regularity& top = found.front();
  std::vector<std::string> names;
  const auto add = [&](Term term) {
    names.push_back(in_quotes(term_text(asking.snapshot(), term)));
  };
  for (const Term term : top.contexts) add(term);
  add(top.mechanism);
  if (top.outcome) add(*top.outcome);
  const bool studies = asking.graph->counts_studies();
  answer.notes.push_back(
      "the highest support is of " +
      count(top.tally.support, studies ? "study" : "document", studies ? "studies" : "documents") +
      ": " + base::join(names, ", "));
  answer.next = {answer.kind + " with support >= " + std::to_string(top.tally.support)};
}

}  // namespace retroduce::query
