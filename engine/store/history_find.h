// Looking things up in the history. Internal to the store.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "model/records.h"
#include "store/connection.h"
#include "store/things.h"

namespace retroduce::store {

/// A change by its uid, and in words.
struct Touch {
  std::string change;
  std::string words;
};
/// The change as history tells it.
Touch touch_of(const model::Change& change);
/// "Undo this first: …", with the command that does it.
std::string undo_first(const Touch& later);
/// The same of what is undone: "Do this again first: …"
std::string redo_first(const Touch& undone);
/// The last change that took away a thing of that name or permanent id; nothing where none did.
std::optional<Touch> retired(Connection& connection, model::ThingKind kind, std::string_view name);

/// The last change after `change`, of those that stand, that touched the thing, or that field of
/// it; nothing where none did.
std::optional<Touch> touched_after(Connection& connection, const ThingName& thing,
                                   std::int64_t change, std::string_view field = {});

/// The last of the changes that are undone whose undoing, after `change`, touched the thing;
/// nothing where there is none.
std::optional<model::Change> undone_after(Connection& connection, const ThingName& thing,
                                          std::int64_t change);

/// All things that changes after this one touched.
std::set<ThingName> touched_since(Connection& connection, std::int64_t change);

/// The last change after `since` and before `until` that touched one of these fields of the thing,
/// in words.
std::optional<std::string> touched_between(Connection& connection, const ThingName& thing,
                                           std::int64_t since, std::int64_t until,
                                           const Image& fields);

}  // namespace retroduce::store
