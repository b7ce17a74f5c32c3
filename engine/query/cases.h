// Documents (studies) as the cases of a qualitative comparative analysis: what each reports of the
// conditions and of the outcome. For forms with the outcome in slot 0 and the conditions in slot 1.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "measure/minimal_sums.h"
#include "query/operator.h"

namespace retroduce::query {

/// A case supports or refines at least one configuration that takes part, or an element of it. It
/// reports a condition (the outcome) where one of those configurations holds the condition as a
/// context (the outcome as a fired outcome). What it does not report counts as absent, which is
/// weaker than a finding of absence: opposites reported are counted beside. What contradicts makes
/// neither a case nor a presence. Lends `asking`.
class CaseTable {
 public:
  /// Of some cases, by place, rising.
  using Cases = std::vector<std::uint32_t>;

  explicit CaseTable(const Asking& asking);

  std::size_t size() const { return cases_.size(); }
  std::size_t conditions() const { return conditions_.size(); }
  std::size_t with_outcome() const { return with_outcome_; }
  /// In the order of measure::truth_table, with the question's threshold of consistency.
  std::vector<measure::TruthRow> rows() const;

  Cases covered(const measure::Product& product) const;
  Cases covered(const measure::Sum& sum) const;
  Cases having_outcome(const Cases& cases) const;
  std::size_t reporting_opposite(const Cases& cases, std::size_t condition) const;
  std::size_t reporting_opposite_outcome(const Cases& cases) const;
  /// Those that contradict a configuration with the outcome.
  std::size_t disputing_outcome(const Cases& cases) const;
  /// Those that support one configuration with all of the present conditions and the outcome.
  std::size_t told_whole(const Cases& cases, measure::Combination present) const;

  /// "9 documents", "1 study".
  std::string count_text(std::size_t cases) const;
  /// {concept, opposite, present}
  Parts literal(std::size_t condition, bool is_present) const;
  /// "trust", "not trust"
  std::string condition_text(std::size_t condition) const;
  /// "A and B but no report of C or D"; "any combination" where nothing is fixed.
  std::string product_text(const measure::Product& product) const;
  std::string sum_text(const measure::Sum& sum) const;
  std::vector<model::DocumentId> documents(const Cases& cases) const;
  /// A row that rests on these cases: their documents, and the configurations that they support and
  /// that hold one of the conditions or the outcome.
  Row row(Parts fields, const Cases& cases, measure::Combination present) const;

  /// What must be known before any such answer is read.
  void add_notes(Answer& answer) const;

 private:
  struct Column {  ///< a condition, or the outcome
    std::string concept_;
    bool opposite = false;
    std::vector<graph::Term> terms;
    std::vector<model::ConfigurationId> holders;  ///< configurations that hold it
    std::vector<bool> reporting_opposite;         ///< by case
  };

  void find_cases();
  void find_documents();
  std::optional<std::size_t> case_of(std::uint32_t voice) const;
  Column make_column(const std::vector<graph::Term>& terms, model::Role role) const;
  std::vector<bool> supporting(const std::vector<model::ConfigurationId>& configurations) const;
  void note_overlaps(std::vector<std::string>& notes) const;
  void note_constants(std::vector<std::string>& notes) const;

  const Asking& asking_;
  std::vector<std::uint32_t> voices_;  ///< by case, rising
  std::vector<measure::Case> cases_;
  std::vector<std::vector<model::DocumentId>> documents_;  ///< by case
  std::vector<Column> conditions_;
  std::vector<std::string> doubled_;  ///< names of conditions that are there already
  Column outcome_;
  std::vector<bool> disputing_outcome_;  ///< by case
  std::size_t with_outcome_ = 0;
  std::size_t only_disputing_ = 0;  ///< voices that contradict and support nothing
};

}  // namespace retroduce::query
