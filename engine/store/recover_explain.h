// What stands in a recovered review while the history of it is lost. Internal to the store.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "store/connection.h"
#include "store/history_rows.h"
#include "store/recover.h"

namespace retroduce::store {

/// How things are that the history says otherwise.
struct Unexplained {
  std::vector<model::HistoryRow> rows;  ///< from what the history says to what stands
  std::vector<std::string> told;        ///< the things of these rows, as people call them
  /// Stand otherwise, and that may be because of what else was lost: of these there are no rows.
  std::vector<std::string> untold;
  std::vector<std::string> gone;  ///< the history says that they are there
};

/// Compares, where rows of history are lost, what stands with what the rest of it leaves. Before
/// history begins anew. `recovery`: the uid of the change that what stands for lost things is of.
Unexplained unexplained(Connection& connection, const Recovery& all, const std::string& recovery);

/// Writes the rows down as a change of their own behind all others, so that history explains what
/// stands, and copies that are merged with this one come to the same. Not as rows of the recovery:
/// what it made up is left out of merges, and this must go over.
void write_down(Connection& connection, const Unexplained& what, const std::string& by,
                const std::string& now);

/// The same for people, a sentence each.
std::vector<std::string> in_sentences(const Unexplained& what);

}  // namespace retroduce::store
