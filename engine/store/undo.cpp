// Undo and redo: a change taken back by another change, row by row, from the last to the first.
#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/text.h"
#include "store/apart_history.h"
#include "store/backup_names.h"
#include "store/body.h"
#include "store/coded_apart.h"
#include "store/edit_session.h"
#include "store/extract_place.h"
#include "store/history_find.h"
#include "store/history_rows.h"
#include "store/history_words.h"
#include "store/precedence.h"
#include "store/references.h"
#include "store/standing.h"
#include "store/step_after.h"
#include "store/step_back.h"
#include "store/stored.h"
#include "store/text_images.h"
#include "store/undo_elements.h"
#include "store/undo_fits.h"
#include "store/undo_unaware.h"

namespace retroduce::store {

using namespace model;

namespace {

using Target = KnownChange;

constexpr const char* again = "do again";

/// The fields that the row of a thing that stayed tells of.
std::set<std::string> fields_of(const HistoryRow& row) {
  std::set<std::string> fields;
  for (const std::string* text : {&row.before, &row.after}) {
    if (text->empty()) continue;
    const Image image = read_image(*text);
    for (const auto& [field, value] : image.items()) fields.insert(field);
  }
  return fields;
}

/// Whether a document that stayed got another text, or lost one.
bool is_of_text(const HistoryRow& row) {
  if (row.thing != ThingKind::document || row.before.empty() || row.after.empty()) return false;
  const auto fields = fields_of(row);
  return fields.count("text") + fields.count("texts") > 0;
}

std::string in_words(const Change& change) { return touch_of(change).words; }

class Undoing {
 public:
  Undoing(Connection& connection, const Authorship& by, const std::string& now)
      : connection_(connection), session_(connection, by, now), fits_(connection, session_) {}

  EditReceipt receipt;
  /// The change, by uid, that is to be undone before this one can be; empty: nobody knows of one.
  std::string needs_first;

  /// Whether a reason is demanded and not given; the receipt tells.
  bool lacks_reason() {
    auto refusal = missing_reason(connection_, session_.by().why);
    if (refusal) receipt.found.add(std::move(*refusal));
    return receipt.found.refused();
  }

  void refuse(const char* code, const std::string& message, std::vector<std::string> notes = {}) {
    receipt.found.add(base::Severity::refused, code, message, {}, std::move(notes));
  }

  /// Of the labels that changes bear, whose work alone is meant where no change is named.
  std::set<std::string> own_alone() { return labels_meant(connection_, session_.by().by); }

  /// No change was named, and none can be meant.
  void refuse_none(const std::string& what) {
    if (const auto restore = went_back(connection_)) {
      std::vector<std::string> notes{
          "Name the change that is meant; see retroduce history REVIEW."};
      const std::string& told = restore->change.what;
      if (const std::string file = file_kept_as(told); !file.empty())
        notes.push_back("To take back that it went there: retroduce restore REVIEW " + file +
                        " --force");
      return refuse("undo.none",
                    "there is nothing to " + what + " since " + restore->change.by + " " +
                        told.substr(0, told.find(';')),
                    std::move(notes));
    }
    if (!is_merged(connection_))
      return refuse("undo.none", "there is nothing to " + what,
                    {what == again && !own_alone().empty()
                         ? "What another took back is theirs to do again; a document is finished "
                           "again with: retroduce edit REVIEW 'finish DOCUMENT'"
                         : "See the history with: retroduce history REVIEW"});
    refuse("undo.none", "there is nothing to " + what + " of what was done here since a merge",
           {"Name the change that is meant; see retroduce history REVIEW. What was before the "
            "merge is "
            "among the backups: retroduce backups REVIEW"});
  }

  /// Takes the rows back and keeps that as a change of that kind. Of a decision also where that
  /// alters nothing: it counts no more.
  void run(const Target& target, const std::vector<HistoryRow>& rows, const std::string& kind,
           const std::string& what, bool is_decision) {
    is_decision_ = is_decision;
    unaware_.reset();
    elements_ = {};
    if (Unaware::are_there(connection_, target.change.uid))
      unaware_.emplace(connection_, target.change.uid);
    session_.begin(kind);
    if (is_own_again(target, kind))
      session_.need_none_shown();
    else if (!fits(fits_.hidden_in(rows, target.change.by)))
      return;
    if (unaware_)
      if (auto told = unaware_->left_out(things()))
        return leave_as_it_is(target, what, std::move(*told));
    const auto held_back = unaware_ && kind.starts_with(undo_prefix)
                               ? unaware_->held_back(things())
                               : std::vector<base::Diagnostic>();
    std::set<const HistoryRow*> moved;
    if (unaware_ && !is_decision) moved = moved_with_elements(rows);
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
      if (moved.count(&*row) > 0) continue;
      if (rows.size() > 1 && target.change.kind != "import" && is_needed_by_the_way(*row)) continue;
      const bool may_say_nothing = is_decision || row->thing == ThingKind::review;
      if (may_say_nothing && row->before == "{}" && row->after == "{}") {
        say_undone({row->thing, row->thing_id});  // it said that the thing stays
        continue;
      }
      const bool is_plain = !unaware_ || row->thing == ThingKind::element || is_text(*row);
      if (is_plain ? !take_back(target, *row) : !take_back_from_others(*row)) return;
    }
    if (target.change.kind == "import" && !take_back_import(target)) return;
    for (const HistoryRow& row : session_.change().rows)
      if (!fits(fits_.off_scale(row))) return;
    if (!session_.finish(what, session_.by().why)) return;
    tell_done(target, what);
    for (const base::Diagnostic& each : held_back) receipt.found.add(each);
  }

 private:
  Things& things() { return session_.things(); }

  /// Who does again what they took back themselves saw all of it then: finishing, say, which makes
  /// one extract of what several took.
  bool is_own_again(const Target& undo, const std::string& kind) {
    return kind.starts_with(redo_prefix) && own_alone().count(undo.change.by) > 0;
  }

  /// A person, or the words of a scale, that came along with what is taken back, and that others
  /// need by now: nobody meant them by it, and they stay.
  bool is_needed_by_the_way(const HistoryRow& row) {
    if (unaware_) return false;
    if (row.thing == ThingKind::coder && row.before.empty())
      return fits_.may_go({row.thing, row.thing_id}).has_value();
    if (row.thing != ThingKind::review || row.before.empty() || row.after.empty()) return false;
    const auto now = things().image({row.thing, row.thing_id}, true);
    const auto before = is_as_left(row, now) ? before_row(row, now) : std::nullopt;
    return before && fits_.word_in_use(*now, *before).has_value();
  }

  /// What does not hold anyway is undone without moving anything.
  void leave_as_it_is(const Target& target, const std::string& what, base::Diagnostic told) {
    if (told.severity != base::Severity::refused) {
      say_undone({ThingKind::review, "review"});
      session_.finish(what, session_.by().why);
      tell_done(target, what);
    }
    receipt.found.add(std::move(told));
  }

  void tell_done(const Target& target, const std::string& what) {
    receipt.done.push_back({session_.uid(), what, 0});
    if (target.change.by != session_.by().by)
      receipt.found.add(base::Severity::note, "undo.of-other",
                        "that was the work of " + target.change.by);
  }

  /// What is gone, too, by its last name.
  std::string said(const ThingName& thing) { return HistoryWords(things()).said(thing); }

  bool take_back(const Target& target, const HistoryRow& row) {
    const ThingName thing{row.thing, row.thing_id};
    const auto now = things().image(thing, true);
    if (!is_as_left(row, now)) {
      if (unaware_ && is_text(row)) {
        refuse("undo.joined",
               "another text of " + things().said(thing) +
                   " was attached by somebody who did not know of this one",
               {"Attach the text that is to hold: retroduce attach REVIEW FOLDER --replace"});
        return false;
      }
      const auto later = touched_after(connection_, thing, target.id);
      if (later && !fits(fits_.hidden_later(later->change))) return false;
      if (!later && is_merged(connection_)) {
        // A merge shows it otherwise by now; without the change all is joined anew.
        say_undone(thing);
        return true;
      }
      if (const auto base = later ? std::nullopt : undone_after(connection_, thing, target.id)) {
        if (!fits(fits_.hidden_later(base->uid))) return false;
        refuse("undo.later",
               "it was done on what is undone by now: " + said(thing) + " is otherwise",
               {redo_first(touch_of(*base))});
        return false;
      }
      refuse("undo.later", "later work rests on this change: " + said(thing) + " was changed again",
             {later ? undo_first(*later)
                    : "It was changed outside of the history; see retroduce check."});
      if (later) needs_first = later->change;
      return false;
    }
    if (is_of_text(row) && !fits(fits_.text_in_use(thing, target.id))) return false;
    auto before = before_row(row, now);
    if (!before && !fits(fits_.may_go(thing))) return false;
    if (is_decision_ && now && before) {
      session_.decide(thing, *now, *before, fields_of(row));
      return true;
    }
    if (before && (!fits(fits_.may_be(thing, *before)) ||
                   !fits(fits_.may_be_again(thing, *before, target.id))))
      return false;
    // What an import brought, and says such words, goes after this.
    const bool is_of_scales = thing.kind == ThingKind::review && target.change.kind != "import";
    if (before && now && is_of_scales && !fits(fits_.word_in_use(*now, *before))) return false;
    if (thing.kind == ThingKind::configuration && now && before &&
        now->value("elements", Image()) != before->value("elements", Image()))
      return change_elements(thing, *before, *now, *before, {}, [&](const ThingName& on_it) {
        return !fits_.came_after(on_it, target.id);
      });
    if (before && thing.kind == ThingKind::extract && fits_.got_text_after(*before, target.id))
      place_in_text_of_now(things(), *before);
    session_.put(thing, before, before && before->contains("texts"));
    return true;
  }

  /// The same where others worked without knowing of the change: what they made holds, and is what
  /// the undo leaves. Only who knew of the change can rest on it.
  bool take_back_from_others(const HistoryRow& as_made) {
    if (unaware_->moved_nothing(as_made)) return true;
    HistoryRow row = unaware_->as_called_now(as_made);
    if (row.thing == ThingKind::evidence) elements_.follow(row, as_made);
    const ThingName thing{row.thing, row.thing_id};
    const auto now = things().image(thing, true);
    // A decision that is undone counts no more; then everything is joined anew.
    if (is_decision_ && now) {
      session_.decide(thing, *now, *now, fields_of(row));
      return true;
    }
    if (row.after.empty() && now) {  // kept for others
      session_.decide(thing, Image::object(), Image::object(), {});
      return true;
    }
    if (unaware_->stands_aside(as_made)) {
      refuse("undo.aside",
             "the element that this evidence was for is gone, and " + said(thing) +
                 " bears on the whole configuration by itself",
             {"Add the element again first; see retroduce history REVIEW."});
      return false;
    }
    if (row.before.empty()) return take_away(thing, now);
    if (row.after.empty()) {
      if (stays_away(thing)) return true;
      const Image before = read_image(row.before);
      if (!fits(fits_.may_be(thing, before))) return false;
      session_.put(thing, before, before.contains("texts"));
      return true;
    }
    return give_fields_back(thing, row, now);
  }

  /// A row that alters nothing, of something that is there.
  void say_undone(const ThingName& thing) {
    const ThingName review{ThingKind::review, "review"};
    session_.decide(things().image(thing) ? thing : review, Image::object(), Image::object(), {});
  }

  bool refuse_later(const ThingName& thing, const std::string& uid) {
    if (!fits(fits_.hidden_later(uid))) return false;
    refuse("undo.later", "later work rests on this change: " + said(thing) + " was changed again",
           {undo_first(touch_of(known_change(connection_, uid)->change))});
    needs_first = uid;
    return false;
  }

  /// What another took away, too, without knowing of this change; nothing else needs it.
  bool stays_away(const ThingName& thing) {
    if (shape_of(thing.kind).natural_key.empty()) return false;
    const auto other = unaware_->also_taken_by(thing);
    if (!other) return false;
    if (own_alone().empty())
      receipt.found.add(base::Severity::note, "undo.taken-by-other", said(thing) + " stays away",
                        {},
                        {"It was taken away by another, too: " +
                         in_words(known_change(connection_, *other)->change)});
    if (session_.change().rows.empty()) say_undone(thing);
    return true;
  }

  bool take_away(const ThingName& thing, const std::optional<Image>& now) {
    if (const auto other = unaware_->also_brought_by(thing)) {
      if (!fits(fits_.hidden_later(*other))) return false;
      refuse("undo.shared",
             things().said(thing) + " was added by another, too, who did not know of this change",
             {"It stays for this one: " + in_words(known_change(connection_, *other)->change),
              "Where nobody needs it, retire it."});
      return false;
    }
    if (const auto later = unaware_->rests_on_it(thing, std::nullopt))
      return refuse_later(thing, *later);
    if (!now) return true;
    if (!fits(fits_.may_go(thing))) return false;
    session_.put(thing, std::nullopt);
    return true;
  }

  bool give_fields_back(const ThingName& thing, const HistoryRow& row,
                        const std::optional<Image>& now) {
    const Image made = read_image(row.after);
    const Image was = read_image(row.before);
    Image fields = made;
    for (const std::string& field : fields_of(row))
      if (!fields.contains(field)) fields[field] = Image();
    if (const auto later = unaware_->rests_on_it(thing, fields)) return refuse_later(thing, *later);
    if (!now) {
      refuse("undo.later", "what this change altered is gone: " + said(thing));
      return false;
    }
    Image after = *now;
    std::set<std::string> contested;
    for (const auto& [field, value] : fields.items()) {
      Image left = was.value(field, Image());
      if (unaware_->is_contested(thing, field)) {
        left = unaware_->value_without(thing, field);
        contested.insert(field);
      }
      after.erase(field);
      if (!left.is_null()) after[field] = std::move(left);
    }
    if (!fits(fits_.may_be(thing, after))) return false;
    if (fields.contains("elements"))
      return change_elements(thing, was, *now, after, contested,
                             [](const ThingName&) { return false; });
    session_.decide(thing, *now, after, contested);
    return true;
  }

  /// What stands on elements stays with them; what is for one that would go rests on it. `was`: as
  /// they were before the change.
  bool change_elements(const ThingName& thing, const Image& was, const Image& now,
                       const Image& after, const std::set<std::string>& fields,
                       const MovedElements::Stays& stays) {
    const auto evidence = elements_.decide(session_, thing, now, after, fields, was, stays);
    if (!evidence) return true;
    const auto later = touched_after(connection_, *evidence, 0);
    if (later && !fits(fits_.hidden_later(later->change))) return false;
    std::vector<std::string> notes;
    if (later) notes.push_back(undo_first(*later));
    refuse(
        "undo.later",
        "later work rests on this change: " + said(*evidence) + " is for an element that would go",
        std::move(notes));
    if (later) needs_first = later->change;
    return false;
  }

  bool fits(std::optional<Misfit> misfit) {
    if (!misfit) return true;
    refuse(misfit->code, misfit->message, std::move(misfit->notes));
    if (!misfit->needs_first.empty()) needs_first = std::move(misfit->needs_first);
    return false;
  }

  bool take_back_import(const Target& target) {
    const auto list = things().added_by(target.id);
    const std::set<ThingName> going(list.begin(), list.end());
    for (const ThingKind kind : {ThingKind::memo, ThingKind::foreign_part}) {
      for (const ThingName& thing : things().all(kind)) {
        if (going.count(thing) > 0) continue;
        const auto image = things().image(thing);
        const ThingName about{stored_word<ThingKind>(image->at("about").at(0).get<std::string>()),
                              image->at("about").at(1).get<std::string>()};
        const bool is_of_element = about.kind == ThingKind::element;
        const ThingName holder{is_of_element ? ThingKind::configuration : about.kind,
                               is_of_element ? about.id.substr(0, about.id.find(' ')) : about.id};
        if (going.count(holder) == 0) continue;
        refuse("undo.later", "later work rests on this import: " + things().said(thing) +
                                 " is about " + things().said(holder));
        return false;
      }
    }
    const auto touched = touched_since(connection_, target.id);
    for (const ThingName& thing : list) {
      const auto later =
          touched.count(thing) > 0 ? touched_after(connection_, thing, target.id) : std::nullopt;
      if (!later) continue;
      refuse("undo.later",
             "later work rests on this import: " + things().said(thing) + " was changed since",
             {undo_first(*later)});
      needs_first = later->change;
      return false;
    }
    for (const ThingName& thing : list) session_.put(thing, std::nullopt);
    Query query(connection_.prepared("PRAGMA foreign_key_check"));
    if (!query.next()) return true;
    refuse("undo.later",
           "later work rests on this import: a " + query.text(0) + " that came later refers to a " +
               query.text(2) + " that it brought",
           {"Undo the later changes first; see retroduce history REVIEW."});
    return false;
  }

  Connection& connection_;
  EditSession session_;
  UndoFits fits_;
  bool is_decision_ = false;  ///< what is taken back
  std::optional<Unaware> unaware_;
  MovedElements elements_;
};

void take_back(Connection& connection, const Target& target, Undoing& undoing) {
  const auto rows = history_of(connection, target.id);
  if (const auto fault = cannot_undo(target.change, rows))
    return undoing.refuse("undo.not-possible", *fault);
  undoing.run(target, rows, std::string(undo_prefix) + target.change.uid,
              "undid: " + target.change.what, target.change.kind == decision_kind);
}

/// What rests on parts of what was done at one go; nothing where nothing does.
std::optional<Touch> later_work(Connection& connection, const Target& whole) {
  if (whole.change.kind != decision_kind) return std::nullopt;
  const auto parts = parts_of(connection, whole.change.uid);
  for (const Target& part : parts)
    for (const HistoryRow& row : history_of(connection, part.id))
      if (const auto later = step_after(connection, parts.back().id, row))
        return touch_of(later->change);
  return std::nullopt;
}

/// The change that is meant where one of several that are one is named.
std::optional<Target> whole(Connection& connection, const std::optional<Target>& named) {
  const std::string first = named ? whole_of(named->change.counts) : std::string();
  return first.empty() ? named : known_change(connection, first);
}

/// The change of that name; without one the last of those that `last` lists.
std::optional<Target> meant(Connection& connection, const std::string& change,
                            decltype(last_standing)& last, Undoing& undoing) {
  if (!change.empty()) return whole(connection, known_change(connection, change));
  const auto one = last(connection, 1, undoing.own_alone());
  return one.empty() ? std::nullopt : known_change(connection, one.front());
}

/// What can be taken back is; else the receipt tells why not.
void undo_one(Connection& connection, const std::string& change, Undoing& undoing) {
  const auto target = meant(connection, change, last_standing, undoing);
  if (!target && change.empty()) {
    undoing.refuse_none("undo");
  } else if (!target) {
    undoing.refuse("undo.unknown", "no change is called " + change,
                   {"See them with: retroduce history REVIEW"});
  } else if (!is_step(target->change.kind)) {
    undoing.refuse("undo.unknown", "that change is itself an " + target->change.kind.substr(0, 4) +
                                       "; name the change that it is of");
  } else if (target->is_undone) {
    undoing.refuse("undo.done", "that change is undone already: " + in_words(target->change));
  } else if (const auto later = later_work(connection, *target)) {
    undoing.refuse("undo.later", "later work rests on this decision", {undo_first(*later)});
  } else {
    // Its parts count as not made then, and all is joined anew.
    take_back(connection, *target, undoing);
  }
}

/// All that is to be undone before a change can be, found by doing it: nobody is to undo good work
/// only to be refused at the end. Whoever asks rolls back.
class Road {
 public:
  Road(Connection& connection, const Authorship& by, const std::string& now)
      : connection_(connection), by_(by), now_(now) {}

  /// Changes in the order in which they are to be undone.
  std::vector<Touch> first;
  /// What stands in the way at last; nothing where the road leads there, or is too long to look
  /// down.
  std::optional<base::Diagnostic> end;
  bool is_cut = false;

  bool clear(const std::string& change) {
    while (true) {
      if (++steps_ > most_steps) {
        is_cut = true;
        return false;
      }
      connection_.run("SAVEPOINT step_of_road");
      Undoing undoing(connection_, by_, now_);
      undo_one(connection_, change, undoing);
      const bool is_refused = undoing.receipt.found.refused();
      if (is_refused) connection_.run("ROLLBACK TO step_of_road");
      connection_.run("RELEASE step_of_road");
      if (!is_refused) {
        first.push_back(touch_of(known_change(connection_, change)->change));
        return true;
      }
      if (undoing.needs_first.empty() || undoing.needs_first == change) {
        for (base::Diagnostic& found : undoing.receipt.found.sorted())
          if (found.severity == base::Severity::refused) end = std::move(found);
        return false;
      }
      if (!clear(undoing.needs_first)) return false;
    }
  }

 private:
  static constexpr int most_steps = 24;
  Connection& connection_;
  const Authorship& by_;
  const std::string& now_;
  int steps_ = 0;
};

/// What to do where a change rests under others, found within the savepoint "undoing".
std::vector<std::string> advice(Connection& connection, const std::string& change,
                                const Authorship& by, const std::string& now) {
  Road road(connection, by, now);
  std::vector<std::string> notes;
  try {
    if (road.clear(change)) road.first.pop_back();  // the change itself
  } catch (const base::Error& fault) {
    road.end = base::Diagnostic{base::Severity::refused, "undo.not-possible", fault.what(), {}, {}};
  }
  if (road.end) {
    notes.push_back("Undoing what rests on it would not lead there: " + road.end->message);
    connection.run("ROLLBACK TO undoing");  // things are called as they are
    const auto by_hand =
        element_sentences(connection, history_of(connection, known_change(connection, change)->id));
    notes.insert(notes.end(), by_hand.begin(), by_hand.end());
    return notes;
  }
  if (road.first.size() == 1 && !road.is_cut) return {undo_first(road.first.front())};
  notes.emplace_back("Undo these first, in this order, each with retroduce undo REVIEW CHANGE:");
  for (const Touch& each : road.first) notes.push_back(each.words);
  if (road.is_cut) notes.emplace_back("and more, for much rests on it.");
  return notes;
}

}  // namespace

EditReceipt undo_change(Connection& connection, const std::string& change, const Authorship& by,
                        const std::string& now) {
  Undoing undoing(connection, by, now);
  if (undoing.lacks_reason()) return std::move(undoing.receipt);
  connection.run("SAVEPOINT undoing");
  undo_one(connection, change, undoing);
  if (!undoing.receipt.found.refused() || undoing.needs_first.empty() || change.empty()) {
    connection.run("RELEASE undoing");
    return std::move(undoing.receipt);
  }
  connection.run("ROLLBACK TO undoing");
  base::Diagnostic refusal = undoing.receipt.found.sorted().front();
  refusal.notes = advice(connection, change, by, now);
  connection.run("ROLLBACK TO undoing");
  connection.run("RELEASE undoing");
  EditReceipt receipt;
  receipt.found.add(std::move(refusal));
  return receipt;
}

EditReceipt undo_alone(Connection& connection, const std::string& change, const Authorship& by,
                       const std::string& now) {
  Undoing undoing(connection, by, now);
  if (const auto target = known_change(connection, change)) take_back(connection, *target, undoing);
  return std::move(undoing.receipt);
}

EditReceipt redo_change(Connection& connection, const std::string& change, const Authorship& by,
                        const std::string& now) {
  Undoing undoing(connection, by, now);
  if (undoing.lacks_reason()) return std::move(undoing.receipt);
  const auto target = meant(connection, change, last_undone, undoing);
  const auto undo = target ? undone_by(connection, target->change.uid) : std::nullopt;
  if (undo) {
    undoing.run(*undo, history_of(connection, undo->id),
                std::string(redo_prefix) + target->change.uid, "did again: " + target->change.what,
                target->change.kind == decision_kind);
  } else if (change.empty()) {
    undoing.refuse_none(again);
  } else {
    undoing.refuse("undo.none", "no change called " + change + " is undone");
  }
  return std::move(undoing.receipt);
}

}  // namespace retroduce::store
