// The fields of an answer's row as JSON and tables show them.
#pragma once

#include "model/snapshot.h"
#include "query/answer.h"

namespace retroduce::reports {

/// The row's own fields; those of chains and loops begin with the configurations, whose order is
/// the answer (contract.md, "JSON"), and say which contexts each needs beside the joint before it.
query::Parts answer_fields(const query::Row& row, const query::Answer& answer,
                           const model::Snapshot& snapshot);

/// Whether documents support or dispute its rows: extracts and pairs of them rest on no
/// configuration, which is named beside them.
bool rests_on_claims(const query::Answer& answer);

}  // namespace retroduce::reports
