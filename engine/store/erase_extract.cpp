// The words of an extract: its own rows, its place in the texts of its document, what stands beside
// it there, and every other text that quotes it.
#include <algorithm>
#include <map>

#include "base/markup.h"
#include "base/quote_match.h"
#include "base/text.h"
#include "store/erase_words.h"
#include "store/masking.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr std::size_t least_proof = 8;  // bytes of what can be looked for in a file

using Pairs = std::map<std::string, std::string, std::less<>>;  ///< a text, and what becomes of it

std::string text_in(const Image& image, const char* key) { return image.value(key, std::string()); }

std::optional<base::TextSpan> span_in(const Image& image) {
  if (!image.contains("begin") || !image.contains("end")) return std::nullopt;
  return base::TextSpan{image.at("begin").get<std::int64_t>(), image.at("end").get<std::int64_t>()};
}

bool is_quote(std::string_view in_text, const std::string& quote) {
  return base::same_quote(in_text, quote) || same_but_masked(in_text, quote);
}

class WordEraser {
 public:
  WordEraser(Connection& connection, const ThingName& extract, const std::vector<Image>& elsewhere)
      : connection_(connection),
        things_(connection),
        extract_(extract),
        ids_(ids_of(connection, extract)),
        image_(things_.image(extract)),
        images_(images_of(connection, extract)) {
    images_.insert(images_.end(), elsewhere.begin(), elsewhere.end());
    for (const Image& image : images_)
      if (document_.id.empty()) document_.id = text_in(image, "document");
  }

  ErasedRows run() {
    rows_.told.what = "the words of an extract of " + key_of_document();
    rows_.document = document_.id;
    remember();
    if (own_.empty()) {
      rows_.told.is_old = true;
      return std::move(rows_);
    }
    mask_texts();
    for (const auto& [id, pairs] : neighbours_)
      rewrite_thing(things_.row_of(kind_, id), {id}, pairs);
    rewrite_thing(things_.row_of(kind_, extract_.id), ids_, own_);
    mask_foreign_parts();
    mask_everywhere();
    tell_left();
    rows_.told.texts = count_;
    for (const std::string& text : said_) {
      if (text.size() < least_proof) {
        ++rows_.told.unsearched;
      } else {
        settle_proof(connection_, text, "a text of it", least_proof, rows_);
      }
    }
    return std::move(rows_);
  }

 private:
  std::string key_of_document() {
    for (const Image& image : images_of(connection_, document_))
      if (image.contains("key")) return text_in(image, "key");
    return "a document";
  }

  /// All that it says and ever said.
  void remember() {
    for (const Image& image : images_) {
      for (const char* key : {"quote", "translation", "note"}) {
        const std::string text = text_in(image, key);
        if (is_all_masked(text)) continue;
        own_[text] = masked(text);
        add_said(text);
        if (std::string_view(key) != "note") add_mask(text);
        if (std::string_view(key) == "quote" && Mask(text).is_telling())
          rows_.words.push_back(text);
      }
    }
  }

  void add_said(const std::string& text) {
    if (std::find(said_.begin(), said_.end(), text) == said_.end()) said_.push_back(text);
  }

  /// As it is, and as the files of other tools write it.
  void add_mask(const std::string& text) {
    for (const std::string& words : {text, base::xml_escaped(text)}) {
      const bool is_known = std::any_of(masks_.begin(), masks_.end(),
                                        [&](const Mask& each) { return each.words() == words; });
      if (!is_known && Mask(words).is_telling()) masks_.emplace_back(words);
    }
  }

  // ---- the texts of the document

  struct KeptText {
    std::int64_t id = 0;
    std::string text;
  };

  /// The newest first: in what spelling it stands there is looked for in the earlier ones.
  void mask_texts() {
    const auto row = things_.row_of(document_.kind, document_.id);
    if (!row) return;
    std::vector<KeptText> texts;
    {
      Query query(connection_.prepared(
          "SELECT id, text FROM document_text WHERE document = ? ORDER BY version DESC"));
      query.bind(1, Cell{*row});
      while (query.next()) texts.push_back({query.number(0), query.text(1)});
    }
    for (const KeptText& each : texts) mask_text(each, each.id == texts.front().id);
  }

  void mask_text(const KeptText& kept, bool is_current) {
    const auto spans = spans_in(kept.text, is_current);
    std::string now = kept.text;
    for (const base::TextSpan span : spans) now = masked(now, span);
    if (is_current) {
      find_neighbours(kept.text, now, spans);
      if (const auto span = image_ ? span_in(*image_) : std::nullopt)
        // Its quote may be spelt otherwise than the text; both must be the same afterwards.
        if (const auto is = base::slice(now, *span)) own_[text_in(*image_, "quote")] = *is;
    } else if (spans.empty() && !has_mask(kept.text)) {
      rows_.told.left.push_back("an earlier text of the document was left: it was not found there");
    }
    if (now == kept.text) return;
    Query query(connection_.prepared("UPDATE document_text SET text = ? WHERE id = ?"));
    query.bind({Cell{std::string_view(now)}, Cell{kept.id}}).run();
    ++count_;
  }

  /// Where it stands in the text.
  std::vector<base::TextSpan> spans_in(const std::string& text, bool is_current) {
    std::vector<base::TextSpan> spans;
    for (const Image& image : images_) {
      const auto span = span_in(image);
      const auto slice = span ? base::slice(text, *span) : std::nullopt;
      const bool is_its_place = is_current && image_ && image == *image_;
      if (slice && (is_its_place || is_quote(*slice, text_in(image, "quote"))))
        spans.push_back(*span);
    }
    const bool has_place = !spans.empty();
    for (const base::TextSpan span : spans) {
      const std::string spelt(base::slice(text, span).value());
      if (has_mask(spelt)) continue;
      add_said(spelt);
      add_mask(spelt);
    }
    for (const Mask& mask : masks_)
      for (const base::TextSpan span : mask.places(text, !has_place)) spans.push_back(span);
    return spans;
  }

  /// What other extracts took from there, and ever did.
  void find_neighbours(const std::string& text, const std::string& now,
                       const std::vector<base::TextSpan>& spans) {
    std::vector<std::string> ids;
    for (const auto& user : things_.users(document_))
      if (user.thing.kind == kind_) ids.push_back(user.thing.id);
    Query query(connection_.prepared(
        "SELECT DISTINCT thing_id FROM history WHERE thing = 'extract' AND (instr(before, ?1) > 0 "
        "OR instr(after, ?1) > 0) ORDER BY thing_id"));
    query.bind(1, Cell{std::string_view(document_.id)});
    while (query.next()) ids.push_back(query.text(0));
    for (const std::string& id : ids) {
      if (std::find(ids_.begin(), ids_.end(), id) != ids_.end()) continue;
      const auto is_now = things_.image({kind_, id});
      for (const Image& image : images_of(connection_, {kind_, id})) {
        const auto span = span_in(image);
        const auto slice = span ? base::slice(text, *span) : std::nullopt;
        if (!slice || !(image == is_now || is_quote(*slice, text_in(image, "quote")))) continue;
        pair_neighbour(id, image, *span, now);
        for (const base::TextSpan each : spans)
          if (std::max(each.begin, span->begin) < std::min(each.end, span->end))
            add_mask(std::string(base::slice(text, {std::max(each.begin, span->begin),
                                                    std::min(each.end, span->end)})
                                     .value()));
      }
    }
  }

  void pair_neighbour(const std::string& id, const Image& image, base::TextSpan span,
                      const std::string& now) {
    const auto pair = [&](const std::string& stood, std::int64_t begin, std::int64_t end) {
      const auto is = base::slice(now, {begin, end});
      if (is && *is != stood && has_mask(*is) && !stood.empty()) neighbours_[id][stood] = *is;
    };
    pair(text_in(image, "quote"), span.begin, span.end);
    const Image anchor = image.value("anchor", Image::object());
    const std::string before = text_in(anchor, "before");
    const std::string after = text_in(anchor, "after");
    pair(before, span.begin - base::count_code_points(before), span.begin);
    pair(after, span.end, span.end + base::count_code_points(after));
  }

  // ---- rows

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

  /// In its own rows, and in all that history tells of it.
  void rewrite_thing(std::optional<std::int64_t> row, const std::vector<std::string>& ids,
                     const Pairs& pairs) {
    if (row) {
      const std::string is_own = "extract = " + std::to_string(*row);
      for (const char* column : {"quote", "translation", "note"})
        rewrite({"extract_text", column}, by(pairs), is_own);
      for (const char* column : {"before", "after"}) rewrite({"anchor", column}, by(pairs), is_own);
    }
    const std::string is_own = "thing = 'extract' AND thing_id IN " + listed(ids);
    for (const char* column : {"before", "after"}) rewrite({"history", column}, by(pairs), is_own);
    rewrite({"origin_image", "image"}, by(pairs), is_own);
    // Sentences of what was done to it quote it, however few its words are.
    const Rewrite requoting = [&pairs](std::string_view text) {
      std::optional<std::string> out;
      for (const auto& [stood, is] : pairs)
        if (auto now = requoted(out ? *out : text, stood, is, 1)) out = std::move(now);
      return out;
    };
    for (const std::string& id : ids)
      rewrite({"change", "what"}, requoting,
              "id IN (SELECT change FROM history WHERE instr(thing_id, '" + id +
                  "') > 0 OR instr(before, '" + id + "') > 0 OR instr(after, '" + id + "') > 0)");
  }

  /// What another tool's file says of it and of its codings is its words, however they are spelt.
  void mask_foreign_parts() {
    const Rewrite in_parts = [](std::string_view text) -> std::optional<std::string> {
      if (text.empty() || text.front() != '<') return std::nullopt;
      std::string now = masked_markup(text);
      return now == text ? std::nullopt : std::optional(std::move(now));
    };
    if (const auto row = things_.row_of(kind_, extract_.id)) {
      const std::string key = std::to_string(*row);
      rewrite({"foreign_part", "content"}, in_parts,
              "(about = 'extract' AND about_key = '" + key +
                  "') OR (about = 'coding' AND about_key GLOB '" + key + " *')");
    }
    for (const std::string& id : ids_)
      for (const char* column : {"before", "after"})
        rewrite({"history", column}, in_parts,
                "thing = 'foreign part' AND instr(" + std::string(column) + ", '" + id + "') > 0");
  }

  /// Enough words are known again wherever they stand; sentences quote only how they begin.
  void mask_everywhere() {
    for (const TextColumn& column : text_columns(connection_)) {
      const bool is_sentence = column.table == "change" || column.table.rfind("arrival", 0) == 0 ||
                               column.table == "kept_answer";
      rewrite(column, [&](std::string_view text) {
        std::optional<std::string> out;
        for (const Mask& mask : masks_) {
          auto now = is_sentence ? mask.in_sentence(out ? *out : text) : mask.in(out ? *out : text);
          if (now) out = std::move(now);
        }
        return out;
      });
    }
  }

  void tell_left() {
    if (masks_.empty())
      rows_.told.left.push_back(
          "its words are few, so elsewhere than in its own rows and sentences they were not "
          "masked");
    rows_.told.left.push_back(
        "parts of it that stand elsewhere, or in other words, were not looked for");
    for (const auto& user : things_.users(document_)) {
      if (user.thing.kind != ThingKind::attachment) continue;
      rows_.told.left.push_back("the attached file \"" +
                                text_in(things_.image(user.thing).value(), "name") +
                                "\" is as it was and may hold them");
    }
  }

  static constexpr ThingKind kind_ = ThingKind::extract;
  Connection& connection_;
  Things things_;
  ThingName extract_;
  std::vector<std::string> ids_;
  std::optional<Image> image_;  ///< nothing: it is there no more
  std::vector<Image> images_;
  ThingName document_{ThingKind::document, {}};
  std::vector<std::string> said_;  ///< all that it says and said, as it is spelt anywhere
  std::vector<Mask> masks_;
  Pairs own_;
  std::map<std::string, Pairs> neighbours_;  ///< by id
  std::int64_t count_ = 0;
  ErasedRows rows_;
};

}  // namespace

ErasedRows erase_extract(Connection& connection, const ThingName& extract,
                         const std::vector<Image>& elsewhere) {
  return WordEraser(connection, extract, elsewhere).run();
}

}  // namespace retroduce::store
