// Full texts put to documents, and extracts to their place in them: one change, one receipt.
#include <algorithm>
#include <map>
#include <tuple>

#include <nlohmann/json.hpp>

#include "base/hash.h"
#include "base/quote_match.h"
#include "base/text.h"
#include "model/anchoring.h"
#include "store/body.h"
#include "store/edit_session.h"
#include "store/history_rows.h"
#include "store/import_state.h"
#include "store/text_images.h"
#include "store/text_rows.h"

namespace retroduce::store {

using namespace model;
using base::Severity;

namespace {

constexpr std::string_view document_sql =
    "SELECT d.id, c.uid, d.ordinal FROM document d JOIN change c ON c.id = d.change "
    "WHERE d.key = ? ORDER BY d.id";
constexpr std::string_view extract_sql =
    "SELECT e.span_begin, e.span_end, e.page, e.paraphrase, t.quote, c.uid, e.ordinal "
    "FROM extract e JOIN extract_text t ON t.extract = e.id JOIN change c ON c.id = e.change "
    "WHERE e.id = ? ORDER BY e.id";
constexpr std::size_t most_notes = 20;

/// One extract before and after.
struct Move {
  std::int64_t id = 0;
  std::string permanent_id;
  AnchorAsk ask;
  AnchorAnswer answer;
};

std::string short_quote(const std::string& quote) {
  return "\"" + base::shorten(base::collapse_blanks(quote), 50) + "\"";
}

/// As things.h has extracts: only what a text can change of them.
std::string image_of(const std::optional<base::TextSpan>& span, const std::string& page,
                     const std::optional<Anchor>& anchor) {
  nlohmann::json image = nlohmann::json::object();
  if (span) image["begin"] = span->begin;
  if (span) image["end"] = span->end;
  if (!page.empty()) image["page"] = page;
  if (anchor) image["anchor"] = anchor_image(*anchor);
  return image.dump();
}

std::string image_of(std::int64_t version, const std::string& text, const TextOrigin& origin) {
  const nlohmann::json whole = text_image(text, origin);
  nlohmann::ordered_json image;
  image["text"] = {{"version", version},
                   {"characters", base::count_code_points(text)},
                   {"hash", print_of_text(whole)},
                   {"origin", print_of_origin(whole)}};
  if (!origin.source.empty()) image["text"]["source"] = origin.source;
  return image.dump();
}

class Attaching {
 public:
  Attaching(Connection& connection, const AttachOptions& options, base::Progress& progress)
      : connection_(connection), options_(options), progress_(progress) {
    Query query(connection_.prepared("SELECT document, id FROM extract ORDER BY id"));
    while (query.next()) extracts_[query.number(0)].push_back(query.number(1));
  }

  void attach(const std::vector<AttachedText>& texts) {
    std::int64_t done = 0;
    for (const AttachedText& text : texts) {
      progress_.step("attaching texts", done++, static_cast<std::int64_t>(texts.size()));
      attach(text);
      receipt_.source += (receipt_.source.empty() ? "" : ", ") + text.origin.source;
      receipt_.format += (receipt_.format.empty() ? "" : ", ") + text.origin.format;
      receipt_.content_hash +=
          (receipt_.content_hash.empty() ? "" : " ") + text.origin.content_hash;
    }
  }

  void look_again(std::vector<std::string> keys) {
    receipt_.source = "texts that were there";
    receipt_.format = "anchors";
    if (keys.empty()) {
      Query query(connection_.prepared(
          "SELECT key FROM document d WHERE EXISTS (SELECT 1 FROM document_text t WHERE "
          "t.document = d.id) ORDER BY d.id"));
      while (query.next()) keys.push_back(query.text(0));
    }
    for (const std::string& key : keys) {
      const std::int64_t document = document_of(key);
      if (document == 0) continue;
      const auto text = current_text(connection_, document);
      if (!text) {
        refuse("attach.no-text", key + " has no text to look in",
               {"Attach one: retroduce attach REVIEW " + key + " FILE"});
        continue;
      }
      place_extracts(key, document, text->text, origin_of_text(connection_, text->id).pages, {},
                     true);
    }
  }

  Receipt finish(const std::string& time) {
    const std::string now = date_of_change(connection_, options_.by.by, time);
    if (auto told = clock_went_back(connection_, time)) found_.add(std::move(*told));
    receipt_.at = now;
    receipt_.by = options_.by.by;
    receipt_.found = found_;
    receipt_.found.append(options_.found);
    if (found_.refused()) return receipt_;
    receipt_.lines = {texts_, files_, placed_, doubtful_};
    std::erase_if(receipt_.lines, [](const ReceiptLine& line) {
      return line.added + line.present + line.left_out == 0;
    });
    if (rows_.empty()) return receipt_;
    write_files(insert_change(connection_, change(now)));
    receipt_.number = insert_arrival(connection_, receipt_);
    return receipt_;
  }

 private:
  void refuse(const char* code, const std::string& message, std::vector<std::string> notes = {}) {
    found_.add(Severity::refused, code, message, {}, std::move(notes));
  }

  /// The row of the document, whose permanent id is remembered; 0 after telling that there is none.
  std::int64_t document_of(const std::string& key) {
    {
      Query query(connection_.prepared(document_sql));
      query.bind(1, Cell{key});
      if (query.next()) {
        permanent_id_ = query.text(1) + "." + query.text(2);
        return query.number(0);
      }
    }
    std::vector<std::string> keys;
    Query query(connection_.prepared("SELECT key FROM document ORDER BY key"));
    while (query.next()) keys.push_back(query.text(0));
    const auto near = base::nearest(key, keys);
    std::vector<std::string> notes;
    if (!near.empty()) notes.push_back("Nearest: " + base::join(near, ", "));
    refuse("attach.no-document", "no document has the key " + in_quotes(key), std::move(notes));
    return 0;
  }

  void attach(const AttachedText& attached) {
    const std::int64_t document = document_of(attached.key);
    if (document == 0) return;
    const auto there = current_text(connection_, document);
    if (there && there->text == attached.text) {
      ++texts_.present;
      return keep_file(document, attached);
    }
    TextOrigin origin_there;
    if (there) origin_there = origin_of_text(connection_, there->id);
    if (there && !options_.replace) {
      const std::string from =
          origin_there.source.empty() ? "" : " (from " + origin_there.source + ")";
      return refuse("attach.text-there", attached.key + " has another text already" + from,
                    {"Say --replace to put " + attached.origin.source +
                     " in its place; the old text stays in the history."});
    }
    insert_text(connection_, document, attached.text, attached.origin);
    ++texts_.added;
    keep_file(document, attached);
    rows_.push_back({ThingKind::document, permanent_id_,
                     there ? image_of(there->version, there->text, origin_there) : "",
                     image_of(there ? there->version + 1 : 1, attached.text, attached.origin)});
    place_extracts(attached.key, document, attached.text, attached.origin.pages,
                   there ? std::optional(there->text) : std::nullopt, false);
  }

  /// The file itself, once; its row is written with the change that it belongs to.
  void keep_file(std::int64_t document, const AttachedText& attached) {
    if (!attached.file) return;
    Query query(connection_.prepared(
        "SELECT count(*) FROM attachment WHERE document = ? AND name = ? AND content_hash = ?"));
    query.bind({Cell{document}, Cell{std::string_view(attached.origin.source)},
                Cell{std::string_view(attached.origin.content_hash)}});
    if (query.next() && query.number(0) > 0) {
      ++files_.present;
      return;
    }
    kept_.emplace_back(document, &attached);
    ++files_.added;
    const nlohmann::json image = {{"document", permanent_id_},
                                  {"name", attached.origin.source},
                                  {"media-type", attached.media_type},
                                  {"size", attached.file->size()},
                                  {"hash", attached.origin.content_hash}};
    rows_.push_back(
        {ThingKind::attachment, uid_ + "." + std::to_string(kept_.size()), "", image.dump()});
  }

  void write_files(std::int64_t change) {
    std::int64_t ordinal = 0;
    for (const auto& [document, attached] : kept_) {
      {
        Query query(connection_.prepared(
            "INSERT INTO attachment (document, name, media_type, size, content_hash, change, "
            "ordinal) VALUES (?, ?, ?, ?, ?, ?, ?)"));
        query.bind({Cell{document}, Cell{std::string_view(attached->origin.source)},
                    Cell{std::string_view(attached->media_type)},
                    Cell{static_cast<std::int64_t>(attached->file->size())},
                    Cell{std::string_view(attached->origin.content_hash)}, Cell{change},
                    Cell{++ordinal}});
        query.run();
      }
      const std::int64_t id = connection_.database().getLastInsertRowid();
      Query query(
          connection_.prepared("INSERT INTO attachment_bytes (attachment, bytes) VALUES (?, ?)"));
      query.bind({Cell{id}, Cell{Bytes{*attached->file}}});
      query.run();
    }
  }

  std::vector<Move> extracts_of(std::int64_t document, const std::optional<std::string>& old_text) {
    std::optional<base::QuoteFinder> old_finder;
    if (old_text) old_finder.emplace(*old_text);
    std::vector<Move> moves;
    for (const std::int64_t id : extracts_[document]) {
      Move move;
      move.id = id;
      {
        Query query(connection_.prepared(extract_sql));
        query.bind(1, Cell{id});
        if (!query.next()) continue;
        if (!query.is_null(0)) move.ask.span = base::TextSpan{query.number(0), query.number(1)};
        move.ask.page = query.text(2);
        move.ask.is_paraphrase = query.flag(3);
        move.ask.quote = query.text(4);
        move.permanent_id = query.text(5) + "." + query.text(6);
      }
      move.ask.anchor = anchor_of(connection_, id);
      move.ask.replaces = old_text.has_value();
      if (old_finder && move.ask.span) move.ask.words_there = old_finder->slice(*move.ask.span);
      moves.push_back(std::move(move));
    }
    // Those that have a place first, so that they keep it.
    std::stable_partition(moves.begin(), moves.end(),
                          [](const Move& move) { return move.ask.span.has_value(); });
    return moves;
  }

  void place_extracts(const std::string& key, std::int64_t document, const std::string& text,
                      const std::vector<TextPage>& pages,
                      const std::optional<std::string>& old_text, bool only_without_place) {
    const base::QuoteFinder finder(text);
    std::vector<Move> moves = extracts_of(document, old_text);
    Taken taken;
    for (Move& move : moves) {
      move.answer.is_left_alone = only_without_place && move.ask.span;
      if (!move.answer.is_left_alone) move.answer = anchor_extract(finder, pages, move.ask);
      // What stays as it is has its place before all that look for one.
      if (move.answer.is_left_alone) takes_place(move, move.ask.span, taken);
    }
    for (Move& move : moves)
      if (!move.answer.is_left_alone) keep_apart(move, taken, key);
    for (const Move& move : moves) write(move);
    tell(key, moves);
  }

  /// What tells the extracts of a document apart: where they stand, if anywhere, and their words.
  using Place = std::tuple<std::int64_t, std::int64_t, std::string>;
  using Taken = std::map<Place, Place>;  ///< and where the extract stood before

  static Place place_of(const std::optional<base::TextSpan>& span, const std::string& quote) {
    return span ? Place(span->begin, span->end, quote) : Place(-1, -1, quote);
  }

  /// Whether no other extract has the place, but one that shared its place before, as those of two
  /// who code apart do.
  static bool takes_place(const Move& move, const std::optional<base::TextSpan>& span,
                          Taken& taken) {
    const Place before = place_of(move.ask.span, move.ask.quote);
    return taken.emplace(place_of(span, move.ask.quote), before).first->second == before;
  }

  /// No two extracts of a document may have the same words at the same place: they would be one.
  void keep_apart(Move& move, Taken& taken, const std::string& key) {
    AnchorAnswer& answer = move.answer;
    if (takes_place(move, answer.span, taken)) return;
    if (answer.span) {
      answer.span.reset();
      answer.page = answer.anchor.is_page_found ? std::string() : move.ask.page;
      answer.anchor.how = AnchorHow::none;
      answer.anchor.doubt = "another extract with the same words stands at the only place";
      if (takes_place(move, answer.span, taken)) return;
    }
    refuse("attach.twins",
           "two extracts of " + key + " have the same words, " + short_quote(move.ask.quote) +
               ", and neither has a place in this text: nothing would tell them apart",
           {"Give one of them other words, or correct the text."});
  }

  void write(const Move& move) {
    const AnchorAnswer& answer = move.answer;
    if (answer.is_left_alone) return;
    const bool is_same_place = answer.span == move.ask.span && answer.page == move.ask.page;
    if (is_same_place && move.ask.anchor == answer.anchor) return count(answer, false);
    const Cell begin = answer.span ? Cell{answer.span->begin} : Cell{};
    const Cell end = answer.span ? Cell{answer.span->end} : Cell{};
    {
      Query query(connection_.prepared(
          "UPDATE extract SET span_begin = ?, span_end = ?, page = ? WHERE id = ?"));
      query.bind({begin, end, std::string_view(answer.page), move.id}).run();
    }
    put_anchor(connection_, move.id, answer.anchor);
    rows_.push_back({ThingKind::extract, move.permanent_id,
                     image_of(move.ask.span, move.ask.page, move.ask.anchor),
                     image_of(answer.span, answer.page, answer.anchor)});
    count(answer, true);
  }

  void count(const AnchorAnswer& answer, bool is_new) {
    ReceiptLine& line = answer.anchor.doubt.empty() ? placed_ : doubtful_;
    ++(is_new ? line.added : line.present);
  }

  void tell(const std::string& key, const std::vector<Move>& moves) {
    std::vector<std::string> doubts;
    std::vector<std::string> remarks;
    std::size_t asked = 0;
    for (const Move& move : moves) {
      if (move.answer.is_left_alone) continue;
      ++asked;
      const std::string words = short_quote(move.ask.quote) + ": ";
      if (!move.answer.anchor.doubt.empty()) doubts.push_back(words + move.answer.anchor.doubt);
      if (!move.answer.remark.empty()) remarks.push_back(words + move.answer.remark);
    }
    if (!doubts.empty())
      found_.add(Severity::note, "attach.in-doubt",
                 key + ": " + std::to_string(doubts.size()) + " of " +
                     base::count_of(static_cast<std::int64_t>(asked), "extract", "extracts") +
                     " in doubt",
                 {}, shortened(doubts));
    if (!remarks.empty())
      found_.add(Severity::note, "attach.differs",
                 key + ": " +
                     base::count_of(static_cast<std::int64_t>(remarks.size()), "extract gives",
                                    "extracts give") +
                     " another page or span than the text",
                 {}, shortened(remarks));
  }

  static std::vector<std::string> shortened(std::vector<std::string> notes) {
    if (notes.size() <= most_notes) return notes;
    const std::size_t more = notes.size() - most_notes;
    notes.resize(most_notes);
    notes.push_back("and " + std::to_string(more) + " more");
    return notes;
  }

  Change change(const std::string& now) const {
    Change change;
    change.uid = uid_;
    change.at = now;
    change.by = options_.by.by;
    change.why = options_.by.why;
    change.kind = "attach";
    change.what = texts_.added > 0
                      ? "attached " + base::count_of(texts_.added, "full text", "full texts")
                      : "looked for extracts in the texts that are there";
    nlohmann::ordered_json counts = nlohmann::ordered_json::object();
    for (const ReceiptLine& line : receipt_.lines) {
      if (line.added > 0) counts[line.kind] = line.added;
    }
    change.counts = counts.dump();
    change.content_hash = receipt_.content_hash;
    change.rows = rows_;
    return change;
  }

  Connection& connection_;
  const AttachOptions& options_;
  base::Progress& progress_;
  std::map<std::int64_t, std::vector<std::int64_t>> extracts_;  ///< by document
  std::string permanent_id_;                                    ///< of the document at hand
  std::string uid_ = base::random_id();
  std::vector<std::pair<std::int64_t, const AttachedText*>> kept_;  ///< by document
  std::vector<HistoryRow> rows_;
  base::Diagnostics found_;
  Receipt receipt_;
  ReceiptLine texts_{"texts"};
  ReceiptLine files_{"attachments"};
  ReceiptLine placed_{"extracts in place"};
  ReceiptLine doubtful_{"extracts in doubt"};
};

}  // namespace

Receipt attach_texts(Connection& connection, const std::vector<AttachedText>* texts,
                     const std::vector<std::string>& keys, const AttachOptions& options,
                     const std::string& now, base::Progress& progress) {
  Attaching attaching(connection, options, progress);
  if (texts != nullptr)
    attaching.attach(*texts);
  else
    attaching.look_again(keys);
  return attaching.finish(now);
}

}  // namespace retroduce::store
