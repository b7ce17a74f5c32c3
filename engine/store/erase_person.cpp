// A person: the label and the full name, wherever the review says who did something. What a coder
// did stays, under a name that tells nothing.
#include <set>

#include "base/text.h"
#include "store/erase_words.h"
#include "store/text_cells.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr std::string_view erased = "(erased)";
constexpr std::size_t least_proof = 4;  // bytes of what can be looked for in a file

void replace_all(std::string& text, std::string_view old, std::string_view other) {
  for (std::size_t at = text.find(old); at != std::string::npos;
       at = text.find(old, at + other.size()))
    text.replace(at, old.size(), other);
}

class PersonEraser {
 public:
  PersonEraser(Connection& connection, const ThingName& coder)
      : connection_(connection), things_(connection), coder_(coder) {
    remember(things_.image(coder).value());
    Query query(
        connection.prepared("SELECT before, after FROM history WHERE thing = 'coder' AND thing_id "
                            "= ? ORDER BY change"));
    query.bind(1, Cell{std::string_view(coder.id)});
    while (query.next())
      for (const int column : {0, 1}) remember(Image::parse(query.view(column), nullptr, false));
    // What somebody else is called by now is not this person's.
    std::erase_if(labels_, [&](const std::string& label) {
      const auto found = things_.find(ThingKind::coder, label);
      return !found.empty() && found.front() != coder;
    });
    for (int number = 1; now_.empty() || !things_.find(ThingKind::coder, now_).empty(); ++number)
      now_ = "erased person " + std::to_string(number);
  }

  ErasedRows run() {
    rows_.told.what = "a person";
    rows_.told.stands_now = now_;
    coder_rows();
    who_did_it();
    assignments();
    sentences();
    names();
    rows_.told.texts = count_;
    for (const std::string& name : names_) tell_left(name, "a full name");
    for (const std::string& label : labels_) tell_left(label, "a label");
    rows_.told.left.push_back("notes that call the person by other words were not looked for");
    return std::move(rows_);
  }

 private:
  /// All that the person is or was called.
  void remember(const Image& image) {
    if (!image.is_object()) return;
    if (image.contains("label")) labels_.insert(image.at("label").get<std::string>());
    for (const char* key : {"name", "note"}) {
      const std::string text = image.value(key, std::string());
      if (!text.empty()) words_.insert(text);
    }
    const std::string name = image.value("name", std::string());
    if (!name.empty()) names_.insert(name);
  }

  void rewrite(const TextColumn& column, const Rewrite& one, const std::string& where = {}) {
    count_ += rewrite_texts(connection_, column, one, where);
  }

  Rewrite exactly() const {
    return [this](std::string_view text) -> std::optional<std::string> {
      if (labels_.count(std::string(text)) > 0) return now_;
      if (words_.count(std::string(text)) > 0) return std::string(erased);
      return std::nullopt;
    };
  }

  void coder_rows() {
    const std::string row = std::to_string(things_.row_of(coder_.kind, coder_.id).value());
    for (const char* column : {"label", "name", "note"})
      rewrite({"coder", column}, exactly(), "id = " + row);
    const std::string is_own = "thing = 'coder' AND thing_id = '" + coder_.id + "'";
    for (const char* column : {"before", "after"}) rewrite({"history", column}, exactly(), is_own);
    rewrite({"origin_image", "image"}, exactly(), is_own);
    // What another tool's file says of its user.
    rewrite(
        {"foreign_part", "content"},
        [this](std::string_view text) -> std::optional<std::string> {
          std::string now(text);
          for (const std::string& label : labels_) replace_all(now, label, erased);
          return now == text ? std::nullopt : std::optional(now);
        },
        "about = 'coder' AND about_key = '" + row + "'");
  }

  void who_did_it() {
    for (const char* table : {"change", "arrival"}) rewrite({table, "by_whom"}, exactly());
  }

  void assignments() {
    const Rewrite one = [this](std::string_view text) -> std::optional<std::string> {
      for (const std::string& label : labels_) {
        if (text == label) return now_;
        const std::string end = " \u00B7 " + label;  // as an entry's label is made
        if (text.size() > end.size() && text.substr(text.size() - end.size()) == end)
          return std::string(text.substr(0, text.size() - label.size())) + now_;
      }
      return std::nullopt;
    };
    const std::string is_list = "SELECT id FROM entry WHERE list = 'double coding'";
    rewrite({"entry_field", "value"}, one,
            "name = 'assigned coder' AND entry IN (" + is_list + ")");
    rewrite({"entry", "label"}, one, "list = 'double coding'");
    for (const char* column : {"before", "after"})
      rewrite({"history", column}, one,
              "thing = 'entry' AND instr(" + std::string(column) + ", 'assigned coder') > 0");
  }

  /// Sentences name a coder in quotes.
  void sentences() {
    const auto replacing = [this](const std::string& before) {
      return [this, before](std::string_view text) -> std::optional<std::string> {
        std::string now(text);
        for (const std::string& label : labels_)
          replace_all(now, before + "\"" + label + "\"", before + "\"" + now_ + "\"");
        return now == text ? std::nullopt : std::optional(now);
      };
    };
    for (const char* column : {"what", "why"}) {
      rewrite({"change", column}, replacing("coder "));
      // What was done to the person names the person in any place.
      rewrite({"change", column}, replacing(""),
              "id IN (SELECT change FROM history WHERE thing = 'coder' AND thing_id = '" +
                  coder_.id + "')");
    }
    for (const char* column : {"message", "notes"})
      rewrite({"arrival_finding", column}, replacing("coder "));
  }

  /// The full name, where people write of one another; not in papers, whose author it may be.
  void names() {
    const Rewrite one = [this](std::string_view text) -> std::optional<std::string> {
      std::string now(text);
      for (const std::string& name : names_)
        if (name.size() >= least_proof) replace_all(now, name, erased);
      return now == text ? std::nullopt : std::optional(now);
    };
    for (const TextColumn& column :
         {TextColumn{"change", "what"}, TextColumn{"change", "why"},
          TextColumn{"change", "by_whom"}, TextColumn{"arrival", "by_whom"},
          TextColumn{"arrival", "source"}, TextColumn{"arrival_finding", "message"},
          TextColumn{"arrival_finding", "notes"}, TextColumn{"memo", "text"},
          TextColumn{"foreign_part", "content"}, TextColumn{"review", "about"},
          TextColumn{"entry_field", "value"}})
      rewrite(column, one);
    for (const char* column : {"before", "after"})
      rewrite({"history", column}, one,
              "thing IN ('coder', 'memo', 'foreign part', 'review', 'entry')");
  }

  /// Where it still stands. If nowhere, the file's bytes must not hold it either.
  void tell_left(const std::string& text, const std::string& what) {
    if (text.size() < least_proof) return;
    bool is_anywhere = false;
    for (const TextColumn& column : text_columns(connection_)) {
      Query query(connection_.prepared("SELECT count(*) FROM " + column.table + " WHERE instr(" +
                                       column.column + ", ?) > 0 ORDER BY 1"));
      query.bind(1, Cell{std::string_view(text)}).next();
      if (query.number(0) == 0) continue;
      is_anywhere = true;
      rows_.told.left.push_back(what + " stands in " +
                                base::count_of(query.number(0), "row", "rows") + " of the table " +
                                column.table + " (" + column.column +
                                ") that may mean somebody or something else, and was left there");
    }
    if (!is_anywhere) rows_.gone.push_back(text);
  }

  Connection& connection_;
  Things things_;
  ThingName coder_;
  std::set<std::string> labels_;
  std::set<std::string> names_;
  std::set<std::string> words_;  ///< names and notes
  std::string now_;
  std::int64_t count_ = 0;
  ErasedRows rows_;
};

}  // namespace

ErasedRows erase_person(Connection& connection, const ThingName& coder) {
  return PersonEraser(connection, coder).run();
}

}  // namespace retroduce::store
