#include "store/edit_context.h"

#include <algorithm>

#include "base/text.h"
#include "base/text_key.h"
#include "store/apart_history.h"
#include "store/coded_apart.h"
#include "store/history_rows.h"
#include "store/merge_names.h"
#include "store/namesakes.h"
#include "store/record_rows.h"

namespace retroduce::store {

using namespace model;
using Kind = EditToken::Kind;

#define ENTRY(name) extern const EditVerb edit_##name;
#include "store/edits.def"
#undef ENTRY

namespace {

constexpr std::size_t most_named = 5;

std::string shown(std::string_view text) {
  return "\"" + base::shorten(base::collapse_blanks(text), 60) + "\"";
}

bool is_word(const EditToken& token, std::string_view word) {
  return token.kind == Kind::word && base::fold(token.text) == word;
}

/// Memos have no names, people know how they read.
std::vector<ThingName> memos_with(Things& things, std::string_view words) {
  std::vector<ThingName> found = things.all(ThingKind::memo);
  std::erase_if(found, [&](const ThingName& each) {
    const std::string text = base::fold(things.image(each).value().value("text", std::string()));
    return words.empty() || text.find(base::fold(words)) == std::string::npos;
  });
  return found;
}

}  // namespace

std::span<const EditVerb* const> edit_verbs() {
  static constexpr const EditVerb* list[] = {
#define ENTRY(name) &edit_##name,
#include "store/edits.def"
#undef ENTRY
  };
  return list;
}

EditContext::EditContext(const Edit& edit, EditSession& session)
    : edit_(edit), session_(session), at_(1), end_(edit.tokens.size()) {
  // "why "…"" and "since "change"" may stand at the end of every sentence.
  while (end_ >= 3 && edit.tokens[end_ - 1].kind == Kind::name) {
    const std::string& text = edit.tokens[end_ - 1].text;
    if (is_word(edit.tokens[end_ - 2], "why")) {
      why = text;
    } else if (is_word(edit.tokens[end_ - 2], "since")) {
      since_ = text;
    } else {
      break;
    }
    end_ -= 2;
  }
}

base::Diagnostic EditContext::located(base::Severity severity, std::string code,
                                      std::string message, std::vector<std::string> notes) const {
  std::size_t column = 1;
  if (meant_ < edit_.tokens.size())
    column = 1 + static_cast<std::size_t>(base::count_code_points(
                     std::string_view(edit_.text).substr(0, edit_.tokens[meant_].begin)));
  if (edit_.line != 0) notes.insert(notes.begin(), edit_.text);
  return {
      severity, std::move(code), std::move(message), {{}, edit_.line, column}, std::move(notes)};
}

void EditContext::refuse(std::string code, std::string message, std::vector<std::string> notes) {
  throw EditRefusal{
      located(base::Severity::refused, std::move(code), std::move(message), std::move(notes))};
}

std::optional<std::int64_t> EditContext::since() {
  if (since_.empty()) return std::nullopt;
  if (const auto change = things().change_of_uid(since_)) return change;
  refuse("edit.since", "no change is called " + shown(since_) + " here",
         {"It comes from another review, or from a copy that went another way."});
}

void EditContext::refuse(const EditConflict& conflict) {
  refuse("edit.conflict",
         things().said(conflict.thing) + " has been changed meanwhile: " + conflict.later,
         {edit_.line != 0 ? "This was not done." : "This was not done: " + edit_.text});
}

void EditContext::say(std::string code, std::string message) {
  found_.add(located(base::Severity::note, std::move(code), std::move(message), {}));
}

bool EditContext::take(std::string_view words) {
  const auto list = base::split(words, ' ');
  if (at_ + list.size() > end_) return false;
  for (std::size_t i = 0; i < list.size(); ++i)
    if (!is_word(edit_.tokens[at_ + i], list[i])) return false;
  at_ += list.size();
  meant_ = at_ - 1;
  return true;
}

void EditContext::expect(std::string_view words) {
  if (take(words)) return;
  meant_ = std::min(at_, edit_.tokens.size());
  const std::string found = at_end() ? "the sentence ends" : "there stands " + shown(next_word());
  refuse("edit.form", "\"" + std::string(words) + "\" is expected here, but " + found);
}

bool EditContext::at_end() const { return at_ >= end_; }

std::string EditContext::next_word() const {
  return at_end() ? std::string() : edit_.tokens[at_].text;
}

std::string EditContext::name(const std::string& what) {
  meant_ = std::min(at_, edit_.tokens.size());
  if (at_end() || edit_.tokens[at_].kind == Kind::sign)
    refuse("edit.form", what + " is missing here",
           {"Names with several words stand in double quotes."});
  return edit_.tokens[at_++].text;
}

std::vector<std::string> EditContext::names(const std::string& what) {
  std::vector<std::string> list{name(what)};
  while (at_ < end_ && edit_.tokens[at_].kind == Kind::sign && edit_.tokens[at_].text == ",") {
    ++at_;
    list.push_back(name(what));
  }
  return list;
}

std::optional<std::string> EditContext::word_of(std::span<const std::string_view> words) {
  for (const std::string_view word : words) {
    if (!word.empty() && take(word)) return std::string(word);
  }
  // A name or a sign may say it, too: direction "+".
  if (at_end() || edit_.tokens[at_].kind == Kind::word) return std::nullopt;
  const std::string said = base::fold(edit_.tokens[at_].text);
  for (const std::string_view word : words) {
    if (said != word) continue;
    meant_ = at_++;
    return std::string(word);
  }
  return std::nullopt;
}

std::optional<ThingKind> EditContext::kind() {
  const auto words = words_of<ThingKind>();
  if (take("question")) return ThingKind::saved_question;
  if (take("version")) return ThingKind::theory_version;
  if (take("judgement")) return ThingKind::appraisal;
  // The longest first: "theory version" before "theory".
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (base::fold(next_word()) != base::split(words[i], ' ').front()) continue;
    const std::size_t before = at_;
    const bool fits = take(words[i]);
    at_ = before;
    if (fits && (!best || words[i].size() > words[*best].size())) best = i;
  }
  if (!best) return std::nullopt;
  take(words[*best]);
  return static_cast<ThingKind>(*best);
}

void EditContext::finish() {
  if (at_end()) return;
  meant_ = at_;
  refuse("edit.form", "the sentence is understood up to here; " + shown(next_word()) + " is not");
}

std::vector<ThingName> EditContext::with_alias(const std::string& name) {
  std::vector<std::int64_t> rows;
  {
    Query query(things().connection().prepared(
        "SELECT DISTINCT concept FROM concept_alias WHERE folded = ? ORDER BY concept"));
    const std::string folded = base::fold(name);
    query.bind(1, Cell{std::string_view(folded)});
    while (query.next()) rows.push_back(query.number(0));
  }
  std::vector<ThingName> found;
  for (const std::int64_t row : rows)
    found.push_back({ThingKind::concept_, things().id_of(ThingKind::concept_, row)});
  std::erase_if(found, [&](const ThingName& each) {
    return session().hidden().hides(each) || session().hidden().hides_alias(each, name);
  });
  return found;
}

std::optional<ThingName> EditContext::by_alias(const std::string& name) {
  const auto found = with_alias(name);
  if (found.empty()) return std::nullopt;
  std::vector<std::string> labels;
  for (const ThingName& each : found)
    labels.push_back(shown(image(each).value("label", std::string())));
  if (found.size() > 1)
    refuse("edit.several",
           shown(name) + " is another name of several concepts: " + base::join(labels, ", "),
           {"Say which of them is meant, by its own name."});
  say("edit.alias", shown(name) + " is another name of the concept " + labels.front());
  return found.front();
}

void EditContext::tell_alias(const std::string& name) {
  for (const ThingName& each : with_alias(name))
    say("edit.alias", shown(name) + " is another name of " + things().said(each) +
                          ", too; from now on the name alone means the new concept");
}

ThingName EditContext::called(ThingKind kind, const std::string& name) {
  const ThingName found = thing(kind, name);
  if (kind != ThingKind::concept_ || found.id == name ||
      base::fold(image(found).value("label", std::string())) == base::fold(name))
    return found;
  const std::string label = image(found).value("label", std::string());
  refuse("edit.alias", shown(name) + " is another name of " + things().said(found),
         {"Where that concept is meant, say " + shown(label) +
          "; the name alone goes with: alias " + shown(label) + " not as " + shown(name)});
}

std::vector<std::string> EditContext::names_shown(ThingKind kind) {
  auto names = things().names(kind);
  for (const ThingName& hidden : session().hidden().claims())
    if (hidden.kind == kind) std::erase(names, image(hidden).value("label", std::string()));
  return names;
}

namespace {

/// The concept that who codes apart knew by this name, until somebody from whom it is hidden gave
/// the name to another (give_way); nothing where there is none.
std::optional<ThingName> known_until(EditSession& session, const std::string& name) {
  Things& things = session.things();
  for (std::size_t number = 2;; ++number) {
    const auto found = things.find(ThingKind::concept_, name + " (" + std::to_string(number) + ")");
    if (found.size() != 1) return std::nullopt;
    if (session.hidden().hides(found.front())) continue;
    const Blind blind = coded_apart(things.connection(), session.by().by);
    if (blind.documents.empty()) return std::nullopt;
    Query query(things.connection().prepared(
        "SELECT c.by_whom, h.before FROM history h JOIN change c ON c.id = h.change WHERE h.thing "
        "= 'concept' AND h.thing_id = ? AND h.before <> '' AND h.after LIKE '%\"label\"%' ORDER BY "
        "h.change DESC, h.place DESC"));
    query.bind(1, Cell{std::string_view(found.front().id)});
    if (!query.next() || blind.labels.at(blind.coder).count(query.text(0)) > 0) continue;
    const Image before = Image::parse(query.view(1), nullptr, false);
    if (before.is_object() && base::fold(before.value("label", std::string())) == base::fold(name))
      return found.front();
  }
}

/// Of concepts that are also called so the one that who codes apart means, where somebody else has
/// added another of that very name: they may not have known of it.
std::optional<ThingName> known_as(EditSession& session, const std::vector<ThingName>& aliased,
                                  const ThingName& other) {
  if (aliased.size() != 1 || aliased.front() == other) return std::nullopt;
  Connection& connection = session.things().connection();
  const Blind blind = coded_apart(connection, session.by().by);
  if (blind.documents.empty()) return std::nullopt;
  Query query(connection.prepared("SELECT by_whom FROM change WHERE uid = ? ORDER BY id"));
  const std::string added = other.id.substr(0, other.id.find('.'));
  query.bind(1, Cell{std::string_view(added)});
  const bool is_own = query.next() && blind.labels.at(blind.coder).count(query.text(0)) > 0;
  return is_own ? std::nullopt : std::optional(aliased.front());
}

}  // namespace

std::optional<ThingName> EditContext::called_then(ThingKind kind, const std::string& name) {
  const auto change = since();
  if (!change) return std::nullopt;
  for (const Renamed& each : session().renamed_since(*change)) {
    if (each.kind != kind || each.then != name) continue;
    auto found = things().find(kind, each.now);
    std::erase_if(found, [this](const ThingName& one) { return session().hidden().hides(one); });
    if (found.size() != 1) continue;
    say("edit.former-name", shown(name) + " is called " + shown(each.now) + " here since");
    return found.front();
  }
  return std::nullopt;
}

ThingName EditContext::thing(ThingKind kind, const std::string& name) {
  if (kind == ThingKind::element || kind == ThingKind::review)
    refuse("edit.kind",
           "that cannot be said of " +
               std::string(kind == ThingKind::review ? "the review" : "an element"),
           {"Of an element say it of its configuration; elements come and go with: add ROLE "
            "\"NAME\" to \"CONFIGURATION\", remove ROLE \"NAME\" from \"CONFIGURATION\""});
  if (kind == ThingKind::extract) return extract(name);
  if (const auto then = called_then(kind, name)) return *then;
  auto found = things().find(kind, name);
  if (found.empty() && kind == ThingKind::memo) found = memos_with(things(), name);
  const bool is_remark = kind == ThingKind::memo || kind == ThingKind::entry;
  std::erase_if(found, [&](const ThingName& each) {
    return is_remark ? session().hidden().is_hidden(each, image(each))
                     : session().hidden().hides(each);
  });
  const bool is_label = found.size() == 1 && found.front().id != name;
  if (is_label && kind == ThingKind::concept_) {
    auto own = known_until(session(), name);
    if (!own) own = known_as(session(), with_alias(name), found.front());
    if (own)
      refuse("edit.gave-way",
             "the name " + shown(name) +
                 " went to another concept while you code apart; what you "
                 "called so is " +
                 things().said(*own) + " now",
             {"Say that name for it, or " + found.front().id + " for the other."});
  }
  if (found.size() == 1) return found.front();
  if (found.empty() && kind == ThingKind::concept_)
    if (const auto other = by_alias(name)) return *other;
  const std::string word(to_word(kind));
  if (found.size() > 1) refuse_several(found, name);
  if (const auto gone = retired(things().connection(), kind, name); gone && is_shown(*gone))
    refuse("edit.retired", word + " " + shown(name) + " is no more: " + gone->words,
           {"Undo that change to have it again."});
  const auto near = base::nearest(name, names_shown(kind));
  std::vector<std::string> notes;
  if (!near.empty()) notes.push_back("Nearest: " + base::join(near, ", "));
  const auto names = names_shown(kind);
  const auto same = std::find_if(names.begin(), names.end(), [&](const std::string& each) {
    return base::fold(each) == base::fold(name);
  });
  if (same != names.end()) {
    notes = {"It is written " + shown(*same) + " here; the case of letters counts."};
  } else if (kind == ThingKind::coder || kind == ThingKind::theme || kind == ThingKind::study) {
    notes.push_back("A new one comes first: add " + word + " " + shown(name));
  }
  refuse("edit.unknown", "no " + word + " is called " + shown(name), std::move(notes));
}

/// Whether the change did nothing that is hidden from who acts.
bool EditContext::is_shown(const Touch& touch) {
  Connection& connection = things().connection();
  const auto change = known_change(connection, touch.change).value();
  return !session().hidden().hides_any(history_of(connection, change.id), change.change.by);
}

void EditContext::refuse_several(const std::vector<ThingName>& found, const std::string& name) {
  const ThingKind kind = found.front().kind;
  const bool is_scoped =
      !name_scope(kind).empty() && !is_one_scope(kind, image(found.front()), image(found.back()));
  std::vector<std::string> each;
  for (const ThingName& one : found) {
    if (each.size() == most_named) break;
    each.push_back(is_scoped ? std::string(to_word(kind)) + " " + name_in_sentence(things(), one)
                             : one.id + " (" + things().said(one) + ")");
  }
  refuse("edit.several",
         std::to_string(found.size()) + " things of the kind " + std::string(to_word(kind)) +
             " are called " + shown(name) +
             (is_scoped ? "; say of which " + std::string(name_scope(kind)) + " it is"
                        : "; name one by its permanent id"),
         {(is_scoped ? "One of: " : "") + base::join(each, ", ")});
}

ThingName EditContext::thing_of(ThingKind kind, const std::string& name, const ThingName& whose) {
  const Image there{{std::string(name_scope(kind)), whose.id}};
  auto found = namesakes(things(), kind, name, there);
  std::erase_if(found, [&](const ThingName& each) { return session().hidden().hides(each); });
  if (found.size() == 1) return found.front();
  if (found.size() > 1) refuse_several(found, name);
  std::vector<std::string> labels;
  for (const ThingName& each : things().all(kind))
    if (is_one_scope(kind, image(each), there) && !session().hidden().hides(each))
      labels.push_back(image(each).value("label", std::string()));
  std::vector<std::string> near = base::nearest(name, labels);
  for (std::string& each : near)
    each = name_in_sentence(things(), namesakes(things(), kind, each, there).front());
  refuse("edit.unknown",
         things().said(whose) + " has no " + std::string(to_word(kind)) + " called " + shown(name),
         {labels.empty() ? "It has none yet." : "Nearest: " + base::join(near, ", ")});
}

std::optional<ThingName> EditContext::next_owner(ThingKind kind) {
  const std::string_view scope = name_scope(kind);
  if (scope.empty() || !take("of")) return std::nullopt;
  return next_thing(scope == "version" ? ThingKind::theory_version : ThingKind::theory);
}

ThingName EditContext::next_thing(ThingKind kind) {
  const std::string named = name("the name of a " + std::string(to_word(kind)));
  const auto whose = next_owner(kind);
  return whose ? thing_of(kind, named, *whose) : thing(kind, named);
}

ThingName EditContext::next_called(ThingKind kind) {
  // Of these no other name is known.
  if (!name_scope(kind).empty()) return next_thing(kind);
  return called(kind, name("the name of a " + std::string(to_word(kind))));
}

namespace {

/// The document, and those that it stands for: lists name their extracts by it.
std::vector<ThingName> one_paper(Things& things, const ThingName& document) {
  std::vector<ThingName> all{document};
  for (const auto& [other, stands] : stands_for(things.connection()))
    if (things.id_of(document.kind, stands) == document.id)
      all.push_back({document.kind, things.id_of(document.kind, other)});
  return all;
}

std::vector<ThingName> extracts_of_paper(Things& things, const ThingName& document) {
  std::vector<ThingName> extracts;
  for (const ThingName& each : one_paper(things, document))
    for (const auto& user : things.users(each))
      if (user.thing.kind == ThingKind::extract) extracts.push_back(user.thing);
  return extracts;
}

}  // namespace

ThingName EditContext::extract(const std::string& name) {
  auto whole = things().find(ThingKind::extract, name);
  std::erase_if(whole, [&](const ThingName& each) {
    return each.id == name && !session().hidden().document_of(each, image(each)).empty();
  });
  if (whole.size() == 1) return whole.front();
  const std::size_t colon = name.find(':');
  if (whole.empty() && colon == std::string::npos)
    refuse("edit.unknown", "no extract is called " + shown(name),
           {"Name it by its id, or as \"KEY: words of its quote\"."});
  std::vector<ThingName> found = whole;
  if (colon != std::string::npos) {
    const ThingName document =
        thing(ThingKind::document, std::string(base::trim(name.substr(0, colon))));
    const std::string words = base::fold(name.substr(colon + 1));
    found.clear();
    // What another brought is not told of to who codes apart, but for who has all of its words.
    auto& connection = things().connection();
    const auto hidden = hidden_extracts(connection, coded_apart(connection, session().by().by));
    std::optional<ThingName> of_another;
    for (const ThingName& each : extracts_of_paper(things(), document)) {
      const std::string quote = base::fold(image(each).value("quote", std::string()));
      const bool is_hidden = hidden.count(each.id) > 0;
      if (quote == words && !is_hidden) return each;
      if (quote == words) of_another = each;
      if (quote.find(words) != std::string::npos && !is_hidden) found.push_back(each);
    }
    if (of_another) return *of_another;
  }
  if (found.size() == 1) return found.front();
  if (found.empty())
    refuse("edit.unknown", "no extract of " + name.substr(0, colon) + " holds the words " +
                               shown(base::trim(name.substr(colon + 1))));
  std::vector<std::string> notes;
  for (std::size_t i = 0; i < std::min(found.size(), most_named); ++i)
    notes.push_back(found[i].id + ": " + shown(image(found[i]).value("quote", std::string())));
  refuse("edit.several",
         std::to_string(found.size()) + " extracts hold these words; say more of them, or the id",
         std::move(notes));
}

Image EditContext::image(const ThingName& thing) {
  auto found = things().image(thing);
  if (!found)
    refuse("edit.unknown", "there is no " + std::string(to_word(thing.kind)) + " " + thing.id);
  return std::move(*found);
}

namespace {

/// To who codes apart the name is free: what is hidden gives way, as in a merge, with a number. To
/// who gave it a concept goes by that name still.
void give_way(EditSession& session, const ThingName& thing) {
  Things& things = session.things();
  Image image = things.image(thing).value();
  const std::string key(shape_of(thing.kind).name);
  const std::string name = image.at(key).get<std::string>();
  std::string shown;
  for (std::size_t number = 2; shown.empty() || !things.find(thing.kind, shown).empty(); ++number)
    shown = numbered(name, number);
  image[key] = shown;
  if (thing.kind == ThingKind::concept_) {
    Image aliases = image.value("aliases", Image::array());
    if (std::find(aliases.begin(), aliases.end(), name) == aliases.end()) aliases.push_back(name);
    image["aliases"] = aliases;
  }
  session.put(thing, image);
}

}  // namespace

void EditContext::need_name(ThingKind kind, const std::string& name) {
  if (base::is_unseen(name))
    refuse("edit.no-name", "a " + std::string(to_word(kind)) + " needs a name");
}

/// Whether something is called so, or was since the session began, but for the case of plain
/// letters; what folds to one name otherwise is one already.
bool EditContext::may_be_known(ThingKind kind, const std::string& name) {
  if (kind == ThingKind::concept_ || !name_scope(kind).empty()) return false;
  return !session().names_in_small(kind).insert(in_small(name)).second;
}

void EditContext::look_for_look_alikes(ThingKind kind, const std::string& name, const Image& own) {
  const bool is_plain = base::collapse_blanks(name) == name &&
                        std::all_of(name.begin(), name.end(),
                                    [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (is_plain && !may_be_known(kind, name)) return;
  const std::string before = own.value(std::string(shape_of(kind).name), std::string());
  for (const std::string& other : names_shown(kind)) {
    if (base::fold(other) != base::fold(name) || other == before) continue;
    const std::string there =
        "there is a " + std::string(to_word(kind)) + " " + shown(other) + " already, which ";
    if (base::composed(other) == base::composed(name) &&
        !namesakes(things(), kind, other, own).empty())
      refuse("edit.there", there + "is the same name with its accents written in another form");
    const bool is_of_case =
        base::composed(base::collapse_blanks(other)) != base::composed(base::collapse_blanks(name));
    say("edit.look-alike",
        there + (is_of_case ? "differs in the case of letters alone" : "looks the same") +
            "; if it is that one, undo this");
  }
}

void EditContext::need_free(ThingKind kind, const std::string& name, const Image& own) {
  need_name(kind, name);
  const auto found = namesakes(things(), kind, name, own);
  if (found.empty()) return look_for_look_alikes(kind, name, own);
  if (found.size() == 1 && session().hidden().hides(found.front()))
    return give_way(session(), found.front());
  const std::string there = image(found.front()).value(std::string(shape_of(kind).name), name);
  refuse("edit.there",
         "there is a " + std::string(to_word(kind)) + " called " + shown(there) + " already");
}

}  // namespace retroduce::store
