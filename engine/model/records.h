// The things of a realist review as they travel: from a format to the store, from the store to a
// format. Plain values. A Ref is the place, from 0, of the thing among its kind in the same batch,
// so a reference can only point backwards, to what was sent before. Knows nothing of SQL or of any
// format.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/id.h"
#include "base/text.h"
#include "model/full_text.h"
#include "model/vocabulary.h"

namespace retroduce::model {

template <typename Record>
using Ref = base::Id<Record>;

struct Change;
struct Coder;
struct Study;
struct Document;
struct Theme;
struct Concept;
struct Extract;
struct Configuration;
struct Theory;
struct TheoryVersion;
struct Statement;

/// Where a thing's permanent id comes from: the change that added it and its number within that
/// change. Unset `change`: the thing is new and the import that brings it gives the id. Things
/// keyed by their nature (coding, element, evidence) have a change and no ordinal.
struct Origin {
  Ref<Change> change;
  std::uint32_t ordinal = 0;
  friend bool operator==(const Origin&, const Origin&) = default;
};

/// Line (or row) of the source where the record stands, from 1; 0 where it is not known.
using Line = std::uint32_t;

struct RoleHeading {
  Role role = Role::context;
  std::string heading;  ///< as printed: "Context", "Condition"
  friend bool operator==(const RoleHeading&, const RoleHeading&) = default;
};

/// The review itself; a batch brings at most one.
struct Review {
  std::string title;
  std::vector<std::string> questions;
  std::string about;                  ///< what it is, by whom, under which licence
  std::string scheme;                 ///< CMO, CIMO, SCMO, ICAMO; empty = not said
  std::vector<RoleHeading> headings;  ///< the roles in use, in printed order
  std::vector<std::string> levels;    ///< from the smallest: micro, meso, macro
  std::vector<std::string> ratings;   ///< appraisal scale from the lowest: low, moderate, high
  bool demands_reasons = false;       ///< no edit without a reason
  friend bool operator==(const Review&, const Review&) = default;
};

/// One row of history's before- and after-image.
struct HistoryRow {
  ThingKind thing = ThingKind::review;
  std::string thing_id;  ///< permanent id, or the natural key in words
  std::string before;    ///< JSON, empty = it was not there
  std::string after;     ///< JSON, empty = it is no more
  friend bool operator==(const HistoryRow&, const HistoryRow&) = default;
};

/// One step of work on the review: who, when, what, why.
struct Change {
  std::string uid;   ///< 16 lower-case hexadecimal digits, random, permanent
  std::string at;    ///< UTC, ISO 8601
  std::string by;    ///< a coder's label
  std::string kind;  ///< "import", "edit", "migration" …
  std::string what;  ///< one sentence
  std::string why;
  std::string counts;        ///< JSON: what was added, by kind
  std::string content_hash;  ///< of what came in, a form too; empty for other edits
  std::vector<HistoryRow> rows;
  /// The changes, by uid, that stood last where it was made, parted by blanks: it knew of them and
  /// of all before them. Empty: it is the first.
  std::string follows = {};
  friend bool operator==(const Change&, const Change&) = default;
};

struct Coder {
  std::string label;  ///< initials or login name; unique
  std::string name;
  std::string note;
  Origin origin;
  Line line = 0;
  friend bool operator==(const Coder&, const Coder&) = default;
};

struct Study {
  std::string label;  ///< unique
  std::string note;
  Origin origin;
  Line line = 0;
  friend bool operator==(const Study&, const Study&) = default;
};

/// A free descriptor of a document: country, design, setting. Names are unique within a document.
struct Field {
  std::string name;
  std::string value;
  friend bool operator==(const Field&, const Field&) = default;
};

/// Where a document's key comes from, as far as an import must know: of the way in alone, never
/// kept or sent out.
enum class KeyOrigin : std::uint8_t {
  identity,  ///< it names the document: the same key is the same document
  source,    ///< a reference manager's own key, which another review may use for another paper
  made,      ///< made of author and year; the import makes it unique
};

struct Document {
  std::string key;                   ///< citation key; unique and stable
  std::string type;                  ///< article, report, thesis, chapter, … free
  std::vector<std::string> authors;  ///< "Family Initials", or a body's name
  std::optional<int> year;
  std::string title;
  std::string container;  ///< journal, book, series
  std::string volume;
  std::string issue;
  std::string pages;
  std::string doi;
  std::string url;
  std::string language;  ///< BCP 47
  std::string note;
  bool is_consultation = false;  ///< a stakeholder meeting that counts as a document
  Ref<Study> study;
  std::vector<Field> fields;
  std::optional<std::string> text;  ///< the canonical text that spans count in, where it is kept
  KeyOrigin key_origin = KeyOrigin::identity;
  std::string
      record_digest;  ///< of the record that it was made of, as in SourceRecord; way in alone
  Origin origin;
  Line line = 0;
  std::optional<TextOrigin> text_origin = {};  ///< of `text`, where it was taken from a file
  std::vector<FormerText> former_texts = {};   ///< that `text` superseded, the oldest first
  friend bool operator==(const Document&, const Document&) = default;
};

/// One record of a search as it came from a database, and the document that it is of. Sent right
/// after its document by a reader; several may be of one document.
struct SourceRecord {
  Ref<Document> document;
  std::string format;     ///< "ris", "nbib" …
  std::string database;   ///< where it was found
  std::string search;     ///< the round: "round 2"
  std::string searched;   ///< when the search was made; ISO 8601, or empty
  std::string accession;  ///< number or key that the source gives it
  /// Fingerprint of format and content; the second equal one of a source ends in "-2".
  std::string digest;
  std::string rule;          ///< what made it a record of this document: "new", "DOI" …
  std::optional<int> score;  ///< of that rule, to 100
  /// Of one that was joined to a document that was there: the document that it would have been, as
  /// JSON; else empty.
  std::string came;
  std::vector<Field> raw;  ///< every tag and value, in order; a tag may come again
  Ref<Change> change;
  Line line = 0;
  friend bool operator==(const SourceRecord&, const SourceRecord&) = default;
};

/// A decision whether two documents are one paper. Where they are, `document` stands for both.
struct Sameness {
  Ref<Document> document;
  Ref<Document> other;
  bool is_same = true;
  std::string reason;
  Ref<Change> change;
  Line line = 0;
  friend bool operator==(const Sameness&, const Sameness&) = default;
};

struct Theme {
  std::string label;  ///< unique
  std::string note;
  Ref<Theme> parent;
  Origin origin;
  Line line = 0;
  friend bool operator==(const Theme&, const Theme&) = default;
};

struct Concept {
  std::string label;  ///< unique in a review, folded (base::fold)
  std::string definition;
  std::string note;
  Ref<Concept> parent;
  std::vector<std::string> aliases;
  bool is_wording = false;  ///< made of a wording at import; still to be mapped by a reviewer
  Origin origin;
  Line line = 0;
  std::string colour = {};  ///< "#rrggbb", as other tools show it; empty = none
  friend bool operator==(const Concept&, const Concept&) = default;
};

/// How an extract was found in its document's text, and what stands around it, so that it is found
/// again in a corrected one.
struct Anchor {
  AnchorHow how = AnchorHow::exact;
  std::string before;          ///< up to 32 code points of the text in front of the span
  std::string after;           ///< and behind it
  std::string doubt;           ///< why a person should look at it; empty = no reason
  bool is_span_found = false;  ///< the span came from the text, not with the extract
  bool is_page_found = false;  ///< the same of its page
  friend bool operator==(const Anchor&, const Anchor&) = default;
};

struct Extract {
  Ref<Document> document;
  std::optional<base::TextSpan> span;  ///< code points of the document's text
  std::string page;                    ///< "12", "e3"; empty = not known
  std::string quote;                   ///< always kept
  bool is_paraphrase = false;
  std::string translation;
  std::string note;
  Origin origin;
  Line line = 0;
  std::optional<Anchor> anchor = {};  ///< nothing: it was never held against a text
  friend bool operator==(const Extract&, const Extract&) = default;
};

struct Coding {
  Ref<Extract> extract;
  Ref<Concept> concept_;
  std::optional<Role> role;  ///< nothing: not (yet) said, as in codings out of other tools
  Ref<Coder> coder;
  std::string note;
  Ref<Change> change;
  std::string date = {};  ///< when it was coded, where another tool said so: ISO 8601, or empty
  Line line = 0;
  friend bool operator==(const Coding&, const Coding&) = default;
};

/// Where coders differ on one (extract, concept, role): what holds in the end.
struct CodingResolution {
  Ref<Extract> extract;
  Ref<Concept> concept_;
  Role role = Role::context;
  bool holds = true;
  Ref<Coder> coder;
  std::string reason;
  Ref<Change> change;
  Line line = 0;
  friend bool operator==(const CodingResolution&, const CodingResolution&) = default;
};

/// One place in a configuration. Elements stand in printed order: by role, then position.
struct Element {
  Role role = Role::context;
  MechanismPart part = MechanismPart::unsplit;  ///< mechanisms only
  Ref<Concept> concept_;  ///< unset: only a wording; import makes it a concept
  std::string wording;    ///< as said here; empty = the concept's label
  bool opposite = false;  ///< the lack or the fall of the concept
  Direction direction = Direction::unstated;
  bool is_unintended = false;   ///< outcomes only
  bool when_not_fired = false;  ///< outcomes only: what happens where the mechanism does not fire
  friend bool operator==(const Element&, const Element&) = default;
};

struct Configuration {
  std::string label;  ///< displayed and unique: "CMOC 7"; may be renumbered
  std::string title;
  Ref<Theme> theme;
  std::string level;  ///< a word of the review's scale; empty = not said
  Status status = Status::proposed;
  std::string statement;  ///< written by hand; empty = made from the parts
  std::string note;
  std::vector<Element> elements;
  Origin origin;
  Line line = 0;
  friend bool operator==(const Configuration&, const Configuration&) = default;
};

/// The only way that a document bears on a configuration.
struct Evidence {
  Ref<Configuration> configuration;
  std::optional<std::uint32_t>
      element;  ///< place in Configuration::elements; nothing = the whole of it
  Ref<Extract> extract;
  Stance stance = Stance::supports;
  Inference inference = Inference::stated;
  std::string note;
  Ref<Coder> coder;
  Ref<Change> change;
  Line line = 0;
  friend bool operator==(const Evidence&, const Evidence&) = default;
};

struct LinkEvidence {
  Ref<Extract> extract;
  Stance stance = Stance::supports;
  friend bool operator==(const LinkEvidence&, const LinkEvidence&) = default;
};

struct Link {
  Ref<Configuration> from;
  Ref<Configuration> to;
  LinkKind kind = LinkKind::ripple;
  std::string note;
  Ref<Coder> coder;
  std::vector<LinkEvidence> evidence;
  Origin origin;
  Line line = 0;
  friend bool operator==(const Link&, const Link&) = default;
};

/// Of a document, or of an extract (then `document` is unset).
struct Appraisal {
  Ref<Document> document;
  Ref<Extract> extract;
  Criterion criterion = Criterion::relevance;
  std::string rating;  ///< a word of the review's scale
  std::string reason;
  Ref<Coder> coder;
  bool is_resolution = false;
  Origin origin;
  Line line = 0;
  friend bool operator==(const Appraisal&, const Appraisal&) = default;
};

struct Theory {
  std::string label;  ///< unique
  TheoryKind kind = TheoryKind::programme;
  std::string citation;    ///< where a substantive theory comes from, in words
  Ref<Document> document;  ///< or as a document of the review
  std::string note;
  Origin origin;
  Line line = 0;
  friend bool operator==(const Theory&, const Theory&) = default;
};

/// A construct of a substantive theory, and what it explains.
struct Construct {
  Ref<Theory> theory;
  std::string label;  ///< unique within its theory
  std::string definition;
  std::vector<Ref<Configuration>> configurations;
  Origin origin;
  Line line = 0;
  friend bool operator==(const Construct&, const Construct&) = default;
};

struct TheoryVersion {
  Ref<Theory> theory;
  std::string label;  ///< "initial", "refined"; unique within its theory; sent in order of time
  std::string date;   ///< ISO 8601, or empty
  std::string note;
  Origin origin;
  Line line = 0;
  friend bool operator==(const TheoryVersion&, const TheoryVersion&) = default;
};

/// How a statement came out of an earlier one.
struct StatementLineage {
  Ref<Statement> earlier;  ///< unset for a new statement
  Lineage lineage = Lineage::kept;
  friend bool operator==(const StatementLineage&, const StatementLineage&) = default;
};

struct Statement {
  Ref<TheoryVersion> version;
  std::string label;  ///< unique within its version
  std::string text;
  std::vector<StatementLineage> lineage;
  std::string reason;  ///< why it changed
  std::vector<Ref<Extract>> moved_by;
  std::vector<Ref<Configuration>> configurations;
  Origin origin;
  Line line = 0;
  friend bool operator==(const Statement&, const Statement&) = default;
};

/// Who read which document under which version of the theory.
struct Reading {
  Ref<Document> document;
  Ref<TheoryVersion> version;
  Ref<Coder> coder;
  std::string date;
  std::string note;
  Origin origin;
  Line line = 0;
  friend bool operator==(const Reading&, const Reading&) = default;
};

/// A question that is asked again and again, kept with the review under a name.
struct SavedQuestion {
  std::string name;
  std::string text;  ///< in the question language; not read here
  Origin origin;
  Line line = 0;
  friend bool operator==(const SavedQuestion&, const SavedQuestion&) = default;
};

/// A file kept with the review: the PDF or the picture that a document was read from. Its bytes are
/// never looked into.
struct Attachment {
  Ref<Document> document;  ///< unset: of the review as a whole
  std::string name;        ///< of the file, without a folder
  std::string media_type;  ///< "application/pdf"; empty = not known
  std::string bytes;
  Origin origin;
  Line line = 0;
  friend bool operator==(const Attachment&, const Attachment&) = default;
};

/// One line of a list that the review publishes: a criterion, a step, a term, a CERQual profile.
struct Entry {
  EntryList list = EntryList::criteria;
  Ref<Configuration> configuration;  ///< whose profile it is; unset where the list has none
  /// The same by label, where a source only names it in its first field; way in alone. Where the
  /// review has it the field goes, else the field alone stays.
  std::string configuration_label;
  int place = 0;  ///< in its list; those of equal places stand as they came
  /// In the order of the list's fields, without empty ones; the first of them name the entry.
  std::vector<Field> fields;
  Origin origin;
  Line line = 0;
  friend bool operator==(const Entry&, const Entry&) = default;
};

struct Memo {
  ThingKind about = ThingKind::review;
  std::uint32_t about_ref = 0;  ///< the Ref's value; 0 for the review
  std::string text;
  std::string date;
  Ref<Coder> coder;
  Origin origin;
  Line line = 0;
  friend bool operator==(const Memo&, const Memo&) = default;
};

/// What another tool's file says of a thing and this model has no place for, kept as it was so that
/// an export can give it back: the thing's id there, and the piece of the file itself.
struct ForeignPart {
  std::string system;  ///< whose it is: "refi-qda"
  std::string kind;    ///< what it is there: "PlainTextSelection", "Graph"
  std::string id;      ///< its id there; empty = it has none
  ThingKind about = ThingKind::review;
  std::uint32_t about_ref = 0;  ///< the Ref's value; 0 for the review
  std::string content;          ///< as it stood there; empty = there is nothing but the id
  Origin origin;
  Line line = 0;
  friend bool operator==(const ForeignPart&, const ForeignPart&) = default;
};

}  // namespace retroduce::model
