#include "store/merge_state.h"

#include <algorithm>
#include <functional>

#include "base/text.h"
#include "store/merge_judgements.h"
#include "store/standing.h"

namespace retroduce::store {

using namespace model;

namespace {

/// Whether the change can say of a thing that it is to stay, without doing anything to it.
bool may_hold(const ChangeNode* change) {
  return change != nullptr &&
         (change->kind == decision_kind || change->kind.starts_with(undo_prefix));
}

/// Whether it did something, or says that the thing is to stay.
bool is_claim(const Deed& deed) {
  return deed.is_there &&
         (!deed.was_there || !deed.before.empty() || !deed.after.empty() || may_hold(deed.change));
}

/// Whether it can decide that the thing is to stay. A decision on a field decides that alone.
bool decides_presence(const Deed& deed) {
  if (!deed.was_there) return true;
  const bool is_of_fields = !deed.before.empty() || !deed.after.empty();
  return may_hold(deed.change) && !(is_of_fields && deed.change->kind == decision_kind);
}

/// Places that were found in texts.
bool is_of_texts(const MergeHistory& history, const Rivals& rivals) {
  constexpr std::string_view placing[] = {"begin", "end", "page", "anchor"};
  const auto attaches = [&history](const ChangeNode* change) {
    if (change != nullptr && !is_step(change->kind))
      change = history.change_called(change->kind.substr(undo_prefix.size()));
    return change != nullptr && change->kind == "attach";
  };
  return std::find(std::begin(placing), std::end(placing), rivals.field) != std::end(placing) &&
         std::any_of(rivals.list.begin(), rivals.list.end(),
                     [&](const Rival& each) { return attaches(each.change); });
}

const Image& elements_in(const Image& list) {
  static const Image none = Image::array();
  return list.is_array() ? list : none;
}

bool alike(const Image& a, const Image& b, std::initializer_list<const char*> keys) {
  return std::all_of(keys.begin(), keys.end(), [&](const char* key) {
    return a.value(key, Image()) == b.value(key, Image());
  });
}

std::size_t place_of_line(const std::string& line, const Image& list, const FieldJoin& join) {
  for (std::size_t at = 0; at < list.size(); ++at)
    if (join.line_of("elements", list[at]) == line) return at + 1;
  return 0;
}

/// Where what was put in the place of the element stands, from 1, of what is meant; 0: nowhere.
std::size_t replaced_place(const Image& element, const Image& other, const FieldJoin& join,
                           const std::vector<Write>& writes,
                           const std::function<bool(const Image&)>& is_meant) {
  // Who says what this very element is says more of it than who puts its concept into another.
  const std::map<std::string, std::set<std::string>> ways[] = {join.replaced(writes),
                                                               join.taken_in(writes)};
  std::vector<std::string> way{join.line_of("elements", element)};
  for (std::size_t i = 0; i < way.size(); ++i) {
    for (std::size_t at = 0; i > 0 && at < other.size(); ++at)
      if (join.line_of("elements", other[at]) == way[i] && is_meant(other[at])) return at + 1;
    for (const auto& became : ways) {
      const auto found = became.find(way[i]);
      if (found == became.end()) continue;
      for (const std::string& next : found->second)
        if (std::find(way.begin(), way.end(), next) == way.end()) way.push_back(next);
    }
  }
  return 0;
}

/// Where the element itself stands under another name, while another one has the name that it had:
/// one that came later, or that was put into it by who did not know of the other name; 0: it is not
/// so.
std::size_t renamed_place(const Image& element, const Image& list, const Image& other,
                          const FieldJoin& join, const std::vector<Write>& writes) {
  const std::string line = join.line_of("elements", element);
  const auto all = [](const Image&) { return true; };
  for (const FieldJoin::Taken& apart : join.apart(writes)) {
    if (apart.into != line) continue;
    // Who knew of that means the other one by its name.
    if (join.has_line(list, apart.was))
      return replaced_place(element, other, join, join.unaware_of(writes, *apart.by), all);
    // Who saw the two as one means that one, also where it goes by its own name again.
    if (!join.has_line(other, line)) return place_of_line(apart.was, other, join);
    return 0;
  }
  const auto is_itself = [&element](const Image& each) {
    return each.value("change", Image()) == element.value("change", Image());
  };
  std::size_t namesakes = 0;
  for (const Image& each : other) {
    if (join.line_of("elements", each) != line) continue;
    if (is_itself(each)) return 0;
    ++namesakes;
  }
  return namesakes == 0 ? 0 : replaced_place(element, other, join, writes, is_itself);
}

/// Where the element of that place in the one list stands in the other, from 1; 0: nowhere.
/// `join`, `writes`: what was put in the place of what.
std::size_t place_in(const Image& list, std::size_t place, const Image& other,
                     const FieldJoin& join, const std::vector<Write>& writes) {
  if (place == 0 || place > list.size()) return 0;
  const Image& element = list[place - 1];
  if (const std::size_t own = renamed_place(element, list, other, join, writes); own != 0)
    return own;
  for (const auto& keys :
       {std::initializer_list<const char*>{"role", "part", "concept", "opposite", "when-not-fired"},
        std::initializer_list<const char*>{"role", "concept"}}) {
    const auto same = [&](const Image& each) { return alike(each, element, keys); };
    // Of several the one with as many of them before it.
    auto before =
        std::count_if(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(place) - 1, same);
    std::size_t last = 0;
    for (std::size_t i = 0; i < other.size(); ++i) {
      if (!same(other[i])) continue;
      last = i + 1;
      if (before-- == 0) return last;
    }
    if (last != 0) return last;
  }
  return replaced_place(element, other, join, writes, [](const Image&) { return true; });
}

}  // namespace

ThingName claim_of(const ThingName& unit) {
  return {ThingKind::configuration, unit.id.substr(0, unit.id.find(' '))};
}

std::size_t place_of(const Deed& deed) { return std::stoul(base::split(deed.raw_id, ' ').at(1)); }

bool went_on(const MergeHistory& history, const Deed& deed, const std::vector<Deed>& all) {
  return std::any_of(all.begin(), all.end(), [&](const Deed& other) {
    return !other.is_there && other.raw_id == deed.raw_id && history.knew(other, deed);
  });
}

std::optional<Write> MergeState::last_write(const ThingName& unit, const std::string& field) {
  const Writes writes = FieldJoin::writes_of(history_, history_.deeds(unit));
  const auto found = writes.find(field);
  if (found == writes.end()) return std::nullopt;
  std::optional<Write> last;
  for (const Write& write : found->second) {
    const bool is_over =
        std::any_of(found->second.begin(), found->second.end(),
                    [&](const Write& other) { return history_.knew(*other.by, *write.by); });
    if (!is_over && (!last || is_earlier(*last->by, *write.by))) last = write;
  }
  return last;
}

std::optional<Write> MergeState::last_said(const ThingName& unit, const std::string& field) {
  const auto last = last_write(unit, field);
  const auto is_said = [](const Write& write) {
    return write.by->change == nullptr || is_step(write.by->change->kind);
  };
  if (!last || is_said(*last)) return last;
  const std::string& kind = last->by->change->kind;
  const Writes all = FieldJoin::writes_of(history_, history_.deeds(unit));
  std::optional<Write> said;
  for (const Write& write : all.at(field)) {
    const bool is_undone =
        write.by->change != nullptr && kind == std::string(undo_prefix) + write.by->change->uid;
    if (is_undone || !is_said(write) || !history_.knew(*last->by, *write.by)) continue;
    if (!said || history_.knew(*write.by, *said->by) ||
        (!history_.knew(*said->by, *write.by) && is_earlier(*said->by, *write.by)))
      said = write;
  }
  return said;
}

/// Whoever went on working with what went because this went needs this. Who knew that it had gone
/// and brought it anew said with it what that needs (MergeHistory::uses).
void MergeState::add_claims_of_gone(const ThingName& thing, const Deed& gone,
                                    std::set<ThingName>& seen, std::vector<Deed>& into) {
  for (const ThingName& other : history_.gone_with(thing, gone)) {
    if (!seen.insert(other).second) continue;
    for (const Deed& deed : history_.deeds(other))
      if (is_claim(deed) && deed.change != gone.change && !history_.knew(gone, deed) &&
          !(brings(deed) && history_.knew(deed, gone)))
        into.push_back(deed);
    add_claims_of_gone(other, gone, seen, into);
  }
}

/// Whether the deed undoes a change that knew of the other.
bool MergeState::takes_back_what_knew(const Deed& deed, const Deed& other) const {
  if (deed.change == nullptr || !deed.change->kind.starts_with(undo_prefix)) return false;
  Deed undone;
  undone.change = history_.change_called(deed.change->kind.substr(undo_prefix.size()));
  return undone.change != nullptr && history_.knew(undone, other);
}

bool MergeState::is_there(const ThingName& thing, const std::vector<Deed>& deeds, bool is_kept,
                          Outcome& into) {
  std::vector<Deed> claims;
  std::vector<const Deed*> gone;
  for (const Deed& deed : deeds) {
    if (is_claim(deed)) claims.push_back(deed);
    if (!deed.is_there) gone.push_back(&deed);
  }
  if (gone.empty()) return true;
  if (shape_of(thing.kind).natural_key.empty()) {
    for (Deed& use : history_.uses(thing)) claims.push_back(std::move(use));
    std::set<ThingName> seen{thing};
    for (const Deed* each : gone) add_claims_of_gone(thing, *each, seen, claims);
  }
  std::vector<Rival> holders;
  for (const Deed& claim : claims) {
    const bool is_over = std::any_of(gone.begin(), gone.end(), [&](const Deed* each) {
      return each->change == claim.change || history_.knew(*each, claim);
    });
    if (!is_over) holders.push_back({claim.change, true});
  }
  if (holders.empty() && !is_kept) return false;
  Dispute dispute{Dispute::About::presence, thing, {}};
  for (const Deed* each : gone) {
    // Work on what was shown meanwhile decides nothing: part of it may have gone elsewhere.
    // Nor does taking back what was decided.
    const bool is_over = std::any_of(deeds.begin(), deeds.end(), [&](const Deed& deed) {
      return is_claim(deed) && decides_presence(deed) && deed.change != each->change &&
             history_.knew(deed, *each) && !takes_back_what_knew(deed, *each);
    });
    if (!is_over) dispute.rivals.list.push_back({each->change, false});
  }
  if (dispute.rivals.list.empty()) return true;
  dispute.rivals.list.insert(dispute.rivals.list.end(), holders.begin(), holders.end());
  into.disputes.push_back(std::move(dispute));
  return true;
}

Outcome MergeState::outcome(const ThingName& unit) {
  if (unit.kind == ThingKind::evidence) return evidence(unit, is_kept(unit));
  if (unit.kind == ThingKind::sameness) return sameness(unit, is_kept(unit));
  return thing_of(unit, history_.deeds(unit), is_kept(unit));
}

Outcome MergeState::thing_of(const ThingName& thing, const std::vector<Deed>& deeds, bool is_kept) {
  Outcome outcome;
  if (deeds.empty()) return outcome;
  if (thing.kind != ThingKind::review && !is_there(thing, deeds, is_kept, outcome)) return outcome;
  Image image = Image::object();
  const FieldJoin join(history_, thing.kind);
  std::vector<Rivals> rivals;
  for (const auto& [field, writes] : FieldJoin::writes_of(history_, deeds)) {
    // Texts of documents are joined whole (merge_join.h).
    if (thing.kind == ThingKind::document && (field == "text" || field == "texts")) continue;
    Image value = join.value(field, writes, &rivals);
    if (thing.kind == ThingKind::configuration && field == "elements")
      outcome.waits_for_element = !join.apart(writes).empty();
    if (!value.is_null()) image[field] = std::move(value);
  }
  // Where an extract stands follows from its text, of which there may be two (merge_join.h).
  if (thing.kind == ThingKind::extract)
    std::erase_if(rivals, [this](const Rivals& each) { return is_of_texts(history_, each); });
  if (auto judged = as_one_judgement(history_, thing, deeds, rivals, image))
    outcome.disputes.push_back(std::move(*judged));
  for (Rivals& each : rivals)
    outcome.disputes.push_back({Dispute::About::field, thing, std::move(each)});
  // The review's own "about" is a text.
  if (thing.kind == ThingKind::memo || thing.kind == ThingKind::foreign_part)
    follow_element(thing, image);
  outcome.things.emplace(thing.id, std::move(image));
  return outcome;
}

/// What was written of it, what does not hold any more included.
Writes MergeState::writes_seen(const ThingName& thing) {
  return FieldJoin::writes_of(history_, history_.seen_deeds(thing));
}

/// The elements as whoever did the deed saw them.
Image MergeState::elements_seen(const Writes& all, const Deed& deed) {
  const auto found = all.find("elements");
  if (found == all.end()) return {};
  std::vector<Write> seen;
  for (const Write& write : found->second) {
    const bool is_same = write.by->change == deed.change;
    // What goes was of the list before its change, what comes is of the list after it.
    if (is_same ? deed.is_there : history_.saw(deed, *write.by)) seen.push_back(write);
  }
  return FieldJoin(history_, ThingKind::configuration).value("elements", seen, nullptr);
}

std::size_t MergeState::place_now(const std::string& configuration, std::size_t place,
                                  const Deed& deed) {
  if (place == 0) return 0;
  const ThingName thing{ThingKind::configuration, configuration};
  const Writes all = FieldJoin::writes_of(history_, history_.deeds(thing));
  const auto found = all.find("elements");
  const bool is_all = history_.deeds(thing).size() == history_.seen_deeds(thing).size();
  if (found == all.end() || (found->second.size() < 2 && is_all)) return place;
  const FieldJoin join(history_, ThingKind::configuration);
  const Image then = elements_seen(is_all ? all : writes_seen(thing), deed);
  const Image now = join.value("elements", found->second, nullptr);
  return place_in(elements_in(then), place, elements_in(now), join, found->second);
}

Image MergeState::element_seen(const ThingName& unit, const Deed& deed) {
  const std::size_t place = place_of(deed);
  const Image seen = elements_seen(writes_seen(claim_of(unit)), deed);
  return place == 0 || place > elements_in(seen).size() ? Image() : seen[place - 1];
}

std::optional<LostElement> MergeState::lost_element(const ThingName& unit, const Deed& deed) {
  const std::size_t then = place_of(deed);
  if (then == 0 || place_now(claim_of(unit).id, then, deed) != 0) return std::nullopt;
  LostElement lost{element_seen(unit, deed), nullptr};
  if (lost.element.is_null()) return std::nullopt;
  const FieldJoin join(history_, ThingKind::configuration);
  const std::string line = join.line_of("elements", lost.element);
  for (const Deed& other : history_.deeds(claim_of(unit))) {
    if (other.change == nullptr || !join.has_line(other.before.value("elements", Image()), line) ||
        join.has_line(other.after.value("elements", Image()), line))
      continue;
    if (!history_.knew(deed, other)) lost.taken_by = other.change;
  }
  return lost;
}

/// A remark on an element, or on evidence for one, stays with it wherever it stands now.
void MergeState::follow_element(const ThingName& remark, Image& image) {
  Image& about = image["about"];
  const std::string kind = about.at(0).get<std::string>();
  if (kind != "element" && kind != "evidence") return;
  auto parts = base::split(about.at(1).get<std::string>(), ' ');
  const auto write = last_write(remark, "about");
  if (!write || parts.size() < 2) return;
  const std::size_t now = place_now(parts[0], std::stoul(parts[1]), *write->by);
  if (now == 0 && kind == "element") {
    about = {"configuration", parts[0]};
  } else {
    parts[1] = std::to_string(now);
    about[1] = base::join(parts, " ");
  }
}

std::string MergeState::id_now(const ThingName& unit, const Deed& deed) {
  if (unit.kind == ThingKind::sameness) return deed.raw_id;
  if (unit.kind != ThingKind::evidence) return unit.id;
  auto parts = base::split(deed.raw_id, ' ');
  parts.at(1) = std::to_string(place_now(parts[0], std::stoul(parts.at(1)), deed));
  return base::join(parts, " ");
}

/// Which of two papers was named first matters only where they are one: then as who said so first
/// named them.
Outcome MergeState::sameness(const ThingName& unit, bool is_kept) {
  std::vector<Deed> deeds = history_.deeds(unit);
  for (Deed& deed : deeds)
    for (Image* image : {&deed.before, &deed.after})
      for (const char* key : {"document", "other"}) image->erase(key);
  Outcome outcome = thing_of(unit, deeds, is_kept);
  if (outcome.things.empty()) return outcome;
  Image image = outcome.things.begin()->second;
  std::string id = unit.id;
  for (const Deed& deed : deeds) {
    if (deed.was_there || !deed.is_there) continue;
    id = deed.raw_id;
    if (deed.after.value("same", Image()) == image.value("same", Image())) break;
  }
  image["document"] = id.substr(0, id.find(' '));
  image["other"] = id.substr(id.find(' ') + 1);
  outcome.things = {{id, std::move(image)}};
  for (Dispute& dispute : outcome.disputes) dispute.thing.id = id;
  return outcome;
}

/// Where the element that the evidence was put on stood for whoever did the later deed; 0: nowhere.
std::size_t MergeState::place_seen(const ThingName& unit, const Deed& deed, const Deed& later) {
  const std::size_t place = place_of(deed);
  const Writes all = writes_seen(claim_of(unit));
  const auto found = all.find("elements");
  if (found == all.end()) return place;
  return place_in(elements_in(elements_seen(all, deed)), place,
                  elements_in(elements_seen(all, later)),
                  FieldJoin(history_, ThingKind::configuration), found->second);
}

}  // namespace retroduce::store
