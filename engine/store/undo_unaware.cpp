#include "store/undo_unaware.h"

#include <algorithm>

#include "base/text.h"
#include "store/standing.h"
#include "store/step_back.h"

namespace retroduce::store {

using namespace model;

bool Unaware::are_there(Connection& connection, std::string_view uid) {
  if (!is_merged(connection)) return false;
  std::vector<ChangeNode> nodes = read_nodes(connection);
  std::erase_if(nodes, [](const ChangeNode& node) { return is_of_one_file(node.kind); });
  const Precedence precedence(nodes);
  return std::any_of(nodes.begin(), nodes.end(), [&](const ChangeNode& node) {
    return node.uid != uid && !precedence.knew(node.uid, uid) && !precedence.knew(uid, node.uid);
  });
}

Unaware::Unaware(Connection& connection, std::string uid)
    : connection_(connection), uid_(std::move(uid)), history_(connection, nullptr) {
  own_.change = history_.change_called(uid_);
}

bool Unaware::is_it(const Deed& deed) const { return deed.change == own_.change; }

bool Unaware::is_unaware(const Deed& deed) const {
  return !is_it(deed) && !history_.knew(deed, own_) && !history_.knew(own_, deed);
}

std::vector<Deed> Unaware::deeds_of(const ThingName& thing) {
  const ThingName unit = MergeHistory::unit(thing.kind, thing.id);
  return thing.kind == ThingKind::evidence ? state_.deeds_beside(unit, thing.id, own_.change)
                                           : history_.deeds(unit);
}

HistoryRow Unaware::as_called_now(const HistoryRow& row) {
  HistoryRow now = row;
  now.thing_id = history_.twins().standing(row.thing_id);
  const bool is_evidence = row.thing == ThingKind::evidence;
  if (is_evidence) {
    const ThingName unit = MergeHistory::unit(row.thing, now.thing_id);
    for (const Deed& deed : history_.deeds(unit))
      if (is_it(deed) && deed.raw_id == now.thing_id) {
        now.thing_id = state_.id_now(unit, deed);
        break;
      }
  }
  for (std::string* text : {&now.before, &now.after}) {
    if (text->empty()) continue;
    Image image = history_.twins().standing(row.thing, read_image(*text));
    if (is_evidence && image.contains("element"))
      image["element"] = std::stoul(base::split(now.thing_id, ' ').at(1));
    *text = image_text(image);
  }
  return now;
}

std::optional<std::string> Unaware::also_brought_by(const ThingName& thing) {
  return other_who(thing, true);
}

std::optional<std::string> Unaware::also_taken_by(const ThingName& thing) {
  return other_who(thing, false);
}

/// Who brought the thing, or took it away, and did not only move it.
std::optional<std::string> Unaware::other_who(const ThingName& thing, bool brought) {
  const auto& all = history_.deeds(MergeHistory::unit(thing.kind, thing.id));
  const auto did = [&](const Deed& deed, bool came) {
    return came ? !deed.was_there && deed.is_there : deed.was_there && !deed.is_there;
  };
  for (const Deed& deed : deeds_of(thing)) {
    if (!did(deed, brought) || !is_unaware(deed) || deed.change == nullptr) continue;
    const bool is_moved = std::any_of(all.begin(), all.end(), [&](const Deed& other) {
      return other.change == deed.change && did(other, !brought);
    });
    const bool is_back = !brought && std::any_of(all.begin(), all.end(), [&](const Deed& later) {
      return later.is_there && history_.knew(later, deed);
    });
    if (!is_moved && !is_back && stands(connection_, deed.change->uid, deed.change->kind))
      return deed.change->uid;
  }
  return std::nullopt;
}

bool Unaware::stands_aside(const HistoryRow& row) {
  if (row.thing != ThingKind::evidence) return false;
  const std::string id = history_.twins().standing(row.thing_id);
  const ThingName unit = MergeHistory::unit(row.thing, id);
  const auto& deeds = history_.deeds(unit);
  return std::any_of(deeds.begin(), deeds.end(), [&](const Deed& deed) {
    return is_it(deed) && deed.raw_id == id && state_.stands_aside(unit, deed);
  });
}

bool Unaware::moved_nothing(const HistoryRow& row) {
  return row.thing == ThingKind::evidence &&
         state_.moved_nothing(
             MergeHistory::unit(row.thing, history_.twins().standing(row.thing_id)), own_);
}

std::optional<base::Diagnostic> Unaware::left_out(Things& things) const {
  const auto crossing = history_.crossed().find(uid_);
  if (crossing == history_.crossed().end()) return std::nullopt;
  const MergeHistory::Union& holds = crossing->second.holds;
  const std::string gone = std::string(to_word(holds.gone.kind)) + " \"" + holds.label + "\"";
  base::Diagnostic told;
  if (history_.is_taken_back(*holds.change)) {
    told.severity = base::Severity::refused;
    told.code = "undo.decided";
    told.message =
        "it counts no more: what becomes of " + gone + " was decided or taken back since";
    told.notes = {"Undo that, if it was wrong; see retroduce history REVIEW."};
  } else {
    told.code = "undo.other-holds";
    told.message = "nothing moves: what " + holds.change->by + " did, who put " + gone + " into " +
                   things.said(holds.into) + ", stands alone now";
    told.notes = {"To undo that, too: retroduce undo REVIEW " + holds.change->uid};
  }
  return told;
}

std::vector<base::Diagnostic> Unaware::held_back(Things& things) const {
  std::vector<base::Diagnostic> told;
  for (const auto& [uid, crossing] : history_.crossed()) {
    const MergeHistory::Union& other = crossing.other;
    const auto into = things.image(other.into);
    if (crossing.holds.change->uid != uid_ || !into || history_.is_taken_back(*other.change))
      continue;
    const std::string kind(to_word(other.gone.kind));
    const std::string gone = kind + " \"" + other.label + "\"";
    base::Diagnostic each;
    each.code = "undo.other-not-made";
    each.message = "what " + other.change->by + " did, who put " + gone + " into " +
                   things.said(other.into) + ", is not made by this";
    each.notes = {"If it should hold: retroduce edit REVIEW 'merge " + gone + " into \"" +
                  into->value("label", std::string()) + "\"'"};
    told.push_back(std::move(each));
  }
  return told;
}

std::optional<std::string> Unaware::rests_on_it(const ThingName& thing,
                                                const std::optional<Image>& after) {
  std::optional<std::string> last;
  for (const Deed& deed : deeds_of(thing)) {
    if (!history_.knew(deed, own_) || !stands(connection_, deed.change->uid, deed.change->kind))
      continue;
    const auto touches = [&](const std::string& key) {
      if (!deed.before.contains(key) && !deed.after.contains(key)) return false;
      // Who decided against the change does not rest on it.
      return deed.change->kind != decision_kind ||
             deed.after.value(key, Image()) == after->value(key, Image());
    };
    bool rests = !after || !deed.is_there;
    if (after)
      for (const auto& [key, value] : after->items()) rests |= touches(key);
    if (rests) last = deed.change->uid;
  }
  return last;
}

bool Unaware::is_contested(const ThingName& thing, const std::string& field) {
  const auto deeds = deeds_of(thing);
  return std::any_of(deeds.begin(), deeds.end(), [&](const Deed& deed) {
    return is_unaware(deed) && deed.is_there &&
           (deed.before.contains(field) || deed.after.contains(field));
  });
}

Image Unaware::value_without(const ThingName& thing, const std::string& field) {
  std::vector<Deed> deeds = deeds_of(thing);
  // Nor would it have been taken back, or done again.
  std::erase_if(deeds, [this](const Deed& deed) {
    return is_it(deed) ||
           (deed.change != nullptr && (deed.change->kind == std::string(undo_prefix) + uid_ ||
                                       deed.change->kind == std::string(redo_prefix) + uid_));
  });
  const Writes writes = FieldJoin::writes_of(history_, deeds);
  const auto found = writes.find(field);
  if (found == writes.end()) return {};
  return FieldJoin(history_, thing.kind).value_of_some(field, found->second);
}

}  // namespace retroduce::store
