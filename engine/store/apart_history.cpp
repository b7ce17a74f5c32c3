#include "store/apart_history.h"

#include <algorithm>

#include "base/text.h"
#include "store/apart_claims.h"
#include "store/precedence.h"
#include "store/standing.h"
#include "store/step_back.h"
#include "store/stored.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr const char* rows_sql =
    "SELECT h.change, h.place, c.by_whom, c.kind, h.thing, h.thing_id, h.before, h.after, c.uid "
    "FROM "
    "history h JOIN change c ON c.id = h.change WHERE h.thing IN ('extract', 'coding', 'evidence', "
    "'appraisal', 'memo', 'foreign part', 'resolution', 'reading', "
    "'configuration', 'concept', 'link', 'statement', 'entry') ORDER BY h.change, h.place";

Image parsed(std::string_view text) {
  Image image = Image::parse(text, nullptr, false);
  return image.is_object() ? image : Image(Image::object());
}

std::string text_in(const Image& image, const char* key) {
  const auto found = image.find(key);
  return found != image.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Image list_in(const Image& image, const std::string& key) {
  const auto found = image.find(key);
  return found != image.end() && found->is_array() ? *found : Image(Image::array());
}

/// The same fields, as the other has them.
void take_from(Image& fields, const Image& other) {
  Image taken = Image::object();
  for (const auto& [field, value] : fields.items())
    if (other.contains(field)) taken[field] = other.at(field);
  fields = taken;
}

/// Whether it is one of the claims, a link of one, or a remark about one. `image`: of what is
/// there, only what it adds to that.
bool is_of(const std::set<ThingName>& claims, Things& things, const ThingName& thing,
           const Image& image) {
  if (claims.count(thing) > 0) return true;
  const auto is_claim = [&claims](ThingKind kind, const std::string& id) {
    return claims.count({kind, id.substr(0, id.find(' '))}) > 0;  // an element's begins with it
  };
  if (thing.kind == ThingKind::link)
    return is_claim(ThingKind::configuration, text_in(image, "from")) ||
           is_claim(ThingKind::configuration, text_in(image, "to"));
  const bool is_remark = thing.kind == ThingKind::memo || thing.kind == ThingKind::foreign_part;
  if (!is_remark && thing.kind != ThingKind::entry) return false;
  Image whole = things.image(thing).value_or(Image::object());
  whole.update(image);
  if (!is_remark) return is_claim(ThingKind::configuration, text_in(whole, "configuration"));
  if (!whole.contains("about") || whole.at("about").size() != 2) return false;
  const std::string id = whole.at("about").at(1).get<std::string>();
  return is_claim(ThingKind::concept_, id) || is_claim(ThingKind::configuration, id) ||
         is_claim(ThingKind::statement, id);
}

/// The extract that a remark is about, or whose coding or evidence; empty: it is about no such.
std::string extract_noted(const Image& image) {
  const auto about = image.find("about");
  if (about == image.end() || !about->is_array() || about->size() != 2) return {};
  const std::string kind = about->at(0).get<std::string>();
  const auto parts = base::split(about->at(1).get<std::string>(), ' ');
  return kind == "evidence"                      ? parts.back()
         : kind == "extract" || kind == "coding" ? parts.front()
                                                 : "";
}

}  // namespace

ApartHistory::ApartHistory(Connection& copy, const Blind& blind)
    : copy_(copy), things_(copy), twins_(copy), blind_(blind) {
  for (const CodedApart& each : blind.documents) documents_.emplace(each.id, &each);
  copy.run("CREATE TEMP TABLE IF NOT EXISTS hidden_extract (id INTEGER PRIMARY KEY)");
  find_extracts();
}

void ApartHistory::find_extracts() {
  for (const auto& [id, document] : documents_) {
    Query query(copy_.prepared(
        "SELECT u.uid || '.' || e.ordinal, e.id IN (SELECT id FROM hidden_extract) FROM extract e "
        "JOIN change u ON u.id = e.change WHERE e.document = ? ORDER BY e.id"));
    query.bind(1, Cell{things_.row_of(ThingKind::document, id).value_or(0)});
    while (query.next()) extracts_[query.text(0)] = {document, query.flag(1)};
  }
}

const ApartHistory::Extract& ApartHistory::extract(const std::string& id) {
  const auto known = extracts_.find(id);
  return known != extracts_.end() ? known->second : extracts_[id] = retired(id);
}

/// Its document is told by what was done to it, and by who added it whether it is hidden.
ApartHistory::Extract ApartHistory::retired(const std::string& id) {
  Query query(copy_.prepared(
      "SELECT h.before, h.after, (SELECT c.by_whom FROM change c WHERE c.uid = substr(h.thing_id, "
      "1, 16)) FROM history h WHERE h.thing = 'extract' AND h.thing_id = ? ORDER BY h.change, "
      "h.place"));
  query.bind(1, Cell{std::string_view(id)});
  while (query.next()) {
    for (const int column : {0, 1}) {
      const auto found = documents_.find(text_in(parsed(query.view(column)), "document"));
      if (found == documents_.end()) continue;
      const auto& others = found->second->others;
      const std::string author = query.text(2);
      return {found->second, std::any_of(others.begin(), others.end(),
                                         [&](const auto& other) { return wrote(other, author); })};
    }
  }
  return {};
}

bool ApartHistory::wrote(const std::string& coder, const std::string& author) const {
  return blind_.labels.at(coder).count(author) > 0;
}

bool ApartHistory::is_others(const CodedApart& document, const std::string& coder) const {
  return std::find(document.others.begin(), document.others.end(), coder) != document.others.end();
}

const CodedApart* ApartHistory::document_of(const ThingName& thing, const Image& image) {
  const auto of_document = [this](const std::string& id) {
    const auto found = documents_.find(id);
    return found == documents_.end() ? nullptr : found->second;
  };
  const auto of_extract = [this](const std::string& id) { return extract(id).document; };
  const auto parts = base::split(thing.id, ' ');
  switch (thing.kind) {
    case ThingKind::document:
      return of_document(thing.id);
    case ThingKind::extract:
      return of_extract(thing.id);
    case ThingKind::coding:
    case ThingKind::resolution:
      return of_extract(parts.front());
    case ThingKind::evidence:
      return of_extract(parts.back());
    case ThingKind::link: {
      Image all = things_.image(thing).value_or(Image::object());
      all.update(image);
      for (const Image& piece : all.value("pieces", Image::array()))
        if (const auto* document = of_extract(text_in(piece, "extract"))) return document;
      return nullptr;
    }
    case ThingKind::reading:
    case ThingKind::appraisal: {
      Image all = things_.image(thing).value_or(Image::object());
      all.update(image);
      const std::string document = text_in(all, "document");
      return document.empty() ? of_extract(text_in(all, "extract")) : of_document(document);
    }
    case ThingKind::memo:
    case ThingKind::foreign_part: {
      Image all = things_.image(thing).value_or(Image::object());
      all.update(image);
      if (!all.contains("about") || all.at("about").size() != 2) return nullptr;
      const ThingName about{stored_word<ThingKind>(all.at("about").at(0).get<std::string>()),
                            all.at("about").at(1).get<std::string>()};
      const bool is_remark = about.kind == ThingKind::memo || about.kind == ThingKind::foreign_part;
      return is_remark || about.kind == ThingKind::review ? nullptr
                                                          : document_of(about, Image::object());
    }
    default:
      return nullptr;
  }
}

bool ApartHistory::is_of_claims(const Row& row) {
  if (claims_.empty()) return false;
  // Another put it below a hidden one, or took it from there.
  for (const Image* image : {&row.before, &row.after})
    if (row.thing.kind == ThingKind::concept_ &&
        claims_.count({row.thing.kind, text_in(*image, "parent")}) > 0)
      return true;
  return is_of(claims_, things_, row.thing, row.before) ||
         is_of(claims_, things_, row.thing, row.after);
}

/// Whether it is of a concept of which each is shown their own words, or a remark on one.
bool ApartHistory::is_on_taken_up(const Row& row) {
  if (taken_up_.empty()) return false;
  const ThingName standing{row.thing.kind, twins_.standing(row.thing.id)};
  const bool is_remark = row.thing.kind == ThingKind::memo;
  if (!is_remark) return taken_up_.count(standing) > 0;
  return is_of(taken_up_, things_, row.thing, twins_.standing(row.thing.kind, row.before)) ||
         is_of(taken_up_, things_, row.thing, twins_.standing(row.thing.kind, row.after));
}

bool ApartHistory::is_by_others(const Row& row) const {
  return std::any_of(blind_.labels.begin(), blind_.labels.end(), [&](const auto& each) {
    return each.first != blind_.coder && each.second.count(row.author) > 0;
  });
}

bool ApartHistory::is_hidden(const Row& row) {
  if (is_of_claims(row) || (is_on_taken_up(row) && is_by_others(row))) return true;
  Image both = row.before;
  both.update(row.after);
  const CodedApart* document = document_of(row.thing, both);
  if (document == nullptr) return false;
  if (row.thing.kind == ThingKind::resolution) return true;  // it tells of what somebody coded
  const auto parts = base::split(row.thing.id, ' ');
  for (const std::string& part : parts)
    if (extract(part).is_hidden) return true;
  if (extract(extract_noted(both)).is_hidden) return true;
  if (extract(text_in(both, "extract")).is_hidden) return true;
  std::set<std::string> named;
  for (const Image* image : {&row.before, &row.after})
    if (const std::string coder = text_in(*image, "coder"); !coder.empty()) named.insert(coder);
  if (row.thing.kind == ThingKind::coding && parts.size() == 4) named.insert(parts.back());
  for (const std::string& coder : named) {
    if (is_others(*document, coder)) return true;
    coders_[row.thing] = coder;
  }
  if (!named.empty()) return false;
  for (const std::string& other : document->others)
    if (wrote(other, row.author)) return true;
  if (row.kind == "edit" && wrote(blind_.coder, row.author)) return false;
  const auto known = coders_.find(row.thing);
  if (known != coders_.end()) return is_others(*document, known->second);
  return is_others(*document, text_in(things_.image(row.thing).value_or(Image::object()), "coder"));
}

/// What the reader's own evidence came to, before another's stood in its place.
void ApartHistory::follow_own(const Row& row, bool is_shown) {
  if (row.thing.kind != ThingKind::evidence || !is_shown) return;
  const std::string id = twins_.standing(row.thing.id);
  const Image before = twins_.standing(ThingKind::evidence, row.before);
  const Image after = twins_.standing(ThingKind::evidence, row.after);
  const auto known = own_evidence_.find(id);
  if (!row.was_there && text_in(after, "coder") == blind_.coder) {
    own_evidence_[id] = after;
  } else if (known != own_evidence_.end() && !row.is_there) {
    // A merge takes what it finds to be another away by its own id.
    if (row.kind != merge_kind || id == row.thing.id) own_evidence_.erase(known);
  } else if (known != own_evidence_.end()) {
    known->second = patched(known->second, before, after);
  }
}

/// What was said before is the reader's own, too, where each is shown their own words.
void ApartHistory::tell_in_own_words(Row& row) {
  const ThingName standing{row.thing.kind, twins_.standing(row.thing.id)};
  Image& own = own_words_.emplace(standing, Image::object()).first->second;
  const auto undone = own_before_.find({change_undone(row.kind), standing});
  if (undone != own_before_.end()) take_from(row.after, undone->second);
  own_before_[{row.change, standing}] = own;
  Image fields = row.before;
  fields.update(row.after);
  for (const auto& [field, value] : fields.items()) {
    if (field == std::string_view("label")) continue;
    if (field == std::string_view("aliases") && undone == own_before_.end())
      row.after[field] = added_to(own.value(field, Image::array()), list_in(row.before, field),
                                  list_in(row.after, field));
    row.before.erase(field);
    if (own.contains(field)) row.before[field] = own.at(field);
    own.erase(field);
    if (row.after.contains(field)) own[field] = row.after.at(field);
  }
}

/// Whether a change of that kind is work, or takes back or does again work that the reader did.
bool ApartHistory::of_own_work(const std::string& kind) {
  if (is_step(kind)) return kind == "edit";
  Query query(copy_.prepared("SELECT by_whom FROM change WHERE uid = ? ORDER BY id"));
  const std::string uid = kind.substr(undo_prefix.size());
  return query.bind(1, Cell{std::string_view(uid)}).next() && wrote(blind_.coder, query.text(0));
}

void ApartHistory::hide(const std::set<ThingName>& claims, const ApartWords& words) {
  claims_ = claims;
  claims_.insert(words.united().begin(), words.united().end());
  taken_up_ = words.taken_up();
  std::vector<std::pair<std::int64_t, std::int64_t>> going;
  std::set<std::int64_t> own;  // changes whose words the reader wrote
  std::map<std::pair<std::int64_t, std::int64_t>, std::pair<std::string, std::string>> told_anew;
  {
    Query query(copy_.prepared(rows_sql));
    while (query.next()) {
      Row row{query.text(2),
              query.text(3),
              {stored_word<ThingKind>(query.view(4)), query.text(5)},
              !query.view(6).empty(),
              !query.view(7).empty(),
              parsed(query.view(6)),
              parsed(query.view(7)),
              query.text(8)};
      const bool is_others = is_hidden(row) || (row.thing.kind == ThingKind::concept_ &&
                                                words.unions().count(query.number(0)) > 0);
      // What a merge did to them is told by the changes that it brought.
      const bool is_going =
          is_others || (row.kind == merge_kind &&
                        (document_of(row.thing, row.after) != nullptr || is_on_taken_up(row)));
      if (is_going) going.emplace_back(query.number(0), query.number(1));
      const bool is_own = wrote(blind_.coder, row.author) && of_own_work(row.kind);
      if (is_own) own.insert(query.number(0));
      if (is_others && row.kind == "edit" && !is_own) hidden_edits_.insert(query.number(0));
      follow_own(row, !is_others);
      if (is_going || row.thing.kind != ThingKind::concept_ || !is_on_taken_up(row)) continue;
      tell_in_own_words(row);
      if (row.was_there && row.is_there)
        told_anew[{query.number(0), query.number(1)}] = {image_text(row.before),
                                                         image_text(row.after)};
    }
  }
  for (const auto& [at, texts] : told_anew) {
    Query row(
        copy_.prepared("UPDATE history SET before = ?, after = ? WHERE change = ? AND place = ?"));
    row.bind({Cell{std::string_view(texts.first)}, Cell{std::string_view(texts.second)},
              Cell{at.first}, Cell{at.second}})
        .run();
  }
  for (const auto& [change, place] : going) {
    if (own.count(change) == 0) {
      Query told(copy_.prepared("UPDATE change SET what = ?, why = '' WHERE id = ?"));
      told.bind({Cell{hidden_change}, Cell{change}}).run();
    }
    Query row(copy_.prepared("DELETE FROM history WHERE change = ? AND place = ?"));
    row.bind({Cell{change}, Cell{place}}).run();
  }
  // Of which concepts they thought on the way.
  for (const std::int64_t change : hidden_edits_) {
    Query row(copy_.prepared(
        "DELETE FROM history WHERE change = ? AND thing IN ('concept', 'coder') AND before = ''"));
    row.bind(1, Cell{change}).run();
  }
}

/// How much was done, and when, is for nobody to count either. What stands is of a change that
/// stays.
void ApartHistory::drop_hidden_edits() {
  std::string unused;
  {
    Query query(
        copy_.prepared("SELECT t.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE "
                       "t.type = 'table' "
                       "AND c.name = 'change' ORDER BY t.name"));
    while (query.next())
      unused += " AND NOT EXISTS (SELECT 1 FROM " + query.text(0) + " WHERE change = ?1)";
  }
  for (const std::int64_t change : hidden_edits_) {
    Query gone(copy_.prepared("DELETE FROM change WHERE id = ?1" + unused));
    gone.bind(1, Cell{change}).run();
  }
}

const CodedApart* ApartHistory::hides(const ThingName& thing, const Image& image) {
  return is_hidden({"", "edit", thing, true, true, image, image, {}}) ? document_of(thing, image)
                                                                      : nullptr;
}

std::set<ThingName> ApartHistory::own_claims() const {
  std::set<ThingName> own;
  for (const auto& [id, image] : own_evidence_)
    own.insert({ThingKind::configuration, base::split(id, ' ').front()});
  return own;
}

void ApartHistory::put_back_own() {
  for (const auto& [id, image] : own_evidence_) {
    const ThingName thing{ThingKind::evidence, id};
    const auto parts = base::split(id, ' ');
    if (things_.image(thing) || !things_.image({ThingKind::extract, parts.back()}) ||
        !things_.image({ThingKind::configuration, parts.front()}))
      continue;
    things_.put(thing, image);
  }
}

HiddenWork::HiddenWork(Connection& connection, const std::string& coder)
    : connection_(connection), blind_(coded_apart(connection, coder)) {
  if (blind_.documents.empty()) return;
  hidden_extracts(connection, blind_);
  history_.emplace(connection, blind_);
}

std::string HiddenWork::document_of(const ThingName& thing, const Image& image) {
  const CodedApart* hidden = history_ ? history_->hides(thing, image) : nullptr;
  return hidden != nullptr ? hidden->document : std::string();
}

std::string HiddenWork::document_of_work(const ThingName& thing, Image image,
                                         const std::string& author) {
  if (blind_.documents.empty()) return {};
  if (std::string document = document_of(thing, image); !document.empty()) return document;
  if (thing.kind != ThingKind::evidence && thing.kind != ThingKind::coding) return {};
  Things things(connection_);
  const auto coder = coder_meant(things, author);
  if (!coder) return {};
  image["coder"] = coder->id;
  return document_of(thing, image);
}

bool HiddenWork::hides_any(const std::vector<HistoryRow>& rows, const std::string& author) {
  return !blind_.documents.empty() &&
         std::any_of(rows.begin(), rows.end(), [&](const HistoryRow& row) {
           const ThingName thing{row.thing, row.thing_id};
           const Image image = parsed(row.before.empty() ? row.after : row.before);
           return !document_of_work(thing, image, author).empty() ||
                  is_word_of_another(thing, author) || is_remark_of_another(thing, image);
         });
}

bool HiddenWork::wrote(const std::string& author) const {
  return !blind_.documents.empty() && blind_.labels.at(blind_.coder).count(author) > 0;
}

/// Who codes the same papers apart; what anybody else says is shown.
bool HiddenWork::is_word_of_another(const ThingName& told, const std::string& author) {
  const ThingName thing{told.kind, standing_id(connection_, told.id)};
  const bool is_another =
      std::any_of(blind_.labels.begin(), blind_.labels.end(), [&](const auto& each) {
        return each.first != blind_.coder && each.second.count(author) > 0;
      });
  return is_another &&
         (hides(thing) || (thing.kind == ThingKind::concept_ && taken_up().count(thing) > 0));
}

const std::set<ThingName>& HiddenWork::claims() {
  if (claims_) return *claims_;
  claims_.emplace();
  if (!history_) return *claims_;
  hidden_extracts(connection_, blind_);  // fills the tables that the claims are found by
  claims_ = ApartClaims(connection_).all();
  return *claims_;
}

/// Null where nothing is hidden. What others said is looked for only where somebody asks: it costs
/// a look at the whole history.
ApartWords* HiddenWork::words() {
  if (!history_) return nullptr;
  if (words_) return &*words_;
  claims_.reset();  // what somebody else is shown may have been looked for since
  claims();
  words_.emplace(connection_);
  return &*words_;
}

std::set<ThingName> HiddenWork::taken_up() {
  const ApartWords* known = words();
  return known == nullptr ? std::set<ThingName>() : known->taken_up();
}

bool HiddenWork::hides_alias(const ThingName& concept_, const std::string& alias) {
  ApartWords* known = words();
  return known != nullptr && known->hides_alias(concept_, alias);
}

bool HiddenWork::is_shown_in_part(const ThingName& concept_) {
  const ApartWords* known = words();
  return known != nullptr && known->are_about(concept_);
}

bool HiddenWork::hides(const ThingName& thing) {
  const bool is_claim = thing.kind == ThingKind::concept_ ||
                        thing.kind == ThingKind::configuration ||
                        thing.kind == ThingKind::statement;
  return is_claim && claims().count(thing) > 0;
}

bool HiddenWork::has_work_in(const std::string& document) {
  const bool is_apart = std::any_of(blind_.documents.begin(), blind_.documents.end(),
                                    [&](const CodedApart& each) { return each.id == document; });
  if (!is_apart) return false;
  Things things(connection_);
  const auto is_one = [&](const ThingName& thing) {
    const auto image = things.image(thing);
    return image && is_hidden(thing, *image);
  };
  for (const auto& user : things.users({ThingKind::document, document})) {
    if (is_one(user.thing)) return true;
    if (user.thing.kind != ThingKind::extract) continue;
    for (const auto& use : things.users(user.thing))
      if (is_one(use.thing)) return true;
  }
  return false;
}

/// A remark of another on a concept of which each is shown their own words. `image`: of what is
/// there, only what it adds to that.
bool HiddenWork::is_remark_of_another(const ThingName& thing, const Image& image) {
  if (thing.kind != ThingKind::memo) return false;
  Image whole = Things(connection_).image(thing).value_or(Image::object());
  whole.update(image);
  if (!whole.contains("about") || whole.at("about").size() != 2) return false;
  const Image& about = whole.at("about");
  if (about.at(0) != std::string(to_word(ThingKind::concept_))) return false;
  const ThingName concept_{ThingKind::concept_,
                           standing_id(connection_, about.at(1).get<std::string>())};
  return taken_up().count(concept_) > 0 && words()->is_by_another(whole);
}

bool HiddenWork::is_hidden(const ThingName& thing, const Image& image) {
  if (!document_of(thing, image).empty() || is_remark_of_another(thing, image)) return true;
  if (claims().empty()) return false;
  Things things(connection_);
  return is_of(claims(), things, thing, image);
}

}  // namespace retroduce::store
