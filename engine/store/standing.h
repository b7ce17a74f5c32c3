// Which changes stand, and which were undone: read from the end of the history, where that is told.
// Internal to the store.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "store/history_rows.h"

namespace retroduce::store {

/// What the kinds of undo and redo begin with; the uid of the change follows.
constexpr std::string_view undo_prefix = "undo of ";
constexpr std::string_view redo_prefix = "redo of ";

/// Whether it is work of its own, and not the undoing or doing again of other work.
bool is_step(std::string_view kind);

bool is_undone(Connection& connection, std::string_view uid);
/// The undoing of the change that holds now; nothing where it was not undone, or was done again.
std::optional<KnownChange> undone_by(Connection& connection, std::string_view uid);

/// Whether a change of that kind is a step that can be taken back and was not.
bool stands(Connection& connection, std::string_view uid, std::string_view kind);

/// The latest step that stands, of those since the last merge: only a name can mean what came
/// before, or what it brought. What was erased is passed over.
std::optional<KnownChange> last_standing(Connection& connection);

/// The step whose undoing, of all that hold, is the latest since the last merge.
std::optional<KnownChange> last_undone(Connection& connection);

}  // namespace retroduce::store
