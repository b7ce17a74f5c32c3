#include "store/merge_join.h"

#include <algorithm>

namespace retroduce::store {

using namespace model;

namespace {

/// Texts of a document that came on both sides: all of them, the one attached last at the end.
Image joined_texts(const Image& mine, const Image& theirs, const std::vector<Deed>& deeds) {
  const auto starts = [](const Image& longer, const Image& shorter) {
    return shorter.size() <= longer.size() &&
           std::equal(shorter.begin(), shorter.end(), longer.begin());
  };
  if (starts(theirs, mine)) return theirs;
  if (starts(mine, theirs)) return mine;
  const auto attached = [&deeds](const Image& text) {
    const Image hash = text.value("hash", Image());
    for (auto deed = deeds.rbegin(); deed != deeds.rend(); ++deed) {
      if (deed->after.contains("text") && deed->after.at("text").value("hash", Image()) == hash)
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
  while (!open_.empty()) {
    const ThingName unit = *open_.begin();
    open_.erase(open_.begin());
    if (!settle(unit)) continue;
    follow_references(unit);
    follow_users(unit);
  }
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
  }
  cut_circles(ThingKind::concept_);
  cut_circles(ThingKind::theme);
  widen_scales();
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
  for (const ThingName& other : history_.namesakes_of(unit)) open_.insert(other);
}

/// What is there needs what it refers to.
void MergeJoin::follow_references(const ThingName& unit) {
  for (auto [id, image] : outcomes_.at(unit).things) {
    change_references(unit.kind, image, [&](ThingKind kind, const std::string& to) {
      if (kind == ThingKind::review || kind == ThingKind::element) return to;
      const ThingName other = MergeHistory::unit(kind, to);
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

/// What is no more must be needed by nobody: whoever refers to it is looked at, too.
void MergeJoin::follow_users(const ThingName& unit) {
  if (!outcomes_.at(unit).things.empty() || unit.kind == ThingKind::evidence) return;
  for (const ThingName& user : needed_by_[unit]) {
    if (outcomes_.at(user).things.empty()) continue;
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

void MergeJoin::take_texts(const ThingName& document, Image& image) {
  const auto theirs = history_.theirs_of(document);
  if (!theirs || !theirs->contains("texts")) return;
  Image mine = Image::array();
  for (const ThingName& there : history_.mine_of(document)) {
    const auto whole = history_.my_things().image(there, true);
    if (whole && whole->contains("texts")) mine = whole->at("texts");
  }
  Image all = joined_texts(mine, theirs->at("texts"), history_.deeds(document));
  if (all != mine) image["texts"] = std::move(all);
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
        const auto write = state_.last_write(*each, "parent");
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
      outcomes_[cut].is_shown_otherwise = true;
      break;
    }
  }
}

/// Words that are in use are on the scale.
void MergeJoin::widen_scales() {
  const ThingName review{ThingKind::review, "review"};
  const auto found = wanted_.find(review);
  Image image = found != wanted_.end() ? found->second : history_.my_things().image(review).value();
  const auto add = [&image](const char* scale, const std::string& word) {
    Image words = image.value(scale, Image::array());
    if (std::find(words.begin(), words.end(), word) != words.end()) return false;
    words.push_back(word);
    image[scale] = words;
    return true;
  };
  bool is_wider = false;
  for (const auto& [thing, each] : wanted_) {
    if (thing.kind == ThingKind::configuration && each.contains("level"))
      is_wider |= add("levels", each.at("level").get<std::string>());
    if (thing.kind == ThingKind::appraisal && each.contains("rating"))
      is_wider |= add("ratings", each.at("rating").get<std::string>());
  }
  if (is_wider || found != wanted_.end()) wanted_[review] = image;
}

}  // namespace retroduce::store
