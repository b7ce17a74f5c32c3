// Extracts as answers: full text search and the coding report.
#pragma once

#include "query/operator.h"

namespace retroduce::query {

/// Words of a text slot: runs of letters and digits, each with its `*` where it ends in one.
std::vector<std::string> search_words(std::string_view text);

/// The words of slot 0 searched for; hits of documents that the filters leave.
void answer_search(const Asking& asking, model::TextQuery::Mode mode, Answer& answer);

/// " in 3 documents", or studies: of all that the answer lists. Empty where it lists none, or not
/// all.
std::string sources_text(const Asking& asking, const Answer& answer);

/// Collects rows of extracts with their codings and with the configurations that they are evidence
/// for; `by study` with the study, too.
class ExtractRows {
 public:
  explicit ExtractRows(const Asking& asking) : asking_(&asking) {}
  void add(const model::ExtractDetail& extract, Value score);
  /// As they were added. Call once.
  std::vector<Row> take();

 private:
  static constexpr std::uint32_t none = 0xffffffffU;
  const Asking* asking_;
  std::vector<Row> rows_;
  std::vector<std::uint32_t> row_of_;  ///< by the extract's key
};

}  // namespace retroduce::query
