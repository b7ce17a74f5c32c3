// What a thing is where several changes did something to it that did not all know of each other.
// A pure function of the set of changes. Internal to the store.
//
// A thing is there as long as anything was done with it that no change which took it away knew of.
// Evidence keeps to its element, wherever that stands now. Names are as they were given: whether
// several things have one is merge_names.h's.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "store/merge_fields.h"

namespace retroduce::store {

/// What is left for people to decide about a thing.
struct Dispute {
  enum class About : std::uint8_t { field, presence, name, judgement, fork, clash };
  About about = About::field;
  ThingName thing;  ///< by the id that stands for it
  /// Of presence: false for who took it away, true for who held it. Of a judgement: objects of the
  /// fields that differ, null where one is not set. Of what went into two others, and of what
  /// cannot stand together: the ids of these.
  Rivals rivals;
};

/// An element that evidence was for and that somebody else took out.
struct LostElement {
  Image element;                         ///< as it was
  const ChangeNode* taken_by = nullptr;  ///< null: not known
};

/// What a unit comes to: things that are there, by the ids that stand for them.
struct Outcome {
  std::map<std::string, Image> things;
  std::vector<Dispute> disputes;
  bool is_shown_otherwise =
      false;  ///< than its changes say: so what came with imports must be kept
  /// That is gone: evidence for it is for the whole meanwhile. Of a claim: one stands in the place
  /// of another that is gone.
  bool waits_for_element = false;
};

/// Of a unit of evidence: the configuration that it is for.
ThingName claim_of(const ThingName& unit);
/// Of a deed on evidence: the place of the element that it was on, from 1; 0: on the whole.
std::size_t place_of(const Deed& deed);

/// Whether somebody who knew of the deed took what it was done to away from that place.
bool went_on(const MergeHistory& history, const Deed& deed, const std::vector<Deed>& all);

class MergeState {
 public:
  explicit MergeState(MergeHistory& history) : history_(history) {}

  /// From now on it is there whatever its changes say, since something needs it.
  void keep(const ThingName& unit) { kept_.insert(unit); }
  bool is_kept(const ThingName& unit) const { return kept_.count(unit) > 0; }

  Outcome outcome(const ThingName& unit);
  /// The write that the field's value comes from; nothing where it has none.
  std::optional<Write> last_write(const ThingName& unit, const std::string& field);
  /// The same as somebody said it: what was taken away and comes back by undoing says again how it
  /// was shown, which the last write before says, of those that the undoing knew and did not take
  /// back. Nothing where none is left.
  std::optional<Write> last_said(const ThingName& unit, const std::string& field);
  /// The id that what the deed was done to goes by now.
  std::string id_now(const ThingName& unit, const Deed& deed);
  /// Of evidence: the element that the deed was on, as who did it saw it; null: the whole.
  Image element_seen(const ThingName& unit, const Deed& deed);
  /// Of evidence: the element that the deed put it on, where that is no more; then the evidence is
  /// for the whole. Nothing where it was, or stands elsewhere.
  std::optional<LostElement> lost_element(const ThingName& unit, const Deed& deed);
  /// Whether the deed is on evidence in whose place another piece is shown: for an element that is
  /// gone, while the extract bears on the whole by itself; or for two elements that became one.
  /// Then what is said here is in the note of that at most.
  bool stands_aside(const ThingName& unit, const Deed& deed);
  /// Whether the deed is on evidence that only went with its element, which somebody who did not
  /// know of that keeps.
  bool moved_nothing(const ThingName& unit, const Deed& deed);
  /// What was done to the pieces of evidence that the change did something to, where it is on what
  /// goes by that id now.
  std::vector<Deed> deeds_beside(const ThingName& unit, const std::string& id,
                                 const ChangeNode* change);

 private:
  Outcome thing_of(const ThingName& thing, const std::vector<Deed>& deeds, bool is_kept);
  std::size_t place_seen(const ThingName& unit, const Deed& deed, const Deed& later);
  Outcome evidence(const ThingName& unit, bool is_kept);
  /// What was done to one piece of evidence, with those who brought it: several, where these did
  /// not know of one another.
  struct Piece {
    std::set<std::string> by;
    std::vector<Deed> deeds;  ///< who knew of another behind that one
  };
  struct Placed {
    std::map<std::string, std::vector<Deed>> by_id;
    std::vector<std::vector<Deed>> lost;
    bool is_shown_otherwise = false;
    bool waits_for_element = false;
  };
  struct Shown {
    Image image;
    std::vector<Deed> deeds;
    bool is_lost = false;
    std::size_t piece = 0;  ///< number of it
  };
  std::vector<Deed> in_order_of_knowing(std::vector<Deed> deeds) const;
  void put_another(const Deed& deed, std::vector<Piece>& pieces);
  std::vector<Deed> deeds_on(const ThingName& unit);
  std::vector<Piece> pieces_of(const ThingName& unit);
  std::optional<std::size_t> piece_of(const ThingName& unit, const Deed& deed,
                                      const std::vector<Piece>& pieces);
  std::optional<std::size_t> piece_seen(const ThingName& unit, const Deed& deed,
                                        const std::vector<Piece>& pieces);
  bool stood_there(const ThingName& unit, const Deed& deed, const std::vector<Deed>& piece);
  bool is_the_same(const ThingName& unit, const Deed& deed, const std::vector<Deed>& piece);
  void leave_out_moves(const ThingName& unit, std::vector<Piece>& pieces);
  void leave_out_joining(Piece& piece, const std::vector<Deed>& all);
  bool is_element_kept(const ThingName& unit, const Deed& deed);
  Placed placed(const ThingName& unit, const Piece& piece, bool is_kept);
  std::string target_of(const ThingName& unit, const Deed& deed, const std::vector<Deed>& piece);
  std::string line_seen(const ThingName& unit, const Deed& deed);
  static void join_to_brought(std::map<std::string, std::vector<Deed>>& by_id);
  static void put_in_order(std::vector<Shown>& list, bool is_for_whole);
  bool is_judged_with(const ThingName& unit, const Shown& one, const Shown& other);
  std::map<std::string, std::vector<Shown>> shown(const ThingName& unit, bool is_kept,
                                                  Outcome& outcome);
  Outcome sameness(const ThingName& unit, bool is_kept);
  bool takes_back_what_knew(const Deed& deed, const Deed& other) const;
  bool is_there(const ThingName& thing, const std::vector<Deed>& deeds, bool is_kept,
                Outcome& into);
  std::size_t place_now(const std::string& configuration, std::size_t place, const Deed& deed);
  Image elements_seen(const Writes& all, const Deed& deed);
  Writes writes_seen(const ThingName& thing);
  void add_claims_of_gone(const ThingName& thing, const Deed& gone, std::set<ThingName>& seen,
                          std::vector<Deed>& into);
  void follow_element(const ThingName& remark, Image& image);
  MergeHistory& history_;
  std::set<ThingName> kept_;
};

}  // namespace retroduce::store
