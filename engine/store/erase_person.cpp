// A person: the label and the full name, wherever the review says who did something. What a coder
// did stays, under a name that tells nothing.
#include <limits>
#include <map>
#include <set>

#include "base/markup.h"
#include "base/text.h"
#include "store/coded_apart.h"
#include "store/erase.h"
#include "store/erase_words.h"
#include "store/masking.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr std::string_view erased = "(erased)";
constexpr std::size_t least_proof = 4;  // bytes of what can be looked for in a file

std::string text_in(const Image& image, const char* key) {
  return image.is_object() ? image.value(key, std::string()) : std::string();
}

/// The words in place of others, where these stand as whole words.
std::optional<std::string> with_words(std::string_view text, const std::string& old,
                                      std::string_view other) {
  std::string now(text);
  const auto places = whole_words(text, old);
  for (auto at = places.rbegin(); at != places.rend(); ++at) now.replace(*at, old.size(), other);
  return now == text ? std::nullopt : std::optional(std::move(now));
}

/// A label, and the changes of this file from and up to which the person bore it.
struct Worn {
  std::string label;
  std::int64_t first = 0;
  std::int64_t last = std::numeric_limits<std::int64_t>::max();
};

class PersonEraser {
 public:
  PersonEraser(Connection& connection, const ThingName& coder, const std::vector<Image>& elsewhere,
               const std::vector<std::int64_t>& made)
      : connection_(connection),
        things_(connection),
        coder_(coder),
        ids_(ids_of(connection, coder)),
        is_own_("thing = 'coder' AND thing_id IN " + listed(ids_)) {
    for (const Image& image : images_of(connection, coder)) remember(image);
    for (const Image& image : elsewhere) remember(image);
    find_worn();
    for (const std::string& label : labels_)
      for (const std::int64_t change : made) worn_.push_back({label, change, change});
    for (const std::string& label : labels_)
      if (is_anothers(label)) shared_.insert(label);
    now_ = name_from_now_on();
  }

  ErasedRows run() {
    rows_.told.what = "a person";
    rows_.told.stands_now = now_;
    if (labels_.empty() && words_.empty()) {
      rows_.told.is_old = true;
      return std::move(rows_);
    }
    coder_rows();
    who_did_it();
    assignments();
    sentences();
    questions();
    names();
    rows_.told.texts = count_;
    for (const std::string& name : names_)
      settle_proof(connection_, name, "a full name", least_proof, rows_);
    for (const std::string& label : labels_)
      if (names_.count(label) == 0) settle_proof(connection_, label, "a label", least_proof, rows_);
    tell_merged();
    tell_waiting();
    rows_.told.left.push_back("notes that call the person by other words were not looked for");
    return std::move(rows_);
  }

 private:
  /// One word may mean anything.
  static bool is_full(const std::string& name) { return name.find(' ') != std::string::npos; }

  /// All that the person is or was called.
  void remember(const Image& image) {
    const std::string label = text_in(image, "label");
    if (!label.empty() && !is_erased_label(label)) {
      labels_.insert(label);
      if (is_full(label)) names_.insert(label);
    }
    for (const char* key : {"name", "note"}) {
      const std::string text = text_in(image, key);
      if (!text.empty() && text != erased) words_.insert(text);
    }
    const std::string name = text_in(image, "name");
    if (!name.empty() && name != erased) names_.insert(name);
  }

  /// What the person is called since an earlier erasure tells nothing.
  bool is_erased_label(const std::string& label) {
    Query query(connection_.prepared(
        "SELECT EXISTS (SELECT 1 FROM erasure WHERE stands_now = ?1 AND thing_id IN " +
        listed(ids_) + ")"));
    query.bind(1, Cell{std::string_view(label)}).next();
    return query.number(0) != 0;
  }

  /// When the person bore which label.
  void find_worn() {
    Worn at;
    Query query(connection_.prepared("SELECT change, before, after FROM history WHERE " + is_own_ +
                                     " ORDER BY change, place"));
    while (query.next()) {
      const std::int64_t change = query.number(0);
      const std::string before = text_in(Image::parse(query.view(1), nullptr, false), "label");
      const std::string after = text_in(Image::parse(query.view(2), nullptr, false), "label");
      if (!before.empty() && (before != after || query.view(2).empty())) {
        worn_.push_back({before, at.first, change});
        at = {};
      }
      if (!after.empty() && before != after) at = {after, change};
    }
    if (const auto image = things_.image(coder_)) {
      is_now_ = text_in(*image, "label");
      worn_.push_back({is_now_, at.first});
    }
  }

  bool is_anothers(const std::string& label) {
    for (const ThingName& other : things_.find(ThingKind::coder, label))
      if (other != coder_) return true;
    const std::string member = "\"label\":" + Image(label).dump();
    Query query(connection_.prepared(
        "SELECT EXISTS (SELECT 1 FROM history WHERE thing = 'coder' AND thing_id NOT IN " +
        listed(ids_) + " AND (instr(before, ?1) > 0 OR instr(after, ?1) > 0))"));
    query.bind(1, Cell{std::string_view(member)}).next();
    return query.number(0) != 0;
  }

  /// As before, where it was erased before; else a name that nobody has or ever had.
  std::string name_from_now_on() {
    {
      Query query(connection_.prepared(
          "SELECT stands_now FROM erasure WHERE thing = 'coder' AND thing_id IN " + listed(ids_) +
          " ORDER BY thing_id"));
      if (query.next()) return query.text(0);
    }
    for (int number = 1;; ++number) {
      const std::string name = std::string(erased_person) + std::to_string(number);
      const std::string member = Image(name).dump();
      Query query(connection_.prepared(
          "SELECT EXISTS (SELECT 1 FROM history WHERE thing = 'coder' AND (instr(before, ?1) > 0 "
          "OR instr(after, ?1) > 0) UNION SELECT 1 FROM erasure WHERE stands_now = ?2)"));
      query.bind({Cell{std::string_view(member)}, Cell{std::string_view(name)}}).next();
      if (query.number(0) == 0 && things_.find(ThingKind::coder, name).empty()) return name;
    }
  }

  void rewrite(const TextColumn& column, const Rewrite& one, const std::string& where = {}) {
    count_ += rewrite_texts(connection_, column, one, where);
  }

  /// Where the person's own rows are meant.
  Rewrite exactly() const {
    return [this](std::string_view text) -> std::optional<std::string> {
      if (labels_.count(std::string(text)) > 0) return now_;
      if (words_.count(std::string(text)) > 0) return std::string(erased);
      return std::nullopt;
    };
  }

  /// Rewrites by each label where it means the person: everywhere, or, where others bore it too, in
  /// what was done while the person did. `when` names the change in that table; empty: it is about
  /// what is now.
  void rewrite_by_label(const TextColumn& column, const std::string& when,
                        const std::function<Rewrite(const std::string&)>& by_label,
                        const std::string& where = {}) {
    for (const std::string& label : labels_) {
      if (shared_.count(label) == 0) {
        rewrite(column, by_label(label), where);
        continue;
      }
      if (when.empty()) {
        if (label == is_now_) rewrite(column, by_label(label), where);
        continue;
      }
      for (const Worn& worn : worn_)
        if (worn.label == label)
          rewrite(column, by_label(label),
                  (where.empty() ? "" : "(" + where + ") AND ") + when + " BETWEEN " +
                      std::to_string(worn.first) + " AND " + std::to_string(worn.last));
    }
  }

  void coder_rows() {
    if (const auto row = things_.row_of(coder_.kind, coder_.id)) {
      const std::string number = std::to_string(*row);
      for (const char* column : {"label", "name", "note"})
        rewrite({"coder", column}, exactly(), "id = " + number);
      // What another tool's file says of its user.
      for (const std::string& label : labels_)
        rewrite(
            {"foreign_part", "content"},
            [&label](std::string_view text) {
              return with_words(text, base::xml_escaped(label), erased);
            },
            "about = 'coder' AND about_key = '" + number + "'");
    }
    for (const char* column : {"before", "after"}) rewrite({"history", column}, exactly(), is_own_);
    rewrite({"origin_image", "image"}, exactly(), is_own_);
  }

  void who_did_it() {
    const auto is_label = [this](const std::string& label) -> Rewrite {
      return [this, label](std::string_view text) {
        return text == label ? std::optional(now_) : std::nullopt;
      };
    };
    rewrite_by_label({"change", "by_whom"}, "id", is_label);
    // Receipts bear no number of a change, but its time.
    rewrite_by_label({"arrival", "by_whom"},
                     "(SELECT max(c.id) FROM change c WHERE c.at <= arrival.at)", is_label);
  }

  void assignments() {
    const auto one = [this](const std::string& label) -> Rewrite {
      return [this, label](std::string_view text) -> std::optional<std::string> {
        if (text == label) return now_;
        const std::string end = " \u00B7 " + label;  // as an entry's label is made
        if (text.size() <= end.size() || !text.ends_with(end)) return std::nullopt;
        return std::string(text.substr(0, text.size() - label.size())) + now_;
      };
    };
    rewrite_by_label({"entry_field", "value"}, "", one,
                     "name = 'assigned coder' AND entry IN (SELECT id FROM entry WHERE list = "
                     "'double coding')");
    rewrite_by_label({"entry", "label"}, "", one, "list = 'double coding'");
    for (const char* column : {"before", "after"})
      rewrite_by_label(
          {"history", column}, "change", one,
          "thing = 'entry' AND instr(" + std::string(column) + ", 'assigned coder') > 0");
  }

  /// Sentences name a coder in quotes.
  void sentences() {
    const auto replacing = [this](const std::string& before) {
      return [this, before](const std::string& label) -> Rewrite {
        return [this, before, label](std::string_view text) -> std::optional<std::string> {
          const std::string old = before + "\"" + label + "\"";
          const std::string other = before + "\"" + now_ + "\"";
          std::string now(text);
          for (std::size_t at = now.find(old); at != std::string::npos;
               at = now.find(old, at + other.size()))
            now.replace(at, old.size(), other);
          return now == text ? std::nullopt : std::optional(std::move(now));
        };
      };
    };
    for (const char* column : {"what", "why"}) {
      rewrite_by_label({"change", column}, "id", replacing("coder "));
      // What was done to the person names the person in any place.
      for (const std::string& label : labels_)
        rewrite({"change", column}, replacing("")(label),
                "id IN (SELECT change FROM history WHERE " + is_own_ + ")");
    }
    for (const char* column : {"message", "notes"})
      rewrite_by_label({"arrival_finding", column}, "", replacing("coder "));
  }

  /// Questions that are kept ask for what the person coded.
  void questions() {
    const auto one = [this](const std::string& label) -> Rewrite {
      return [this, label](std::string_view text) {
        auto out = with_words(text, "by \"" + label + "\"", "by \"" + now_ + "\"");
        auto more = with_words(out ? *out : text, "by " + label, "by \"" + now_ + "\"");
        return more ? more : out;
      };
    };
    rewrite_by_label({"saved_question", "text"}, "", one);
    for (const char* column : {"before", "after"})
      rewrite_by_label({"history", column}, "change", one, "thing = 'saved question'");
  }

  /// The full name, where people write of one another; not in papers, whose author it may be.
  void names() {
    const Rewrite one = [this](std::string_view text) {
      std::optional<std::string> out;
      for (const std::string& name : names_) {
        if (!is_full(name) || shared_.count(name) > 0) continue;
        for (const std::string& spelt : {name, base::xml_escaped(name)})
          if (auto now = with_words(out ? *out : text, spelt, erased)) out = std::move(now);
      }
      return out;
    };
    for (const TextColumn& column :
         {TextColumn{"change", "what"}, TextColumn{"change", "why"},
          TextColumn{"change", "by_whom"}, TextColumn{"arrival", "by_whom"},
          TextColumn{"arrival", "source"}, TextColumn{"arrival_finding", "message"},
          TextColumn{"arrival_finding", "notes"}, TextColumn{"memo", "text"},
          TextColumn{"coder", "note"}, TextColumn{"foreign_part", "content"},
          TextColumn{"review", "about"}, TextColumn{"entry_field", "value"},
          TextColumn{"coding", "note"}, TextColumn{"evidence", "note"}, TextColumn{"link", "note"},
          TextColumn{"reading", "note"}, TextColumn{"appraisal", "reason"},
          TextColumn{"coding_resolution", "reason"}})
      rewrite(column, one);
    // Of these kinds all that people write stands in the columns above.
    const std::string kinds =
        "thing IN ('coder', 'memo', 'foreign part', 'review', 'entry', 'coding', 'evidence', "
        "'link', 'reading', 'appraisal', 'resolution')";
    for (const char* column : {"before", "after"}) rewrite({"history", column}, one, kinds);
    rewrite({"origin_image", "image"}, one, kinds);
  }

  /// Who has gone will not finish, and who codes with the person sees nothing until then.
  void tell_waiting() {
    std::vector<std::string> documents;
    for (const Assignment& each : read_assignments(connection_))
      if (each.coder == now_ && each.done.empty()) documents.push_back(each.document);
    if (documents.empty()) return;
    rows_.told.left.push_back(
        "the person was to code " + base::join(documents, ", ") +
        " and will not finish: who codes one of these, too, sees nothing of the others' work there "
        "until it is freed, as with: retroduce edit REVIEW 'unassign " +
        documents.front() + " from \"" + now_ + "\"'");
  }

  /// Of those who became one with the person the history keeps what they were called.
  void tell_merged() {
    Query query(connection_.prepared(
        "SELECT DISTINCT h.thing_id, c.what FROM history h JOIN change c ON c.id = h.change WHERE "
        "h.thing = 'coder' AND h.after = '' AND h.thing_id NOT IN " +
        listed(ids_) + " AND c.what GLOB 'merged coder *' ORDER BY h.thing_id"));
    while (query.next())
      if (query.view(1).ends_with(" into coder \"" + now_ + "\""))
        rows_.told.left.push_back(
            "another coder was merged into this one and is kept in the "
            "history; where that is the same person, erase it, too: " +
            query.text(0));
  }

  Connection& connection_;
  Things things_;
  ThingName coder_;
  std::vector<std::string> ids_;
  std::string is_own_;  ///< as a condition of SQL
  std::set<std::string> labels_;
  std::set<std::string> shared_;  ///< labels that others bear or bore, too
  std::vector<Worn> worn_;
  std::string is_now_;  ///< the label; empty where the coder is no more
  std::set<std::string> names_;
  std::set<std::string> words_;  ///< names and notes
  std::string now_;
  std::int64_t count_ = 0;
  ErasedRows rows_;
};

}  // namespace

ErasedRows erase_person(Connection& connection, const ThingName& coder,
                        const std::vector<Image>& elsewhere,
                        const std::vector<std::int64_t>& made) {
  return PersonEraser(connection, coder, elsewhere, made).run();
}

}  // namespace retroduce::store
