// One change while it is made: what it does to things goes through here, so that each step leaves
// its row of history. Internal to the store.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "model/kept_answer.h"
#include "model/records.h"
#include "store/store.h"
#include "store/things.h"

namespace retroduce::store {

class HiddenWork;

class EditSession {
 public:
  /// Within a running write transaction, whose references are checked at its end from now on. Who
  /// acts is the coder that is meant (store/coded_apart.h), where one is.
  EditSession(Connection& connection, Authorship by, std::string now);
  ~EditSession();

  Things& things() { return things_; }
  const Authorship& by() const { return by_; }
  const std::string& now() const { return now_; }

  /// Begins a change of that kind: "edit", "undo of …".
  void begin(const std::string& kind);
  /// What the running change takes back was shown to who acts: nothing of it is refused as hidden.
  void need_none_shown() { is_all_shown_ = true; }
  /// The permanent id of the next new thing of this change.
  std::string new_id() { return change_.uid + "." + std::to_string(++last_ordinal_); }
  const std::string& uid() const { return change_.uid; }

  /// Makes the thing what the image says, and keeps what was there; nothing: it goes. The same
  /// image does nothing. `whole`: the image holds a document's texts, too.
  void put(const ThingName& thing, const std::optional<Image>& after, bool whole = false);
  /// Makes the thing what `after` says, and says so of these fields whether or not they are so
  /// already; no field: of the thing that it stays. `now` and `after` are whole.
  void decide(const ThingName& thing, const Image& now, const Image& after,
              const std::set<std::string>& fields);
  /// Keeps the change; false where it changed nothing, then it never was.
  bool finish(const std::string& what, const std::string& why);
  /// Gives up everything since `begin`, as far as this object knows; the caller rolls back.
  void forget() { things_.forget_change(change_id_); }
  /// From now on, what others changed after that change is not written over. Nothing: everything
  /// may be.
  void guard_since(std::optional<std::int64_t> change) { since_ = change; }
  const model::Change& change() const { return change_; }
  /// What was called otherwise when that change was made; as of when this was first asked, for a
  /// form names what it renames itself by its id.
  const std::vector<model::Renamed>& renamed_since(std::int64_t change);

  /// Names of the kind with plain letters in small (in_small), as they were when this was first
  /// asked, for who goes through them to add those that are given since: a look at all of them for
  /// each would make many edits cost the square of their number.
  std::unordered_set<std::string>& names_in_small(model::ThingKind kind);

  /// What is hidden from who acts, as of the running change.
  HiddenWork& hidden();

  /// The coder who acts; made where there is none of that name. Part of the running change.
  ThingName acting_coder();

 private:
  void need_shown(const ThingName& thing, const Image& before);

  Connection& connection_;
  Things things_;
  Authorship by_;
  std::string now_;
  model::Change change_;
  std::int64_t change_id_ = 0;
  std::int64_t last_ordinal_ = 0;
  std::int64_t first_change_ = 0;  ///< of this session
  bool is_all_shown_ = false;      ///< to who acts, of what is taken back
  std::optional<std::int64_t> since_;
  std::unique_ptr<HiddenWork> hidden_;
  std::map<std::int64_t, std::vector<model::Renamed>> renamed_since_;
  std::map<model::ThingKind, std::unordered_set<std::string>> names_;
};

std::string in_small(std::string name);

/// Thrown by put: what was to be changed has been changed by somebody else since.
struct EditConflict {
  ThingName thing;
  std::string later;  ///< the change, in words
};

/// The refusal of what is done without a reason, where the review demands one for every edit, or
/// with one that is no text.
std::optional<base::Diagnostic> missing_reason(Connection& connection, std::string_view why);

/// When a change by that coder is done, as it is kept: now, but not before the last change, and a
/// second behind it where that is another's. So time alone says in which order things came that
/// knew of one another, in every copy, whatever the clocks of its makers say (hybrid logical
/// clocks: Kulkarni et al. 2014). Every change that is made here asks for it. Fails: Error usage,
/// where the name is no text of one line.
std::string date_of_change(Connection& connection, const std::string& by, const std::string& now);
/// What is told where the clock is a minute or more behind the last change.
std::optional<base::Diagnostic> clock_went_back(Connection& connection, const std::string& now);

/// A change that does nothing to any thing, as it is to be inserted: by whom it is meant, at a time
/// not before the last one, for a clock may have gone back.
model::Change bare_change(Connection& connection, std::string_view kind, const Authorship& by,
                          const std::string& now);

/// Changes that are not yet in the chain get their link: a fingerprint of the one before and of all
/// that they say. Call before a transaction that wrote changes is committed.
void seal_changes(Connection& connection);

/// The first change whose link does not fit, in words; nothing where the chain holds.
std::optional<std::string> broken_link(Connection& connection);
/// The same, by its row.
std::optional<std::int64_t> broken_link_at(Connection& connection);

}  // namespace retroduce::store
