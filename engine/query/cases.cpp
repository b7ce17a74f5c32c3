#include "query/cases.h"

#include <algorithm>

#include "base/text.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

using graph::Term;
using measure::Combination;
using measure::is_present;
using model::ConfigurationId;
using model::DocumentId;
using model::Role;

enum : std::size_t { outcome_slot, conditions_slot };

constexpr Combination bit_of(std::size_t condition) { return Combination{1} << condition; }

template <typename T>
void unite(std::vector<T>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

/// The label of the concept that a name means with all below it; the name where it means several.
std::string label_of_name(const model::Snapshot& snapshot, const Name& name,
                          const std::vector<Term>& terms) {
  const auto is_top = [&](Term term) {
    const model::ConceptId parent = snapshot.concepts[term.concept_.index()].parent;
    return !std::binary_search(terms.begin(), terms.end(), Term{parent, term.opposite});
  };
  const auto top = std::find_if(terms.begin(), terms.end(), is_top);
  const bool is_one = std::count_if(terms.begin(), terms.end(), is_top) == 1;
  return is_one ? snapshot.concepts[top->concept_.index()].label : name.text;
}

std::size_t count_marked(const std::vector<bool>& marked, const CaseTable::Cases& cases) {
  return static_cast<std::size_t>(
      std::count_if(cases.begin(), cases.end(), [&](std::uint32_t c) { return marked[c]; }));
}

}  // namespace

CaseTable::CaseTable(const Asking& asking) : asking_(asking) {
  find_cases();
  find_documents();
  for (std::size_t i = 0; i < asking.named[conditions_slot].size(); ++i) {
    const Name& name = asking.question->arguments[conditions_slot].names[i];
    Column column = make_column(asking.named[conditions_slot][i], Role::context);
    const bool is_there =
        std::any_of(conditions_.begin(), conditions_.end(),
                    [&](const Column& other) { return other.terms == column.terms; });
    if (is_there) {
      doubled_.push_back(name.text);
      continue;
    }
    column.concept_ = label_of_name(asking.snapshot(), name, column.terms);
    column.opposite = name.opposite;
    const std::vector<bool> reporting = supporting(column.holders);
    for (std::size_t c = 0; c < cases_.size(); ++c) {
      if (reporting[c]) cases_[c].present |= bit_of(conditions_.size());
    }
    conditions_.push_back(std::move(column));
  }
  outcome_ = make_column(asking.terms[outcome_slot], Role::outcome);
  const std::vector<bool> reporting = supporting(outcome_.holders);
  for (std::size_t c = 0; c < cases_.size(); ++c) {
    cases_[c].has_outcome = reporting[c];
    with_outcome_ += reporting[c] ? 1U : 0U;
  }
  disputing_outcome_.assign(cases_.size(), false);
  for (const ConfigurationId k : outcome_.holders) {
    for (const std::uint32_t voice : asking_.graph->disputing(k)) {
      if (const auto c = case_of(voice)) disputing_outcome_[*c] = true;
    }
  }
}

std::optional<std::size_t> CaseTable::case_of(std::uint32_t voice) const {
  const auto at = std::lower_bound(voices_.begin(), voices_.end(), voice);
  if (at == voices_.end() || *at != voice) return std::nullopt;
  return static_cast<std::size_t>(at - voices_.begin());
}

void CaseTable::find_cases() {
  const graph::EvidenceGraph& graph = *asking_.graph;
  std::vector<std::uint32_t> disputing;
  for (std::size_t i = 0; i < asking_.snapshot().configurations.size(); ++i) {
    const ConfigurationId k{i};
    if (!graph.takes_part(k)) continue;
    const auto for_it = graph.supporting(k);
    const auto against = graph.disputing(k);
    voices_.insert(voices_.end(), for_it.begin(), for_it.end());
    disputing.insert(disputing.end(), against.begin(), against.end());
  }
  unite(voices_);
  unite(disputing);
  cases_.resize(voices_.size());
  only_disputing_ = static_cast<std::size_t>(std::count_if(
      disputing.begin(), disputing.end(), [this](std::uint32_t voice) { return !case_of(voice); }));
}

void CaseTable::find_documents() {
  const graph::EvidenceGraph& graph = *asking_.graph;
  const model::Snapshot& snapshot = asking_.snapshot();
  documents_.resize(cases_.size());
  for (std::size_t i = 0; i < snapshot.configurations.size(); ++i) {
    const ConfigurationId k{i};
    if (!graph.takes_part(k)) continue;
    for (const std::uint32_t one : graph.supporting_documents()[i]) {
      const model::DocumentId document{one};
      if (!graph.counts(document)) continue;
      const model::StudyId study = snapshot.documents[one].study;
      documents_[*case_of(graph.counts_studies() ? study.value : one)].push_back(document);
    }
  }
  for (auto& list : documents_) unite(list);
}

CaseTable::Column CaseTable::make_column(const std::vector<Term>& terms, Role role) const {
  Column column;
  column.terms = terms;
  column.holders = graph::holding_any(*asking_.graph, role, terms);
  std::vector<Term> opposites = terms;
  for (Term& term : opposites) term.opposite = !term.opposite;
  column.reporting_opposite = supporting(graph::holding_any(*asking_.graph, role, opposites));
  return column;
}

std::vector<bool> CaseTable::supporting(const std::vector<ConfigurationId>& configurations) const {
  std::vector<bool> cases(cases_.size(), false);
  for (const ConfigurationId k : configurations) {
    for (const std::uint32_t voice : asking_.graph->supporting(k)) cases[*case_of(voice)] = true;
  }
  return cases;
}

std::vector<measure::TruthRow> CaseTable::rows() const {
  return measure::truth_table(cases_, asking_.question->consistency.value_or(1));
}

CaseTable::Cases CaseTable::covered(const measure::Product& product) const {
  return covered(measure::Sum{product});
}

CaseTable::Cases CaseTable::covered(const measure::Sum& sum) const {
  Cases list;
  for (std::size_t c = 0; c < cases_.size(); ++c) {
    if (std::any_of(sum.begin(), sum.end(), [&](const measure::Product& product) {
          return product.covers(cases_[c].present);
        })) {
      list.push_back(static_cast<std::uint32_t>(c));
    }
  }
  return list;
}

CaseTable::Cases CaseTable::having_outcome(const Cases& cases) const {
  Cases list;
  for (const std::uint32_t c : cases) {
    if (cases_[c].has_outcome) list.push_back(c);
  }
  return list;
}

std::size_t CaseTable::reporting_opposite(const Cases& cases, std::size_t condition) const {
  return count_marked(conditions_[condition].reporting_opposite, cases);
}

std::size_t CaseTable::reporting_opposite_outcome(const Cases& cases) const {
  return count_marked(outcome_.reporting_opposite, cases);
}

std::size_t CaseTable::disputing_outcome(const Cases& cases) const {
  return count_marked(disputing_outcome_, cases);
}

std::size_t CaseTable::told_whole(const Cases& cases, Combination present) const {
  std::vector<ConfigurationId> whole = outcome_.holders;
  for (std::size_t i = 0; i < conditions_.size(); ++i) {
    if (!is_present(present, i)) continue;
    const auto& holders = conditions_[i].holders;
    std::erase_if(whole, [&](ConfigurationId k) {
      return !std::binary_search(holders.begin(), holders.end(), k);
    });
  }
  return count_marked(supporting(whole), cases);
}

std::string CaseTable::count_text(std::size_t cases) const {
  const bool studies = asking_.graph->counts_studies();
  return base::count_of(static_cast<std::int64_t>(cases), studies ? "study" : "document",
                        studies ? "studies" : "documents");
}

Parts CaseTable::literal(std::size_t condition, bool is_present) const {
  const Column& one = conditions_[condition];
  return {{"concept", text(one.concept_)},
          {"opposite", flag(one.opposite)},
          {"present", flag(is_present)}};
}

std::string CaseTable::condition_text(std::size_t condition) const {
  const Column& one = conditions_[condition];
  return (one.opposite ? "not " : "") + one.concept_;
}

std::string CaseTable::product_text(const measure::Product& product) const {
  std::vector<std::string> present;
  std::vector<std::string> absent;
  for (std::size_t i = 0; i < conditions_.size(); ++i) {
    if (!is_present(product.fixed, i)) continue;
    if (is_present(product.present, i)) {
      present.push_back(condition_text(i));
    } else {
      absent.push_back(condition_text(i));
    }
  }
  if (present.empty() && absent.empty()) return "any combination";
  std::string words = base::join(present, " and ");
  if (!present.empty() && !absent.empty()) words += " but ";
  // Not "without": nobody need have looked for it.
  if (!absent.empty()) words += "no report of " + base::join(absent, " or ");
  return words;
}

std::string CaseTable::sum_text(const measure::Sum& sum) const {
  std::vector<std::string> products;
  for (const measure::Product& product : sum) {
    const std::string words = product_text(product);
    const bool is_plain = sum.size() == 1 || product.literals() < 2;
    products.push_back(is_plain ? words : "(" + words + ")");
  }
  return base::join(products, " or ");
}

std::vector<DocumentId> CaseTable::documents(const Cases& cases) const {
  std::vector<DocumentId> list;
  for (const std::uint32_t c : cases) {
    list.insert(list.end(), documents_[c].begin(), documents_[c].end());
  }
  unite(list);
  return list;
}

Row CaseTable::row(Parts fields, const Cases& cases, Combination present) const {
  std::vector<ConfigurationId> holders = outcome_.holders;
  for (std::size_t i = 0; i < conditions_.size(); ++i) {
    if (!is_present(present, i)) continue;
    holders.insert(holders.end(), conditions_[i].holders.begin(), conditions_[i].holders.end());
  }
  unite(holders);
  std::vector<bool> is_asked(cases_.size(), false);
  for (const std::uint32_t c : cases) is_asked[c] = true;
  std::erase_if(holders, [&](ConfigurationId k) {
    const auto voices = asking_.graph->supporting(k);
    return std::none_of(voices.begin(), voices.end(),
                        [&](std::uint32_t voice) { return is_asked[*case_of(voice)]; });
  });
  Row made = make_row(asking_, std::move(fields), std::move(holders));
  made.documents = documents(cases);
  return made;
}

void CaseTable::add_notes(Answer& answer) const {
  const bool studies = asking_.graph->counts_studies();
  const std::string one = studies ? "study" : "document";
  answer.notes.push_back("absent means not reported: a " + one +
                         " that is silent on a condition or on the outcome counts as one without "
                         "it, which is weaker than a finding of absence");
  answer.notes.push_back(
      "what one " + one +
      " reports is put together, also from different configurations: that a condition and the "
      "outcome go together is a pattern to explain, not yet a cause");
  if (only_disputing_ > 0) {
    answer.notes.push_back(count_text(only_disputing_) +
                           (only_disputing_ == 1 ? " only contradicts and is no case"
                                                 : " only contradict and are no cases"));
  }
  note_overlaps(answer.notes);
  note_constants(answer.notes);
}

/// Combinations that cannot occur look like remainders, which only the reader can know.
void CaseTable::note_overlaps(std::vector<std::string>& notes) const {
  const auto is_within = [](const Column& a, const Column& b) {
    return !a.terms.empty() &&
           std::includes(b.terms.begin(), b.terms.end(), a.terms.begin(), a.terms.end());
  };
  for (const std::string& name : doubled_)
    notes.push_back(in_quotes(name) + " means a condition that is named already; it counts once");
  for (std::size_t i = 0; i < conditions_.size(); ++i) {
    for (std::size_t j = 0; j < conditions_.size(); ++j) {
      if (i == j || !is_within(conditions_[i], conditions_[j])) continue;
      notes.push_back(in_quotes(condition_text(i)) + " lies below " + in_quotes(condition_text(j)) +
                      ": whoever reports the first reports the second");
    }
  }
}

void CaseTable::note_constants(std::vector<std::string>& notes) const {
  if (cases_.empty()) return;
  for (std::size_t i = 0; i < conditions_.size(); ++i) {
    const auto reporting =
        std::count_if(cases_.begin(), cases_.end(),
                      [&](const measure::Case& one) { return is_present(one.present, i); });
    const bool never = reporting == 0;
    if (!never && static_cast<std::size_t>(reporting) != cases_.size()) continue;
    notes.push_back(in_quotes(condition_text(i)) + " is reported by " + (never ? "none" : "all") +
                    " of them, so it tells nothing apart");
  }
}

}  // namespace retroduce::query
