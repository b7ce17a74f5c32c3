// Two files as one: which things of mine become what. Only reads. Internal to the store.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "store/merge_names.h"

namespace retroduce::store {

class MergeJoin {
 public:
  MergeJoin(MergeHistory& history, MergeState& state)
      : history_(history),
        state_(state),
        names_(history, state, [this](const ThingName& thing) { return is_there(thing); }) {}

  /// Finds what is to become of these, and of all that hangs on them.
  void run(std::set<ThingName> units);

  /// Things that are to be so, by the ids that they then have.
  const std::map<ThingName, Image>& wanted() const { return wanted_; }
  /// Things of mine, by the ids that they have now, that are not among these.
  const std::set<ThingName>& going() const { return going_; }
  const std::map<ThingName, Outcome>& outcomes() const { return outcomes_; }
  /// Moves that do not hold, since another closes a circle with them.
  struct CutMove {
    ThingName thing;
    std::string parent;  ///< where it was moved to
    const ChangeNode* by = nullptr;
  };
  const std::vector<CutMove>& cut_moves() const { return cut_moves_; }
  /// A document for which different texts were attached by people who did not know of each other.
  struct TwoTexts {
    ThingName document;
    std::string source;             ///< of the text that holds, the one attached last
    std::size_t without_place = 0;  ///< extracts whose words were not found there
  };
  const std::vector<TwoTexts>& two_texts() const { return two_texts_; }
  /// Things that are as they are only because of others: later work on those may change them.
  const std::set<ThingName>& bound() const { return bound_; }
  /// Pairs among what is to be there of which no review can hold both: two assignments of one paper
  /// to one coder, say. None where the join can be carried out.
  std::vector<TwinPair> doubles();

 private:
  bool is_there(const ThingName& unit);
  void settle_all();
  bool settle(const ThingName& unit);
  void keep(const ThingName& unit);
  bool open_namesakes();
  void keep_names_apart();
  void follow_references(const ThingName& unit);
  void follow_users(const ThingName& unit);
  bool is_left(const ThingName& thing, const ThingName& parent);
  void leave_parents();
  std::optional<Write> move_of(const ThingName& thing);
  void cut_circles(model::ThingKind kind);
  std::string parent_of(const ThingName& thing);
  struct ScaleUse {
    const char* scale;  ///< field of the review
    model::ThingKind kind;
    const char* field;  ///< that holds a word of it
  };
  using FirstUse = std::pair<std::string, std::string>;  ///< time and name of a change
  std::map<std::string, FirstUse> words_beyond(const ScaleUse& use, const Image& scale);
  void widen_scales();
  bool is_taken_back(const Image& text, const std::vector<Deed>& deeds) const;
  void take_texts(const ThingName& document, Image& image);
  bool has_two_texts(const ThingName& document);
  std::map<ThingName, std::set<ThingName>> by_document(const std::set<ThingName>& units);
  bool is_placed_apart(const ThingName& extract, const std::vector<const Deed*>& texts);
  void open_extracts(const std::set<ThingName>& units);
  Image text_known(const ThingName& document, const Deed& deed);
  Deed placed_by(const ThingName& extract, const ThingName& document, const Image& last);
  /// What a paraphrase is put for.
  struct OwnWords {
    std::string words;         ///< empty: not known
    bool is_in_place = false;  ///< where it says
  };
  OwnWords own_words(const ThingName& extract, const ThingName& document, const Image& texts,
                     Image& image);
  void place_extracts(const ThingName& document);

  MergeHistory& history_;
  MergeState& state_;
  NameJoin names_;
  std::set<ThingName> open_;
  std::map<ThingName, std::set<ThingName>> needed_by_;
  std::map<ThingName, Outcome> outcomes_;
  std::map<ThingName, Image> wanted_;
  std::set<ThingName> going_;
  std::vector<CutMove> cut_moves_;
  std::set<ThingName> to_place_;  ///< documents whose extracts may not stand as they say
  std::vector<TwoTexts> two_texts_;
  std::set<ThingName> bound_;
};

}  // namespace retroduce::store
