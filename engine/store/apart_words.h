// What the others said of concepts that stay shown to who codes apart: it would tell of hidden
// coding. Internal to the store.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "store/things.h"

namespace retroduce::store {

/// What somebody said of a concept in one field, by the label that the change bears.
struct Word {
  std::string by;
  Image value;         ///< null: that it is not set
  std::string change;  ///< that says so, by uid; empty: the thing came with it
  Image before;        ///< what it said over, where the change was made
};
/// The change, by uid, that one of that kind undoes; empty: it undoes none.
std::string change_undone(const std::string& kind);
/// In order. What it came with was said by who brought it; what a merge made of it says nothing,
/// nor does what stands again since something was undone: somebody else may have said it.
std::vector<Word> words_on(Things& things, const ThingName& concept_, const std::string& field);

/// The list with what somebody else added to `before` and without what they took out of it: each
/// writes on the list as it stands, and is shown what is theirs.
Image added_to(Image list, const Image& before, const Image& after);

/// In a copy from which nothing was taken yet, in which ApartClaims has filled its temporary
/// tables.
class ApartWords {
 public:
  explicit ApartWords(Connection& copy);

  /// Concepts that another brought with hidden coding and whose name the reader took up, which is
  /// all that the reader knows of them; and those that the reader brought so, of which another who
  /// took them up has said something. Of these each is shown their own words.
  const std::set<ThingName>& taken_up() const { return taken_up_; }
  /// Concepts of hidden coding that another put together with shown ones, and the changes that did.
  const std::set<ThingName>& united() const { return united_; }
  const std::set<std::int64_t>& unions() const { return unions_; }
  /// Whether anything is taken out of what is said of the concept.
  bool are_about(const ThingName& concept_) const;
  /// Whether the concept has that other name by such a change, or by another who took it up.
  bool hides_alias(const ThingName& concept_, const std::string& alias);
  /// Puts the reader's own words in place of what the others said of the first, and takes out what
  /// the second left with those that they went into.
  void take_out();
  /// Takes out what the others remarked on the first; after the history, which tells whose it is.
  void take_out_remarks();
  /// Whether a remark on one of the first is another's.
  bool is_by_another(const Image& remark);

 private:
  struct Left {
    ThingName with;
    Image before;
    Image after;
  };
  void find_united();
  void show_own(const ThingName& taken_up);
  bool stands(const Word& word, const Image& image, const std::string& field);
  Image own_aliases(const ThingName& taken_up);
  void take_back(const Left& left);

  Things things_;
  std::set<std::string> others_labels_;
  std::set<ThingName> taken_up_;
  std::set<ThingName> united_;
  std::set<std::int64_t> unions_;
  std::vector<Left> left_;  ///< the last first
};

}  // namespace retroduce::store
