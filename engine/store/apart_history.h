// What the history tells of documents that are coded apart: which of it a blind reader is not
// shown. By the thing that a row is of and the coder in it, not by who wrote it there: a merge, an
// import or an undo may have been anybody's. Internal to the store.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "store/apart_words.h"
#include "store/coded_apart.h"
#include "store/history_rows.h"
#include "store/merge_twins.h"
#include "store/things.h"

namespace retroduce::store {

/// In a copy from which nothing was taken yet. Its temporary table `hidden_extract` may tell of
/// extracts that are to be.
class ApartHistory {
 public:
  ApartHistory(Connection& copy, const Blind& blind);

  /// The document, coded apart, that the thing is about; null where it is about none.
  const CodedApart* document_of(const ThingName& thing, const Image& image);
  /// The same, where the thing as it stands is to be hidden from the reader.
  const CodedApart* hides(const ThingName& thing, const Image& image);
  /// Takes the rows out that tell of what others did, of these claims and concepts, or of what they
  /// said of others, and the words of their changes; from the reader's rows what others had said
  /// before.
  void hide(const std::set<ThingName>& claims, const ApartWords& words);
  /// Configurations that the reader's own evidence is for, in the place of which another's stands.
  std::set<ThingName> own_claims() const;
  /// Puts evidence of the reader's own back, in the place of which another's stood.
  void put_back_own();
  /// Takes edits out that did nothing but what was hidden.
  void drop_hidden_edits();

 private:
  struct Row {
    std::string author;
    std::string kind;  ///< of its change
    ThingName thing;
    bool was_there = false;
    bool is_there = false;
    Image before;
    Image after;
    std::string change;  ///< by uid
  };
  struct Extract {
    const CodedApart* document = nullptr;  ///< null: of none that is coded apart
    bool is_hidden = false;
  };
  void find_extracts();
  const Extract& extract(const std::string& id);
  Extract retired(const std::string& id);
  bool is_hidden(const Row& row);
  bool is_of_claims(const Row& row);
  bool of_own_work(const std::string& kind);
  bool is_others(const CodedApart& document, const std::string& coder) const;
  bool is_by_others(const Row& row) const;
  bool is_on_taken_up(const Row& row);
  bool wrote(const std::string& coder, const std::string& author) const;
  void follow_own(const Row& row, bool is_shown);
  void tell_in_own_words(Row& row);

  Connection& copy_;
  Things things_;
  Twins twins_;
  const Blind& blind_;
  std::map<std::string, const CodedApart*> documents_;  ///< by id
  std::map<std::string, Extract> extracts_;  ///< by id: those of these, and all that were asked for
  std::map<ThingName, std::string> coders_;  ///< of things whose rows have named one
  std::map<std::string, Image> own_evidence_;
  std::map<ThingName, Image> own_words_;  ///< on concepts that are taken up, by field
  /// The same before each change, by uid: what is undone leaves that.
  std::map<std::pair<std::string, ThingName>, Image> own_before_;
  std::set<ThingName> claims_;
  std::set<ThingName> taken_up_;
  std::set<std::int64_t> hidden_edits_;  ///< rows of changes
};

/// What such work is called to who acts: not even of which document it is.
inline constexpr std::string_view hidden_work =
    "work that is hidden from you until all who are to code apart have finished";

/// What of a review is hidden from who acts, while that changes.
class HiddenWork {
 public:
  HiddenWork(Connection& connection, const std::string& coder);
  /// Whether anything may be hidden.
  bool is_any() const { return history_.has_value(); }
  const Blind& blind() const { return blind_; }
  /// Whether anything that another did with the document, by permanent id, is hidden.
  bool has_work_in(const std::string& document);
  /// The key of the document that the thing is about, where it is hidden; else empty.
  std::string document_of(const ThingName& thing, const Image& image);
  /// The same of what somebody did to a coding or evidence, by the label that the change bears,
  /// whosoever that is: who takes away what nobody is named for tells of their own judgement.
  std::string document_of_work(const ThingName& thing, Image image, const std::string& author);
  /// What they said of concepts of which each is shown their own words is hidden, too.
  bool hides_any(const std::vector<model::HistoryRow>& rows, const std::string& author);
  /// Whether a change with that label is the work of who acts.
  bool wrote(const std::string& author) const;
  /// Concepts, configurations and statements that rest on nothing but what is hidden.
  const std::set<ThingName>& claims();
  bool hides(const ThingName& thing);
  /// Whether a shown concept has that other name only by hidden work.
  bool hides_alias(const ThingName& concept_, const std::string& alias);
  /// Concepts of which who acts is shown their own words alone (ApartWords::taken_up).
  std::set<ThingName> taken_up();
  /// Whether who acts is shown the concept, but not all that is said of it here.
  bool is_shown_in_part(const ThingName& concept_);
  /// Whether it is hidden, by itself, since it rests on nothing else, or as a link of such a claim
  /// or a remark about one.
  bool is_hidden(const ThingName& thing, const Image& image);

 private:
  ApartWords* words();
  bool is_remark_of_another(const ThingName& thing, const Image& image);
  bool is_word_of_another(const ThingName& told, const std::string& author);

  Connection& connection_;
  Blind blind_;
  std::optional<ApartHistory> history_;
  std::optional<std::set<ThingName>> claims_;
  std::optional<ApartWords> words_;
};

}  // namespace retroduce::store
