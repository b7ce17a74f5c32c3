#include "review/agreement.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>

#include "base/text.h"
#include "base/two_threads.h"
#include "measure/unit_alpha.h"
#include "review/comparison.h"

namespace retroduce::review {

namespace {

using measure::RatedUnit;
using measure::Sums;
using model::CoderWork;

/// A coder said yes to a decision on an extract.
struct Yes {
  std::uint32_t extract = 0;
  std::uint32_t decision = 0;
  std::uint32_t coder = 0;  ///< place among those compared
  friend auto operator<=>(const Yes&, const Yes&) = default;
};

/// Yes, no and not read: 1, 0 and unrated.
RatedUnit all_said_no(const Readers& readers, std::int64_t times = 1) {
  RatedUnit unit{{}, times};
  for (const bool reads : readers) unit.ratings.push_back(reads ? 0 : RatedUnit::unrated);
  return unit;
}

/// Runs of equal keys of something sorted.
template <typename Key, typename Visit>
void each_run(std::span<const Yes> all, Key key, Visit visit) {
  for (std::size_t begin = 0; begin < all.size();) {
    std::size_t end = begin;
    while (end < all.size() && key(all[end]) == key(all[begin])) ++end;
    visit(all.subspan(begin, end - begin));
    begin = end;
  }
}

/// Extract by extract: one unit per decision, all units of an extract one cluster.
void compare_extracts(const Comparison& comparison, std::span<const Yes> said,
                      std::int64_t decisions, std::uint64_t seed, AgreementRow& row) {
  std::map<std::vector<std::int32_t>, std::int64_t> units;
  std::vector<measure::Cluster> clusters;
  std::map<Readers, std::int64_t> untouched = comparison.extracts();
  each_run(
      said, [](const Yes& yes) { return yes.extract; },
      [&](std::span<const Yes> of_extract) {
        const Readers& readers = comparison.readers(comparison.document_of(of_extract[0].extract));
        std::vector<RatedUnit> own;
        each_run(
            of_extract, [](const Yes& yes) { return yes.decision; },
            [&](std::span<const Yes> of_decision) {
              own.push_back(all_said_no(readers));
              for (const Yes& yes : of_decision) own.back().ratings[yes.coder] = 1;
              ++(of_decision.size() == count(readers) ? row.by_all : row.by_some);
            });
        const auto rest = decisions - static_cast<std::int64_t>(own.size());
        own.push_back(all_said_no(readers, rest));
        clusters.push_back({measure::coincidences(own, 2), 1});
        for (const RatedUnit& unit : own) units[unit.ratings] += unit.times;
        --untouched[readers];
      });
  for (const auto& [readers, count] : untouched) {
    const RatedUnit unit = all_said_no(readers, decisions);
    if (count != 0) clusters.push_back({measure::coincidences({&unit, 1}, 2), count});
    units[unit.ratings] += decisions * count;
  }
  std::vector<RatedUnit> all;
  for (const auto& [ratings, times] : units) all.push_back({ratings, times});
  row.extracts = comparison.extract_count();
  row.percent = measure::percent_agreement(all);
  if (comparison.coders().size() == 2) row.cohen = measure::cohen_kappa(all);
  row.fleiss = measure::fleiss_kappa(all);
  row.alpha = measure::nominal_alpha(measure::coincidences(all, 2));
  if (row.alpha)
    row.alpha_interval = measure::bootstrap_interval(clusters, measure::nominal_alpha, seed);
}

/// Character by character, in the texts that are there: a text with all its decisions is one
/// cluster.
void compare_texts(const Comparison& comparison, std::span<const Yes> said, std::int64_t decisions,
                   std::uint64_t seed, AgreementRow& row) {
  // Spans by text and decision, per coder.
  using Spans = std::vector<std::vector<base::TextSpan>>;
  std::map<std::uint32_t, std::map<std::uint32_t, Spans>> marked;
  for (const Yes& yes : said) {
    const auto span = comparison.span(yes.extract);
    if (!span) continue;
    Spans& spans = marked[comparison.document_of(yes.extract)][yes.decision];
    spans.resize(comparison.coders().size());
    spans[yes.coder].push_back(*span);
  }
  std::vector<measure::Cluster> clusters;
  Sums all;
  for (const std::uint32_t document : comparison.documents()) {
    if (!comparison.has_text(document)) continue;
    const Readers& readers = comparison.readers(document);
    const std::int64_t length = comparison.length(document);
    Sums sums;
    for (auto& [decision, spans] : marked[document]) {
      std::vector<measure::MarkedUnits> units;
      for (std::size_t c = 0; c < readers.size(); ++c) {
        if (readers[c]) units.push_back(measure::as_units(std::move(spans[c])));
      }
      measure::add(sums, measure::unit_sums(length, units));
    }
    const std::vector<measure::MarkedUnits> nothing(count(readers));
    const auto rest = decisions - static_cast<std::int64_t>(marked[document].size());
    measure::add(sums, measure::unit_sums(length, nothing), static_cast<double>(rest));
    measure::add(all, sums);
    clusters.push_back({std::move(sums), 1});
  }
  row.text_alpha = measure::unit_alpha(all);
  if (row.text_alpha)
    row.text_alpha_interval =
        measure::bootstrap_interval(std::move(clusters), measure::unit_alpha, seed);
}

AgreementRow compare(const Comparison& comparison, std::string name, std::vector<Yes> said,
                     std::int64_t decisions, std::uint64_t seed) {
  std::sort(said.begin(), said.end());
  said.erase(std::unique(said.begin(), said.end()), said.end());
  AgreementRow row;
  row.name = std::move(name);
  compare_extracts(comparison, said, decisions, seed, row);
  compare_texts(comparison, said, decisions, seed, row);
  return row;
}

/// What was said, a decision being what `decision` makes of a coding.
template <typename Decision>
std::vector<Yes> said_by(const CoderWork& work, const Comparison& comparison, Decision decision) {
  std::vector<Yes> said;
  for (const auto& coding : work.codings) {
    const auto coder = comparison.place(coding.coder);
    if (coder && comparison.is_compared(coding.extract))
      said.push_back({coding.extract, decision(coding), *coder});
  }
  return said;
}

/// Some coders have two codings of a concept, in two roles; others a coding without a role.
std::vector<Yes> by_concept(const CoderWork& work, const Comparison& comparison) {
  return said_by(work, comparison, [](const auto& coding) { return coding.concept_; });
}

constexpr std::uint32_t ways = 6;  // five roles, or none

/// A coding whole: the concept in its role, or in none.
std::vector<Yes> by_concept_and_role(const CoderWork& work, const Comparison& comparison) {
  return said_by(work, comparison, [](const auto& coding) {
    return coding.concept_ * ways +
           (coding.role ? static_cast<std::uint32_t>(*coding.role) + 1 : 0);
  });
}

std::int64_t decisions_in(const std::vector<Yes>& said) {
  std::set<std::uint32_t> decisions;
  for (const Yes& yes : said) decisions.insert(yes.decision);
  return static_cast<std::int64_t>(decisions.size());
}

void add_concepts(const CoderWork& work, const Comparison& comparison, std::uint64_t seed,
                  AgreementReport& report) {
  std::map<std::uint32_t, std::vector<Yes>> by_label;
  for (const Yes& yes : by_concept(work, comparison)) by_label[yes.decision].push_back(yes);
  std::vector<std::pair<std::uint32_t, std::vector<Yes>>> said(
      std::make_move_iterator(by_label.begin()), std::make_move_iterator(by_label.end()));
  std::vector<AgreementRow> rows(said.size());
  // Each row is reckoned from its own seed, so it matters not where; thousands take seconds.
  constexpr std::size_t worth_a_thread = 50;
  const auto some = [&](std::size_t start, std::size_t step) {
    for (std::size_t i = start; i < said.size(); i += step)
      rows[i] =
          compare(comparison, work.concepts[said[i].first], std::move(said[i].second), 1, seed);
    return 0;
  };
  base::in_two_threads(said.size() >= worth_a_thread, some, [](int, int) {});
  std::move(rows.begin(), rows.end(), std::back_inserter(report.rows));
}

void add_roles(const CoderWork& work, const Comparison& comparison, std::uint64_t seed,
               AgreementReport& report) {
  std::array<std::vector<Yes>, 5> said;
  std::int64_t without = 0;
  for (const auto& coding : work.codings) {
    const auto coder = comparison.place(coding.coder);
    if (!coder || !comparison.is_compared(coding.extract)) continue;
    if (coding.role) {
      said[static_cast<std::size_t>(*coding.role)].push_back({coding.extract, 0, *coder});
    } else {
      ++without;
    }
  }
  for (std::size_t r = 0; r < said.size(); ++r) {
    if (said[r].empty()) continue;
    report.rows.push_back(compare(comparison, std::string(to_word(static_cast<model::Role>(r))),
                                  std::move(said[r]), 1, seed));
  }
  if (without != 0)
    report.left_out.push_back({without, without == 1
                                            ? "coding says no role (in the rows of roles)"
                                            : "codings say no role (in the rows of roles)"});
}

void add_pairs(const CoderWork& work, const std::vector<Readers>& readers,
               const std::vector<std::uint32_t>& coders, std::uint64_t seed,
               AgreementReport& report) {
  for (std::size_t i = 0; i < coders.size(); ++i) {
    for (std::size_t j = i + 1; j < coders.size(); ++j) {
      const Comparison pair(work, readers, {coders[i], coders[j]});
      std::vector<Yes> said = by_concept(work, pair);
      const std::int64_t concepts = decisions_in(said);
      report.rows.push_back(compare(pair, work.coders[coders[i]] + " and " + work.coders[coders[j]],
                                    std::move(said), concepts, seed));
    }
  }
}

std::string with(std::int64_t number, const std::string& one, const std::string& many) {
  return number == 1 ? one : many;
}

void tell_left_out(const CoderWork& work, const Comparison& comparison, AgreementReport& report) {
  std::int64_t read_once = 0;
  std::set<std::uint32_t> documents;
  std::int64_t without_place = 0;
  std::int64_t hidden = 0;
  std::vector<bool> is_coded(work.extracts.size());
  for (const auto& coding : work.codings) {
    if (comparison.place(coding.coder)) is_coded[coding.extract] = true;
  }
  for (std::uint32_t e = 0; e < work.extracts.size(); ++e) {
    if (comparison.is_compared(e)) {
      if (comparison.has_text(comparison.document_of(e)) && !comparison.span(e)) ++without_place;
    } else if (work.documents[work.extracts[e].document].is_hidden) {
      ++hidden;
    } else if (is_coded[e]) {
      ++read_once;
      documents.insert(comparison.document_of(e));
    }
  }
  if (hidden != 0)
    report.left_out.push_back(
        {hidden, with(hidden, "extract of yours lies", "extracts of yours lie") +
                     " in documents that others code apart from you and have not all finished"});
  if (read_once != 0) {
    const auto count = static_cast<std::int64_t>(documents.size());
    report.left_out.push_back({read_once, with(read_once, "extract lies in ", "extracts lie in ") +
                                              base::count_of(count, "document", "documents") +
                                              " that only one of these coders has read"});
  }
  const std::int64_t without_text = report.documents - report.texts;
  if (without_text != 0)
    report.left_out.push_back({without_text, with(without_text, "document has", "documents have") +
                                                 " no text here (by characters)"});
  if (without_place != 0)
    report.left_out.push_back(
        {without_place, with(without_place, "extract has", "extracts have") +
                            " no place in its document's text (by characters)"});
}

}  // namespace

AgreementReport agreement(const CoderWork& work, const AgreementRequest& request) {
  const std::vector<Readers> readers = readers_of(work);
  const Comparison comparison = compare_coders(work, readers, request.coders);
  AgreementReport report;
  report.seed = request.seed;
  for (const std::uint32_t coder : comparison.coders()) report.coders.push_back(work.coders[coder]);
  report.extracts = comparison.extract_count();
  const auto everybody = comparison.extracts().find(Readers(comparison.coders().size(), true));
  if (everybody != comparison.extracts().end()) report.read_by_all = everybody->second;
  report.documents = static_cast<std::int64_t>(comparison.documents().size());
  report.texts = std::count_if(comparison.documents().begin(), comparison.documents().end(),
                               [&](std::uint32_t d) { return comparison.has_text(d); });
  std::vector<Yes> said = by_concept(work, comparison);
  const std::int64_t concepts = decisions_in(said);
  report.all = compare(comparison, "all concepts", std::move(said), concepts, request.seed);
  std::vector<Yes> in_roles = by_concept_and_role(work, comparison);
  const std::int64_t codings = decisions_in(in_roles);
  report.in_roles =
      compare(comparison, "concepts in roles", std::move(in_roles), codings, request.seed);
  tell_left_out(work, comparison, report);
  switch (request.by) {
    case AgreementBy::concept_:
      add_concepts(work, comparison, request.seed, report);
      break;
    case AgreementBy::role:
      add_roles(work, comparison, request.seed, report);
      break;
    case AgreementBy::pair:
      add_pairs(work, readers, comparison.coders(), request.seed, report);
      break;
  }
  return report;
}

}  // namespace retroduce::review
