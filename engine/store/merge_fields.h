// What a field is where several changes wrote it and not all knew of each other. Pure functions of
// the set of changes: the order in which files are merged cannot matter. Internal to the store.
//
// A write holds until one that knew of it writes the field anew. Where several hold and say the
// same, that is it. Where they differ, the last one is shown (by time, then by name of the change)
// until somebody decides, and all of them are kept. Lists are joined line by line. What two put in
// the place of one element are no two elements, since a configuration is one claim: the last one is
// shown, and that is left open.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "store/merge_history.h"

namespace retroduce::store {

/// What one change made of a field; null: nothing.
struct Write {
  const Deed* by = nullptr;
  Image before;  ///< what stood there, of a change to what was there
  Image value;
};

using Writes = std::map<std::string, std::vector<Write>>;  ///< by field

/// One of several things that may hold.
struct Rival {
  const ChangeNode* change = nullptr;  ///< that says so; null: it was there before everything
  Image value;
};

/// What may hold, where more than one thing may.
struct Rivals {
  std::string field;
  std::string line;         ///< of a list: which line of it; empty: the whole field
  std::vector<Rival> list;  ///< of different values, the one that is shown first
};

class FieldJoin {
 public:
  FieldJoin(const MergeHistory& history, model::ThingKind kind) : history_(history), kind_(kind) {}

  /// The writes of these deeds, by field.
  static Writes writes_of(const MergeHistory& history, const std::vector<Deed>& deeds);

  /// By lines of a list, those that some write put in their place.
  std::map<std::string, std::set<std::string>> replaced(const std::vector<Write>& writes) const;
  /// By elements, those that took them in, since their concepts were put together.
  std::map<std::string, std::set<std::string>> taken_in(const std::vector<Write>& writes) const;
  /// An element that went into another when their concepts were put together.
  struct Taken {
    const Deed* by = nullptr;
    std::string was;         ///< its line
    std::string into;        ///< the line of the other
    Image element;           ///< as it is with the other's concept
    bool was_there = false;  ///< the other, before
  };
  /// Of these, those whose other one somebody took out, or made another one, without knowing of
  /// that: they have no part in it, and stand in its place where they stay.
  std::vector<Taken> apart(const std::vector<Write>& writes) const;
  /// Those by who did not know of the deed.
  std::vector<Write> unaware_of(std::vector<Write> writes, const Deed& deed) const;
  /// Whether one of these elements is that line.
  bool has_line(const Image& elements, const std::string& line) const;
  /// What tells one line of a list from the others.
  std::string line_of(const std::string& field, const Image& item) const;

  /// What the field is; null: it is not set. What is left open is added to `rivals`, if given.
  Image value(const std::string& field, const std::vector<Write>& writes,
              std::vector<Rivals>* rivals) const;
  /// The same where these are not all writes: of a list who knew of all others may have left a line
  /// out that is here only without the rest.
  Image value_of_some(const std::string& field, const std::vector<Write>& writes) const;

 private:
  const ThingPart* part_of(const std::string& field) const;
  bool is_list(const std::string& field) const;
  std::vector<Taken> takings(const std::vector<Write>& writes) const;
  std::vector<Write> without_taken_back(std::vector<Write> writes) const;
  Image in_order(const std::string& field, const std::vector<Write>& writes,
                 const std::vector<Write>& open, const Image& joined,
                 std::vector<Rivals>* rivals) const;
  bool reorders(const std::string& field, const Write& write) const;
  Image ordered_like(const std::string& field, Image list, const Image& order) const;
  Image lines(const std::string& field, const std::vector<Write>& writes,
              std::vector<Rivals>* rivals) const;
  const MergeHistory& history_;
  model::ThingKind kind_;
};

/// The same but for who added it first, which nobody decides on.
bool says_the_same(Image a, Image b);

}  // namespace retroduce::store
