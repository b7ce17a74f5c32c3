// What merges left open, told side by side.
#include "store/merge_conflicts.h"

#include <algorithm>

#include "base/text.h"
#include "store/apart_history.h"
#include "store/blind.h"
#include "store/body.h"
#include "store/errors.h"
#include "store/history_rows.h"
#include "store/history_words.h"
#include "store/merge_judgements.h"
#include "store/moment_bytes.h"
#include "store/namesakes.h"
#include "store/references.h"
#include "store/stored.h"

namespace retroduce::store {

using namespace model;

Conflicts::Conflicts(Connection& connection)
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
  add_forks();
  add_clashes();
  add_circles();
  std::stable_sort(open_.begin(), open_.end(), [](const OpenConflict& a, const OpenConflict& b) {
    const auto order = base::compare_labels(a.told.thing, b.told.thing);
    if (order != 0) return order < 0;
    return std::pair(a.dispute.thing, a.told.field) < std::pair(b.dispute.thing, b.told.field);
  });
  for (std::size_t i = 0; i < open_.size(); ++i) {
    const Dispute& dispute = open_[i].dispute;
    open_[i].told.number = i + 1;
    open_[i].told.about = std::to_string(static_cast<int>(dispute.about)) + " " +
                          std::string(to_word(dispute.thing.kind)) + " " + dispute.thing.id + " " +
                          dispute.rivals.field + " " + dispute.rivals.line;
  }
}

void Conflicts::add(Dispute dispute) {
  if (!things_.image(dispute.thing)) return;
  OpenConflict one;
  one.dispute = std::move(dispute);
  one.told.thing = things_.said(one.dispute.thing);
  if (one.dispute.thing.kind == ThingKind::evidence) {
    const Image image = things_.image(one.dispute.thing).value();
    const auto place = image.value("element", std::size_t{0});
    const auto claim =
        things_.image({ThingKind::configuration, image.value("configuration", std::string())});
    const Image elements = claim ? claim->value("elements", Image::array()) : Image::array();
    if (place > 0 && place <= elements.size())
      one.told.thing +=
          " on " + value_in_words(images_of(things_), nullptr, "elements", elements[place - 1]);
  }
  tell(one);
  open_.push_back(std::move(one));
}

/// What went into two others, by people who did not know of each other: one of these holds.
void Conflicts::add_forks() {
  std::map<std::string, OpenConflict> by_change;  // the one that holds
  for (const auto& [uid, crossing] : history_.crossed()) {
    const auto& [holds, other] = crossing;
    if (!crossing.is_forked() || is_settled(crossing)) continue;
    const auto [known, is_new] = by_change.emplace(holds.change->uid, OpenConflict());
    OpenConflict& one = known->second;
    if (is_new) {
      one.dispute.about = Dispute::About::fork;
      one.dispute.thing = holds.gone;
      one.dispute.rivals.list.push_back({holds.change, holds.into.id});
      one.unions.emplace(holds.change->uid, holds);
      one.told.thing = std::string(to_word(holds.gone.kind)) + " \"" + holds.label + "\"";
    }
    one.dispute.rivals.list.push_back({other.change, other.into.id});
    one.unions.emplace(other.change->uid, other);
  }
  for (auto& [uid, one] : by_change) {
    auto& list = one.dispute.rivals.list;
    std::sort(list.begin() + 1, list.end(), [](const Rival& a, const Rival& b) {
      return std::tie(b.change->at, b.change->uid) < std::tie(a.change->at, a.change->uid);
    });
    tell(one);
    open_.push_back(std::move(one));
  }
}

/// Whether somebody who knew of both decided, took either back, or went on so that nothing is left
/// to decide on.
bool Conflicts::is_settled(const MergeHistory::Crossing& crossing) {
  const auto& [holds, other] = crossing;
  if (!things_.image(holds.into) || !things_.image(other.into)) return true;
  if (history_.is_taken_back(*holds.change) || history_.is_taken_back(*other.change)) return true;
  Deed one;
  one.change = holds.change;
  Deed second;
  second.change = other.change;
  const auto& deeds = history_.deeds(holds.into);
  return std::any_of(deeds.begin(), deeds.end(), [&](const Deed& deed) {
    return deed.change != nullptr && deed.change->kind == decision_kind && deed.before.empty() &&
           deed.after.empty() && history_.knew(deed, one) && history_.knew(deed, second);
  });
}

/// What cannot stand together: one of these holds.
void Conflicts::add_clashes() {
  for (Clash& clash : clashes(things_, history_)) {
    OpenConflict one;
    one.dispute.about = Dispute::About::clash;
    one.dispute.thing = clash.sides.front().thing;
    for (const ClashSide& side : clash.sides)
      one.dispute.rivals.list.push_back({side.change, side.thing.id});
    const Image image = things_.image(one.dispute.thing).value();
    one.told.thing = one.dispute.thing.kind == ThingKind::coding
                         ? "the coding of " + things_.said({ThingKind::extract,
                                                            image.at("extract").get<std::string>()})
                         : things_.said(one.dispute.thing);
    one.told.may_all_stand = clash.may_all_stand;
    one.clash = std::move(clash);
    tell(one);
    open_.push_back(std::move(one));
  }
}

/// Moves that were cut from a circle: the thing stands at the top, or below what stands below it.
void Conflicts::add_circles() {
  std::set<ThingName> moved;
  {
    Query query(connection_.prepared(
        "SELECT DISTINCT thing, thing_id FROM history WHERE thing IN ('concept', 'theme') AND "
        "instr(after, '\"parent\"') > 0 ORDER BY thing, thing_id"));
    while (query.next())
      moved.insert(
          {stored_word<ThingKind>(query.view(0)), history_.twins().standing(query.text(1))});
  }
  for (const ThingName& thing : moved) {
    const auto now = things_.image(thing);
    const auto cut = now ? state_.last_write(thing, "parent") : std::nullopt;
    if (!cut || cut->by->change == nullptr || !cut->value.is_string() ||
        now->value("parent", Image()) == cut->value)
      continue;
    OpenConflict one;
    one.circle = rival_move(thing, *cut);
    if (!one.circle) continue;
    const auto holds = state_.last_write(*one.circle, "parent");
    one.dispute.thing = thing;
    one.dispute.rivals.field = "parent";
    one.dispute.rivals.list = {{holds->by->change, now->value("parent", Image())},
                               {cut->by->change, cut->value}};
    one.told.thing = things_.said(thing);
    tell(one);
    open_.push_back(std::move(one));
  }
}

/// What stands between the thing and where it was to go, by a move of which who moved the thing did
/// not know, the last of them; nothing where it would close no circle.
std::optional<ThingName> Conflicts::rival_move(const ThingName& thing, const Write& cut) {
  std::optional<ThingName> rival;
  std::optional<Write> of_rival;
  std::set<std::string> seen;
  for (ThingName at{thing.kind, cut.value.get<std::string>()}; at != thing;) {
    const auto image = things_.image(at);
    const std::string parent = image ? image->value("parent", std::string()) : std::string();
    if (parent.empty() || !seen.insert(at.id).second) return std::nullopt;
    const auto write = state_.last_write(at, "parent");
    if (write && write->by->change != nullptr && !history_.knew(*cut.by, *write->by) &&
        (!of_rival || is_earlier(*of_rival->by, *write->by))) {
      rival = at;
      of_rival = write;
    }
    at.id = parent;
  }
  return rival;
}

void Conflicts::tell(OpenConflict& one) {
  one.told.field = field_in_words(one.dispute);
  tell_sides(one);
  if (one.dispute.about != Dispute::About::presence) return;
  for (const Rival& rival : one.dispute.rivals.list)
    if (rival.value == false && rival.change != nullptr)
      if (const auto into = union_by(*rival.change, one.dispute.thing))
        one.unions.emplace(rival.change->uid, *into);
  tell_presence_once(one);
  tell_how_it_went(one);
}

/// Into what the change put the thing. Unions of concepts and configurations show in what they did;
/// of other kinds the one thing of the kind is meant that the change altered, of several the one
/// that it names.
std::optional<MergeHistory::Union> Conflicts::union_by(const ChangeNode& change,
                                                       const ThingName& thing) {
  if (const auto* known = history_.union_by(change.uid, thing)) return *known;
  if (thing.kind == ThingKind::concept_ || thing.kind == ThingKind::configuration ||
      shape_of(thing.kind).name.empty())
    return std::nullopt;
  std::vector<ThingName> altered;
  std::string what;
  Query query(connection_.prepared(
      "SELECT DISTINCT h.thing_id, c.what FROM history h JOIN change c ON c.id = h.change WHERE "
      "c.uid = ? AND c.what LIKE 'merged %' AND h.thing = ? AND h.before <> '' AND h.after <> '' "
      "ORDER BY h.thing_id"));
  query.bind({Cell{std::string_view(change.uid)}, Cell{to_word(thing.kind)}});
  while (query.next()) {
    altered.push_back({thing.kind, history_.twins().standing(query.text(0))});
    what = query.text(1);
  }
  const auto named = std::find_if(altered.begin(), altered.end(), [&](const ThingName& each) {
    return things_.image(each) && what.ends_with(" into " + things_.said(each));
  });
  if (named == altered.end() && altered.size() != 1) return std::nullopt;
  return MergeHistory::Union{
      &change, thing, {}, named == altered.end() ? altered.front() : *named, true};
}

void Conflicts::tell_sides(OpenConflict& one) {
  for (const Rival& rival : one.dispute.rivals.list) {
    ConflictSide side;
    if (rival.change != nullptr) {
      side.by = rival.change->by;
      side.at = rival.change->at;
      side.change = rival.change->uid;
      side.is_mine = rival.change->is_own;
    }
    side.says = side_in_words(one.dispute, rival.value);
    one.told.sides.push_back(std::move(side));
  }
}

/// The last that took it away and the last that held it stand for all.
void Conflicts::tell_presence_once(OpenConflict& one) {
  auto& sides = one.told.sides;
  std::stable_sort(sides.begin(), sides.end(), [](const auto& a, const auto& b) {
    return std::tie(a.says, b.at, b.change) < std::tie(b.says, a.at, a.change);
  });
  sides.erase(std::unique(sides.begin(), sides.end(),
                          [](const auto& a, const auto& b) { return a.says == b.says; }),
              sides.end());
}

/// What became of it: it may have gone into another, or with all that hung on it.
void Conflicts::tell_how_it_went(OpenConflict& one) {
  for (ConflictSide& side : one.told.sides) {
    if (side.says != is_retired) continue;
    const auto change = known_change(connection_, side.change);
    if (!change) continue;
    side.says += ": " + how_it_went(change->change, one.dispute.thing) +
                 what_went_with(side.change, one.dispute.thing);
  }
}

/// As the change says it; where one of the two is called otherwise since, by the names of today.
std::string Conflicts::how_it_went(const Change& change, const ThingName& thing) {
  const auto* put = history_.union_by(change.uid, thing);
  if (put == nullptr || !things_.image(put->into)) return change.what;
  const std::string into = things_.said(put->into);
  const bool is_called_so = change.what.find(" into " + into) != std::string::npos &&
                            change.what.find(things_.said(thing)) < change.what.find(" into ");
  return is_called_so ? change.what : "went into what is now called " + into;
}

/// ", and with it went 3 pieces of evidence and 1 link"; empty where nothing did. Of what went into
/// another what was of it, and the claims that name that other since.
std::string Conflicts::what_went_with(const std::string& uid, const ThingName& thing) {
  std::map<std::string, std::int64_t> counts;
  std::int64_t claims = 0;
  const bool went_into_another = history_.union_by(uid, thing) != nullptr;
  Query query(connection_.prepared(
      "SELECT h.thing, h.thing_id, h.before, h.after = '' FROM history h JOIN change c ON c.id = "
      "h.change WHERE c.uid = ? AND h.before <> '' ORDER BY h.place"));
  query.bind(1, Cell{std::string_view(uid)});
  const auto members = history_.twins().members(thing.id);
  while (query.next()) {
    const bool is_itself =
        query.view(0) == to_word(thing.kind) &&
        std::find(members.begin(), members.end(), query.text(1)) != members.end();
    const bool is_of_it = std::any_of(members.begin(), members.end(), [&](const std::string& id) {
      return query.view(1).find(id) != std::string_view::npos ||
             query.view(2).find(id) != std::string_view::npos;
    });
    if (is_itself || !(went_into_another ? is_of_it : query.flag(3))) continue;
    const bool names_other = query.view(0) == "configuration" && !query.flag(3);
    ++(names_other ? claims : counts[query.text(0)]);
  }
  std::vector<std::string> list;
  for (const auto& [kind, count] : counts) {
    const std::string one = kind == "evidence"   ? "piece of evidence"
                            : kind == "sameness" ? "decision on two papers"
                                                 : kind;
    std::string many = kind == "evidence"   ? "pieces of evidence"
                       : kind == "sameness" ? "decisions on two papers"
                                            : kind + "s";
    if (kind.ends_with("y")) many = kind.substr(0, kind.size() - 1) + "ies";
    list.push_back(base::count_of(count, one, many));
  }
  std::string text = list.empty() ? std::string() : ", and with it went " + base::join(list, ", ");
  if (claims > 0)
    text += "; " + base::count_of(claims, "claim names", "claims name") + " that other one since";
  return text;
}

std::string Conflicts::field_in_words(const Dispute& dispute) {
  const std::string& field = dispute.rivals.field;
  if (dispute.about == Dispute::About::fork) return "what it went into";
  if (dispute.about == Dispute::About::clash && dispute.thing.kind == ThingKind::coding)
    return "to which concept it went";
  if (dispute.about == Dispute::About::clash) return "one paper or two, together with others";
  if (dispute.about != Dispute::About::judgement) {
    if (dispute.rivals.line.empty()) return field;
    return field == "elements" ? "one element" : field + ", one line";
  }
  if (dispute.thing.kind == ThingKind::resolution) return "what holds";
  if (dispute.thing.kind == ThingKind::sameness) return "one paper or two";
  if (dispute.thing.kind == ThingKind::extract) return "its words and place";
  std::vector<std::string> fields;
  for (const std::string_view each : judged_together(dispute.thing.kind))
    if (dispute.rivals.list.front().value.contains(std::string(each))) fields.emplace_back(each);
  return base::join(fields, " and ");
}

/// What two statements of one number say, side by side.
std::string Conflicts::texts_of_two(const ThingName& thing, const Image& name) {
  const auto own = things_.image(thing);
  if (thing.kind != ThingKind::statement || !own) return {};
  const auto others = namesakes(things_, thing.kind, name.get<std::string>(), *own);
  if (others.empty()) return {};
  return "; it says " + own->value("text", Image("")).dump() + ", the other " +
         things_.image(others.front())->value("text", Image("")).dump();
}

std::string Conflicts::side_in_words(const Dispute& dispute, const Image& value) {
  const ThingShape* shape =
      dispute.thing.kind == ThingKind::review ? nullptr : &shape_of(dispute.thing.kind);
  const auto in_words = [&] {
    return value_in_words(images_of(things_), shape, dispute.rivals.field, value);
  };
  switch (dispute.about) {
    case Dispute::About::field:
      return dispute.rivals.field == "parent" && value.is_null() ? "at the top" : in_words();
    case Dispute::About::presence:
      return std::string(value == true ? is_used : is_retired);
    case Dispute::About::name:
      return "is called " + in_words() + " like another" + texts_of_two(dispute.thing, value);
    case Dispute::About::judgement:
      return judgement_in_words(dispute.thing, value);
    case Dispute::About::fork:
      return things_.said({dispute.thing.kind, value.get<std::string>()});
    case Dispute::About::clash:
      return clash_in_words({dispute.thing.kind, value.get<std::string>()});
  }
  return {};
}

/// "contradicts, AB"; "does not hold, "too vague", CD"
std::string Conflicts::judgement_in_words(const ThingName& thing, const Image& value) {
  const ThingShape& shape = shape_of(thing.kind);
  std::vector<std::string> words;
  for (const std::string_view field : judged_together(thing.kind)) {
    const std::string key(field);
    if (!value.contains(key)) continue;
    const Image& each = value.at(key);
    if (field == "anchor") {
      // What stood around it is for the program.
    } else if (field == "begin" || field == "end") {
      words.push_back((field == "begin" ? "from character " : "to character ") + each.dump());
    } else if (field == "holds") {
      words.emplace_back(each == true ? "holds" : "does not hold");
    } else if (field == "same") {
      words.emplace_back(each == true ? "one paper" : "two papers");
    } else if (each.is_null()) {
      words.push_back("no " + key);
    } else if (field == "coder") {
      const auto coder = things_.image({ThingKind::coder, each.get<std::string>()});
      words.push_back(coder ? coder->value("label", std::string())
                            : things_.said({ThingKind::coder, each.get<std::string>()}));
    } else if (field == "stance" || field == "inference" || field == "rating") {
      words.push_back(each.get<std::string>());
    } else {
      words.push_back(value_in_words(images_of(things_), &shape, key, each));
    }
  }
  return base::join(words, ", ");
}

/// "concept "trust""; "document "a" and document "b" are two papers, "two trials""
std::string Conflicts::clash_in_words(const ThingName& thing) {
  const Image image = things_.image(thing).value();
  if (thing.kind == ThingKind::coding)
    return things_.said({ThingKind::concept_, image.at("concept").get<std::string>()});
  const std::string reason = image.value("reason", std::string());
  return things_.said(thing) + (image.value("same", false) ? " are one paper" : " are two papers") +
         (reason.empty() ? "" : ", \"" + reason + "\"");
}

std::vector<Conflict> read_conflicts(Connection& connection) {
  std::vector<Conflict> list;
  if (!has_arrivals(connection)) return list;
  Conflicts conflicts(connection);
  for (OpenConflict& each : conflicts.open()) list.push_back(std::move(each.told));
  return list;
}

namespace {

/// Things that a conflict names and that the reader is not shown elsewhere.
class NotShown {
 public:
  NotShown(Connection& all, Connection& shown) : all_(all), shown_(shown) {}

  bool names(const OpenConflict& open) {
    if (is_hidden(open.dispute.thing)) return true;
    for (const auto& [uid, each] : open.unions)
      if (is_hidden(each.into)) return true;
    return std::any_of(open.dispute.rivals.list.begin(), open.dispute.rivals.list.end(),
                       [&](const Rival& rival) { return refers(open.dispute, rival.value); });
  }

 private:
  bool is_hidden(const ThingName& thing) {
    return thing.kind != ThingKind::review && thing.kind != ThingKind::element &&
           all_.image(thing) && !shown_.image(thing);
  }

  bool refers(const Dispute& dispute, const Image& value) {
    if (dispute.about != Dispute::About::field && dispute.about != Dispute::About::judgement)
      return false;
    Image image = value;
    if (dispute.about == Dispute::About::field)
      image = Image{
          {dispute.rivals.field, dispute.rivals.line.empty() ? value : Image::array({value})}};
    bool found = false;
    change_references(dispute.thing.kind, image, [&](ThingKind kind, const std::string& id) {
      found |= is_hidden({kind, id});
      return id;
    });
    return found;
  }

  Things all_;
  Things shown_;
};

/// What somebody coded in a document that is coded apart is no secret to them.
bool is_own_coding(const OpenConflict& open, const std::string& coder) {
  const auto& sides = open.clash.sides;
  return !sides.empty() && std::all_of(sides.begin(), sides.end(), [&](const ClashSide& side) {
    return side.thing.kind == ThingKind::coding && side.thing.id.ends_with(" " + coder);
  });
}

}  // namespace

std::set<std::size_t> conflicts_hidden_from(const std::string& coder,
                                            const std::filesystem::path& path) {
  std::set<std::size_t> numbers;
  const auto connection = open_review(path, Mode::read, own_ladder());
  guarded(path, [&] {
    const Blind blind = coded_apart(*connection, coder);
    if (blind.documents.empty()) return;
    Connection copy;
    copy_into(*connection, copy);
    const std::set<ThingName> in_own_words = HiddenWork(copy, coder).taken_up();
    Connection shown;
    copy_into(*connection, shown);
    hide_others(shown, blind);
    ApartHistory history(copy, blind);
    NotShown not_shown(copy, shown);
    Conflicts conflicts(copy);
    for (const OpenConflict& each : conflicts.open())
      if ((!is_own_coding(each, blind.coder) &&
           history.document_of(each.dispute.thing, Image::object()) != nullptr) ||
          in_own_words.count(each.dispute.thing) > 0 || not_shown.names(each))
        numbers.insert(each.told.number);
  });
  return numbers;
}

}  // namespace retroduce::store
