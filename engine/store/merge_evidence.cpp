// What becomes of the evidence of one extract for one claim, of which there may be several pieces:
// for the whole, and for its elements.
#include <algorithm>

#include "base/text.h"
#include "store/merge_state.h"
#include "store/standing.h"

namespace retroduce::store {

using namespace model;

namespace {

/// Begins the name of evidence that is gathered by an element that is gone.
const std::string of_lost = "lost ";

bool is_lost(const std::string& target) { return target.starts_with(of_lost); }

std::string id_for_whole(const ThingName& unit) {
  const std::size_t blank = unit.id.find(' ');
  return unit.id.substr(0, blank) + " 0" + unit.id.substr(blank);
}

bool takes(const Deed& deed) { return deed.was_there && !deed.is_there; }

bool bring_any(const std::vector<Deed>& deeds) {
  return std::any_of(deeds.begin(), deeds.end(), brings);
}

/// Who brought the evidence that came or went; empty where the deed does not say.
std::string brought_by(const Deed& deed) {
  const Image& image = brings(deed) ? deed.after : takes(deed) ? deed.before : Image::object();
  return image.value("change", std::string());
}

/// Whether it was brought to an element, not to the whole.
bool is_of_element(const std::vector<Deed>& deeds) {
  const auto origin = std::find_if(deeds.begin(), deeds.end(), brings);
  return origin != deeds.end() && place_of(*origin) != 0;
}

/// Whether what stands there is another piece from then on.
bool puts_another(const Deed& deed) {
  return deed.was_there && deed.is_there && deed.before.contains("change") &&
         deed.after.contains("change");
}

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

/// Whether the one went where the other was already, as when its element was taken out: then what
/// became of the other says all.
bool went_into(const Deed& gone, const Deed& other) {
  return gone.raw_id != other.raw_id && !gone.is_there && other.was_there && other.is_there;
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

/// What else was said with the same extract, of what is not shown by itself.
void tell_in_note(Image& shown, const Image& other) {
  std::string note = shown.value("note", std::string());
  const auto add = [&note](const std::string& line) {
    if (line.empty() || note.find(line) != std::string::npos) return;
    note += (note.empty() ? "" : "\n") + line;
  };
  add(other.value("note", std::string()));
  if (other.at("stance") != shown.at("stance"))
    add("Also judged: " + other.at("stance").get<std::string>() + ".");
  if (!note.empty()) shown["note"] = note;
}

}  // namespace

/// The element that the deed was on, as lines of lists are told apart.
std::string MergeState::line_seen(const ThingName& unit, const Deed& deed) {
  const Image element = element_seen(unit, deed);
  return element.is_null()
             ? std::to_string(place_of(deed))
             : FieldJoin(history_, ThingKind::configuration).line_of("elements", element);
}

/// Under what the deeds on one piece of evidence are gathered: its id as it is now or, where its
/// element is gone, that element. What was done to it on the whole was done to it on the element
/// that was gone, where it was shown so.
std::string MergeState::target_of(const ThingName& unit, const Deed& deed,
                                  const std::vector<Deed>& piece) {
  const std::string own = id_now(unit, deed);
  if (place_of(deed) != 0) return own == id_for_whole(unit) ? of_lost + line_seen(unit, deed) : own;
  if (!deed.was_there || !is_alone(deed, piece)) return own;
  std::string target = own;
  for (const Deed& other : piece) {
    if (!brings(other) || !history_.knew(deed, other)) continue;
    if (place_of(other) == 0) return own;
    if (place_seen(unit, other, deed) == 0) target = target_of(unit, other, piece);
  }
  return target;
}

/// Who knew of another comes behind that one; else the earliest first, which is not the same within
/// one second.
std::vector<Deed> MergeState::in_order_of_knowing(std::vector<Deed> deeds) const {
  std::vector<Deed> ordered;
  while (!deeds.empty()) {
    const auto next = std::find_if(deeds.begin(), deeds.end(), [&](const Deed& deed) {
      return std::none_of(deeds.begin(), deeds.end(),
                          [&](const Deed& other) { return history_.knew(deed, other); });
    });
    ordered.push_back(*next);
    deeds.erase(next);
  }
  return ordered;
}

/// Whether who did the deed saw the evidence there, by what was done to it before.
bool MergeState::stood_there(const ThingName& unit, const Deed& deed,
                             const std::vector<Deed>& piece) {
  const Deed* last = nullptr;
  for (const Deed& other : piece)
    if (other.change == deed.change || history_.saw(deed, other)) last = &other;
  if (last == nullptr || !last->is_there) return false;
  return place_seen(unit, *last, deed) == place_of(deed);
}

/// Whether it is brought to where somebody brought the piece who did not know of it, or took away
/// what stood there.
bool MergeState::is_the_same(const ThingName& unit, const Deed& deed,
                             const std::vector<Deed>& piece) {
  const Deed* last = nullptr;
  for (const Deed& other : piece)
    if (history_.knew(deed, other)) last = &other;
  if (last != nullptr && last->is_there) return false;
  const std::string target = target_of(unit, deed, {deed});
  return std::any_of(piece.begin(), piece.end(), [&](const Deed& other) {
    return brings(other) && target_of(unit, other, piece) == target && !moved_nothing(unit, other);
  });
}

/// The piece that who did the deed saw at that place, of several the one that was shown; none:
/// nothing was to be seen.
std::optional<std::size_t> MergeState::piece_seen(const ThingName& unit, const Deed& deed,
                                                  const std::vector<Piece>& pieces) {
  std::vector<std::size_t> there;
  for (std::size_t i = 0; i < pieces.size(); ++i)
    if (stood_there(unit, deed, pieces[i].deeds)) there.push_back(i);
  if (there.size() < 2) return there.empty() ? std::nullopt : std::optional(there.front());
  std::vector<Shown> seen;
  for (const std::size_t i : there) {
    std::vector<Deed> known;
    for (const Deed& other : pieces[i].deeds)
      if (history_.saw(deed, other)) known.push_back(other);
    Outcome one = thing_of({ThingKind::evidence, deed.raw_id}, known, true);
    seen.push_back(
        {one.things.begin()->second, {}, is_of_element(known) && place_of(deed) == 0, i});
  }
  put_in_order(seen, place_of(deed) == 0);
  return seen.front().piece;
}

/// Which of the pieces the deed was done to; none: a new one.
std::optional<std::size_t> MergeState::piece_of(const ThingName& unit, const Deed& deed,
                                                const std::vector<Piece>& pieces) {
  const std::string by = brought_by(deed);
  const auto first = [&](const auto& is_it) -> std::optional<std::size_t> {
    for (std::size_t i = 0; i < pieces.size(); ++i)
      if (is_it(pieces[i])) return i;
    return std::nullopt;
  };
  const auto is_by = [&](const Piece& piece) { return piece.by.count(by) > 0; };
  const auto stood = [&](const Piece& piece) { return stood_there(unit, deed, piece.deeds); };
  const bool is_new = brings(deed) && (deed.change == nullptr || by == deed.change->uid);
  if (is_new) {
    return first(
        [&](const Piece& piece) { return !is_by(piece) && is_the_same(unit, deed, piece.deeds); });
  }
  if (brings(deed)) {
    const auto moved = first([&](const Piece& piece) {
      return is_by(piece) && takes(piece.deeds.back()) && piece.deeds.back().change == deed.change;
    });
    if (moved) return moved;
    const auto back = first([&](const Piece& piece) {
      return is_by(piece) &&
             std::any_of(piece.deeds.begin(), piece.deeds.end(),
                         [&](const Deed& other) { return other.raw_id == deed.raw_id; });
    });
    if (back) return back;
    if (const auto own = first(is_by)) return own;
    return first([&](const Piece& piece) { return is_the_same(unit, deed, piece.deeds); });
  }
  if (takes(deed)) {
    if (const auto own = first([&](const Piece& piece) { return is_by(piece) && stood(piece); }))
      return own;
    if (const auto own = first(is_by)) return own;
  }
  if (const auto own = piece_seen(unit, deed, pieces)) return own;
  // Where it was shown there for another reason: nobody judges what they do not know of.
  const auto is_known = [&](const Piece& piece) {
    return std::any_of(piece.deeds.begin(), piece.deeds.end(), [&](const Deed& other) {
      return brings(other) && history_.knew(deed, other);
    });
  };
  const auto is_beside = [&](const Piece& piece) {
    return std::any_of(piece.deeds.begin(), piece.deeds.end(),
                       [&](const Deed& other) { return other.raw_id == deed.raw_id; });
  };
  const auto is_left = [&](const Piece& piece) {
    return is_known(piece) && piece.deeds.back().is_there;
  };
  if (const auto own =
          first([&](const Piece& piece) { return is_beside(piece) && is_known(piece); }))
    return own;
  if (const auto own = first(is_left)) return own;
  if (const auto own = first(is_beside)) return own;
  return pieces.empty() ? std::nullopt : std::optional<std::size_t>(0);
}

/// One piece took the place of another, whose judgement is in its note from then on: the other
/// went, and it came.
void MergeState::put_another(const Deed& deed, std::vector<Piece>& pieces) {
  Deed gone = deed;
  gone.is_there = false;
  gone.after = Image::object();
  Deed came = deed;
  came.was_there = false;
  came.before = Image::object();
  const auto by = [&pieces](const Image& image) {
    const std::string uid = image.at("change").get<std::string>();
    return std::find_if(pieces.begin(), pieces.end(),
                        [&](const Piece& piece) { return piece.by.count(uid) > 0; });
  };
  auto from = by(deed.before);
  auto to = by(deed.after);
  if (from == pieces.end() && to == pieces.end()) return;
  Outcome one =
      thing_of({ThingKind::evidence, deed.raw_id}, (to != pieces.end() ? to : from)->deeds, true);
  came.after = patched(one.things.begin()->second, deed.before, deed.after);
  came.after["element"] = place_of(deed);
  if (from != pieces.end()) from->deeds.push_back(std::move(gone));
  if (to == pieces.end()) to = pieces.insert(to, {{brought_by(came)}, {}});
  to->deeds.push_back(std::move(came));
}

/// Whether the evidence went because its element went, which stays: somebody else made it another
/// one meanwhile, or it was put into one that somebody else took out. Its evidence stays on it.
bool MergeState::is_element_kept(const ThingName& unit, const Deed& deed) {
  if (!takes(deed) || place_of(deed) == 0) return false;
  const Writes all = writes_seen(claim_of(unit));
  const auto found = all.find("elements");
  if (found == all.end()) return false;
  const FieldJoin join(history_, ThingKind::configuration);
  const std::string line = line_seen(unit, deed);
  for (const FieldJoin::Taken& apart : join.apart(found->second))
    if (apart.by->change == deed.change && (apart.was == line || apart.into == line)) return true;
  std::vector<Write> unaware;
  bool is_taken_out = false;
  for (const Write& write : found->second) {
    if (write.by->change == deed.change)
      is_taken_out |= join.has_line(write.before, line) && !join.has_line(write.value, line) &&
                      join.replaced({write}).empty();
    else if (!history_.knew(deed, *write.by) && !history_.knew(*write.by, deed))
      unaware.push_back(write);
  }
  return is_taken_out && join.replaced(unaware).count(line) > 0 &&
         !is_lost(target_of(unit, deed, {deed}));
}

bool MergeState::moved_nothing(const ThingName& unit, const Deed& own) {
  const auto& deeds = history_.deeds(unit);
  return std::any_of(deeds.begin(), deeds.end(), [&](const Deed& deed) {
    return deed.change == own.change && is_element_kept(unit, deed);
  });
}

/// All that was done to it but what only followed its element to another place in the list.
std::vector<Deed> MergeState::deeds_on(const ThingName& unit) {
  std::vector<Deed> deeds = history_.deeds(unit);
  const auto without_place = [](Image image) {
    image.erase("element");
    return image;
  };
  const auto follows = [&](const Deed& gone, const Deed& come) {
    return gone.change == come.change && takes(gone) && brings(come) && place_of(gone) != 0 &&
           place_of(come) != 0 && without_place(gone.before) == without_place(come.after) &&
           line_seen(unit, gone) == line_seen(unit, come);
  };
  for (std::size_t i = 0; i < deeds.size(); ++i) {
    if (!takes(deeds[i]) || deeds[i].change == nullptr) continue;
    const auto come = std::find_if(deeds.begin(), deeds.end(),
                                   [&](const Deed& other) { return follows(deeds[i], other); });
    if (come == deeds.end()) continue;
    const std::size_t at = static_cast<std::size_t>(come - deeds.begin());
    deeds.erase(deeds.begin() + static_cast<std::ptrdiff_t>(std::max(i, at)));
    deeds.erase(deeds.begin() + static_cast<std::ptrdiff_t>(std::min(i, at)));
    i = std::min(i, at) - 1;
  }
  return deeds;
}

/// Evidence is told apart by who brought it, not by its place: of what came after the other, and
/// was put on another element, nothing is lost when the two elements become one.
std::vector<MergeState::Piece> MergeState::pieces_of(const ThingName& unit) {
  const std::vector<Deed> all = deeds_on(unit);
  std::vector<Piece> pieces;
  if (std::count_if(all.begin(), all.end(), brings) < 2) {
    pieces.push_back({{}, all});
    leave_out_moves(unit, pieces);
    return pieces;
  }
  for (const Deed& deed : in_order_of_knowing(all)) {
    if (puts_another(deed)) {
      put_another(deed, pieces);
      continue;
    }
    const auto found = piece_of(unit, deed, pieces);
    if (!found) pieces.emplace_back();
    const std::size_t own = found.value_or(pieces.size() - 1);
    // What is taken away from there is all that was there, also what was only told in the note.
    // Undoing takes back what one change did.
    const bool is_last = takes(deed) && is_alone(deed, all) &&
                         (deed.change == nullptr || !deed.change->kind.starts_with(undo_prefix));
    for (std::size_t i = 0; i < pieces.size(); ++i)
      if (i == own || (is_last && stood_there(unit, deed, pieces[i].deeds)))
        pieces[i].deeds.push_back(deed);
    if (brings(deed)) pieces[own].by.insert(brought_by(deed));
  }
  leave_out_moves(unit, pieces);
  for (Piece& piece : pieces) leave_out_joining(piece, all);
  return pieces;
}

/// What moved evidence from an element that is kept moved nothing, and put nothing together.
void MergeState::leave_out_moves(const ThingName& unit, std::vector<Piece>& pieces) {
  std::set<const ChangeNode*> all;
  std::vector<std::set<const ChangeNode*>> own(pieces.size());
  for (std::size_t i = 0; i < pieces.size(); ++i)
    for (const Deed& deed : pieces[i].deeds)
      if (is_element_kept(unit, deed)) own[i].insert(deed.change);
  for (const auto& each : own) all.insert(each.begin(), each.end());
  for (std::size_t i = 0; i < pieces.size(); ++i)
    std::erase_if(pieces[i].deeds, [&](const Deed& deed) {
      return own[i].count(deed.change) > 0 || (all.count(deed.change) > 0 && !brings(deed));
    });
}

/// Who put it together with another piece took nothing away from those who did not know of that:
/// what they did to it is told there.
void MergeState::leave_out_joining(Piece& piece, const std::vector<Deed>& all) {
  const auto is_joined = [&](const Deed& deed) {
    return takes(deed) && is_alone(deed, piece.deeds) &&
           std::any_of(all.begin(), all.end(), [&](const Deed& other) {
             return other.change == deed.change && other.is_there;
           });
  };
  std::erase_if(piece.deeds, [&](const Deed& deed) {
    return is_joined(deed) &&
           std::any_of(piece.deeds.begin(), piece.deeds.end(), [&](const Deed& other) {
             return other.is_there && other.change != deed.change && !history_.knew(deed, other) &&
                    !history_.knew(other, deed);
           });
  });
}

/// The deeds on one piece by the id that each is on now; `lost`: by elements that are gone.
MergeState::Placed MergeState::placed(const ThingName& unit, const Piece& piece, bool is_kept) {
  const ThingName whole{ThingKind::evidence, id_for_whole(unit)};
  Placed placed;
  std::map<std::string, std::vector<Deed>> lost;
  for (const Deed& deed : piece.deeds) {
    const std::string target = target_of(unit, deed, piece.deeds);
    placed.is_shown_otherwise |= id_now(unit, deed) != deed.raw_id;
    Deed own = deed;
    const std::size_t now = is_lost(target) ? 0 : std::stoul(base::split(target, ' ').at(1));
    for (Image* image : {&own.before, &own.after})
      if (image->contains("element")) (*image)["element"] = now;
    add_deed(is_lost(target) ? lost[target] : placed.by_id[target], std::move(own));
  }
  join_to_brought(lost);  // elements go by several names
  for (auto& [element, deeds] : lost) {
    const bool is_there = !thing_of(whole, deeds, false).things.empty();
    placed.waits_for_element |= is_there;
    if (!bring_any(deeds) || (!is_there && is_kept) || went_to_whole(deeds, piece.deeds)) {
      for (Deed& deed : deeds) add_deed(placed.by_id[whole.id], std::move(deed));
    } else if (is_there) {
      placed.lost.push_back(std::move(deeds));
    }
  }
  const auto on_whole = placed.by_id.find(whole.id);
  if (on_whole != placed.by_id.end())
    std::stable_sort(on_whole->second.begin(), on_whole->second.end(), is_earlier);
  join_to_brought(placed.by_id);
  if (std::none_of(placed.by_id.begin(), placed.by_id.end(),
                   [](const auto& each) { return bring_any(each.second); })) {
    for (auto& [id, deeds] : placed.by_id)
      for (Deed& deed : deeds) {
        if (placed.lost.empty()) break;
        for (Image* image : {&deed.before, &deed.after}) image->erase("element");
        placed.lost.front().push_back(std::move(deed));
      }
    placed.by_id.clear();
  }
  return placed;
}

/// What was done to evidence that no change brought to that place was done to the evidence that was
/// brought: its element went elsewhere, or the change that moved it does not hold.
void MergeState::join_to_brought(std::map<std::string, std::vector<Deed>>& by_id) {
  const auto to = std::find_if(by_id.begin(), by_id.end(),
                               [](const auto& each) { return bring_any(each.second); });
  if (to == by_id.end()) return;
  for (auto from = by_id.begin(); from != by_id.end();) {
    if (bring_any(from->second)) {
      ++from;
      continue;
    }
    for (Deed& deed : from->second) {
      // Who took it away from there brought it here.
      const bool is_moved =
          takes(deed) && std::any_of(to->second.begin(), to->second.end(), [&](const Deed& other) {
            return other.change == deed.change && brings(other);
          });
      if (is_moved) continue;
      for (Image* image : {&deed.before, &deed.after}) image->erase("element");
      to->second.push_back(std::move(deed));
    }
    from = by_id.erase(from);
  }
  std::stable_sort(to->second.begin(), to->second.end(), is_earlier);
}

/// What bears on the whole by itself stands before what came there from an element that is gone;
/// then, of two for one element, what contradicts, since a dispute that was seen is not hidden by
/// joining (edit_steps.h); then the earliest.
void MergeState::put_in_order(std::vector<Shown>& list, bool is_for_whole) {
  const auto rank = [&](const Shown& each) {
    if (each.is_lost) return 2;
    return is_for_whole || each.image.at("stance") == "contradicts" ? 0 : 1;
  };
  std::stable_sort(list.begin(), list.end(),
                   [&](const Shown& a, const Shown& b) { return rank(a) < rank(b); });
}

/// Whether who judged the one anew, or wrote its note, had the other one told there: then what they
/// left of it holds.
bool MergeState::is_judged_with(const ThingName& unit, const Shown& one, const Shown& other) {
  return std::any_of(one.deeds.begin(), one.deeds.end(), [&](const Deed& deed) {
    const bool is_judged =
        deed.was_there && (deed.before.contains("note") || deed.after.contains("note") ||
                           deed.after.contains("stance"));
    return is_judged && stood_there(unit, deed, other.deeds) &&
           std::all_of(other.deeds.begin(), other.deeds.end(),
                       [&](const Deed& each) { return history_.knew(deed, each); });
  });
}

/// By the ids that they stand under, which of the pieces are there, the one that is shown first.
std::map<std::string, std::vector<MergeState::Shown>> MergeState::shown(const ThingName& unit,
                                                                        bool is_kept,
                                                                        Outcome& outcome) {
  const std::string whole = id_for_whole(unit);
  std::map<std::string, std::vector<Shown>> all;
  std::size_t number = 0;
  const auto add = [&](const std::string& id, std::vector<Deed> deeds, bool is_of_lost) {
    Outcome one = thing_of({ThingKind::evidence, id}, deeds, is_kept);
    for (Dispute& each : one.disputes) outcome.disputes.push_back(std::move(each));
    for (auto& [name, image] : one.things)
      all[name].push_back({std::move(image), std::move(deeds), is_of_lost, number});
  };
  for (const Piece& piece : pieces_of(unit)) {
    ++number;
    Placed where = placed(unit, piece, is_kept);
    outcome.is_shown_otherwise |= where.is_shown_otherwise;
    outcome.waits_for_element |= where.waits_for_element;
    const bool came_from_element = is_of_element(piece.deeds);
    for (auto& [id, deeds] : where.by_id)
      add(id, std::move(deeds), id == whole && came_from_element);
    for (std::vector<Deed>& deeds : where.lost) add(whole, std::move(deeds), true);
  }
  for (auto& [id, list] : all) {
    put_in_order(list, id == whole);
    outcome.is_shown_otherwise |= list.size() > 1;
    outcome.waits_for_element |= list.size() > 1;
  }
  return all;
}

std::vector<Deed> MergeState::deeds_beside(const ThingName& unit, const std::string& id,
                                           const ChangeNode* change) {
  std::vector<Deed> list;
  for (const Piece& piece : pieces_of(unit)) {
    const bool is_it = std::any_of(piece.deeds.begin(), piece.deeds.end(),
                                   [&](const Deed& deed) { return deed.change == change; });
    for (const Deed& deed : piece.deeds)
      if (is_it && id_now(unit, deed) == id) list.push_back(deed);
  }
  return list;
}

bool MergeState::stands_aside(const ThingName& unit, const Deed& deed) {
  if (!is_alone(deed, history_.deeds(unit))) return false;
  const auto is_it = [&deed](const Deed& other) {
    return other.change == deed.change && other.raw_id == deed.raw_id;
  };
  Outcome ignored;
  for (const auto& [id, list] : shown(unit, is_kept(unit), ignored))
    for (std::size_t i = 1; i < list.size(); ++i)
      if (std::any_of(list[i].deeds.begin(), list[i].deeds.end(), is_it)) return true;
  return false;
}

/// Where several stand in one place, the note of one tells of the others, as after an edit
/// (edit_steps.h). What is needed is there whatever was done to it, where nothing else is.
Outcome MergeState::evidence(const ThingName& unit, bool is_kept) {
  Outcome outcome;
  auto all = shown(unit, false, outcome);
  if (all.empty() && is_kept) all = shown(unit, true, outcome = {});
  for (auto& [id, list] : all) {
    Image& image = outcome.things.emplace(id, list.front().image).first->second;
    for (std::size_t i = 1; i < list.size(); ++i)
      if (!is_judged_with(unit, list.front(), list[i])) tell_in_note(image, list[i].image);
  }
  return outcome;
}

}  // namespace retroduce::store
