// One import: a transaction from the first thing to the receipt.
#include <algorithm>
#include <type_traits>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "store/body.h"
#include "store/content_print.h"
#include "store/edit_session.h"
#include "store/errors.h"
#include "store/history_rows.h"
#include "store/import_state.h"
#include "store/import_tell.h"
#include "store/kept_snapshot.h"
#include "store/known_claims.h"
#include "store/retrace.h"
#include "store/review_rows.h"

namespace retroduce::store {

namespace {

// Every thing with a permanent id, whatever its kind.
constexpr std::string_view permanent_ids_sql =
    "WITH thing (change, ordinal) AS ("
    "SELECT change, ordinal FROM coder UNION ALL SELECT change, ordinal FROM study UNION ALL "
    "SELECT change, ordinal FROM document UNION ALL SELECT change, ordinal FROM appraisal UNION "
    "ALL "
    "SELECT change, ordinal FROM extract UNION ALL SELECT change, ordinal FROM theme UNION ALL "
    "SELECT change, ordinal FROM concept UNION ALL SELECT change, ordinal FROM configuration UNION "
    "ALL "
    "SELECT change, ordinal FROM link UNION ALL SELECT change, ordinal FROM theory UNION ALL "
    "SELECT change, ordinal FROM construct UNION ALL SELECT change, ordinal FROM theory_version "
    "UNION ALL "
    "SELECT change, ordinal FROM statement UNION ALL SELECT change, ordinal FROM reading UNION ALL "
    "SELECT change, ordinal FROM saved_question UNION ALL SELECT change, ordinal FROM memo UNION "
    "ALL "
    "SELECT change, ordinal FROM attachment UNION ALL SELECT change, ordinal FROM entry UNION ALL "
    "SELECT change, ordinal FROM foreign_part) "
    "SELECT c.uid, t.ordinal FROM thing t JOIN change c ON c.id = t.change "
    "GROUP BY t.change, t.ordinal HAVING count(*) > 1 ORDER BY c.uid, t.ordinal LIMIT 20";
constexpr std::string_view index_words_sql =
    "INSERT INTO extract_search (rowid, quote) SELECT extract, quote FROM extract_text "
    "WHERE extract > ? AND extract <= ? ORDER BY extract";
constexpr std::int64_t words_at_once = 20000;  // extracts between two steps of progress
constexpr std::int64_t hash_bytes_at_import = std::int64_t{32} << 20;
constexpr std::int64_t usual_hash_bytes = std::int64_t{1} << 20;

/// The first import of a review, which is the large one: references are checked once, over all
/// rows, and an index is made at the end; both take a fraction of what they cost row by row. Does
/// nothing in a later import.
class FirstImport {
 public:
  explicit FirstImport(Connection& connection) : connection_(connection) {
    is_first_ = connection.number("SELECT EXISTS (SELECT 1 FROM document)") == 0;
    // Has no effect within a transaction, so this comes before it.
    if (is_first_) connection.run("PRAGMA foreign_keys = OFF");
  }
  ~FirstImport() {
    if (is_first_) connection_.database().tryExec("PRAGMA foreign_keys = ON");
  }
  FirstImport(const FirstImport&) = delete;
  FirstImport& operator=(const FirstImport&) = delete;
  FirstImport(FirstImport&&) = delete;
  FirstImport& operator=(FirstImport&&) = delete;

  /// Call once, within the transaction.
  void begin() {
    if (!is_first_) return;
    std::vector<std::string> names;
    {
      Query query(connection_.prepared(
          "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND name IN ('coding_concept', "
          "'element_concept', 'evidence_extract', 'extract_document') ORDER BY name"));
      while (query.next()) {
        names.push_back(query.text(0));
        index_sql_.push_back(query.text(1));  // made again in the words of the schema
      }
    }
    for (const std::string& name : names) connection_.run("DROP INDEX " + name);
  }

  /// Call before the transaction is committed.
  void complete() {
    if (!is_first_) return;
    for (const std::string& sql : index_sql_) connection_.run(sql);
    Query query(connection_.prepared("PRAGMA foreign_key_check"));
    RETRODUCE_ASSERT(!query.next());  // every reference was resolved when it came
  }

 private:
  Connection& connection_;
  bool is_first_ = false;
  std::vector<std::string> index_sql_;
};

class Session : public ImportSession {
 public:
  Session(StoreBody& body, const ImportOptions& options, std::string now, base::Progress& progress)
      : body_(body), progress_(progress) {
    guarded(body.path(), [&] {
      // Nothing is spilled into the file before the end, so that others can read it until then.
      body.connection().run("PRAGMA cache_size = -131072");
      first_import_ = std::make_unique<FirstImport>(body.connection());
      transaction_ = std::make_unique<Transaction>(body.connection(), Transaction::Kind::write);
      first_import_->begin();
      if (!options.dry_run) before_ = content_prints(body.connection());
      state_ = std::make_unique<ImportState>(body.connection(), options, std::move(now));
    });
  }

  void add(const model::Review& r) override { take(r); }
  void add(const model::Change& r) override { take(r); }
  void add(const model::Coder& r) override { take(r); }
  void add(const model::Study& r) override { take(r); }
  void add(const model::Document& r) override { take(r); }
  void add(const model::SourceRecord& r) override { take(r); }
  void add(const model::Sameness& r) override { take(r); }
  void add(const model::Theme& r) override { take(r); }
  void add(const model::Concept& r) override { take(r); }
  void add(const model::Extract& r) override { take(r); }
  void add(const model::Coding& r) override { take(r); }
  void add(const model::CodingResolution& r) override { take(r); }
  void add(const model::Configuration& r) override { take(r); }
  void add(const model::Evidence& r) override { take(r); }
  void add(const model::Link& r) override { take(r); }
  void add(const model::Theory& r) override { take(r); }
  void add(const model::Construct& r) override { take(r); }
  void add(const model::TheoryVersion& r) override { take(r); }
  void add(const model::Statement& r) override { take(r); }
  void add(const model::Appraisal& r) override { take(r); }
  void add(const model::Reading& r) override { take(r); }
  void add(const model::SavedQuestion& r) override { take(r); }
  void add(const model::Attachment& r) override { take(r); }
  void add(const model::Entry& r) override { take(r); }
  void add(const model::Memo& r) override { take(r); }
  void add(const model::ForeignPart& r) override { take(r); }

  const base::Diagnostics& found() const override { return state_ ? state_->found : last_found_; }

  Receipt finish(const base::Diagnostics& reader_found) override {
    RETRODUCE_ASSERT(state_ != nullptr);
    return guarded(body_.path(), [&] { return finished(reader_found); });
  }

 private:
  template <typename Record>
  void take(const Record& record) {
    RETRODUCE_ASSERT(state_ != nullptr);
    guarded(body_.path(), [&] {
      if constexpr (std::is_same_v<Record, model::ForeignPart>)
        if (waits_with_coder(*state_, record)) return;
      if constexpr (!std::is_same_v<Record, model::Coder>) settle_users(*state_);
      add_to(*state_, record);
    });
  }

  Receipt finished(const base::Diagnostics& reader_found) {
    ImportState& state = *state_;
    settle_users(state);
    if (!state.rows.changes.empty()) refuse_shared_ids(state);
    if (state.arrivals) state.arrivals->tell(state);
    if (!state.found.refused()) tell_doubles_of_new(state);
    settle_pages(state);
    leave_out_known_claims(state);
    state.say_how_many_more();
    tell_unplaced(state);
    tell_other_roles(state);
    tell_state_there(state);
    Receipt receipt = receipt_of(state);
    receipt.found.append(reader_found);
    const bool is_refused = receipt.found.refused();
    if (is_refused) receipt.lines.clear();
    if (is_refused || !state.is_anything_new) {
      close();
      return receipt;
    }
    complete_own_change(state, receipt);
    receipt.number = insert_arrival(state.connection, receipt);
    if (state.options.dry_run) {
      close();
      return receipt;
    }
    first_import_->complete();
    index_words(state);  // before the walk back, which takes out of the index what came again
    keep_prints(state.connection, receipt.number,
                difference_of(prints_without(state.connection, state.own_change_id()), before_));
    seal_changes(state.connection);
    keep_snapshot(state.connection);
    transaction_->commit();
    close();
    body_.changed();
    return receipt;
  }

  /// A sheet's quotes come without a place, though the text may be here.
  static void tell_unplaced(ImportState& state) {
    if (state.connection.number("SELECT EXISTS (SELECT 1 FROM document_text)") == 0) return;
    Query query(state.connection.prepared(
        "SELECT count(*) FROM extract e WHERE e.id > ? AND e.span_begin IS NULL AND e.paraphrase = "
        "0 AND EXISTS (SELECT 1 FROM document_text t WHERE t.document = e.document) AND NOT EXISTS "
        "(SELECT 1 FROM anchor a WHERE a.extract = e.id) ORDER BY 1"));
    query.bind(1, Cell{state.last_extract_before}).next();
    const std::int64_t count = query.number(0);
    if (count > 0)
      state.say(base::Severity::note, "import.not-placed",
                base::count_of(count, "extract of a text that is here has",
                               "extracts of texts that are here have") +
                    " no place in it yet; find them with: retroduce attach REVIEW --again",
                0);
  }

  /// A coding in another role is another coding: whoever said the roles otherwise this time must
  /// know that both stand.
  static void tell_other_roles(ImportState& state) {
    const std::int64_t own = state.own_change_id();
    if (own == 0) return;
    Query query(state.connection.prepared(
        "SELECT count(*) FROM coding n WHERE n.change = ?1 AND EXISTS (SELECT 1 FROM coding WHERE "
        "change <> ?1) AND EXISTS (SELECT 1 FROM coding o WHERE o.extract = n.extract AND "
        "o.concept = n.concept AND o.coder = n.coder AND o.role <> n.role AND o.change <> "
        "n.change) "
        "ORDER BY 1"));
    query.bind(1, Cell{own}).next();
    const std::int64_t count = query.number(0);
    if (count > 0)
      state.say(base::Severity::note, "import.other-role",
                base::count_of(count, "coding came", "codings came") +
                    " in another role than the same extract, concept and coder have here; they "
                    "stand in both",
                0);
  }

  static Receipt receipt_of(const ImportState& state) {
    Receipt receipt;
    receipt.at = state.now;
    receipt.by = state.options.by.by;
    receipt.source = state.options.source_name;
    receipt.format = state.options.format;
    receipt.content_hash = state.options.content_hash();
    receipt.found = state.found;
    for (const ReceiptLine& line : state.lines) {
      if (line.added + line.present + line.left_out > 0) receipt.lines.push_back(line);
    }
    return receipt;
  }

  /// Within a kind the database refuses it; over kinds nobody else would see it.
  static void refuse_shared_ids(ImportState& state) {
    Query query(state.connection.prepared(permanent_ids_sql));
    while (query.next()) {
      state.say(base::Severity::refused, "import.id-taken",
                "the permanent id " + query.text(0) + "." + query.text(1) +
                    " belongs to two things of different kinds",
                0);
    }
  }

  static void complete_own_change(ImportState& state, const Receipt& receipt) {
    // A taken title is the work of the changes that came with it, or of the import's own.
    if (state.is_review_taken) {
      const auto& came = state.rows.changes;
      stamp_review(state.connection, came.empty() ? state.own_change() : came.front());
    }
    if (!state.rows.changes.empty()) state.alterations.review_came_with_changes();
    // Changes that came would say otherwise to a merge, and on the way back.
    if (state.is_review_told && !state.is_review_taken) state.alterations.review_kept();
    const auto rows = state.alterations.rows(state.own_change_uid());
    if (!rows.empty()) state.own_change();
    const std::int64_t own = state.own_change_id();
    if (own == 0) return;
    insert_rows(state.connection, own, rows);
    const bool needed = state.own_things() > 0 || !rows.empty() ||
                        (state.is_review_taken && state.rows.changes.empty());
    if (!needed) {
      Query query(state.connection.prepared("DELETE FROM change WHERE id = ?"));
      query.bind(1, Cell{own}).run();
      return;
    }
    nlohmann::ordered_json counts = nlohmann::ordered_json::object();
    for (const ReceiptLine& line : receipt.lines) {
      if (line.added > 0) counts[line.kind] = line.added;
    }
    const std::string text = counts.dump();
    Query query(
        state.connection.prepared("UPDATE change SET counts = ?, content_hash = ? WHERE id = ?"));
    query.bind(1, Cell{text}).bind(2, Cell{receipt.content_hash}).bind(3, Cell{own}).run();
  }

  void set_hash(Connection& connection, std::int64_t bytes) {
    Query query(connection.prepared(
        "INSERT INTO extract_search (extract_search, rank) VALUES ('hashsize', ?)"));
    query.bind(1, Cell{bytes}).run();
  }

  void index_words(ImportState& state) {
    Connection& connection = state.connection;
    const std::int64_t last = connection.number("SELECT ifnull(max(id), 0) FROM extract");
    if (last == state.last_extract_before) return;
    // Fewer, larger pieces to merge; the setting is kept in the file, so it is put back.
    set_hash(connection, hash_bytes_at_import);
    for (std::int64_t from = state.last_extract_before; from < last; from += words_at_once) {
      progress_.step("indexing the words", from, last);
      Query query(connection.prepared(index_words_sql));
      query.bind(1, Cell{from}).bind(2, Cell{std::min(from + words_at_once, last)}).run();
    }
    set_hash(connection, usual_hash_bytes);
    progress_.step("indexing the words", last, last);
  }

  /// Rolls back unless committed, and lets go of everything that holds the connection.
  void close() {
    last_found_ = state_->found;
    state_.reset();
    transaction_.reset();
    first_import_.reset();
  }

  StoreBody& body_;
  base::Progress& progress_;
  std::unique_ptr<FirstImport> first_import_;
  std::unique_ptr<Transaction> transaction_;
  std::unique_ptr<ImportState> state_;  ///< goes before the transaction
  base::Diagnostics last_found_;
  ContentPrints before_;  ///< the import
};

}  // namespace

std::unique_ptr<ImportSession> make_import_session(StoreBody& body, const ImportOptions& options,
                                                   std::string now, base::Progress& progress) {
  return std::make_unique<Session>(body, options, std::move(now), progress);
}

}  // namespace retroduce::store
