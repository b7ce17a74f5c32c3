// Answers as tables, so that `ask --format csv|md` goes through the table writers, and as JSON.
#pragma once

#include <string>

#include "model/snapshot.h"
#include "query/answer.h"
#include "reports/table.h"

namespace retroduce::reports {

/// An opposite is told in a column of its own in data (the contract's `opposite`), and before the
/// concept on a page: "not: trust". A list of terms tells it so in both.
enum class AnswerForm { data, page };

/// The answer's fields as columns in the order of contract.md, then the configurations and
/// documents of each row, which of these support and which dispute, and what marks it where any row
/// is marked. A tree (why) becomes rows with their depth. Notes become footnotes. The table holds
/// the answer; what its lines say is made line by line.
Table answer_table(query::Answer answer, const model::SnapshotPtr& snapshot,
                   AnswerForm form = AnswerForm::data);

/// The answer as one line of JSON, schema "retroduce.answer/1" (contract.md), no line end.
std::string answer_json(const query::Answer& answer, const model::Snapshot& snapshot);

}  // namespace retroduce::reports
