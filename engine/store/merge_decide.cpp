// What merges left open is decided.
#include <algorithm>

#include "base/hash.h"
#include "base/text.h"
#include "store/apart_history.h"
#include "store/body.h"
#include "store/edit_session.h"
#include "store/history_rows.h"
#include "store/merge_conflicts.h"
#include "store/namesakes.h"
#include "store/record_rows.h"
#include "store/references.h"
#include "store/standing.h"

namespace retroduce::store {

using namespace model;

namespace {

/// "mine", "theirs" or the place of a side, from 1; nothing where it is none or not the only one.
std::optional<std::size_t> side_of(const Conflict& conflict, const std::string& which) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < conflict.sides.size(); ++i) {
    const bool is_meant = which == "mine"     ? conflict.sides[i].is_mine
                          : which == "theirs" ? !conflict.sides[i].is_mine
                                              : which == std::to_string(i + 1);
    if (is_meant) found.push_back(i);
  }
  return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}

/// The line of a list that is disputed, and the list without it.
Image without_line(const Image& list, const Rivals& rivals) {
  Image rest = Image::array();
  for (const Image& item : list) {
    const bool is_it = std::any_of(rivals.list.begin(), rivals.list.end(), [&](const Rival& each) {
      return says_the_same(each.value, item);
    });
    if (!is_it) rest.push_back(item);
  }
  return rest;
}

/// "retire concept "…"", "merge coder "…" into "…""
Edit sentence(const std::string& verb, const ThingName& thing,
              const std::string& into = std::string()) {
  using Kind = EditToken::Kind;
  const std::string kind(to_word(thing.kind));
  Edit edit{verb + " " + kind + " \"" + thing.id + "\"", {}, 0, {}};
  for (const std::string& word : base::split(verb + " " + kind, ' '))
    edit.tokens.push_back({Kind::word, word, 0, 0});
  edit.tokens.push_back({Kind::name, thing.id, 0, 0});
  if (into.empty()) return edit;
  edit.tokens.push_back({Kind::word, "into", 0, 0});
  edit.tokens.push_back({Kind::name, into, 0, 0});
  return edit;
}

class Deciding {
 public:
  /// `all`: whatever else is open.
  Deciding(Connection& connection, const OpenConflict& open, const std::vector<OpenConflict>& all,
           const Authorship& by, const std::string& now)
      : connection_(connection), open_(open), all_(all), by_(by), now_(now), things_(connection) {}

  EditReceipt run(const std::string& which) {
    if (open_.dispute.about == Dispute::About::name) {
      if (which == "same") return make_one();
      if (which == "another") return are_two();
      return refuse("merge.side", "\"" + which + "\" does not say whether the two are one",
                    "Say same, and they become one; or another, and both stay, this one as it is "
                    "called now.");
    }
    if (open_.clash.may_all_stand && which == "both") return stand_together();
    const auto side = side_of(open_.told, which);
    if (!side)
      return refuse("merge.side", "\"" + which + "\" does not say which of them holds",
                    "Say mine, theirs, or the number of one of its " +
                        std::to_string(open_.told.sides.size()) + " sides" +
                        (open_.clash.may_all_stand ? "; or both." : "."));
    const ConflictSide& chosen = open_.told.sides[*side];
    switch (open_.dispute.about) {
      case Dispute::About::presence:
        return chosen.says.starts_with(is_retired) ? let_go(chosen) : keep_whole();
      case Dispute::About::fork:
        return go_into(chosen);
      case Dispute::About::clash:
        return stand_alone(open_.clash.sides[*side], chosen.says);
      default:
        return let_hold(chosen);
    }
  }

 private:
  EditReceipt refuse(const char* code, const std::string& message, const std::string& note) {
    EditReceipt receipt;
    receipt.found.add(base::Severity::refused, code, message, {}, {note});
    return receipt;
  }

  static void add(EditReceipt& receipt, EditReceipt more) {
    receipt.found.append(more.found);
    receipt.done.insert(receipt.done.end(), more.done.begin(), more.done.end());
  }

  EditReceipt edit(const Edit& sentence) {
    return apply_edits(connection_, {sentence}, {by_, false, false}, now_);
  }

  EditReceipt undo(const std::string& uid) { return undo_alone(connection_, uid, by_, now_); }

  /// A decision that alters nothing: it says of these fields that they are as they are; of none,
  /// that the thing stays.
  EditReceipt say(const ThingName& thing, const Image& image, const std::set<std::string>& fields,
                  const std::string& what) {
    EditReceipt receipt;
    EditSession session(connection_, by_, now_);
    session.begin(std::string(decision_kind));
    session.decide(thing, image, image, fields);
    session.finish(what, by_.why);
    receipt.done.push_back({session.uid(), what, 0});
    return receipt;
  }

  /// Two things of one name are the same.
  EditReceipt make_one() {
    const ThingName& thing = open_.dispute.thing;
    const std::string name = open_.dispute.rivals.list.front().value.get<std::string>();
    const auto found = namesakes(things_, thing.kind, name, things_.image(thing).value());
    if (found.size() == 1 && HiddenWork(connection_, by_.by).hides(found.front()))
      return refuse(
          "merge.hidden",
          "whether the two are one cannot be said yet: the other is " + std::string(hidden_work),
          "Decide when all have finished; or say another, and both stay.");
    if (found.size() == 1 && found.front() != thing)
      return thing.kind == ThingKind::document ? make_one_paper(found.front())
                                               : edit(sentence("merge", thing, found.front().id));
    return refuse(
        "merge.side",
        "the other " + std::string(to_word(thing.kind)) + " is not called \"" + name +
            "\" any more; make the two one by name",
        "As with: retroduce edit REVIEW 'merge " + things_.said(thing) + " into \"ITS NAME\"'");
  }

  /// Nothing of documents is moved: the one stands for both.
  EditReceipt make_one_paper(const ThingName& other) {
    EditReceipt receipt =
        keep_both("decided: " + open_.told.thing + " keeps its key, and is the same paper");
    decide_papers(other, open_.dispute.thing, true, by_.why, receipt);
    return receipt;
  }

  /// Of papers that is said as well, so that who says the opposite in another copy is heard.
  EditReceipt are_two() {
    EditReceipt receipt = keep_both("decided: " + open_.told.thing + " is another");
    const ThingName& thing = open_.dispute.thing;
    if (thing.kind != ThingKind::document) return receipt;
    const std::string name = open_.dispute.rivals.list.front().value.get<std::string>();
    const auto found = namesakes(things_, thing.kind, name, things_.image(thing).value());
    if (found.size() == 1 && found.front() != thing)
      decide_papers(found.front(), thing, false, by_.why, receipt);
    return receipt;
  }

  /// They are not: the one that is shown with a number is called so from now on.
  EditReceipt keep_both(const std::string& what) {
    const ThingName& thing = open_.dispute.thing;
    return say(thing, things_.image(thing).value(), {open_.dispute.rivals.field}, what);
  }

  std::string key_of(const ThingName& document) {
    return things_.image(document)->value("key", std::string());
  }

  Change new_change(const std::string& why) {
    Change change;
    change.uid = base::random_id();
    change.at = now_;
    change.by = by_.by;
    change.why = why;
    change.kind = "edit";
    return change;
  }

  void decide_papers(const ThingName& one, const ThingName& other, bool is_same,
                     const std::string& why, EditReceipt& receipt) {
    const Change done =
        decide_double(connection_, key_of(one), key_of(other), is_same, new_change(why));
    if (!done.rows.empty()) receipt.done.push_back({done.uid, done.what, 0});
  }

  /// Who goes into another writes on its fields, knowing of all that was said of them; what is left
  /// open over one of these is not decided by the way.
  EditReceipt merge_into(const ThingName& thing, const ThingName& into) {
    EditReceipt receipt = edit(sentence("merge", thing, into.id));
    Conflicts left(connection_);
    for (const OpenConflict& each : all_) {
      const bool is_said_of_it =
          each.dispute.thing == into && (each.dispute.about == Dispute::About::field ||
                                         each.dispute.about == Dispute::About::judgement);
      if (!is_said_of_it || is_among(each, left.open())) continue;
      return refuse("merge.decide-first",
                    open_.told.thing + " writes on " + each.told.field + " of " + each.told.thing +
                        ", which conflict " + std::to_string(each.told.number) + " leaves open",
                    "Decide that first: retroduce conflicts REVIEW --keep " +
                        std::to_string(each.told.number) + " mine (or theirs, or a number)");
    }
    return receipt;
  }

  static bool is_among(const OpenConflict& one, const std::vector<OpenConflict>& list) {
    return std::any_of(list.begin(), list.end(), [&](const OpenConflict& other) {
      return other.dispute.thing == one.dispute.thing && other.told.field == one.told.field &&
             other.dispute.rivals.line == one.dispute.rivals.line;
    });
  }

  /// It goes as that side said: into another, where it had gone there; with all that came to it
  /// meanwhile.
  EditReceipt let_go(const ConflictSide& side) {
    const ThingName& thing = open_.dispute.thing;
    const auto went = open_.unions.find(side.change);
    if (went != open_.unions.end() && things_.image(went->second.into))
      return merge_into(thing, went->second.into);
    EditReceipt receipt = edit(sentence("retire", thing));
    if (receipt.found.refused())
      receipt.found.add(base::Severity::note, "merge.by-edit",
                        "what is said there is done with retroduce edit; then decide this again");
    return receipt;
  }

  /// It stays, with all that went with it, or went into another: what took it away is undone. Where
  /// that cannot be, it stays as it is now, and why is told.
  EditReceipt keep_whole() {
    EditReceipt receipt =
        say(open_.dispute.thing, Image::object(), {}, "decided: " + open_.told.thing + " stays");
    for (const Rival& rival : open_.dispute.rivals.list) {
      if (rival.value == true || rival.change == nullptr) continue;
      const auto uid = step_of(rival.change->uid);
      if (!uid || is_undone(connection_, *uid)) continue;
      connection_.run("SAVEPOINT keep_whole");
      EditReceipt undone = undo(*uid);
      const bool is_undone = !undone.found.refused();
      if (!is_undone) connection_.run("ROLLBACK TO keep_whole");
      connection_.run("RELEASE keep_whole");
      if (is_undone) {
        add(receipt, std::move(undone));
        continue;
      }
      if (open_.unions.count(rival.change->uid) > 0) {
        undone.found.add(base::Severity::note, "merge.by-undo",
                         "that it stays means that it is taken out again of what it went into");
        return undone;
      }
      tell_left_behind(undone.found, receipt);
    }
    return receipt;
  }

  /// The edit, or the one that it did again; nothing where it was anything else.
  std::optional<std::string> step_of(const std::string& uid) {
    const auto known = known_change(connection_, uid);
    if (!known) return std::nullopt;
    if (known->change.kind.starts_with(redo_prefix))
      return step_of(known->change.kind.substr(redo_prefix.size()));
    return known->change.kind == "edit" ? std::optional(uid) : std::nullopt;
  }

  void tell_left_behind(const base::Diagnostics& refusal, EditReceipt& receipt) {
    std::string why;
    std::vector<std::string> notes;
    for (const base::Diagnostic& each : refusal.sorted()) {
      if (each.severity != base::Severity::refused) continue;
      why = each.message;
      notes = each.notes;
    }
    receipt.found.add(base::Severity::loss, "merge.left-behind",
                      open_.told.thing + " stays, but what went with it does not come back: " + why,
                      {}, std::move(notes));
  }

  /// What went into two others went into the one that the side says.
  EditReceipt go_into(const ConflictSide& side) {
    const auto& holds = open_.unions.at(open_.told.sides.front().change);
    const auto& chosen = open_.unions.at(side.change);
    const std::string what = "decided: " + open_.told.thing + " went into " + side.says;
    if (chosen.change == holds.change) return say(holds.into, Image::object(), {}, what);
    EditReceipt receipt = say(chosen.into, Image::object(), {}, what);
    EditReceipt undone = undo(holds.change->uid);
    for (const base::Diagnostic& each : undone.found.sorted())
      if (each.code != "undo.other-not-made") receipt.found.add(each);  // it is made below
    undone.found = {};
    add(receipt, std::move(undone));
    if (!receipt.found.refused()) add(receipt, merge_into(chosen.gone, chosen.into));
    return receipt;
  }

  EditReceipt stand_together() {
    EditReceipt receipt;
    EditSession session(connection_, by_, now_);
    session.begin(std::string(decision_kind));
    for (const ClashSide& side : open_.clash.sides)
      session.decide(side.thing, Image::object(), Image::object(), {});
    const std::string what = "decided: " + open_.told.thing + " stands under both concepts";
    session.finish(what, by_.why);
    receipt.done.push_back({session.uid(), what, 0});
    return receipt;
  }

  /// Decisions on papers that go, in words; of a coding, that it is not under the other concept is
  /// said by where it is.
  std::string taken_back(const ClashSide& side) {
    if (open_.clash.may_all_stand) return {};
    std::vector<std::string> list;
    for (std::size_t i = 0; i < open_.clash.sides.size(); ++i)
      for (const ThingName& thing : side.gives_way)
        if (open_.clash.sides[i].thing == thing)
          list.push_back("no longer decided: " + open_.told.sides[i].says);
    return base::join(list, "; ");
  }

  /// What cannot stand beside it goes; remarks on that are remarks on it. That it stays is said, so
  /// that who decides the opposite elsewhere is seen to.
  EditReceipt stand_alone(const ClashSide& side, const std::string& says) {
    EditReceipt receipt;
    EditSession session(connection_, by_, now_);
    session.begin(std::string(decision_kind));
    for (const ThingName& thing : side.gives_way) {
      for (const auto& user : session.things().users(thing)) {
        if (user.field->type != ThingField::Type::about) continue;
        Image remark = session.things().image(user.thing).value();
        remark["about"] = {std::string(to_word(side.thing.kind)), side.thing.id};
        session.put(user.thing, remark);
      }
      session.put(thing, std::nullopt);
    }
    session.decide(side.thing, Image::object(), Image::object(), {});
    const std::string gone = taken_back(side);
    const std::string what = gone.empty() ? "decided: " + open_.told.thing + ": " + says
                                          : "decided: " + says + "; " + gone;
    if (session.finish(what, by_.why)) receipt.done.push_back({session.uid(), what, 0});
    return receipt;
  }

  // ---- what a field, a line of a list or a judgement says

  EditReceipt let_hold(const ConflictSide& side) {
    const Dispute& dispute = open_.dispute;
    const Image value = value_of(side);
    if (const auto gone = gone_from(value))
      return refuse(
          "merge.gone",
          "that side refers to a thing that is retired since (" + *gone + "), so it cannot hold",
          "Decide for another side, or bring it back first; see retroduce history.");
    if (const auto other = name_taken(value))
      return refuse("merge.taken",
                    "that side gives a name that " + things_.said(*other) +
                        " has meanwhile, so it cannot hold",
                    "Decide for another side, or rename that first.");
    const bool is_judgement = dispute.about == Dispute::About::judgement;
    EditReceipt receipt;
    EditSession session(connection_, by_, now_);
    session.begin(std::string(decision_kind));
    const std::string what = is_judgement ? "decided: " + open_.told.thing + ": " + side.says
                                          : "decided: " + open_.told.field + " of " +
                                                open_.told.thing + " is " + side.says;
    if (is_judgement) {
      decide_judgement(session, value);
    } else {
      free_from_circle(session, value);
      decide_field(session, value);
    }
    session.finish(what, by_.why);
    receipt.done.push_back({session.uid(), what, 0});
    return receipt;
  }

  /// To stand below what stands below it: that goes to the top first.
  void free_from_circle(EditSession& session, const Image& parent) {
    const auto now = open_.circle ? session.things().image(*open_.circle) : std::nullopt;
    if (!now || parent.is_null()) return;
    Image after = *now;
    after.erase("parent");
    session.decide(*open_.circle, *now, after, {"parent"});
  }

  Image value_of(const ConflictSide& side) {
    for (const Rival& rival : open_.dispute.rivals.list)
      if ((rival.change == nullptr ? std::string() : rival.change->uid) == side.change)
        return rival.value;
    return {};
  }

  /// As an image of the thing has it.
  Image in_image(const Image& value) {
    const Dispute& dispute = open_.dispute;
    if (dispute.about == Dispute::About::judgement) return value;
    return {{dispute.rivals.field, dispute.rivals.line.empty() ? value : Image::array({value})}};
  }

  /// What the value refers to and is gone, in words; nothing where all is there.
  std::optional<std::string> gone_from(const Image& value) {
    std::optional<std::string> gone;
    Image image = in_image(value);
    change_references(open_.dispute.thing.kind, image, [&](ThingKind of, const std::string& id) {
      const ThingName thing{of, id};
      if (of != ThingKind::review && of != ThingKind::element && !things_.image(thing))
        gone = std::string(to_word(of)) + " " + id;
      return id;
    });
    return gone;
  }

  /// Who has the name meanwhile that the value gives; nothing where it gives none, or it is free.
  std::optional<ThingName> name_taken(const Image& value) {
    const Dispute& dispute = open_.dispute;
    const ThingKind kind = dispute.thing.kind;
    if (!has_name_alone(kind) || dispute.rivals.field != shape_of(kind).name || !value.is_string())
      return std::nullopt;
    const Image own = things_.image(dispute.thing).value_or(Image::object());
    for (const ThingName& other : namesakes(things_, kind, value.get<std::string>(), own))
      if (other != dispute.thing && name_in(kind, *things_.image(other)) ==
                                        name_in(kind, Image{{dispute.rivals.field, value}}))
        return other;
    return std::nullopt;
  }

  void decide_field(EditSession& session, const Image& value) {
    const Dispute& dispute = open_.dispute;
    const std::string& field = dispute.rivals.field;
    const Image now = session.things().image(dispute.thing).value();
    if (dispute.rivals.line.empty()) {
      Image after = now;
      after.erase(field);
      if (!value.is_null()) after[field] = value;
      return session.decide(dispute.thing, now, after, {field});
    }
    // In two steps, so that the history says of this line alone that it was decided.
    Image list = now.value(field, Image::array());
    const Image rest = without_line(list, dispute.rivals);
    for (Image& item : list)
      if (std::find(rest.begin(), rest.end(), item) == rest.end()) item = value;
    Image between = now;
    between[field] = rest;
    Image after = now;
    after[field] = list;
    session.decide(dispute.thing, now, between, {field});
    session.decide(dispute.thing, between, after, {field});
  }

  /// All of it at once, so that nobody's reason ends beside another's judgement.
  void decide_judgement(EditSession& session, const Image& value) {
    const ThingName& thing = open_.dispute.thing;
    const Image now = session.things().image(thing).value();
    Image after = now;
    std::set<std::string> fields;
    for (const auto& [field, each] : value.items()) {
      fields.insert(field);
      after.erase(field);
      if (!each.is_null()) after[field] = each;
    }
    // Who decides on two papers stands for it from now on, as with retroduce duplicates.
    if (thing.kind == ThingKind::sameness) {
      fields.insert({"change", "reason"});
      after["change"] = session.uid();
      if (!by_.why.empty()) after["reason"] = by_.why;
    }
    session.decide(thing, now, after, fields);
  }

  Connection& connection_;
  const OpenConflict& open_;
  const std::vector<OpenConflict>& all_;
  const Authorship& by_;
  const std::string& now_;
  Things things_;
};

}  // namespace

EditReceipt decide_conflict(Connection& connection, std::size_t number, const std::string& which,
                            const Authorship& by, const std::string& now) {
  EditReceipt receipt;
  Conflicts conflicts(connection);
  if (number == 0 || number > conflicts.open().size()) {
    receipt.found.add(base::Severity::refused, "merge.no-conflict",
                      "there is no conflict " + std::to_string(number), {},
                      {"See them with: retroduce conflicts REVIEW"});
    return receipt;
  }
  if (auto refusal = missing_reason(connection, by.why)) {
    receipt.found.add(std::move(*refusal));
    return receipt;
  }
  receipt =
      Deciding(connection, conflicts.open()[number - 1], conflicts.open(), by, now).run(which);
  // One decision is one step.
  std::vector<std::string> uids;
  for (const EditDone& done : receipt.done) uids.push_back(done.uid);
  if (uids.size() > 1) make_parts(connection, uids.front(), {uids.begin() + 1, uids.end()});
  return receipt;
}

}  // namespace retroduce::store
