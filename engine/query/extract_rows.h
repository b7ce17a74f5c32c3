// Extracts as answers: full text search and the coding report.
#pragma once

#include "query/operator.h"

namespace retroduce::query {

/// Words of a text slot: runs of letters and digits, each with its `*` where it ends in one.
std::vector<std::string> search_words(std::string_view text);

/// The words of slot 0 searched for; hits of documents that the filters leave.
void answer_search(const Asking& asking, model::TextQuery::Mode mode, Answer& answer);

/// Collects rows of extracts with their codings and with the configurations that they are evidence
/// for.
class ExtractRows {
 public:
  explicit ExtractRows(const Asking& asking);
  Row make(const model::ExtractDetail& extract, Value score) const;

 private:
  const Asking* asking_;
  std::vector<std::pair<model::ExtractKey, model::ConfigurationId>> evidence_;  ///< sorted
};

}  // namespace retroduce::query
