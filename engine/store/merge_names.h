// Names of things that came to the same name without knowing of each other: one of them keeps it,
// the others are shown with a number until somebody names them anew. A pure function of the set of
// changes and of what is there. Internal to the store.
//
// Where one was named by a change that knew of the other's name, the name was free to it there: it
// keeps it. Else the earlier one does. Who gave way to a thing keeps the number when that thing
// goes later, so that no retirement renames what is left.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "store/merge_state.h"

namespace retroduce::store {

/// A thing that is there, and how it is shown.
struct ShownName {
  ThingName thing;
  Write given;             ///< the name as it was given last
  std::size_t number = 1;  ///< from 2 where it gives way
  std::string name;        ///< with the number, where it has one
};

/// "trust (2)": how one is shown whose name another has, too.
std::string numbered(const std::string& given, std::size_t number);
/// Whether the one is the other with such a number.
bool is_numbered(const std::string& shown, const std::string& given);

class NameJoin {
 public:
  using Presence = std::function<bool(const ThingName&)>;
  /// `is_there`: of a thing by the id that stands for it.
  NameJoin(MergeHistory& history, MergeState& state, Presence is_there)
      : history_(history), state_(state), is_there_(std::move(is_there)) {}

  /// All that is there under the name that the thing was given, the first the one that keeps it.
  /// None where it is not there, or its kind has no names that are to differ.
  std::vector<ShownName> like(const ThingName& thing);
  /// How the thing is shown; nothing where `like` finds none.
  std::optional<ShownName> shown(const ThingName& thing);
  /// What is left to decide: that it has the name of another.
  std::optional<Dispute> dispute(const ThingName& thing);

 private:
  std::optional<Write> given_to(const ThingName& thing);
  std::optional<Write> name_now(const ThingName& thing, const std::string& name,
                                const Image& scope);
  std::vector<Write> gave_way_to(const ShownName& shown, const Image& scope);
  std::optional<Write> name_until(const ThingName& thing, const std::string& name,
                                  const Deed& known_to);
  bool precedes(const Write& a, const Write& b) const;
  bool is_free(model::ThingKind kind, const std::string& name, const Image& scope);
  void number(std::vector<ShownName>& list, const Image& scope);

  MergeHistory& history_;
  MergeState& state_;
  Presence is_there_;
};

}  // namespace retroduce::store
