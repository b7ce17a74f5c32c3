// The read-only door to what a snapshot leaves out: quotes, wordings, bibliography, codings, full
// text. The store implements it; tests have an in-memory twin. Ids are those of one snapshot.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/text.h"
#include "model/extract_list.h"
#include "model/records.h"
#include "model/snapshot.h"

namespace retroduce::model {

struct ExtractDetail {
  ExtractKey key = 0;
  DocumentId document;
  std::optional<base::TextSpan> span;
  std::string page;
  std::string quote;
  bool is_paraphrase = false;
  std::string translation;
};

/// One piece of evidence with its words, in the order of Snapshot::evidence_of.
struct EvidenceDetail {
  SnapshotEvidence evidence;
  ExtractDetail extract;
  std::string note;
};

struct ConfigurationDetail {
  std::string title;
  std::string statement;  ///< by hand; empty = to be made from the parts
  std::string note;
  std::vector<std::string>
      wordings;  ///< one per element, in their order; empty = the concept's label
};

struct ConceptDetail {
  std::string definition;
  std::string note;
};

struct CodingDetail {
  ConceptId concept_;
  std::optional<Role> role;  ///< nothing: not said
  std::string coder;
};

/// What full text is searched for; words are matched folded, by runs of letters and digits.
struct TextQuery {
  enum class Mode : std::uint8_t { all, any, phrase } mode = Mode::all;
  std::vector<std::string> words;  ///< one that ends in `*` matches as a prefix
};

/// Its words are asked for with Details::extract, where they are wanted.
struct TextHit {
  ExtractKey key = 0;
  DocumentId document;
  double score = 0;  ///< higher is better
};

/// An extract whose place in its document's text a person should look at, and why.
struct DoubtfulExtract {
  ExtractKey key = 0;
  DocumentId document;
  std::string doubt;
};

/// Which codings are asked for; unset parts match all. `concepts` empty = any.
struct CodingFilter {
  std::vector<ConceptId> concepts;
  std::optional<Role> role;
  std::string coder;
};

/// All theories of a review as one batch: Refs among them are places in these vectors, those to
/// documents, configurations and extracts hold the values of DocumentId, ConfigurationId and
/// ExtractKey.
struct TheoryDetails {
  std::vector<Theory> theories;
  std::vector<Construct> constructs;
  std::vector<TheoryVersion> versions;  ///< of each theory in order of time
  std::vector<Statement> statements;
};

/// What a search brought in, by its round, database and date.
struct SearchDetail {
  std::string search;
  std::string database;
  std::string searched;
  std::int64_t records = 0;
  std::int64_t new_documents = 0;  ///< that nothing before them had brought
};

/// Every call may fail with Error io or corrupt. Answers are complete values, and nothing is lent
/// but the list of extracts and the words of a configuration: a long table takes these in place.
class Details {
 public:
  virtual ~Details() = default;

  virtual Document document(DocumentId id) const = 0;  ///< without its text; `study` is unset
  /// Both are lent until either is asked of another configuration, or `read_ahead` is called.
  virtual const ConfigurationDetail& configuration(ConfigurationId id) const = 0;
  virtual std::span<const EvidenceDetail> evidence(ConfigurationId id) const = 0;
  /// A hint that changes no answer: `configuration` and `evidence` will be asked of these next, in
  /// about this order. What was read ahead before and not asked for is forgotten.
  virtual void read_ahead(std::span<const ConfigurationId> ids) const { (void)ids; }
  virtual ConceptDetail concept_detail(ConceptId id) const = 0;
  virtual ExtractDetail extract(ExtractKey key) const = 0;

  /// Hits by score falling, then document key, then place in the document; at most `limit` (0 =
  /// all). `total` is exact. An empty list of words finds nothing.
  virtual std::vector<TextHit> search(const TextQuery& query, std::size_t limit,
                                      std::int64_t& total) const = 0;

  /// Codings of one extract by role (those without one first), concept, coder.
  virtual std::vector<CodingDetail> codings(ExtractKey key) const = 0;

  /// Extracts that carry such a coding, each once, by document key and place in the document.
  virtual void each_coded(const CodingFilter& filter,
                          const std::function<void(const ExtractDetail&)>& visit) const = 0;

  /// Every extract by document key and place. Read when first asked for; lent as long as this.
  virtual const ExtractList& extracts() const = 0;
  /// The same, one by one: visit(key, document, concepts, whether it is evidence). Its words are
  /// asked for with `extract`, where they are wanted.
  template <typename Visit>
  void each_extract(const Visit& visit) const {
    const ExtractList& list = extracts();
    for (std::size_t i = 0; i < list.size(); ++i) {
      visit(ExtractKey{list.keys[i]}, list.documents[i], list.concepts_of(i),
            list.evidence[i] != 0);
    }
  }

  /// Extracts whose anchor is in doubt, by key.
  virtual std::vector<DoubtfulExtract> doubtful() const = 0;

  /// Documents not read since the newest version of the programme theory; empty where there is
  /// none.
  virtual std::vector<DocumentId> not_reread() const = 0;

  virtual std::vector<std::string> coders() const = 0;

  /// The entries of a list by place, then as they came; `configuration` holds a ConfigurationId.
  virtual std::vector<Entry> entries(EntryList list) const = 0;

  virtual TheoryDetails theories() const = 0;

  /// All judgements by document, criterion, then as they came; `document` holds a DocumentId,
  /// `extract` an ExtractKey, and one of an extract its document too. Coders are unset.
  virtual std::vector<Appraisal> appraisals() const = 0;

  /// In the order of Snapshot::links; `from` and `to` hold ConfigurationIds, the extracts of the
  /// evidence ExtractKeys. Coders are unset.
  virtual std::vector<Link> links() const = 0;

  /// By round, database, date.
  virtual std::vector<SearchDetail> searches() const = 0;

  /// All changes in order of time, with a row a thing, whose `thing_id` says in words which it is.
  virtual std::vector<Change> changes() const = 0;
};

}  // namespace retroduce::model
