// What others did to the same things without knowing of a change that is to be taken back. Only
// reads. Internal to the store.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "model/records.h"
#include "store/merge_state.h"

namespace retroduce::store {

class Unaware {
 public:
  /// Whether there is anybody: a change that neither knew of this one nor was known to it.
  static bool are_there(Connection& connection, std::string_view uid);

  /// `uid`: the change that is to be taken back.
  Unaware(Connection& connection, std::string uid);

  /// The row as its thing, and what that refers to, go by today: twins are one, and evidence keeps
  /// to its element.
  model::HistoryRow as_called_now(const model::HistoryRow& row);
  /// Who brought the thing, too; by uid.
  std::optional<std::string> also_brought_by(const ThingName& thing);
  /// Who took the thing away, too, put it nowhere else, and still does; by uid.
  std::optional<std::string> also_taken_by(const ThingName& thing);
  /// Whether the row is of evidence that is not shown, since its element is gone and its extract
  /// bears on the whole by itself.
  bool stands_aside(const model::HistoryRow& row);
  /// Whether the row is of evidence that only went with its element, which others keep: then there
  /// is nothing to take back.
  bool moved_nothing(const model::HistoryRow& row);
  /// Where the change counts as not made, since another put the same together differently: what
  /// stands alone once it is undone, or the refusal, where that does not stand either.
  std::optional<base::Diagnostic> left_out(Things& things) const;
  /// What others put into something else counts as not made because of the change, and is not made
  /// by its undoing either, since that brings back what both had put away: how to do it anew.
  std::vector<base::Diagnostic> held_back(Things& things) const;
  /// The last step that stands, knew of the change and rests on what it did to the thing; by uid.
  /// `after`: what the change made of its fields; nothing: it brought the thing.
  std::optional<std::string> rests_on_it(const ThingName& thing, const std::optional<Image>& after);
  /// Whether others wrote the field.
  bool is_contested(const ThingName& thing, const std::string& field);
  /// What the field would be if the change had not been made; null: it is not set.
  Image value_without(const ThingName& thing, const std::string& field);

 private:
  std::optional<std::string> other_who(const ThingName& thing, bool brought);
  std::vector<Deed> deeds_of(const ThingName& thing);
  bool is_it(const Deed& deed) const;
  bool is_unaware(const Deed& deed) const;

  Connection& connection_;
  std::string uid_;
  MergeHistory history_;
  MergeState state_{history_};
  Deed own_;  ///< any of the change's own deeds: who knew of whom goes by changes
};

}  // namespace retroduce::store
