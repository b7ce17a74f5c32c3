#include "store/recover_mend.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <nlohmann/json.hpp>

#include "base/hash.h"
#include "base/text.h"
#include "store/edit_session.h"
#include "store/precedence.h"
#include "store/raw_rows.h"
#include "store/recover_explain.h"
#include "store/recover_history.h"
#include "store/recover_parts.h"
#include "store/recover_references.h"
#include "store/recover_spoilt.h"
#include "store/retrace.h"

namespace retroduce::store {

namespace {

/// Much refers to these: without them most of a review would go.
constexpr std::array<std::string_view, 11> made_up{
    "change",  "coder",  "study",          "document",  "theme",        "concept",
    "extract", "theory", "theory_version", "statement", "configuration"};

/// A scale is its words, and these stand in the rows that use them.
constexpr std::array<std::string_view, 2> of_words{"level", "rating_scale"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& list, const std::string& table) {
  return std::find(list.begin(), list.end(), table) != list.end();
}

class Mender {
 public:
  Mender(Connection& connection, Recovery& all, std::string by, std::string now)
      : connection_(connection), all_(all), by_(std::move(by)), now_(std::move(now)) {}

  void mend() {
    known_ = references(connection_, all_);
    drop_strangers();
    // Before any change of our own, which must not take the number of a lost one.
    for (const Reference& reference : known_)
      if (reference.parent == "change") make_up(reference);
    restore_from_history(connection_, all_);
    scales_of_history();
    incomplete_ = free_evidence(connection_);
    bool is_whole = false;
    while (!is_whole) {
      is_whole = true;
      for (const Reference& reference : known_) {
        if (connection_.number("SELECT EXISTS (SELECT 1 FROM " + reference.table + " WHERE " +
                               dangling(reference) + ")") == 0)
          continue;
        is_whole = false;
        if (is_one_of(of_words, reference.parent)) {
          put_words(reference);
        } else if (is_one_of(made_up, reference.parent)) {
          make_up(reference);
        } else {
          drop(reference);
        }
      }
    }
    give_words();
    if (connection_.number("SELECT count(*) FROM review") == 0)
      connection_.run(
          "INSERT INTO review (id, title, about, scheme) VALUES "
          "(1, '', '', '')");
    const bool is_all_there = std::all_of(
        all_.tables.begin(), all_.tables.end(),
        [](const RecoveredTable& each) { return each.lost + each.lost_pages + each.altered == 0; });
    if (!is_all_there) own_change();
    mend_parts();
    // Extracts cannot be walked back without it.
    connection_.run("INSERT INTO extract_search (extract_search) VALUES ('rebuild')");
    seal_changes(connection_);
    look_at_chain();
    if (!is_history_whole_) explain();
    look_back(is_all_there);
    seal();
  }

 private:
  RecoveredTable& told(const std::string& name) {
    return *std::find_if(all_.tables.begin(), all_.tables.end(),
                         [&](const RecoveredTable& each) { return each.name == name; });
  }

  void drop(const Reference& reference) { drop(reference.table, dangling(reference)); }

  void drop(const std::string& table, const std::string& which) {
    connection_.run("DELETE FROM " + table + " WHERE " + which);
    const std::int64_t gone = connection_.number("SELECT changes()");
    told(table).rows -= gone;
    told(table).lost += gone;
  }

  /// Rows of one table that were taken for another's, whose columns are as theirs.
  void drop_strangers() {
    std::string kinds;
    for (const std::string_view word : model::words_of<model::ThingKind>())
      kinds.append(kinds.empty() ? "'" : ", '").append(word).append("'");
    for (const std::string table : {"origin_image", "shown_as", "bound", "erasure"})
      drop(table, "thing NOT IN (" + kinds + ")");
  }

  /// Configurations without all of their elements claim more than was said, so each tells of it.
  void mend_parts() {
    close_gaps(connection_, incomplete_);
    keep_remarks(connection_);
    std::set<std::string> labels;
    for (const std::int64_t id : incomplete_) {
      own_change();
      Query query(connection_.prepared("SELECT label FROM configuration WHERE id = ? ORDER BY id"));
      query.bind(1, Cell{id});
      if (query.next()) labels.insert("\"" + query.text(0) + "\"");
      connection_.run(
          "INSERT OR IGNORE INTO memo (about, about_key, text, date, coder, change, ordinal) "
          "VALUES ('configuration', '" +
          std::to_string(id) +
          "', 'Elements of this configuration were lost; what is left claims more than was said.', "
          "'', NULL, " +
          std::to_string(change_) + ", " + std::to_string(++ordinal_) + ")");
    }
    if (!labels.empty())
      all_.doubts.push_back(
          "configurations that lack elements, with a memo on each: " +
          base::join(std::vector<std::string>(labels.begin(), labels.end()), ", "));
  }

  /// What stands and is told by no row that is left is told by rows of its own: else copies that
  /// have the whole history and this one would differ for good, and no merge would say so.
  void explain() {
    own_change();
    const std::int64_t spoilt = drop_spoilt_rows(connection_);
    told("history").rows -= spoilt;
    told("history").lost += spoilt;
    const Unexplained found = unexplained(connection_, all_, uid_of_own());
    const std::vector<std::string> sentences = in_sentences(found);
    all_.doubts.insert(all_.doubts.end(), sentences.begin(), sentences.end());
    // Another copy may know what lost changes did, and then nothing may be held against that.
    if (found.rows.empty() && told("change").made_up == 0) return;
    begin_anew(connection_);
    if (!found.rows.empty()) write_down(connection_, found, by_, now_);
  }

  std::string uid_of_own() {
    Query query(connection_.prepared("SELECT uid FROM change WHERE id = ? ORDER BY id"));
    query.bind(1, Cell{change_}).next();
    return query.text(0);
  }

  /// What does not fit its history, or the sums of what came, cannot be held against them any more.
  /// `is_all_there`: else what is lost differs anyhow.
  void look_back(bool is_all_there) {
    const Misfits found = misfits(connection_);
    for (const std::string& fault : found.of_history)
      all_.doubts.push_back(is_all_there ? fault
                                         : "what came back does not fit the history: " + fault);
    if (is_all_there)
      for (const model::ThingKind kind : found.of_imports)
        all_.doubts.push_back("of the kind " + std::string(to_word(kind)) +
                              " something is not what came with the imports");
    if (all_.doubts.empty()) return;
    own_change();
    if (!found.of_history.empty()) begin_anew(connection_);
    const std::string told = "; " + base::join(all_.doubts, "; ");
    Query query(
        connection_.prepared("UPDATE change SET what = what || ?2, arrived = 0, follows = "
                             "'' WHERE id = ?1"));
    query.bind({Cell{change_}, Cell{std::string_view(told)}}).run();
  }

  /// A scale that is wholly gone is what the history said of it last.
  void scales_of_history() {
    for (const auto& [table, field] :
         {std::pair("level", "levels"), std::pair("rating_scale", "ratings")}) {
      if (connection_.number("SELECT count(*) FROM " + std::string(table)) > 0) continue;
      for (const std::string& word : last_said(field)) {
        Query query(connection_.prepared("INSERT OR IGNORE INTO " + std::string(table) +
                                         " (word) VALUES (?)"));
        query.bind(1, Cell{std::string_view(word)}).run();
        ++told(table).made_up;
      }
    }
  }

  /// The words of a list of the review; none where no history tells of it.
  std::vector<std::string> last_said(const std::string& field) {
    RawRows row(connection_.database().getHandle(),
                "SELECT h.after FROM history h JOIN change c ON c.id = h.change WHERE h.thing = "
                "'review' AND c.arrived <> 2 ORDER BY h.change DESC, h.place DESC");
    while (row.next()) {
      const auto image = nlohmann::json::parse(row.text(0), nullptr, false);
      if (!image.is_object() || !image.contains(field)) continue;
      std::vector<std::string> words;
      for (const auto& word : image.at(field))
        if (word.is_string()) words.push_back(word.get<std::string>());
      return words;
    }
    return {};
  }

  /// Words that are used make the scale: in which order they stood is not known.
  void put_words(const Reference& reference) {
    const auto& [from, to] = reference.columns[0];
    const std::string own = reference.table + "." + from;
    connection_.run("INSERT INTO " + reference.parent + " (" + to + ") SELECT DISTINCT " + own +
                    " FROM " + reference.table + " WHERE " + dangling(reference) + " ORDER BY 1");
    told(reference.parent).made_up += connection_.number("SELECT changes()");
  }

  void make_up(const Reference& reference) {
    std::vector<std::int64_t> ids;
    {
      RawRows row(connection_.database().getHandle(),
                  "SELECT DISTINCT " + reference.columns[0].first + " FROM " + reference.table +
                      " WHERE " + dangling(reference) + " ORDER BY 1");
      while (row.next()) ids.push_back(row.number(0));
    }
    for (const std::int64_t id : ids) {
      if (reference.parent != "change") own_change();
      insert(reference.parent, id);
      ++told(reference.parent).made_up;
    }
  }

  /// A row that says that it was lost; what a table asks for beyond that is
  /// left empty.
  void insert(const std::string& table, std::int64_t id) {
    std::vector<std::string> names;
    std::vector<std::string> values;
    const std::string name = "(lost " + table + " " + std::to_string(id) + ")";
    RawRows row(connection_.database().getHandle(), "PRAGMA table_xinfo(" + table + ")");
    while (row.next()) {
      const std::string column(row.text(1));
      const bool is_required = row.number(3) != 0 || row.number(5) != 0;
      if (row.number(6) != 0 || !is_required) continue;
      names.push_back(column);
      values.push_back(value(table, column, std::string(row.text(2)), id, name));
    }
    connection_.run("INSERT INTO " + table + " (" + base::join(names, ", ") + ") VALUES (" +
                    base::join(values, ", ") + ")");
  }

  std::string value(const std::string& table, const std::string& column, const std::string& type,
                    std::int64_t id, const std::string& name) {
    const auto quoted = [](std::string text) {
      for (std::size_t at = 0; (at = text.find('\'', at)) != std::string::npos; at += 2)
        text.insert(at, "'");
      return "'" + text + "'";
    };
    if (column == "id") return std::to_string(id);
    if (column == "change") return std::to_string(change_);
    if (column == "ordinal") return std::to_string(++ordinal_);
    if (column == "uid") return quoted(uid_of_lost(id));
    if (column == "at") return quoted(now_);
    if (column == "by_whom") return quoted(by_);
    if (column == "kind" && table == "change") return quoted(std::string(lost_kind));
    if (column == "kind" && table == "theory") return "'programme'";
    if (column == "what") return quoted(name);
    if (column == "authors") return "'[]'";
    if (column == "status") return "'proposed'";
    if (column == "label" || column == "folded" || column == "key" || column == "title")
      return quoted(name);
    return type == "INTEGER" ? number(table, column) : "''";
  }

  /// What the table refers to there is made up, too: under a number that nothing has, and not 0,
  /// which nothing stands for.
  std::string number(const std::string& table, const std::string& column) const {
    for (const Reference& each : known_)
      if (each.table == table && each.columns.size() == 1 && each.columns[0].first == column &&
          is_one_of(made_up, each.parent))
        return "(SELECT ifnull(max(id), 0) + 1 FROM " + each.parent + ")";
    return "0";
  }

  /// A lost change has its permanent id back where the history of what it added tells that, for all
  /// that it added is named by it, here and in copies.
  std::string uid_of_lost(std::int64_t change) {
    std::set<std::string> uids;
    {
      RawRows row(
          connection_.database().getHandle(),
          "SELECT DISTINCT CASE WHEN substr(thing_id, 17, 1) = '.' AND instr(thing_id, ' ') "
          "= 0 THEN substr(thing_id, 1, 16) WHEN json_valid(after) THEN json_extract(after, "
          "'$.change') END FROM history WHERE before = '' AND change = " +
              std::to_string(change));
      while (row.next()) uids.emplace(row.text(0));
    }
    if (uids.empty()) uids = uids_of_elements(change);
    std::erase_if(uids, [this](const std::string& uid) {
      Query query(connection_.prepared("SELECT EXISTS (SELECT 1 FROM change WHERE uid = ?)"));
      return uid.size() != 16 ||
             (query.bind(1, Cell{std::string_view(uid)}).next() && query.flag(0));
    });
    return uids.size() == 1 ? *uids.begin() : base::random_id();
  }

  /// Elements of claims that were there tell who added them, too.
  std::set<std::string> uids_of_elements(std::int64_t change) {
    std::set<std::string> uids;
    RawRows row(connection_.database().getHandle(),
                "SELECT json_extract(e.value, '$.change') FROM history h, json_each(CASE WHEN "
                "json_valid(h.after) THEN h.after ELSE '{}' END, '$.elements') e WHERE h.before <> "
                "'' AND instr(h.before, json_extract(e.value, '$.change')) = 0 AND h.change = " +
                    std::to_string(change));
    while (row.next()) uids.emplace(row.text(0));
    return uids;
  }

  /// Whoever reads the history sees what was done.
  void own_change() {
    if (change_ != 0) return;
    change_ = connection_.number(
        "SELECT ifnull(max(id), 0) + 1 FROM (SELECT id FROM change UNION "
        "ALL SELECT change FROM history)");
    insert("change", change_);
    connection_.run("UPDATE change SET kind = '" + std::string(recovery_kind) +
                    "', what = 'put the review together again from a damaged file' WHERE id = " +
                    std::to_string(change_));
  }

  /// Extracts whose words are lost.
  void give_words() {
    std::vector<std::int64_t> ids;
    {
      RawRows row(connection_.database().getHandle(),
                  "SELECT id FROM extract WHERE id NOT IN (SELECT extract FROM "
                  "extract_text)");
      while (row.next()) ids.push_back(row.number(0));
    }
    for (const std::int64_t id : ids) {
      connection_.run(
          "INSERT INTO extract_text (extract, quote, translation, "
          "note) VALUES (" +
          std::to_string(id) + ", '(lost)', '', '')");
      ++told("extract_text").made_up;
    }
    // The place of words that are lost is held against them otherwise.
    connection_.run(
        "UPDATE extract SET paraphrase = 1 WHERE id IN (SELECT extract FROM "
        "extract_text WHERE quote = '(lost)')");
  }

  /// Where changes are lost, or rows of the history were altered or taken out, its chain does not
  /// hold, whatever else came back.
  void look_at_chain() {
    const auto broken = broken_link_at(connection_);
    const std::int64_t lost = told("change").made_up;
    is_history_whole_ = !broken && lost == 0;
    if (!broken && lost > 0)
      all_.doubts.push_back("the history is not whole: of " +
                            base::count_of(lost, "change", "changes") +
                            " it is lost what was done, by whom and when");
    if (!broken) return;
    const std::int64_t later =
        connection_.number("SELECT count(*) FROM change WHERE id >= " + std::to_string(*broken));
    all_.doubts.push_back(
        "the history is not whole: " + broken_link(connection_).value() + "; " +
        base::count_of(later, "change", "changes") +
        " from there on may have been altered, left out or put in, and nothing vouches for them");
  }

  /// The chain is where history begins anew, too, which alters no word of its changes.
  void seal() {
    seal_changes(connection_);
    if (!broken_link(connection_)) return;
    connection_.run("UPDATE change SET chain = ''");
    seal_changes(connection_);
  }

  Connection& connection_;
  Recovery& all_;
  std::string by_;
  std::string now_;
  std::vector<std::int64_t> incomplete_;  ///< configurations
  std::vector<Reference> known_;
  bool is_history_whole_ = true;
  std::int64_t change_ = 0;
  std::int64_t ordinal_ = 0;
};

}  // namespace

void mend(Connection& connection, Recovery& all, const std::string& by, const std::string& now) {
  Mender(connection, all, by, now).mend();
}

}  // namespace retroduce::store
