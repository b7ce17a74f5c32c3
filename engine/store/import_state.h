// What a running import keeps: the tables that it writes, which row each thing of the batch became,
// what was counted and found. Internal to the store; the add() of each kind stands in
// <aggregate>_rows.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/diagnostic.h"
#include "base/source_io.h"
#include "model/records.h"
#include "store/arrivals.h"
#include "store/connection.h"
#include "store/extract_index.h"
#include "store/import_alterations.h"
#include "store/kinds.h"
#include "store/store.h"
#include "store/thing_table.h"

namespace retroduce::store {

class HiddenWork;

/// Every table that an import writes, by the columns that it fills.
struct ImportTables {
  explicit ImportTables(Connection& connection);
  ThingTable coder, study, document, record, sameness, theme, concept_, extract, coding, resolution,
      configuration, evidence, link, theory, construct, version, statement, appraisal, reading,
      saved_question, attachment, entry, memo, foreign_part;
  PartTable document_field, concept_alias, element, link_evidence, construct_configuration,
      statement_lineage, statement_extract, statement_configuration, entry_field;
};

/// Rows of the batch's things, by Ref: the row's id, or 0 where it was not taken.
struct BatchRows {
  using Ids = std::vector<std::int64_t>;
  Ids changes, coders, studies, documents, themes, concepts, extracts, configurations, links,
      theories, constructs, versions, statements, appraisals, readings, saved_questions,
      attachments, entries, memos;
  /// Natural keys as memos write them, kept for memos alone.
  std::vector<std::array<std::uint32_t, 4>> codings;   ///< extract, concept, role + 1 or 0, coder
  std::vector<std::array<std::uint32_t, 3>> evidence;  ///< configuration, element, extract
  std::vector<std::uint32_t> first_element;  ///< per configuration: elements sent before it
  std::uint32_t elements = 0;
  /// Where a configuration's elements came in another order than printed: new place by former
  /// place.
  std::vector<std::pair<std::uint32_t, std::vector<std::uint32_t>>> moved;
};

class ImportState {
 public:
  ImportState(Connection& connection, ImportOptions options, std::string now);

  struct Settled {
    std::int64_t id = 0;
    std::int64_t change = 0;
    bool is_new = false;
    bool was_refused = false;
    std::vector<Difference> differences;
  };

  /// The change and ordinal that a thing gets; `change` is 0 where its change was not sent.
  struct Permanent {
    std::int64_t change = 0;
    std::int64_t ordinal = 0;
    bool is_own = false;
  };
  Permanent permanent(Kind kind, const model::Origin& origin, model::Line line);

  /// Adds the thing, or finds it there.
  Settled settle(Kind kind, ThingTable& table, const Cells& cells, const model::Origin& origin,
                 model::Line line);
  /// Adds the parts of a new thing, or compares them with those of one that was there.
  void settle_parts(Settled& settled, PartTable& table, const std::vector<Cells>& rows);
  /// Counts; what differs is refused, but what a source leaves out says nothing. `name` is only
  /// called to say so. The id, or 0.
  template <typename Name>
  std::int64_t conclude(Kind kind, const Settled& settled, model::Line line, Name&& name) {
    if (settled.was_refused) return 0;
    if (differs(kind, settled)) {
      refuse_difference(kind, settled, line, name());
      return 0;
    }
    count(kind, settled.is_new);
    return settled.id;
  }

  /// Whether one of them says what the other contradicts.
  bool differs(Kind kind, const Settled& settled);
  void count(Kind kind, bool is_new);
  void refuse(Kind kind, model::Line line, const std::string& code, const std::string& message,
              std::vector<std::string> notes = {});
  /// For what refers to a thing that is not there: said only where nothing was refused before, of
  /// which it may be a consequence.
  void leave_dangling(Kind kind, model::Line line, const std::string& message);
  /// One line per code of which some were left unsaid.
  void say_how_many_more();
  void refuse_difference(Kind kind, const Settled& settled, model::Line line,
                         const std::string& name);
  void say(base::Severity severity, const std::string& code, const std::string& message,
           model::Line line, std::vector<std::string> notes = {});

  /// The import's own change, made when first needed.
  std::int64_t own_change();
  /// Who is meant where a coding names no coder: the one who imports.
  std::int64_t importing_coder();

  // Set up by the constructor, used by the add() of each kind.
  Connection& connection;
  const ImportOptions options;
  ImportTables tables;
  ImportAlterations alterations;
  BatchRows rows;
  base::Diagnostics found;
  std::array<ReceiptLine, kind_names.size()> lines;
  std::unique_ptr<ExtractIndex> extracts;  ///< made at the first extract
  /// Rows of the extracts that the source at hand, which knows permanent ids, has told so far.
  std::unordered_set<std::int64_t> extracts_told;
  std::unordered_set<std::int64_t> documents_with_text;
  /// By row, that who imports codes apart from others whose work is here.
  std::set<std::int64_t> documents_apart;
  std::pair<std::int64_t, std::string> last_text;  ///< of the document whose extracts are coming
  std::unique_ptr<Arrivals> arrivals;              ///< made at the first record of a bibliography
  /// How the last such record came to its document, for the record itself, which follows.
  struct Arrived {
    std::size_t ref = ~std::size_t{0};
    std::string digest;
    std::string rule;
    int score = 0;
    std::string came;  ///< as in SourceRecord
  } arrived;
  std::unordered_map<std::string, std::size_t> key_suffixes;  ///< next one to try, by made key
  std::unordered_map<std::string, std::string> keys_by_fold;  ///< filled by the first new document
  std::int64_t near_keys_met = 0;
  std::vector<std::string> near_keys;  ///< told at the end: of documents added beside another
  /// Coders that came one after another, each with what another tool calls her by: only all of them
  /// tell who is who. Their places among the rows wait meanwhile.
  struct User {
    model::Coder coder;
    std::optional<model::ForeignPart> part;
  };
  std::vector<User> users;
  std::unordered_set<std::string> mapped_wordings;  ///< folded; each is told once
  bool is_of_tool = false;  ///< another tool's project came, which is a state of its coding
  /// What who imports is not shown. Nothing: not asked for yet.
  std::shared_ptr<HiddenWork> hidden_work;
  /// Ids of configurations by labels that they had before, the last first; read where it is asked.
  std::optional<std::multimap<std::string, std::string>> former_labels;
  std::set<std::int64_t> hidden_met;  ///< concepts that who imports takes for new ones
  /// Of documents, with those of today; empty where several had it. Nothing: not asked for yet.
  std::optional<std::unordered_map<std::string, std::string>> former_keys;
  bool has_roleless = false;  ///< codings whose role is not said
  /// Extract, concept and coder of those that this import tells with their changes.
  std::set<std::array<std::int64_t, 3>> roleless_told;
  /// The same of the coding that came last: in how many roles it is, a source says at once.
  std::array<std::int64_t, 3> last_coding{};
  std::vector<std::string> taken_out;  ///< what edits took out and came again; told at the end
  std::int64_t roles_said = 0;
  std::int64_t colours_kept = 0;
  std::int64_t day_pages_met = 0;  ///< pages that a spreadsheet took for days
  std::string first_day_page;
  /// Pages of extracts that differ by one from those here: programs count from 0 or from 1. Settled
  /// at the end, when it is known whether all differ so.
  struct PageStep {
    Difference page;
    std::int64_t document = 0;  ///< its row
    std::int64_t step = 0;      ///< of the page that came, from the one here
    std::string quote;
    model::Line line = 0;
  };
  std::vector<PageStep> page_steps;
  std::int64_t pages_met = 0;  ///< numbers of pages that are the same here and in the file
  std::vector<std::string> moved_concepts;  ///< that stand elsewhere in the tree of the file
  bool is_tree_other = false;               ///< and one of them below another there
  std::vector<std::string> fields_added;    ///< to documents that were there
  bool is_anything_new = false;
  bool is_review_taken = false;
  bool is_review_told = false;           ///< by changes that came
  std::int64_t last_extract_before = 0;  ///< extracts above it are not yet in the full text
  const std::string now;

  /// Whether the review had the change before this import.
  bool is_known(std::int64_t change) const { return change <= last_change_before_; }
  std::int64_t own_change_id() const { return own_change_; }
  /// Empty where there is none yet.
  const std::string& own_change_uid() const { return own_change_uid_; }
  std::int64_t own_things() const { return next_ordinal_ - 1 + natural_things_; }

 private:
  std::optional<ThingTable::Found> find_renamed(Kind kind, ThingTable& table, const Cells& cells,
                                                const Permanent& permanent_id, model::Line line);
  std::int64_t last_change_before_ = 0;  ///< the import
  std::int64_t own_change_ = 0;
  std::string own_change_uid_;
  std::int64_t next_ordinal_ = 1;
  std::int64_t natural_things_ = 0;
  std::int64_t importing_coder_ = 0;
  static constexpr std::int64_t shown_per_code = 20;
  struct Refused {
    std::int64_t number = 0;
    std::string first;
  };
  std::map<std::string, Refused> refused_per_code_;
};

/// Turns the Refs of one record into rows; a missing or dangling one is refused and remembered.
class References {
 public:
  References(ImportState& state, Kind kind, model::Line line)
      : state_(state), kind_(kind), line_(line) {}

  template <typename Tag>
  Cell maybe(base::Id<Tag> ref, const BatchRows::Ids& ids, std::string_view what) {
    return ref.is_set() ? need(ref, ids, what) : Cell{};
  }
  template <typename Tag>
  Cell need(base::Id<Tag> ref, const BatchRows::Ids& ids, std::string_view what) {
    return number_or_null(row_of(ref.is_set(), ref.index(), ids, what));
  }
  template <typename Tag>
  std::int64_t row(base::Id<Tag> ref, const BatchRows::Ids& ids, std::string_view what) {
    return row_of(ref.is_set(), ref.index(), ids, what);
  }
  bool ok() const { return ok_; }

 private:
  std::int64_t row_of(bool is_set, std::size_t index, const BatchRows::Ids& ids,
                      std::string_view what);
  ImportState& state_;
  Kind kind_;
  model::Line line_;
  bool ok_ = true;
};

/// A text for a message: in quotes, one line, shortened.
std::string in_quotes(std::string_view text);

// One per kind, in <aggregate>_rows.cpp.
void add_to(ImportState& state, const model::Review& record);
void add_to(ImportState& state, const model::Change& record);
void add_to(ImportState& state, const model::Coder& record);
void add_to(ImportState& state, const model::Study& record);
void add_to(ImportState& state, const model::Document& record);
void add_to(ImportState& state, const model::SourceRecord& record);
void add_to(ImportState& state, const model::Sameness& record);
void add_to(ImportState& state, const model::Theme& record);
void add_to(ImportState& state, const model::Concept& record);
void add_to(ImportState& state, const model::Extract& record);
void add_to(ImportState& state, const model::Coding& record);
void add_to(ImportState& state, const model::CodingResolution& record);
void add_to(ImportState& state, const model::Configuration& record);
void add_to(ImportState& state, const model::Evidence& record);
void add_to(ImportState& state, const model::Link& record);
void add_to(ImportState& state, const model::Theory& record);
void add_to(ImportState& state, const model::Construct& record);
void add_to(ImportState& state, const model::TheoryVersion& record);
void add_to(ImportState& state, const model::Statement& record);
void add_to(ImportState& state, const model::Appraisal& record);
void add_to(ImportState& state, const model::Reading& record);
void add_to(ImportState& state, const model::SavedQuestion& record);
void add_to(ImportState& state, const model::Attachment& record);
void add_to(ImportState& state, const model::Entry& record);
void add_to(ImportState& state, const model::Memo& record);
void add_to(ImportState& state, const model::ForeignPart& record);

/// Whether the part is what another tool calls the coder by who came last; then it waits with her.
bool waits_with_coder(ImportState& state, const model::ForeignPart& part);
/// Makes the coders that wait coders of the review. Call before every other record, and at the end.
void settle_users(ImportState& state);

/// What a memo or a foreign part is about, as the column about_key has it; nothing where it
/// dangles.
std::optional<std::string> about_key(const BatchRows& rows, model::ThingKind about,
                                     std::uint32_t ref);

/// The concept that a wording stands for: found by label or alias, or made and marked as a wording.
std::int64_t concept_of_wording(ImportState& state, const std::string& wording, model::Line line);

}  // namespace retroduce::store
