#include "store/undo_fits.h"

#include <algorithm>
#include <set>

#include "store/apart_history.h"
#include "store/history_find.h"
#include "store/history_rows.h"
#include "store/history_words.h"
#include "store/merge_twins.h"
#include "store/namesakes.h"
#include "store/need_shown.h"
#include "store/references.h"
#include "store/scales.h"
#include "store/step_back.h"
#include "store/stored.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr const char* rests = "later work rests on this change: ";

/// Documents that the rows give to somebody to code, by permanent id.
std::set<std::string> documents_assigned(const std::vector<HistoryRow>& rows) {
  std::set<std::string> documents;
  for (const HistoryRow& row : rows) {
    if (row.thing != ThingKind::entry || !row.before.empty()) continue;
    const Image entry = read_image(row.after);
    for (const Image& field : entry.value("fields", Image::array()))
      if (field.at("name") == "document id") documents.insert(field.at("value").get<std::string>());
  }
  return documents;
}

}  // namespace

std::optional<Misfit> UndoFits::hidden_in(const std::vector<HistoryRow>& rows,
                                          const std::string& author) {
  HiddenWork& hidden = session_.hidden();
  const auto refused = [](const std::string& doing) {
    return Misfit{
        "edit.hidden", "that would " + doing + " " + std::string(hidden_work), {way_to_hidden}, {}};
  };
  if (hidden.hides_any(rows, author)) return refused("take back");
  if (hidden.wrote(author)) return std::nullopt;
  for (const std::string& document : documents_assigned(rows))
    if (hidden.has_work_in(document)) return refused("uncover");
  return std::nullopt;
}

std::optional<Misfit> UndoFits::hidden_later(const std::string& uid) {
  const auto later = known_change(connection_, uid);
  if (!later || !session_.hidden().hides_any(history_of(connection_, later->id), later->change.by))
    return std::nullopt;
  return Misfit{"undo.later",
                rests + std::string(hidden_work),
                {"Say with an edit what is to hold; what others said of it stays."},
                {}};
}

std::optional<Misfit> UndoFits::may_be(const ThingName& thing, const Image& wanted) {
  if (thing.kind == ThingKind::review) return std::nullopt;
  if (auto misfit = name_taken(thing, wanted)) return misfit;
  if (auto misfit = reference_gone(thing, wanted)) return misfit;
  return once_taken(thing, wanted);
}

std::optional<Misfit> UndoFits::may_be_again(const ThingName& thing, const Image& wanted,
                                             std::int64_t change) {
  if (auto misfit = circle(thing, wanted, change)) return misfit;
  return passage_taken(thing, wanted, change);
}

/// Of what has no name, one link of a kind from here to there, one judgement of a person …
std::optional<Misfit> UndoFits::once_taken(const ThingName& thing, const Image& wanted) {
  const ThingShape& shape = shape_of(thing.kind);
  if (shape.once.empty() || !shape.natural_key.empty()) return std::nullopt;
  const auto same = [&](const ThingName& other) {
    const auto image = things().image(other);
    return image && other != thing && other.kind == thing.kind &&
           is_same_once(shape, *image, wanted);
  };
  for (const ThingName& other : beside(thing, wanted)) {
    if (!same(other)) continue;
    const auto later = touched_after(connection_, other, 0);
    return Misfit{"undo.later",
                  rests + ("another " + std::string(to_word(thing.kind)) + " is in its place: ") +
                      things().said(other),
                  {later ? undo_first(*later) : "Retire that first."},
                  later ? later->change : std::string()};
  }
  return std::nullopt;
}

/// What may be the same as a thing by its `once`: of a kind with many things, those that are about
/// the same.
std::vector<ThingName> UndoFits::beside(const ThingName& thing, const Image& wanted) {
  const ThingShape& shape = shape_of(thing.kind);
  for (const std::string_view key : shape.once) {
    const ThingField* field = find_field(shape, key);
    const std::string id = wanted.value(std::string(key), Image()).is_string()
                               ? wanted.at(std::string(key)).get<std::string>()
                               : std::string();
    if (field == nullptr || field->type != ThingField::Type::reference || id.empty()) continue;
    std::vector<ThingName> found;
    for (const auto& user : things().users({field->of, id})) found.push_back(user.thing);
    return found;
  }
  return things().all(thing.kind);
}

/// Extracts of one passage are there where people code apart; what came after the change is not of
/// these.
std::optional<Misfit> UndoFits::passage_taken(const ThingName& thing, const Image& wanted,
                                              std::int64_t change) {
  if (thing.kind != ThingKind::extract) return std::nullopt;
  const auto key = twin_key(thing.kind, wanted);
  const ThingName document{ThingKind::document, wanted.at("document").get<std::string>()};
  for (const auto& user : things().users(document)) {
    if (user.thing.kind != thing.kind || user.thing == thing) continue;
    const auto other = things().image(user.thing);
    if (!other || twin_key(thing.kind, *other) != key) continue;
    const auto later = touched_after(connection_, user.thing, change);
    if (!later || session_.hidden().is_hidden(user.thing, *other)) continue;
    return Misfit{"undo.later",
                  rests + ("the same words are taken from the same place since: " +
                           things().said(user.thing)),
                  {undo_first(*later)},
                  later->change};
  }
  return std::nullopt;
}

std::optional<Misfit> UndoFits::text_in_use(const ThingName& document, std::int64_t change) {
  for (const auto& user : things().users(document)) {
    if (user.thing.kind != ThingKind::extract) continue;
    const auto extract = things().image(user.thing);
    if (!extract || !extract->contains("begin")) continue;
    const auto later = touched_after(connection_, user.thing, change, "begin");
    if (!later) continue;
    const bool is_hidden = session_.hidden().is_hidden(user.thing, *extract);
    return Misfit{
        "undo.later",
        rests + (is_hidden ? std::string(hidden_work) : things().said(user.thing)) +
            " was taken from that text",
        {is_hidden ? "It can be undone then, once nothing needs it." : undo_first(*later)},
        is_hidden ? std::string() : later->change};
  }
  return std::nullopt;
}

/// What is to come back under a name that another has since must wait until that is free.
std::optional<Misfit> UndoFits::name_taken(const ThingName& thing, const Image& wanted) {
  const ThingShape& shape = shape_of(thing.kind);
  const std::string name = wanted.value(std::string(shape.name), std::string());
  if (name.empty() || thing.kind == ThingKind::extract) return std::nullopt;
  for (const ThingName& other : things().find(thing.kind, name)) {
    if (other == thing || !excludes(other, wanted)) continue;
    const std::string kind(to_word(thing.kind));
    // Other versions of a theory may have statements of that name.
    const bool is_one = things().find(thing.kind, name).size() == 1;
    return Misfit{"undo.name",
                  "another " + kind + " has the name \"" + name + "\" since",
                  {"Rename or retire that first: retroduce edit REVIEW 'rename " + kind + " " +
                   Image(is_one ? name : other.id).dump() + " to \"…\"'"},
                  {}};
  }
  return std::nullopt;
}

/// What is to come back needs what it refers to, which may have gone since: a merge brings changes
/// that did not know of one another.
std::optional<Misfit> UndoFits::reference_gone(const ThingName& thing, const Image& wanted) {
  const auto missing = missing_reference(things(), thing.kind, wanted);
  if (!missing) return std::nullopt;
  const auto by = touched_after(connection_, *missing, 0);
  const auto undone = by ? std::nullopt : undone_after(connection_, *missing, 0);
  std::string first = "Its permanent id is " + missing->id + ".";
  if (by) first = undo_first(*by);
  if (undone) first = redo_first(touch_of(*undone));
  return Misfit{"undo.needs",
                "the " + std::string(to_word(thing.kind)) + " that would come back needs " +
                    HistoryWords(things()).said(*missing) + ", which is gone",
                {first},
                by ? by->change : std::string()};
}

std::optional<Misfit> UndoFits::off_scale(const HistoryRow& row) {
  const auto image = things().image({row.thing, row.thing_id});
  const auto off = image ? word_off_scale(things(), {row.thing, row.thing_id}, *image)
                         : std::optional<ScaleWord>();
  if (!off) return std::nullopt;
  return Misfit{"undo.needs",
                things().said(off->user) + " would say \"" + off->word +
                    "\", which is on the review's scale of " + off->scale + " no more",
                {"Put it there again first: set review " + off->scale + " …"},
                {}};
}

/// Whether the two, which have one name, cannot be there together.
bool UndoFits::excludes(const ThingName& other, const Image& wanted) {
  const Image image = things().image(other).value();
  return is_same_once(shape_of(other.kind), image, wanted) &&
         is_one_scope(other.kind, image, wanted);
}

std::optional<Misfit> UndoFits::circle(const ThingName& thing, const Image& wanted,
                                       std::int64_t change) {
  std::set<std::string> seen;
  std::optional<Touch> later;
  for (std::string at = wanted.value("parent", std::string());
       !at.empty() && seen.insert(at).second;) {
    const ThingName above{thing.kind, at};
    if (above == thing)
      return Misfit{"undo.later",
                    rests + HistoryWords(things()).said({thing.kind, wanted.at("parent")}) +
                        " stands below " + things().said(thing) + " since",
                    {later ? undo_first(*later) : "Move one of them elsewhere first."},
                    later ? later->change : std::string()};
    const auto image = things().image(above);
    if (auto move = touched_after(connection_, above, change, "parent")) later = std::move(move);
    at = image ? image->value("parent", std::string()) : std::string();
  }
  return std::nullopt;
}

std::optional<Misfit> UndoFits::may_go(const ThingName& thing) {
  for (const auto& user : things().users(thing)) {
    if (user.thing == thing) continue;
    const Image image = things().image(user.thing).value_or(Image::object());
    const bool is_hidden = session_.hidden().is_hidden(user.thing, image);
    const auto later = is_hidden ? std::nullopt : touched_after(connection_, user.thing, 0);
    return Misfit{"undo.later",
                  rests + (is_hidden ? std::string(hidden_work) : things().said(user.thing)) +
                      " needs " + things().said(thing),
                  {is_hidden ? "It can be undone then, once nothing needs it."
                   : later   ? undo_first(*later)
                             : "Retire that first, or undo the change that brought it."},
                  later ? later->change : std::string()};
  }
  return std::nullopt;
}

bool UndoFits::came_after(const ThingName& thing, std::int64_t change) {
  const auto image = things().image(thing);
  const std::string own = thing.id.substr(0, thing.id.find('.'));
  const auto by = known_change(connection_, image ? image->value("change", own) : own);
  return by && by->id > change;
}

bool UndoFits::got_text_after(const Image& extract, std::int64_t change) {
  const ThingName document{ThingKind::document, extract.at("document").get<std::string>()};
  return touched_after(connection_, document, change, "text") ||
         touched_after(connection_, document, change, "texts");
}

std::optional<Misfit> UndoFits::word_in_use(const Image& now, const Image& wanted) {
  const auto lost = word_lost(things(), now, wanted);
  if (!lost) return std::nullopt;
  const Image image = things().image(lost->user).value_or(Image::object());
  const bool is_hidden = session_.hidden().is_hidden(lost->user, image);
  const auto later = touched_after(connection_, lost->user, 0);
  return Misfit{
      "undo.later",
      rests +
          ("\"" + lost->word + "\" would leave the scale of " + lost->scale + ", and it is what ") +
          (is_hidden ? std::string(hidden_work) : things().said(lost->user)) + " says",
      {later && !is_hidden ? "Change that first, or undo this: " + later->words
                           : "Change that first."},
      {}};
}

}  // namespace retroduce::store
