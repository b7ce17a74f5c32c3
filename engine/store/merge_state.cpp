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

/// Where what was put in the place of the element stands, from 1, of what is meant; 0: nowhere.
std::size_t replaced_place(const Image& element, const Image& other, const FieldJoin& join,
                           const std::vector<Write>& writes,
                           const std::function<bool(const Image&)>& is_meant) {
  auto replaced = join.replaced(writes);
  for (const auto& [was, into] : join.taken_in(writes))
    replaced[was].insert(into.begin(), into.end());
  std::vector<std::string> way{join.line_of("elements", element)};
  for (std::size_t i = 0; i < way.size(); ++i) {
    for (std::size_t at = 0; i > 0 && at < other.size(); ++at)
      if (join.line_of("elements", other[at]) == way[i] && is_meant(other[at])) return at + 1;
    const auto found = replaced.find(way[i]);
    if (found == replaced.end()) continue;
    for (const std::string& next : found->second)
      if (std::find(way.begin(), way.end(), next) == way.end()) way.push_back(next);
  }
  return 0;
}

/// Where the element itself stands under another name, while one that came later has the name that
/// it had; 0: it is not so.
std::size_t renamed_place(const Image& element, const Image& other, const FieldJoin& join,
                          const std::vector<Write>& writes) {
  const auto is_itself = [&element](const Image& each) {
    return each.value("change", Image()) == element.value("change", Image());
  };
  const std::string line = join.line_of("elements", element);
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
  if (const std::size_t own = renamed_place(element, other, join, writes); own != 0) return own;
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

/// The place of the element that evidence was for when the deed was done to it.
std::size_t place_of(const Deed& deed) { return std::stoul(base::split(deed.raw_id, ' ').at(1)); }

/// Whether the one went where the other was already, as when its element was taken out: then what
/// became of the other says all.
bool went_into(const Deed& gone, const Deed& other) {
  return gone.raw_id != other.raw_id && !gone.is_there && other.was_there && other.is_there;
}

/// Begins the name of evidence that is gathered by an element that is gone.
const std::string of_lost = "lost ";

std::string id_for_whole(const ThingName& unit) {
  const std::size_t blank = unit.id.find(' ');
  return unit.id.substr(0, blank) + " 0" + unit.id.substr(blank);
}

bool brings(const Deed& deed) { return !deed.was_there && deed.is_there; }

/// Whether its change did nothing else to it.
bool is_alone(const Deed& deed, const std::vector<Deed>& all) {
  return std::count_if(all.begin(), all.end(),
                       [&](const Deed& other) { return other.change == deed.change; }) == 1;
}

/// Whether who took it away there put it on the whole, as who takes its element out does.
bool went_to_whole(const std::vector<Deed>& deeds, const std::vector<Deed>& all) {
  return std::any_of(deeds.begin(), deeds.end(), [&](const Deed& deed) {
    return !deed.is_there && std::any_of(all.begin(), all.end(), [&](const Deed& other) {
      return other.change == deed.change && brings(other) && place_of(other) == 0;
    });
  });
}

/// Puts it beside the others, or together with what the same change did there.
void add_deed(std::vector<Deed>& list, Deed deed) {
  const auto own = std::find_if(list.begin(), list.end(), [&deed](const Deed& other) {
    return other.change == deed.change && deed.change != nullptr &&
           deed.change->kind != decision_kind;
  });
  if (own == list.end()) {
    list.push_back(std::move(deed));
  } else if (went_into(*own, deed)) {
    *own = std::move(deed);
  } else if (!went_into(deed, *own)) {
    // It went from one place to another; what goes comes first.
    const bool goes_first = !own->is_there || deed.is_there;
    *own = goes_first ? taken_together(*own, deed) : taken_together(deed, *own);
  }
}

/// What else was said with the same extract, for an element that is gone.
void tell_in_note(Image& whole, const Image& other) {
  std::string note = whole.value("note", std::string());
  const auto add = [&note](const std::string& line) {
    if (line.empty() || note.find(line) != std::string::npos) return;
    note += (note.empty() ? "" : "\n") + line;
  };
  add(other.value("note", std::string()));
  if (other.at("stance") != whole.at("stance"))
    add("Also judged: " + other.at("stance").get<std::string>() + ".");
  if (!note.empty()) whole["note"] = note;
}

}  // namespace

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

std::optional<LostElement> MergeState::lost_element(const ThingName& unit, const Deed& deed) {
  const auto parts = base::split(deed.raw_id, ' ');
  const std::size_t then = std::stoul(parts.at(1));
  if (then == 0 || place_now(parts[0], then, deed) != 0) return std::nullopt;
  const ThingName configuration{ThingKind::configuration, unit.id.substr(0, unit.id.find(' '))};
  const Image seen = elements_seen(writes_seen(configuration), deed);
  if (then > elements_in(seen).size()) return std::nullopt;
  LostElement lost{seen[then - 1], nullptr};
  const FieldJoin join(history_, ThingKind::configuration);
  const std::string line = join.line_of("elements", lost.element);
  const auto has = [&](const Image& list) {
    return std::any_of(list.begin(), list.end(),
                       [&](const Image& each) { return join.line_of("elements", each) == line; });
  };
  for (const Deed& other : history_.deeds(configuration)) {
    if (other.change == nullptr || !has(elements_in(other.before.value("elements", Image()))) ||
        has(elements_in(other.after.value("elements", Image()))))
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

/// What was done to evidence that no change brought to that place was done to the evidence that was
/// brought: its element went elsewhere, or the change that moved it does not hold.
void MergeState::join_to_brought(std::map<std::string, std::vector<Deed>>& by_id) {
  const auto is_brought = [](const std::vector<Deed>& deeds) {
    return std::any_of(deeds.begin(), deeds.end(),
                       [](const Deed& deed) { return !deed.was_there && deed.is_there; });
  };
  const auto to = std::find_if(by_id.begin(), by_id.end(),
                               [&](const auto& each) { return is_brought(each.second); });
  for (auto from = by_id.begin(); from != by_id.end();) {
    if (is_brought(from->second)) {
      ++from;
      continue;
    }
    for (Deed& deed : from->second) {
      if (to == by_id.end()) break;
      for (Image* image : {&deed.before, &deed.after}) image->erase("element");
      to->second.push_back(std::move(deed));
    }
    from = by_id.erase(from);
  }
  if (to != by_id.end()) std::stable_sort(to->second.begin(), to->second.end(), is_earlier);
}

/// The element that the deed was on, as lines of lists are told apart.
std::string MergeState::line_seen(const std::string& configuration, const Deed& deed) {
  const ThingName thing{ThingKind::configuration, configuration};
  const Image seen = elements_in(elements_seen(writes_seen(thing), deed));
  const std::size_t place = place_of(deed);
  return place > seen.size()
             ? std::to_string(place)
             : FieldJoin(history_, ThingKind::configuration).line_of("elements", seen[place - 1]);
}

/// Where the element that the evidence was put on stood for whoever did the later deed; 0: nowhere.
std::size_t MergeState::place_seen(const ThingName& configuration, const Deed& deed,
                                   const Deed& later) {
  const Writes all = writes_seen(configuration);
  const auto found = all.find("elements");
  if (found == all.end()) return place_of(deed);
  return place_in(elements_in(elements_seen(all, deed)), place_of(deed),
                  elements_in(elements_seen(all, later)),
                  FieldJoin(history_, ThingKind::configuration), found->second);
}

/// Under what the deeds on one piece of evidence are gathered: its id as it is now or, where its
/// element is gone, that element. What was done to evidence for the whole was done to that for
/// elements that were gone, too, where it was shown so; without such none of its own, to that
/// alone.
std::vector<std::string> MergeState::done_to(const ThingName& unit, const Deed& deed,
                                             const std::vector<Deed>& all) {
  const std::string configuration = unit.id.substr(0, unit.id.find(' '));
  const std::string own = id_now(unit, deed);
  const bool is_for_whole = place_of(deed) == 0;
  if (!is_for_whole) {
    const bool is_lost = own == id_for_whole(unit);
    return {is_lost ? of_lost + line_seen(configuration, deed) : own};
  }
  if (!deed.was_there || !is_alone(deed, all)) return {own};
  std::vector<std::string> list;
  std::vector<Deed> known;
  for (const Deed& other : all) {
    if (!history_.knew(deed, other)) continue;
    if (place_of(other) == 0) {
      known.push_back(other);
    } else if (brings(other) &&
               place_seen({ThingKind::configuration, configuration}, other, deed) == 0) {
      list.push_back(done_to(unit, other, all).front());
    }
  }
  const bool has_own = std::any_of(known.begin(), known.end(), brings) &&
                       !thing_of(unit, known, false).things.empty();
  if (has_own && deed.is_there) return {own};
  if (has_own || list.empty()) list.push_back(own);
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  return list;
}

bool MergeState::stands_aside(const ThingName& unit, const Deed& deed) {
  const std::vector<Deed>& all = history_.deeds(unit);
  if (place_of(deed) == 0 || id_now(unit, deed) != id_for_whole(unit)) return false;
  return is_alone(deed, all) && std::any_of(all.begin(), all.end(), [](const Deed& other) {
           return brings(other) && place_of(other) == 0;
         });
}

/// Evidence whose element is gone stands for the whole; what bears on that by itself stays as it
/// is, as after an edit (edit_steps.h).
void MergeState::put_aside(const ThingName& whole, std::vector<std::vector<Deed>> lost,
                           Outcome& into) {
  std::stable_sort(lost.begin(), lost.end(),
                   [](const auto& a, const auto& b) { return is_earlier(a.front(), b.front()); });
  for (const std::vector<Deed>& deeds : lost) {
    Outcome one = thing_of(whole, deeds, false);
    for (Dispute& each : one.disputes) into.disputes.push_back(std::move(each));
    const auto [own, is_new] = into.things.emplace(whole.id, one.things.at(whole.id));
    if (!is_new) tell_in_note(own->second, one.things.at(whole.id));
  }
}

/// Who took the element out put its evidence on the whole, where another put theirs without knowing
/// of it: it stays a piece of its own.
void MergeState::take_from_whole(std::vector<Deed>& whole, std::vector<Deed>& lost) {
  const auto moved = std::find_if(whole.begin(), whole.end(), [&lost](const Deed& deed) {
    return brings(deed) && std::any_of(lost.begin(), lost.end(), [&deed](const Deed& other) {
             return !other.is_there && other.change == deed.change;
           });
  });
  if (moved == whole.end()) return;
  const bool is_met = std::any_of(whole.begin(), whole.end(), [&](const Deed& other) {
    return brings(other) && other.change != moved->change && !history_.knew(other, *moved) &&
           !history_.knew(*moved, other);
  });
  if (!is_met) return;
  Deed deed = std::move(*moved);
  whole.erase(moved);
  add_deed(lost, std::move(deed));
}

Outcome MergeState::evidence(const ThingName& unit, bool is_kept) {
  const ThingName whole{ThingKind::evidence, id_for_whole(unit)};
  Outcome outcome;
  const std::vector<Deed>& all = history_.deeds(unit);
  std::map<std::string, std::vector<Deed>> by_id;
  for (const Deed& deed : all) {
    outcome.is_shown_otherwise |= id_now(unit, deed) != deed.raw_id;
    for (const std::string& id : done_to(unit, deed, all)) {
      Deed own = deed;
      const std::size_t now = id.starts_with(of_lost) ? 0 : std::stoul(base::split(id, ' ').at(1));
      for (Image* image : {&own.before, &own.after})
        if (image->contains("element")) (*image)["element"] = now;
      add_deed(by_id[id], std::move(own));
    }
  }
  std::vector<std::vector<Deed>> lost;
  for (auto each = by_id.begin(); each != by_id.end();) {
    if (!each->first.starts_with(of_lost)) {
      ++each;
      continue;
    }
    std::vector<Deed>& deeds = each->second;
    take_from_whole(by_id[whole.id], deeds);
    const bool is_there = !thing_of(whole, deeds, false).things.empty();
    outcome.waits_for_element |= is_there;
    if (std::none_of(deeds.begin(), deeds.end(), brings) ||
        (went_to_whole(deeds, all) && !is_there) || (!is_there && is_kept)) {
      for (Deed& deed : deeds) add_deed(by_id[whole.id], std::move(deed));
    } else if (is_there) {
      lost.push_back(std::move(deeds));
    }
    each = by_id.erase(each);
  }
  const auto on_whole = by_id.find(whole.id);
  if (on_whole != by_id.end())
    std::stable_sort(on_whole->second.begin(), on_whole->second.end(), is_earlier);
  join_to_brought(by_id);
  for (const auto& [id, deeds] : by_id) {
    Outcome one = thing_of({ThingKind::evidence, id}, deeds, is_kept);
    outcome.things.merge(one.things);
    for (Dispute& each : one.disputes) outcome.disputes.push_back(std::move(each));
  }
  put_aside(whole, std::move(lost), outcome);
  return outcome;
}

}  // namespace retroduce::store
