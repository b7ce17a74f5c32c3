#include "query/regularity_rows.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.h"
#include "query/rows.h"
#include "query/term_groups.h"

namespace retroduce::query {
namespace {

using graph::Exception;
using graph::Regularity;
using graph::Term;
using model::ConfigurationId;
using model::Role;

struct Found {
  Regularity regularity;
  std::vector<Regularity> parts;  ///< before zooming, where several fell together
};

/// Those that fall together become one; a union is counted, never a sum.
std::vector<Found> united(const Asking& asking, std::vector<Regularity> list) {
  std::vector<Found> found;
  if (!asking.question->zoom) {
    for (Regularity& one : list) found.push_back({std::move(one), {}});
    return found;
  }
  const auto place = [&](const Regularity& one) {
    std::optional<Term> outcome;
    if (one.outcome) outcome = zoomed(asking, *one.outcome);
    return std::make_tuple(zoomed(asking, one.contexts), zoomed(asking, one.mechanism), outcome);
  };
  std::map<decltype(place(list.front())), std::vector<Regularity>> groups;
  for (Regularity& one : list) groups[place(one)].push_back(std::move(one));
  for (auto& [terms, parts] : groups) {
    std::vector<ConfigurationId> all;
    for (const Regularity& one : parts) {
      all.insert(all.end(), one.configurations.begin(), one.configurations.end());
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    const graph::Tally counted = graph::tally(*asking.graph, all);
    found.push_back({{std::get<0>(terms), std::get<1>(terms), std::get<2>(terms), counted, all},
                     std::move(parts)});
  }
  std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
    return a.regularity.tally.support > b.regularity.tally.support;
  });
  return found;
}

/// Of a zoomed row: what is an exception to a part of it and, at its depth, still is one.
std::vector<Exception> exceptions_of(const Asking& asking, const Found& found) {
  if (found.parts.empty()) return graph::exceptions(*asking.graph, found.regularity);
  const Regularity& whole = found.regularity;
  std::map<ConfigurationId, bool> all;
  for (const Regularity& part : found.parts) {
    for (const Exception& one : graph::exceptions(*asking.graph, part)) {
      const Role role = whole.outcome ? Role::outcome : Role::mechanism;
      const Term wanted = whole.outcome ? *whole.outcome : whole.mechanism;
      const auto held = zoomed(asking, asking.graph->terms(one.configuration, role));
      if (std::binary_search(held.begin(), held.end(), wanted)) continue;
      bool& opposite = all[one.configuration];
      opposite = opposite || one.opposite;
    }
  }
  std::vector<Exception> list;
  for (const auto& [k, opposite] : all) list.push_back({k, opposite});
  return list;
}

Value exceptions_value(const Asking& asking, const std::vector<Exception>& exceptions) {
  Values list;
  for (const Exception& one : exceptions) {
    const graph::Tally counted = graph::tally(*asking.graph, {{one.configuration}});
    list.push_back({Parts{{"configuration", text(label_of(asking.snapshot(), one.configuration))},
                          {"opposite", flag(one.opposite)},
                          {"support", number(counted.support)},
                          {"dispute", number(counted.dispute)}}});
  }
  return {std::move(list)};
}

std::vector<Term> also_present(const Asking& asking, const Regularity& regularity) {
  std::vector<Term> others;
  for (const auto k : regularity.configurations) {
    const auto held = asking.graph->terms(k, Role::context);
    others.insert(others.end(), held.begin(), held.end());
  }
  others = zoomed(asking, std::move(others));
  std::erase_if(others, [&](Term term) {
    return std::find(regularity.contexts.begin(), regularity.contexts.end(), term) !=
           regularity.contexts.end();
  });
  return others;
}

/// A set names its terms each with its sign; pairs and triples have the signs beside.
Parts terms_as_fields(const Asking& asking, const Regularity& found, bool is_set) {
  const auto& snapshot = asking.snapshot();
  if (is_set) {
    return {{"contexts", term_values(snapshot, found.contexts)},
            {"mechanism", term_value(snapshot, found.mechanism)},
            {"outcome", term_value(snapshot, *found.outcome)}};
  }
  const auto label = [&](Term term) {
    return text(snapshot.concepts[term.concept_.index()].label);
  };
  Parts fields{{"context", label(found.contexts.front())}, {"mechanism", label(found.mechanism)}};
  Values signs{flag(found.contexts.front().opposite), flag(found.mechanism.opposite)};
  if (found.outcome) {
    fields.emplace_back("outcome", label(*found.outcome));
    signs.push_back(flag(found.outcome->opposite));
  }
  fields.emplace_back("opposites", Value{std::move(signs)});
  return fields;
}

Row regularity_row(const Asking& asking, Found& found, bool is_set) {
  Regularity& one = found.regularity;
  Parts fields = terms_as_fields(asking, one, is_set);
  fields.emplace_back("support", number(one.tally.support));
  fields.emplace_back("dispute", number(one.tally.dispute));
  fields.emplace_back("also_present", term_values(asking.snapshot(), also_present(asking, one)));
  fields.emplace_back("exceptions", exceptions_value(asking, exceptions_of(asking, found)));
  Row row = make_row(asking, std::move(fields), std::move(one.configurations));
  mark_single_voice(asking, row, one.tally.support);
  return row;
}

}  // namespace

std::size_t asked_threshold(const Asking& asking) { return asking.question->threshold.value_or(3); }

std::size_t wanted_regularities(const Asking& asking) {
  return asking.question->zoom ? 0 : asking.limit;
}

void answer_regularities(const Asking& asking, const RegularityWords& words,
                         graph::Regularities list, Answer& answer) {
  const std::size_t threshold = asked_threshold(asking);
  const bool is_set = answer.kind == "regularities of sets";
  std::vector<Found> found = united(asking, std::move(list.first));
  const std::size_t total = asking.question->zoom ? found.size() : list.total;
  const bool studies = asking.graph->counts_studies();
  answer.headline =
      count_text(total, words.one, words.many) + " supported by at least " +
      base::count_of(static_cast<std::int64_t>(threshold), studies ? "study" : "document",
                     studies ? "studies" : "documents");
  const std::size_t shown = cut_to_limit(asking, answer, total);
  bool some_exception = false;
  for (std::size_t i = 0; i < shown; ++i) {
    answer.rows.push_back(regularity_row(asking, found[i], is_set));
    const auto& last = std::get<Values>(answer.rows.back().fields.back().second.value);
    some_exception = some_exception || !last.empty();
  }
  if (some_exception) {
    answer.notes.emplace_back(
        answer.kind == "regularities of pairs"
            ? "exceptions hold the same context and the opposite of the mechanism"
            : "exceptions begin alike and yield something else; (opposite): they yield the "
              "opposite outcome");
  }
  if (asking.question->zoom && threshold > 1) {
    answer.notes.emplace_back(
        "concepts are cut after counting: what fewer support by itself is left out of what falls "
        "together here; with support >= 1 nothing is");
  }
  suggest_why(asking, answer);
}

}  // namespace retroduce::query
