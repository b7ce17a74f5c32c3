#include "query/chain_rows.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

using graph::ChainClass;
using graph::Term;
using model::ConfigurationId;
using model::Role;

enum : std::size_t { class_field = 3, whole_field = 4 };  // of chain_row
constexpr std::string_view class_words[] = {"conflict", "unsupported", "thread", "study",
                                            "stitched"};

std::vector<std::string> texts(const model::Snapshot& snapshot, Depth zoom,
                               std::vector<Term> terms) {
  std::vector<std::string> words;
  for (const Term term : zoomed(snapshot, zoom, std::move(terms)))
    words.push_back(term_text(snapshot, term));
  return words;
}

/// Those of `all` that were asked for; all where none was.
std::vector<Term> asked_of(std::vector<Term> all, const AskedTerms& asked) {
  if (!asked) return all;
  std::vector<Term> some;
  std::set_intersection(all.begin(), all.end(), asked->begin(), asked->end(),
                        std::back_inserter(some));
  return some.empty() ? all : some;
}

void mark_conflict(const Asking& asking, bool closed, Row& row) {
  for (const auto concept_ : graph::conflicts(*asking.graph, row.configurations, closed)) {
    const std::string label = term_text(asking.snapshot(), {concept_, false});
    row.marks.push_back("needs " + in_quotes(label) + " and not " + in_quotes(label));
  }
}

/// Contexts that the configuration needs beside those that are met. What would read as one of these
/// once cut stays as it is.
std::vector<Term> further_contexts(const graph::EvidenceGraph& graph, ConfigurationId k,
                                   const std::vector<Term>& met, Depth zoom) {
  const std::vector<Term> all = graph.terms(k, Role::context);
  std::vector<Term> rest;
  std::set_difference(all.begin(), all.end(), met.begin(), met.end(), std::back_inserter(rest));
  const std::vector<Term> shown = zoomed(graph.snapshot(), zoom, met);
  for (Term& term : rest) {
    const Term above = zoomed(graph.snapshot(), zoom, term);
    if (!std::binary_search(shown.begin(), shown.end(), above)) term = above;
  }
  std::sort(rest.begin(), rest.end());
  rest.erase(std::unique(rest.begin(), rest.end()), rest.end());
  return rest;
}

}  // namespace

std::string_view class_word(ChainClass class_) {
  return class_words[static_cast<std::size_t>(class_)];
}

Row chain_row(const Asking& asking, std::vector<ConfigurationId> chain, bool closed) {
  const graph::ChainSupport support = graph::assess(*asking.graph, chain, closed);
  Values joints;
  for (std::size_t i = 1; i < chain.size() + (closed ? 1 : 0); ++i) {
    joints.push_back(
        term_values(asking.snapshot(),
                    zoomed(asking, asking.graph->joints(chain[i - 1], chain[i % chain.size()]))));
  }
  Parts fields{{"joints", {std::move(joints)}},
               {"strength", number(support.strength)},
               {"threads", number(support.threads)},
               {"support_class", text(std::string(class_word(support.class_)))},
               {"told_whole", flag(graph::is_told_whole(*asking.graph, chain, support))}};
  Row row = make_row(asking, std::move(fields), std::move(chain));
  if (support.class_ == ChainClass::conflict) mark_conflict(asking, closed, row);
  for (const model::ConfigurationId id : row.configurations) {
    if (!asking.graph->terms(id, Role::mechanism).empty()) continue;
    row.marks.push_back(asking.snapshot().configurations[id.index()].label + " names no mechanism");
  }
  return row;
}

void note_classes(const Asking& asking, Answer& answer) {
  std::array<std::int64_t, 5> counts{};
  std::array<std::int64_t, 5> whole{};
  for (const Row& row : answer.rows) {
    const auto& word = std::get<std::string>(row.fields[class_field].second.value);
    const auto at = std::find(std::begin(class_words), std::end(class_words), word);
    const auto place = static_cast<std::size_t>(at - std::begin(class_words));
    ++counts[place];
    if (std::get<bool>(row.fields[whole_field].second.value)) ++whole[place];
  }
  const bool studies = asking.graph->counts_studies();
  const auto say = [&](std::int64_t count, const std::string& what) {
    if (count > 0)
      answer.notes.push_back(base::grouped(count) + (count == 1 ? " is " : " are ") + what);
  };
  const auto tell = [&](ChainClass which, const std::string& what) {
    say(counts[static_cast<std::size_t>(which)], what);
  };
  const auto tell_by = [&](ChainClass which, const std::string& whom) {
    const auto place = static_cast<std::size_t>(which);
    say(whole[place], "told whole by " + whom);
    say(counts[place] - whole[place],
        "told by " + whom + ", some of it by evidence on single elements only");
  };
  tell_by(ChainClass::thread, studies ? "a single study" : "a single document");
  tell_by(ChainClass::study, "the documents of a single study");
  tell(ChainClass::stitched, studies
                                 ? "stitched together from studies none of which saw the whole"
                                 : "stitched together from documents none of which saw the whole");
  tell(ChainClass::unsupported, "unsupported in some step");
  tell(ChainClass::conflict, "in conflict: a context and its opposite are both needed");
}

std::vector<ChainStep> chain_steps(const graph::EvidenceGraph& graph, const Row& row,
                                   const AskedTerms& from, const AskedTerms& to, bool closed,
                                   Depth zoom) {
  const auto& chain = row.configurations;
  std::vector<ChainStep> steps;
  for (std::size_t i = 0; i < chain.size(); ++i) {
    ChainStep step;
    step.configuration = chain[i];
    const std::vector<Term> met =
        i > 0 || closed ? graph.joints(chain[i > 0 ? i - 1 : chain.size() - 1], chain[i])
                        : asked_of(graph.terms(chain[0], Role::context), from);
    if (i == 0) step.contexts = texts(graph.snapshot(), zoom, met);
    step.further = term_values(graph.snapshot(), further_contexts(graph, chain[i], met, zoom));
    step.mechanisms = texts(graph.snapshot(), zoom, graph.terms(chain[i], Role::mechanism));
    const bool joined = closed || i + 1 < chain.size();
    step.outcomes = texts(graph.snapshot(), zoom,
                          joined ? graph.joints(chain[i], chain[(i + 1) % chain.size()])
                                 : asked_of(graph.terms(chain[i], Role::outcome), to));
    step.support = static_cast<std::int64_t>(graph.support(chain[i]));
    step.in_part = static_cast<std::int64_t>(graph.support(chain[i]) -
                                             graph::supporting_whole(graph, chain[i]).size());
    step.dispute = static_cast<std::int64_t>(graph.disputing(chain[i]).size());
    steps.push_back(std::move(step));
  }
  const auto weakest = std::min_element(
      steps.begin(), steps.end(),
      [](const ChainStep& a, const ChainStep& b) { return a.support < b.support; });
  if (steps.size() > 1) weakest->is_weakest = true;
  return steps;
}

}  // namespace retroduce::query
