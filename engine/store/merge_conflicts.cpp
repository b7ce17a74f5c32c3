// What merges left open, told side by side and decided. Conflicts are nowhere written down: they
// follow from the history, so that every copy that holds the same changes has the same ones.
#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "store/apart_history.h"
#include "store/blind.h"
#include "store/body.h"
#include "store/edit_session.h"
#include "store/errors.h"
#include "store/history_rows.h"
#include "store/history_words.h"
#include "store/merge_names.h"
#include "store/moment_bytes.h"
#include "store/references.h"
#include "store/standing.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr std::string_view is_used = "is in use";
constexpr std::string_view is_retired = "is retired";

struct Open {
  Conflict told;
  Dispute dispute;
};

class Conflicts {
 public:
  explicit Conflicts(Connection& connection)
      : connection_(connection),
        things_(connection),
        history_(connection, nullptr),
        state_(history_) {
    NameJoin names(history_, state_,
                   [this](const ThingName& thing) { return things_.image(thing).has_value(); });
    for (const ThingName& unit : history_.ever_touched()) {
      for (Dispute& dispute : state_.outcome(unit).disputes) add(std::move(dispute));
      if (auto dispute = names.dispute(unit)) add(std::move(*dispute));
    }
    std::stable_sort(open_.begin(), open_.end(), [](const Open& a, const Open& b) {
      const auto order = base::compare_labels(a.told.thing, b.told.thing);
      if (order != 0) return order < 0;
      return std::pair(a.dispute.thing, a.told.field) < std::pair(b.dispute.thing, b.told.field);
    });
    for (std::size_t i = 0; i < open_.size(); ++i) open_[i].told.number = i + 1;
  }

  std::vector<Open>& open() { return open_; }

 private:
  void add(Dispute dispute) {
    if (!things_.image(dispute.thing)) return;
    Open one;
    one.told.thing = things_.said(dispute.thing);
    const ThingShape* shape =
        dispute.thing.kind == ThingKind::review ? nullptr : &shape_of(dispute.thing.kind);
    one.told.field = dispute.rivals.field;
    if (!dispute.rivals.line.empty()) one.told.field += ", one line";
    for (const Rival& rival : dispute.rivals.list) {
      ConflictSide side;
      if (rival.change != nullptr) {
        side.by = rival.change->by;
        side.at = rival.change->at;
        side.change = rival.change->uid;
        side.is_mine = rival.change->is_own;
      }
      switch (dispute.about) {
        case Dispute::About::field:
          side.says = value_in_words(things_, shape, dispute.rivals.field, rival.value);
          break;
        case Dispute::About::presence:
          side.says = std::string(rival.value == true ? is_used : is_retired);
          break;
        case Dispute::About::name:
          side.says = "is called " +
                      value_in_words(things_, shape, dispute.rivals.field, rival.value) +
                      " like another";
          break;
      }
      one.told.sides.push_back(std::move(side));
    }
    if (dispute.about == Dispute::About::presence) {
      tell_presence_once(one);
      tell_how_it_went(one);
    }
    one.dispute = std::move(dispute);
    open_.push_back(std::move(one));
  }

  /// The last that took it away and the last that held it stand for all.
  static void tell_presence_once(Open& one) {
    auto& sides = one.told.sides;
    std::stable_sort(sides.begin(), sides.end(), [](const auto& a, const auto& b) {
      return std::tie(a.says, b.at, b.change) < std::tie(b.says, a.at, a.change);
    });
    sides.erase(std::unique(sides.begin(), sides.end(),
                            [](const auto& a, const auto& b) { return a.says == b.says; }),
                sides.end());
  }

  /// What became of it: it may have gone into another.
  void tell_how_it_went(Open& one) {
    for (ConflictSide& side : one.told.sides)
      if (side.says == is_retired)
        if (const auto change = known_change(connection_, side.change))
          side.says += ": " + change->change.what;
  }

  Connection& connection_;
  Things things_;
  MergeHistory history_;
  MergeState state_;
  std::vector<Open> open_;
};

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
  Edit edit{verb + " " + kind + " \"" + thing.id + "\"", {}, 0};
  for (const std::string& word : base::split(verb + " " + kind, ' '))
    edit.tokens.push_back({Kind::word, word, 0, 0});
  edit.tokens.push_back({Kind::name, thing.id, 0, 0});
  if (into.empty()) return edit;
  edit.tokens.push_back({Kind::word, "into", 0, 0});
  edit.tokens.push_back({Kind::name, into, 0, 0});
  return edit;
}

/// What that side of a dispute over a field says.
Image value_of(const Open& open, const ConflictSide& side) {
  for (const Rival& rival : open.dispute.rivals.list)
    if ((rival.change == nullptr ? std::string() : rival.change->uid) == side.change)
      return rival.value;
  return {};
}

/// What the value refers to and is gone, in words; nothing where all is there.
std::optional<std::string> gone_from(Things& things, const Dispute& dispute, const Image& value) {
  std::optional<std::string> gone;
  Image image = Image::object();
  image[dispute.rivals.field] = dispute.rivals.line.empty() ? value : Image::array({value});
  change_references(dispute.thing.kind, image, [&](ThingKind of, const std::string& id) {
    const ThingName thing{of, id};
    if (of != ThingKind::review && of != ThingKind::element && !things.image(thing))
      gone = std::string(to_word(of)) + " " + id;
    return id;
  });
  return gone;
}

/// Who has the name meanwhile that the value gives; nothing where it gives none, or it is free.
std::optional<ThingName> name_taken(Things& things, const Dispute& dispute, const Image& value) {
  const ThingKind kind = dispute.thing.kind;
  if (!has_name_alone(kind) || dispute.rivals.field != shape_of(kind).name || !value.is_string())
    return std::nullopt;
  const std::string scope(name_scope(kind));
  const auto within = [&](const ThingName& thing) {
    return things.image(thing)->value(scope, Image());
  };
  for (const ThingName& other : things.find(kind, value.get<std::string>()))
    if (other != dispute.thing &&
        name_in(kind, *things.image(other)) ==
            name_in(kind, Image{{dispute.rivals.field, value}}) &&
        (scope.empty() || within(other) == within(dispute.thing)))
      return other;
  return std::nullopt;
}

void decide_field(EditSession& session, const Dispute& dispute, const Image& value) {
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

}  // namespace

namespace {

/// Two things of one name are the same.
EditReceipt make_one(Connection& connection, const Open& open, const Authorship& by,
                     const std::string& now) {
  const ThingName& thing = open.dispute.thing;
  const std::string name = open.dispute.rivals.list.front().value.get<std::string>();
  Things things(connection);
  const auto found = things.find(thing.kind, name);
  if (found.size() == 1 && found.front() != thing)
    return apply_edits(connection, {sentence("merge", thing, found.front().id)}, {by, false, false},
                       now);
  EditReceipt receipt;
  receipt.found.add(base::Severity::refused, "merge.side",
                    "the other " + std::string(to_word(thing.kind)) + " is not called \"" + name +
                        "\" any more; make the two one by name",
                    {}, {"As with: retroduce edit REVIEW 'merge …'"});
  return receipt;
}

/// The change, or the one that it did again, where that put things together.
std::optional<std::string> union_by(Connection& connection, const std::string& uid) {
  const auto known = known_change(connection, uid);
  if (!known) return std::nullopt;
  if (known->change.kind.starts_with(redo_prefix))
    return union_by(connection, known->change.kind.substr(redo_prefix.size()));
  return known->change.what.starts_with("merged ") ? std::optional(uid) : std::nullopt;
}

/// It stays. Where it had gone into another, what was its own went there, too, and comes back.
EditReceipt keep_whole(Connection& connection, const Open& open, const Authorship& by,
                       const std::string& now) {
  EditReceipt receipt;
  std::set<std::string> unions;
  for (const Rival& rival : open.dispute.rivals.list)
    if (rival.value == false && rival.change != nullptr)
      if (const auto uid = union_by(connection, rival.change->uid)) unions.insert(*uid);
  for (const std::string& uid : unions) {
    if (is_undone(connection, uid)) continue;
    EditReceipt undone = undo_change(connection, uid, by, now);
    receipt.found.append(undone.found);
    receipt.done.insert(receipt.done.end(), undone.done.begin(), undone.done.end());
    if (!undone.found.refused()) continue;
    receipt.found.add(base::Severity::note, "merge.by-undo",
                      "that it stays means that it is taken out again of what it went into");
    return receipt;
  }
  if (!receipt.done.empty()) return receipt;
  EditSession session(connection, by, now);
  session.begin(std::string(decision_kind));
  const std::string what = "decided: " + open.told.thing + " stays";
  session.decide(open.dispute.thing, Image::object(), Image::object(), {});
  session.finish(what, by.why);
  receipt.done.push_back({session.uid(), what, 0});
  return receipt;
}

/// They are not: the one that is shown with a number is called so from now on.
EditReceipt keep_both(Connection& connection, const Open& open, const Authorship& by,
                      const std::string& now) {
  EditReceipt receipt;
  EditSession session(connection, by, now);
  session.begin(std::string(decision_kind));
  const Image image = session.things().image(open.dispute.thing).value();
  session.decide(open.dispute.thing, image, image, {open.dispute.rivals.field});
  const std::string what = "decided: " + open.told.thing + " is another";
  session.finish(what, by.why);
  receipt.done.push_back({session.uid(), what, 0});
  return receipt;
}

}  // namespace

std::vector<Conflict> read_conflicts(Connection& connection) {
  std::vector<Conflict> list;
  // Else the whole history would be read for nothing.
  if (connection.number("SELECT EXISTS (SELECT 1 FROM change WHERE arrived <> 0)") == 0)
    return list;
  Conflicts conflicts(connection);
  for (Open& each : conflicts.open()) list.push_back(std::move(each.told));
  return list;
}

std::set<std::size_t> conflicts_hidden_from(const std::string& coder,
                                            const std::filesystem::path& path) {
  std::set<std::size_t> numbers;
  const auto connection = open_review(path, Mode::read, own_ladder());
  guarded(path, [&] {
    const Blind blind = coded_apart(*connection, coder);
    if (blind.documents.empty()) return;
    Connection copy;
    copy_into(*connection, copy);
    ApartHistory history(copy, blind);
    Conflicts conflicts(copy);
    for (const Open& each : conflicts.open())
      if (history.document_of(each.dispute.thing, Image::object()) != nullptr)
        numbers.insert(each.told.number);
  });
  return numbers;
}

EditReceipt decide_conflict(Connection& connection, std::size_t number, const std::string& which,
                            const Authorship& by, const std::string& now) {
  EditReceipt receipt;
  const auto refuse = [&](const char* code, const std::string& message, const std::string& note) {
    receipt.found.add(base::Severity::refused, code, message, {}, {note});
    return receipt;
  };
  Conflicts conflicts(connection);
  if (number == 0 || number > conflicts.open().size())
    return refuse("merge.no-conflict", "there is no conflict " + std::to_string(number),
                  "See them with: retroduce conflicts REVIEW");
  const Open& open = conflicts.open()[number - 1];
  const Conflict& told = open.told;
  if (auto refusal = missing_reason(connection, by.why)) {
    receipt.found.add(std::move(*refusal));
    return receipt;
  }
  if (open.dispute.about == Dispute::About::name) {
    if (which == "same") return make_one(connection, open, by, now);
    if (which == "another") return keep_both(connection, open, by, now);
    return refuse("merge.side", "\"" + which + "\" does not say whether the two are one",
                  "Say same, and they become one; or another, and both stay, this one as it is "
                  "called now.");
  }
  const auto side = side_of(told, which);
  if (!side)
    return refuse("merge.side", "\"" + which + "\" does not say which of them holds",
                  "Say mine, theirs, or the number of one of its " +
                      std::to_string(told.sides.size()) + " sides.");
  if (told.sides[*side].says.starts_with(is_retired)) {
    const ThingName& thing = open.dispute.thing;
    receipt = apply_edits(connection, {sentence("retire", thing)}, {by, false, false}, now);
    if (receipt.found.refused())
      receipt.found.add(base::Severity::note, "merge.by-edit",
                        "what is said there is done with retroduce edit; once it is, nothing is "
                        "left to decide here");
    return receipt;
  }
  if (open.dispute.about == Dispute::About::presence) return keep_whole(connection, open, by, now);
  EditSession session(connection, by, now);
  const Image chosen = value_of(open, told.sides[*side]);
  if (const auto gone = gone_from(session.things(), open.dispute, chosen))
    return refuse(
        "merge.gone",
        "that side refers to a thing that is retired since (" + *gone + "), so it cannot hold",
        "Decide for another side, or bring it back first; see retroduce history.");
  if (const auto other = name_taken(session.things(), open.dispute, chosen))
    return refuse("merge.taken",
                  "that side gives a name that " + session.things().said(*other) +
                      " has meanwhile, so it cannot hold",
                  "Decide for another side, or rename that first.");
  session.begin(std::string(decision_kind));
  const std::string what =
      "decided: " + told.field + " of " + told.thing + " is " + told.sides[*side].says;
  decide_field(session, open.dispute, chosen);
  session.finish(what, by.why);
  receipt.done.push_back({session.uid(), what, 0});
  return receipt;
}

}  // namespace retroduce::store
