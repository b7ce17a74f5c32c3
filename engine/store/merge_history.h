// What the changes of one file, or of two that are to be one, did: by thing, with who knew of whom.
// Only reads. Internal to the store.
//
// A thing that was added on both sides under one name goes by one id here: its twin stands for it.
// Evidence is gathered by configuration and extract, since the place of its element may differ from
// side to side, and decisions on two papers whichever was named first (merge_state.h).
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "store/merge_twins.h"
#include "store/precedence.h"
#include "store/things.h"

namespace retroduce::store {

/// What one change did to one thing, its rows taken together; references by the ids that stand for
/// them. Where it was there before and after, the images hold the fields that differ.
struct Deed {
  const ChangeNode* change = nullptr;  ///< null: what was there before everything
  std::int64_t place = 0;  ///< of its first row; 0: what an import added, which leaves no rows
  std::string raw_id;      ///< of the thing, as the change has it, but for twins
  bool was_there = false;
  bool is_there = false;
  Image before = Image::object();
  Image after = Image::object();
};

/// By time, then by name of the change: the same wherever it is asked.
bool is_earlier(const Deed& a, const Deed& b);
/// Whether it brought the thing to where the deed has it.
bool brings(const Deed& deed);
/// Two deeds of one change on one thing as one.
Deed taken_together(const Deed& first, const Deed& second);

/// What an import brought, as it came, where a merge shows it otherwise.
struct OriginImage {
  ThingName thing;
  std::string change;
  Image image;
};

/// By which name the thing is known, as names are compared; nothing where it has none.
std::optional<std::string> name_in(model::ThingKind kind, const Image& image);

/// Two things that are one, whatever they were when they were added.
struct TwinPair {
  model::ThingKind kind = model::ThingKind::review;
  std::string id;
  std::string other;
};

class MergeHistory {
 public:
  /// `theirs` may be null: then all is about the one file. `told`: twins that are not to be found,
  /// but known.
  MergeHistory(Connection& mine, Connection* theirs, const std::vector<TwinPair>& told = {});
  MergeHistory(const MergeHistory&) = delete;
  MergeHistory& operator=(const MergeHistory&) = delete;
  MergeHistory(MergeHistory&&) = delete;
  MergeHistory& operator=(MergeHistory&&) = delete;
  ~MergeHistory() = default;

  /// Whether there is a change that both have.
  bool is_related() const { return is_related_; }
  /// Changes of theirs that are not here, in their order; none where all are.
  std::vector<const ChangeNode*> brought() const;
  bool knew(const Deed& later, const Deed& earlier) const;
  /// Whether who did the later one saw what the earlier did: knew of it, and of nothing that leaves
  /// it out.
  bool saw(const Deed& later, const Deed& earlier) const;
  /// The change of that permanent id; null where there is none.
  const ChangeNode* change_called(const std::string& uid) const {
    const auto found = nodes_.find(uid);
    return found == nodes_.end() ? nullptr : found->second;
  }
  const Twins& twins() const { return twins_; }
  Things& my_things() { return mine_.things; }

  /// Under which name deeds are gathered.
  static ThingName unit(model::ThingKind kind, const std::string& id);
  /// Units that changes brought from the other side did something to, or that have new twins.
  std::set<ThingName> touched();
  /// Units that changes brought from elsewhere did something to, whenever that was.
  std::set<ThingName> ever_touched();
  /// Units that any change did something to.
  std::set<ThingName> all_touched();
  /// All that was done to it, its coming with an import included, the earliest first.
  const std::vector<Deed>& deeds(const ThingName& unit);
  /// The same with what does not hold, since another put the same things together differently: who
  /// went on from there saw it so.
  const std::vector<Deed>& seen_deeds(const ThingName& unit);
  /// What went with it in the same change, because it referred to it.
  std::vector<ThingName> gone_with(const ThingName& unit, const Deed& deed);
  /// Changes by which something came to refer to the thing.
  std::vector<Deed> uses(const ThingName& unit);
  /// Units that were ever called so.
  std::set<ThingName> ever_named(model::ThingKind kind, const std::string& name);
  /// Units that ever had a name that this one ever had.
  std::set<ThingName> namesakes_of(const ThingName& unit);
  /// What there is of the unit in my file, by the ids that it has there.
  std::vector<ThingName> mine_of(const ThingName& unit) { return there(mine_, unit); }
  /// Things of mine whose field is a word that is not on the list, by the ids that stand for them.
  std::vector<std::pair<ThingName, std::string>> mine_judged(model::ThingKind kind,
                                                             std::string_view field,
                                                             const Image& scale);
  /// What theirs has of it, whole.
  std::optional<Image> theirs_of(const ThingName& unit);
  /// A change that put one concept or configuration into another, by the ids that stand for them.
  struct Union {
    const ChangeNode* change = nullptr;
    ThingName gone;
    std::string label;  ///< that it had until then
    ThingName into;
    bool is_alone = true;  ///< the change put nothing else there
  };
  /// Two changes, neither of which knew of the other, that put the same things together
  /// differently: each into the other one, or one thing into two. The later holds, the other one
  /// counts as not made.
  struct Crossing {
    Union holds;
    Union other;
    /// One thing went into two.
    bool is_forked() const { return holds.gone == other.gone; }
  };
  /// By the uid of the change that does not hold.
  const std::map<std::string, Crossing>& crossed() const { return crossed_; }
  /// Of the same, where one of the changes put several things into another: both hold, since what
  /// else it did would be lost, so that one thing is in two.
  std::vector<Crossing> doubled() const;
  /// What that change put into what; null where it did not.
  const Union* union_by(const std::string& uid, const ThingName& gone) const;
  /// Whether it was undone, and not done again since.
  bool is_taken_back(const ChangeNode& change) const;
  /// A coding that two who did not know of one another moved to different concepts.
  struct ForkedCoding {
    std::string source;  ///< as it was
    std::pair<const ChangeNode*, std::string> moves[2];
  };
  std::vector<ForkedCoding> forked_codings() const;
  /// Whether what the change added is told by no rows.
  bool is_import(std::string_view uid) const { return imports_.count(std::string(uid)) > 0; }

 private:
  struct Side {
    explicit Side(Connection& file) : connection(&file), things(file) {}
    Connection* connection;
    Things things;
    std::vector<ChangeNode> nodes;                            ///< without merges
    std::unordered_set<std::string> only;                     ///< changes that the other has not
    std::map<std::string, std::string> twins;                 ///< as the file has them
    std::unordered_multimap<std::string, std::string> local;  ///< its ids of what has others
    std::vector<OriginImage> origins;
    std::set<ThingName> shown;  ///< as which a merge showed what came otherwise
  };
  struct Row {
    Side* side = nullptr;
    const ChangeNode* change = nullptr;
    std::int64_t change_row = 0;  ///< in that side's file
    std::int64_t place = 0;
    std::string raw_id;
  };
  void read_side(Side& side);
  const ChangeNode* last_word(const std::vector<const ChangeNode*>& words) const;
  void find_void_decisions();
  void find_void_steps();
  void find_idle_steps();
  const Side& side_of(const ChangeNode& change) const;
  bool takes_all_back(const ChangeNode& undoing) const;
  bool is_worked_on_between(const ChangeNode& step, const ChangeNode& undoing) const;
  void leave_out_parts();
  /// A decision, by what it says.
  struct Ruling {
    const ChangeNode* change = nullptr;
    std::set<ThingName> holds;  ///< what it says to stay, itself
    std::set<ThingName> goes;   ///< what it took away
    std::set<std::string> undoes;
  };
  std::vector<Ruling> rulings() const;
  void add_rulings(const Side& side, std::map<std::string, Ruling>& into) const;
  bool undoes_what_holds(const Ruling& one, const Ruling& other) const;
  bool are_opposed(const Ruling& one, const Ruling& other) const;
  bool find_opposed_decisions();
  std::vector<Union> unions_of(const Side& side, bool all) const;
  bool is_undone_before(const ChangeNode& change, const ChangeNode& other) const;
  bool are_apart(const Union& one, const Union& other) const;
  void find_unions();
  void find_answers();
  void find_crossed();
  void find_twins(const std::unordered_map<std::string, std::string>& times);
  using AddedByKey = std::unordered_map<std::string, std::vector<AddedThing>>;
  void find_added(Side& side, const ThingShape& shape, AddedByKey& into);
  std::unordered_map<std::string, Image> as_imported(Side& side, const ThingShape& shape);
  bool is_settled(const std::string& id) const;
  void find_local(Side& side);
  void index_rows(Side& side, bool all);
  void touch_renamed(std::set<ThingName>& into);
  void touch_evidence(std::set<ThingName>& into);
  void touch_namesakes(std::set<ThingName>& into);
  void touch_numbered(std::set<ThingName>& into);
  std::vector<std::string> local_ids(const Side& side, const std::string& id) const;
  std::vector<ThingName> there(Side& side, const ThingName& unit);
  bool is_worked_on(const Deed& deed, const std::vector<Deed>& all) const;
  void add_rows(const ThingName& unit, std::vector<Deed>& into);
  void add_imports(const ThingName& unit, std::vector<Deed>& into);
  void keep_what_differs(std::vector<Deed>& deeds) const;
  void leave_known(Deed& deed, const std::vector<const Deed*>& known) const;
  Image review_at_first();
  Image walked_back(Image image, const std::string& raw_id, const std::vector<Deed>& deeds) const;
  void find_uses();
  bool does_anything(const ChangeNode& change, const ThingName& thing);
  using References =
      std::unordered_map<std::string, std::set<ThingName>>;  ///< by what they refer to
  void find_gone_with(const std::string& uid, References& into);

  Side mine_;
  std::optional<Side> theirs_;
  bool is_related_ = true;
  std::unordered_map<std::string, const ChangeNode*> nodes_;
  std::unordered_set<std::string> imports_;
  std::unordered_set<std::string> with_rows_;  ///< changes of which rows of history tell
  /// Decisions that were undone, with their undoing, and those that are opposed.
  std::unordered_set<std::string> void_;
  std::map<std::string, std::set<std::string>> opposed_;  ///< decisions, with those against them
  std::map<std::string, std::vector<const ChangeNode*>>
      words_;  ///< on decisions: undone, done again
  /// Changes that count as not made but for what others went on with: those that are crossed, parts
  /// of what is void, and what was done with that and taken back before it was.
  std::unordered_set<std::string> left_out_;
  std::unordered_set<std::string> idle_;     ///< of these: taken back before anybody heard of it
  std::unordered_set<std::string> answers_;  ///< of these: undoing of what is crossed
  std::vector<Union> unions_;
  std::map<std::string, Crossing> crossed_;
  std::optional<Precedence> precedence_;
  Twins twins_;
  std::vector<ThingName> new_twins_;
  std::unordered_map<std::string, References> gone_with_;  ///< by change
  std::map<ThingName, std::vector<Row>> rows_;
  std::set<ThingName> gone_;  ///< units that some change took away
  std::map<ThingName, std::vector<Deed>> deeds_;
  std::map<ThingName, std::vector<Deed>> seen_deeds_;  ///< where others are crossed
  std::map<std::pair<model::ThingKind, std::string>, std::set<ThingName>> names_;
  std::optional<std::unordered_map<std::string, std::vector<const ChangeNode*>>> uses_;
};

}  // namespace retroduce::store
