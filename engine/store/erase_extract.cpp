// The words of an extract: its own rows, its place in the text of its document, what stands beside
// it there, and every other text that quotes it.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "store/erase_words.h"
#include "store/masking.h"
#include "store/text_cells.h"
#include "store/text_rows.h"

namespace retroduce::store {

using namespace model;

namespace {

using Pairs = std::map<std::string, std::string, std::less<>>;  ///< a text, and what becomes of it

class WordEraser {
 public:
  WordEraser(Connection& connection, const ThingName& extract)
      : connection_(connection),
        things_(connection),
        extract_(extract),
        image_(things_.image(extract).value()),
        document_{ThingKind::document, image_.at("document").get<std::string>()},
        quote_(image_.value("quote", std::string())),
        mask_(quote_) {}

  ErasedRows run() {
    const std::string key = things_.image(document_)->at("key").get<std::string>();
    rows_.told.what = "the words of an extract of " + key;
    own_[quote_] = masked(quote_);
    for (const char* field : {"translation", "note"}) {
      const std::string text = image_.value(field, std::string());
      if (!text.empty()) own_[text] = masked(text);
    }
    mask_text();
    for (const auto& [id, pairs] : neighbours_) rewrite_thing(id, pairs);
    rewrite_thing(extract_.id, own_);
    mask_everywhere();
    tell_attachments();
    rows_.told.texts = count_;
    if (mask_.is_telling()) {
      rows_.gone.push_back(quote_);
      rows_.gone.push_back(base::collapse_blanks(quote_));
      const std::string in_json = Image(quote_).dump();
      rows_.gone.push_back(in_json.substr(1, in_json.size() - 2));
    }
    return std::move(rows_);
  }

 private:
  std::int64_t row(const ThingName& thing) { return things_.row_of(thing.kind, thing.id).value(); }

  /// The passage in the current text, and what other extracts took from there.
  void mask_text() {
    const auto text = current_text(connection_, row(document_));
    if (!text || !image_.contains("begin")) return;
    const base::TextSpan gone{image_.at("begin").get<std::int64_t>(),
                              image_.at("end").get<std::int64_t>()};
    if (!base::slice(text->text, gone)) return;
    const std::string now = masked(text->text, gone);
    // Its quote may be spelt otherwise than the text; both must be the same afterwards.
    own_[quote_] = base::slice(now, gone).value();
    for (const auto& user : things_.users(document_))
      if (user.thing.kind == ThingKind::extract && user.thing != extract_)
        find_neighbour(user.thing, text->text, now);
    Query query(connection_.prepared("UPDATE document_text SET text = ? WHERE id = ?"));
    query.bind({Cell{std::string_view(now)}, Cell{text->id}}).run();
    ++count_;
  }

  void find_neighbour(const ThingName& other, const std::string& text, const std::string& now) {
    const Image image = things_.image(other).value();
    if (!image.contains("begin")) return;
    const base::TextSpan span{image.at("begin").get<std::int64_t>(),
                              image.at("end").get<std::int64_t>()};
    Pairs& pairs = neighbours_[other.id];
    const auto pair = [&](const std::string& stood, std::int64_t begin, std::int64_t end) {
      const auto was = base::slice(text, {begin, end});
      const auto is = base::slice(now, {begin, end});
      if (was && is && *was != *is && !stood.empty()) pairs[stood] = *is;
    };
    pair(image.value("quote", std::string()), span.begin, span.end);
    const Image anchor = image.value("anchor", Image::object());
    const std::string before = anchor.value("before", std::string());
    const std::string after = anchor.value("after", std::string());
    pair(before, span.begin - base::count_code_points(before), span.begin);
    pair(after, span.end, span.end + base::count_code_points(after));
  }

  static Rewrite by(const Pairs& pairs) {
    return [&pairs](std::string_view text) -> std::optional<std::string> {
      const auto found = pairs.find(text);
      return found == pairs.end() || found->second == text ? std::nullopt
                                                           : std::optional(found->second);
    };
  }

  void rewrite(const TextColumn& column, const Rewrite& rewrite_one,
               const std::string& where = {}) {
    count_ += rewrite_texts(connection_, column, rewrite_one, where);
  }

  /// In the extract's own rows and in all that history tells of it.
  void rewrite_thing(const std::string& id, const Pairs& pairs) {
    const std::string at = std::to_string(row({ThingKind::extract, id}));
    for (const char* column : {"quote", "translation", "note"})
      rewrite({"extract_text", column}, by(pairs), "extract = " + at);
    for (const char* column : {"before", "after"}) {
      rewrite({"anchor", column}, by(pairs), "extract = " + at);
      rewrite({"history", column}, by(pairs), "thing = 'extract' AND thing_id = '" + id + "'");
    }
    rewrite({"origin_image", "image"}, by(pairs), "thing = 'extract' AND thing_id = '" + id + "'");
  }

  /// Enough words are known again wherever they stand; sentences quote only how they begin.
  void mask_everywhere() {
    const Rewrite in_text = [this](std::string_view text) { return mask_.in(text); };
    const Rewrite in_sentence = [this](std::string_view text) { return mask_.in_sentence(text); };
    for (const TextColumn& column : text_columns(connection_)) {
      const bool is_sentence = column.table == "change" || column.table.rfind("arrival", 0) == 0 ||
                               column.table == "foreign_part" || column.table == "kept_answer";
      rewrite(column, is_sentence ? in_sentence : in_text);
    }
    if (mask_.is_telling()) return;
    rows_.told.left.push_back(
        "its words are few, so they were not looked for in notes, sentences of the history and "
        "other texts");
  }

  void tell_attachments() {
    for (const auto& user : things_.users(document_)) {
      if (user.thing.kind != ThingKind::attachment) continue;
      rows_.told.left.push_back("the attached file \"" +
                                things_.image(user.thing)->at("name").get<std::string>() +
                                "\" is as it was and may hold them");
    }
  }

  Connection& connection_;
  Things things_;
  ThingName extract_;
  Image image_;
  ThingName document_;
  std::string quote_;
  Mask mask_;
  Pairs own_;
  std::map<std::string, Pairs> neighbours_;  ///< by id
  std::int64_t count_ = 0;
  ErasedRows rows_;
};

}  // namespace

ErasedRows erase_extract(Connection& connection, const ThingName& extract) {
  return WordEraser(connection, extract).run();
}

}  // namespace retroduce::store
