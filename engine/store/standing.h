// Which changes stand, and which were undone: read from the end of the history, where that is told.
// Internal to the store.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "store/history_rows.h"

namespace retroduce::store {

/// What the kinds of undo and redo begin with; the uid of the change follows.
constexpr std::string_view undo_prefix = "undo of ";
constexpr std::string_view redo_prefix = "redo of ";

/// Whether it is work of its own, and not the undoing or doing again of other work.
bool is_step(std::string_view kind);

/// What was done at one go and needed several changes: the first tells what was done, and the
/// others say of which they are part, so that all are taken back as one. In the transaction that
/// made them.
void make_parts(Connection& connection, std::string_view first,
                const std::vector<std::string>& parts);
/// The change that this one is part of, by uid, from what stands in its counts; empty: it is none.
std::string whole_of(std::string_view counts);
/// Its parts, in the order in which they were done.
std::vector<KnownChange> parts_of(Connection& connection, std::string_view first);

bool is_undone(Connection& connection, std::string_view uid);
/// The undoing of the change that holds now; nothing where it was not undone, or was done again.
std::optional<KnownChange> undone_by(Connection& connection, std::string_view uid);

/// Whether a change of that kind is a step that can be taken back and was not.
bool stands(Connection& connection, std::string_view uid, std::string_view kind);

/// The latest steps that stand, by uid, the latest first and no more than `count`, of those since
/// the last merge, or since the file last went back to a backup: only a name can mean what came
/// before, or what it brought. What was erased is passed over; of several changes that are one, the
/// first is meant, and what was done again counts from then on. `by`: of what these made, by
/// the labels that changes bear; empty: of all.
std::vector<std::string> last_standing(Connection& connection, std::size_t count,
                                       const std::set<std::string>& by = {});

/// The same for steps whose undoing holds, that of which the undoing is the latest first.
std::vector<std::string> last_undone(Connection& connection, std::size_t count,
                                     const std::set<std::string>& by = {});

/// The change that tells that the file went back to a backup, where that is what `last_standing`
/// goes no further than.
std::optional<KnownChange> went_back(Connection& connection);

/// Whether changes of another copy are here.
bool is_merged(Connection& connection);

}  // namespace retroduce::store
