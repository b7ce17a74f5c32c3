#include "store/merge_join.h"

#include <algorithm>

#include "store/masking.h"
#include "store/references.h"
#include "store/text_images.h"

namespace retroduce::store {

using namespace model;

namespace {

const ThingName the_review{ThingKind::review, "review"};

/// A text of the other side that differs from one of mine in nothing but what was erased in either
/// is as it is here.
void keep_masked(Image& text, const Image& mine) {
  for (const Image& own : mine) {
    Image as_own = text;
    as_own["text"] = own.at("text");
    if (as_own == own && same_but_masked(text.at("text").get_ref<const std::string&>(),
                                         own.at("text").get_ref<const std::string&>()))
      text = own;
  }
}

/// Texts of a document that came on both sides: all of them, the one attached last at the end.
Image joined_texts(const Image& mine, const Image& theirs, const std::vector<Deed>& deeds) {
  const auto starts = [](const Image& longer, const Image& shorter) {
    return shorter.size() <= longer.size() &&
           std::equal(shorter.begin(), shorter.end(), longer.begin());
  };
  if (starts(theirs, mine)) return theirs;
  if (starts(mine, theirs)) return mine;
  const auto attached = [&deeds](const Image& text) {
    const Image print = print_of_text(text);
    for (auto deed = deeds.rbegin(); deed != deeds.rend(); ++deed) {
      if (deed->after.contains("text") && deed->after.at("text").value("hash", Image()) == print)
        return deed->change->at + " " + deed->change->uid;
    }
    return std::string();
  };
  std::vector<Image> all(mine.begin(), mine.end());
  for (const Image& text : theirs)
    if (std::find(all.begin(), all.end(), text) == all.end()) all.push_back(text);
  std::sort(all.begin(), all.end(), [&](const Image& a, const Image& b) {
    return std::pair(attached(a), a.dump()) < std::pair(attached(b), b.dump());
  });
  return all;
}

}  // namespace

void MergeJoin::run(std::set<ThingName> units) {
  open_ = std::move(units);
  open_extracts(std::set<ThingName>(open_));
  open_.insert(the_review);  // its scales follow the words in use
  do settle_all();
  while (open_namesakes());
  keep_names_apart();
  for (auto& [unit, outcome] : outcomes_) {
    std::set<std::string> stay;
    for (auto& [id, image] : outcome.things) {
      Image whole = image;
      if (unit.kind == ThingKind::document) take_texts(unit, whole);
      if (unit.kind == ThingKind::attachment && !whole.contains("bytes"))
        if (const auto theirs = history_.theirs_of(unit))
          if (theirs->contains("bytes")) whole["bytes"] = theirs->at("bytes");
      wanted_.emplace(ThingName{unit.kind, id}, std::move(whole));
      stay.insert(id);
    }
    for (const ThingName& there : history_.mine_of(unit))
      if (stay.count(there.id) == 0) going_.insert(there);
    // What stands aside may come back, and evidence on it with it.
    // Of a judgement one side is shown whole.
    if (outcome.waits_for_element) bound_.insert(unit);
    if (std::any_of(outcome.disputes.begin(), outcome.disputes.end(), [](const Dispute& each) {
          return each.about == Dispute::About::judgement || each.rivals.field == "elements";
        }))
      bound_.insert(unit);
  }
  for (const ThingName& document : to_place_)
    if (is_there(document)) place_extracts(document);
  leave_parents();
  cut_circles(ThingKind::concept_);
  cut_circles(ThingKind::theme);
  widen_scales();
}

bool MergeJoin::is_there(const ThingName& unit) {
  const auto known = outcomes_.find(unit);
  return known != outcomes_.end() ? !known->second.things.empty() : !history_.mine_of(unit).empty();
}

void MergeJoin::settle_all() {
  while (!open_.empty()) {
    const ThingName unit = *open_.begin();
    open_.erase(open_.begin());
    if (!settle(unit)) continue;
    follow_references(unit);
    follow_users(unit);
  }
}

/// Whatever bears the name of something that is settled must be settled, too.
bool MergeJoin::open_namesakes() {
  for (const auto& [unit, outcome] : outcomes_) {
    if (!has_name_alone(unit.kind) || outcome.things.empty()) continue;
    for (const ShownName& each : names_.like(unit))
      if (outcomes_.count(each.thing) == 0) open_.insert(each.thing);
  }
  return !open_.empty();
}

void MergeJoin::keep_names_apart() {
  for (auto& [unit, outcome] : outcomes_) {
    if (!has_name_alone(unit.kind) || outcome.things.empty()) continue;
    const auto shown = names_.shown(unit);
    if (!shown || shown->number == 1) continue;
    bound_.insert(unit);
    outcome.things.at(unit.id)[std::string(shape_of(unit.kind).name)] = shown->name;
    outcome.is_shown_otherwise = true;
  }
}

/// Whether it has come to something else than before.
bool MergeJoin::settle(const ThingName& unit) {
  Outcome now = state_.outcome(unit);
  const auto known = outcomes_.find(unit);
  if (known != outcomes_.end() && known->second.things == now.things) return false;
  outcomes_[unit] = std::move(now);
  return true;
}

/// Whoever took its name meanwhile is called otherwise then.
void MergeJoin::keep(const ThingName& unit) {
  state_.keep(unit);
  bound_.insert(unit);
  for (const ThingName& other : history_.namesakes_of(unit)) open_.insert(other);
}

/// What is there needs what it refers to.
void MergeJoin::follow_references(const ThingName& unit) {
  for (auto [id, image] : outcomes_.at(unit).things) {
    change_references(unit.kind, image, [&](ThingKind kind, const std::string& to) {
      if (kind == ThingKind::review || kind == ThingKind::element) return to;
      const ThingName other = MergeHistory::unit(kind, to);
      if (is_left(unit, other)) return to;
      needed_by_[other].insert(unit);
      const auto known = outcomes_.find(other);
      if (known != outcomes_.end() ? known->second.things.empty()
                                   : history_.mine_of(other).empty()) {
        if (known != outcomes_.end()) keep(other);
        open_.insert(other);
      }
      return to;
    });
  }
}

/// Whether the thing was put below the other, and who took that away knew of it: a move that did
/// not hold, since it was cut from a circle.
bool MergeJoin::is_left(const ThingName& thing, const ThingName& parent) {
  if (thing.kind != parent.kind) return false;
  const auto write = state_.last_write(thing, "parent");
  if (!write || write->by->change == nullptr || write->value != parent.id) return false;
  const auto& deeds = history_.deeds(parent);
  const auto came_back_after = [&](const Deed& gone) {
    return std::any_of(deeds.begin(), deeds.end(), [&](const Deed& deed) {
      return !deed.was_there && deed.is_there && history_.knew(deed, gone);
    });
  };
  return std::any_of(deeds.begin(), deeds.end(), [&](const Deed& deed) {
    return deed.was_there && !deed.is_there && history_.knew(deed, *write->by) &&
           !came_back_after(deed);
  });
}

/// What is no more must be needed by nobody: whoever refers to it is looked at, too.
void MergeJoin::follow_users(const ThingName& unit) {
  if (!outcomes_.at(unit).things.empty() || unit.kind == ThingKind::evidence) return;
  for (const ThingName& user : needed_by_[unit]) {
    if (outcomes_.at(user).things.empty() || is_left(user, unit)) continue;
    keep(unit);
    open_.insert(unit);
  }
  for (const ThingName& there : history_.mine_of(unit)) {
    for (const auto& user : history_.my_things().users(there)) {
      const ThingName other =
          MergeHistory::unit(user.thing.kind, history_.twins().standing(user.thing.id));
      if (outcomes_.count(other) == 0) open_.insert(other);
    }
  }
}

/// Whether everybody who attached the text took that back.
bool MergeJoin::is_taken_back(const Image& text, const std::vector<Deed>& deeds) const {
  const Image print = print_of_text(text);
  bool was_attached = false;
  for (const Deed& deed : deeds) {
    if (!deed.after.contains("text") || deed.after.at("text").value("hash", Image()) != print)
      continue;
    if (deed.change == nullptr || !history_.is_taken_back(*deed.change)) return false;
    was_attached = true;
  }
  return was_attached;
}

void MergeJoin::take_texts(const ThingName& document, Image& image) {
  const std::vector<Deed>& deeds = history_.deeds(document);
  Image here = Image::array();  // of the one that stays
  Image all = Image::array();
  for (const ThingName& there : history_.mine_of(document)) {
    const auto whole = history_.my_things().image(there, true);
    if (!whole || !whole->contains("texts")) continue;
    if (there == document) here = whole->at("texts");
    all = joined_texts(all, whole->at("texts"), deeds);
  }
  const auto theirs = history_.theirs_of(document);
  if (theirs && theirs->contains("texts")) {
    Image others = theirs->at("texts");
    for (Image& text : others) keep_masked(text, all);
    all = joined_texts(all, others, deeds);
  }
  Image standing = Image::array();
  for (const Image& text : all)
    if (!is_taken_back(text, deeds)) standing.push_back(text);
  // What goes by another id from now on is put there anew, with all that it has.
  if (standing != here) image["texts"] = std::move(standing);
}

std::vector<TwinPair> MergeJoin::doubles() {
  std::vector<TwinPair> list;
  for (const ThingKind kind :
       {ThingKind::entry, ThingKind::appraisal, ThingKind::reading, ThingKind::link}) {
    std::map<std::string, std::string> first;
    const auto add = [&](const std::string& id, const Image& image) {
      const auto [known, is_new] = first.emplace(twin_key(kind, image).value(), id);
      if (!is_new) list.push_back({kind, known->second, id});
    };
    for (const auto& [thing, image] : wanted_)
      if (thing.kind == kind) add(thing.id, image);
    if (first.empty()) continue;
    Things& mine = history_.my_things();
    for (const ThingName& thing : mine.all(kind))
      if (outcomes_.count({kind, history_.twins().standing(thing.id)}) == 0)
        add(thing.id, history_.twins().standing(kind, mine.image(thing).value()));
  }
  return list;
}

std::string MergeJoin::parent_of(const ThingName& thing) {
  const auto wanted = wanted_.find(thing);
  if (wanted != wanted_.end()) return wanted->second.value("parent", std::string());
  for (const ThingName& there : history_.mine_of(thing)) {
    const auto image = history_.my_things().image(there);
    return history_.twins().standing(image->value("parent", std::string()));
  }
  return {};
}

void MergeJoin::leave_parents() {
  for (auto& [thing, image] : wanted_) {
    const auto parent = image.find("parent");
    if (parent == image.end() || !parent->is_string()) continue;
    if (is_there({thing.kind, parent->get<std::string>()})) continue;
    image.erase(parent);
    bound_.insert(thing);
    outcomes_[thing].is_shown_otherwise = true;
  }
}

/// The move that put the thing where it is.
std::optional<Write> MergeJoin::move_of(const ThingName& thing) {
  const auto last = state_.last_write(thing, "parent");
  const auto said = state_.last_said(thing, "parent");
  return last && said && said->value == last->value ? said : last;
}

/// Of a circle that two moves make together, the later move does not hold.
void MergeJoin::cut_circles(ThingKind kind) {
  for (const auto& [thing, ignored] : wanted_) {
    if (thing.kind != kind) continue;
    std::vector<ThingName> way{thing};
    for (std::string at = parent_of(thing); !at.empty(); at = parent_of(way.back())) {
      const auto known = std::find(way.begin(), way.end(), ThingName{kind, at});
      if (known == way.end()) {
        way.push_back({kind, at});
        continue;
      }
      std::optional<Write> last;
      ThingName cut;
      for (auto each = known; each != way.end(); ++each) {
        const auto write = move_of(*each);
        if (!write || (last && is_earlier(*write->by, *last->by))) continue;
        last = write;
        cut = *each;
      }
      if (!last) break;
      auto found = wanted_.find(cut);
      if (found == wanted_.end()) {
        const auto mine = history_.mine_of(cut);
        if (mine.empty()) break;
        found = wanted_.emplace(cut, history_.my_things().image(mine.front()).value()).first;
      }
      found->second.erase("parent");
      bound_.insert(cut);
      cut_moves_.push_back({cut, last->value.get<std::string>(), last->by->change});
      outcomes_[cut].is_shown_otherwise = true;
      break;
    }
  }
}

/// Words that things are judged by, and that the joined scale lacks, each with who used it first.
std::map<std::string, MergeJoin::FirstUse> MergeJoin::words_beyond(const ScaleUse& use,
                                                                   const Image& scale) {
  std::map<std::string, FirstUse> found;
  const auto add = [&](const ThingName& thing, const std::string& word) {
    if (std::find(scale.begin(), scale.end(), word) != scale.end()) return;
    const auto write = state_.last_write(thing, use.field);
    const bool is_known = write && write->by->change != nullptr;
    const FirstUse by =
        is_known ? FirstUse{write->by->change->at, write->by->change->uid} : FirstUse();
    const auto [known, is_new] = found.emplace(word, by);
    if (!is_new) known->second = std::min(known->second, by);
  };
  for (const auto& [thing, image] : wanted_)
    if (thing.kind == use.kind && image.contains(use.field))
      add(thing, image.at(use.field).get<std::string>());
  for (const auto& [thing, word] : history_.mine_judged(use.kind, use.field, scale))
    if (wanted_.count(thing) == 0 && going_.count(thing) == 0) add(thing, word);
  return found;
}

/// Words that are in use are on the scale: behind what changes made of it, in the order in which
/// they were first used.
void MergeJoin::widen_scales() {
  Image& image = wanted_.at(the_review);
  for (const ScaleUse& use : {ScaleUse{"levels", ThingKind::configuration, "level"},
                              ScaleUse{"ratings", ThingKind::appraisal, "rating"}}) {
    Image words = image.value(use.scale, Image::array());
    std::vector<std::pair<FirstUse, std::string>> more;
    for (const auto& [word, by] : words_beyond(use, words)) more.emplace_back(by, word);
    if (!more.empty()) bound_.insert(the_review);
    std::sort(more.begin(), more.end());
    for (const auto& [by, word] : more) words.push_back(word);
    image[use.scale] = words;
  }
}

}  // namespace retroduce::store
