// What counts as not made: decisions that were undone or are opposed, with all that they did, and
// unions that are crossed. Who saw it where it was made saw it all the same.
#include <algorithm>
#include <iterator>
#include <tuple>

#include "store/merge_history.h"
#include "store/standing.h"
#include "store/stored.h"

namespace retroduce::store {

using namespace model;

void MergeHistory::find_void_decisions() {
  for (const auto& [uid, node] : nodes_) {
    for (const std::string_view prefix : {undo_prefix, redo_prefix}) {
      if (!node->kind.starts_with(prefix)) continue;
      const auto of = nodes_.find(node->kind.substr(prefix.size()));
      if (of == nodes_.end() || of->second->kind != decision_kind) continue;
      void_.insert(uid);
      words_[of->first].push_back(node);
    }
  }
  for (const auto& [decision, list] : words_) {
    const ChangeNode* last = last_word(list);
    if (last != nullptr && last->kind.starts_with(undo_prefix)) void_.insert(decision);
  }
  leave_out_parts();
  find_void_steps();
}

void MergeHistory::leave_out_parts() {
  for (const auto& [uid, node] : nodes_)
    if (void_.count(node->part_of) > 0) left_out_.insert(uid);
}

/// What was done with what a decision left, and was taken back before the decision was, neither
/// took anything away nor brought it: without the decision there was nothing to do it with.
void MergeHistory::find_void_steps() {
  if (words_.empty()) return;
  std::map<const ChangeNode*, std::vector<const ChangeNode*>> steps;  // with their undoing
  for (const auto& [uid, node] : nodes_) {
    if (is_step(node->kind) || !node->part_of.empty()) continue;
    const auto of = nodes_.find(node->kind.substr(undo_prefix.size()));
    if (of != nodes_.end() && of->second->kind == "edit") steps[of->second].push_back(node);
  }
  for (const auto& [decision, words] : words_) {
    if (void_.count(decision) == 0) continue;
    for (const ChangeNode* word : words) {
      for (const auto& [step, all] : steps) {
        if (!precedence_->knew(step->uid, decision)) continue;
        std::vector<const ChangeNode*> known;
        std::copy_if(
            all.begin(), all.end(), std::back_inserter(known),
            [&](const ChangeNode* each) { return precedence_->knew(word->uid, each->uid); });
        const ChangeNode* last = last_word(known);
        if (last == nullptr || !last->kind.starts_with(undo_prefix)) continue;
        left_out_.insert(step->uid);
        for (const ChangeNode* each : known) left_out_.insert(each->uid);
      }
    }
  }
}

/// That has the change, and so all that it knew.
const MergeHistory::Side& MergeHistory::side_of(const ChangeNode& change) const {
  return theirs_ && theirs_->only.count(change.uid) > 0 ? *theirs_ : mine_;
}

/// Whether the undoing left nothing of what it undid: who came along with that stays where others
/// need them (undo.cpp).
bool MergeHistory::takes_all_back(const ChangeNode& undoing) const {
  Query query(side_of(undoing).connection->prepared(
      "SELECT (SELECT count(*) FROM history h WHERE h.change = u.id) = (SELECT count(*) FROM "
      "history h WHERE h.change = c.id) FROM change u JOIN change c ON c.uid = substr(u.kind, ?) "
      "WHERE u.uid = ?"));
  query.bind({Cell{static_cast<std::int64_t>(undo_prefix.size() + 1)},
              Cell{std::string_view(undoing.uid)}});
  return query.next() && query.flag(0);
}

/// Whether other work was done to the same things between the step and its undoing.
bool MergeHistory::is_worked_on_between(const ChangeNode& step, const ChangeNode& undoing) const {
  Query query(side_of(undoing).connection->prepared(
      "SELECT DISTINCT c.uid FROM change s JOIN history x ON x.change = s.id JOIN history h ON "
      "h.thing = x.thing AND h.thing_id = x.thing_id JOIN change c ON c.id = h.change WHERE s.uid "
      "= "
      "? ORDER BY c.uid"));
  query.bind(1, Cell{std::string_view(step.uid)});
  while (query.next()) {
    const auto node = nodes_.find(query.text(0));
    if (node != nodes_.end() && !node->second->kind.ends_with(step.uid) &&
        precedence_->knew(node->first, step.uid) && precedence_->knew(undoing.uid, node->first))
      return true;
  }
  return false;
}

/// What somebody did and took back before anybody else heard of it was no work: who knew of the one
/// knew of the other. So a copy in which a slip was undone is as one without it.
void MergeHistory::find_idle_steps() {
  std::map<const ChangeNode*, std::vector<const ChangeNode*>> steps;  // with all said of them
  for (const auto& [uid, node] : nodes_) {
    if (is_step(node->kind)) continue;
    const auto of = nodes_.find(node->kind.substr(undo_prefix.size()));
    if (of != nodes_.end() && of->second->kind == "edit" && of->second->part_of.empty() &&
        node->part_of.empty())
      steps[of->second].push_back(node);
  }
  for (const auto& [step, words] : steps) {
    const ChangeNode* last = last_word(words);
    if (!last->kind.starts_with(undo_prefix) || !precedence_->is_way_alone(step->uid, last->uid) ||
        !takes_all_back(*last) || is_worked_on_between(*step, *last))
      continue;
    idle_.insert(step->uid);
    for (const ChangeNode* each : words) idle_.insert(each->uid);
  }
  left_out_.insert(idle_.begin(), idle_.end());
}

// ---- decisions of people who did not know of each other

void MergeHistory::add_rulings(const Side& side, std::map<std::string, Ruling>& into) const {
  Query query(side.connection->prepared(
      "SELECT c.uid, h.thing, h.thing_id, h.after = '' FROM history h JOIN change c ON c.id = "
      "h.change WHERE c.kind = ? AND (h.after = '' OR (h.before = '{}' AND h.after = '{}')) ORDER "
      "BY h.change, h.place"));
  query.bind(1, Cell{decision_kind});
  while (query.next()) {
    const auto node = nodes_.find(query.text(0));
    if (node == nodes_.end() || void_.count(node->first) > 0) continue;
    Ruling& ruling = into[node->first];
    ruling.change = node->second;
    (query.flag(3) ? ruling.goes : ruling.holds)
        .insert(unit(stored_word<ThingKind>(query.view(1)), twins_.standing(query.text(2))));
  }
}

std::vector<MergeHistory::Ruling> MergeHistory::rulings() const {
  std::map<std::string, Ruling> by_uid;
  add_rulings(mine_, by_uid);
  if (theirs_) add_rulings(*theirs_, by_uid);
  for (const auto& [uid, node] : nodes_) {
    const auto whole = by_uid.find(node->part_of);
    if (whole != by_uid.end() && node->kind.starts_with(undo_prefix))
      whole->second.undoes.insert(node->kind.substr(undo_prefix.size()));
  }
  std::vector<Ruling> list;
  for (auto& [uid, ruling] : by_uid) list.push_back(std::move(ruling));
  return list;
}

/// Whether the one undoes a union, so that another holds in its place, and the other says that it
/// holds.
bool MergeHistory::undoes_what_holds(const Ruling& one, const Ruling& other) const {
  return std::any_of(crossed_.begin(), crossed_.end(), [&](const auto& each) {
    const Union& holds = each.second.holds;
    return one.undoes.count(holds.change->uid) > 0 && other.undoes.count(holds.change->uid) == 0 &&
           other.holds.count(holds.into) > 0 &&
           precedence_->knew(other.change->uid, holds.change->uid);
  });
}

bool MergeHistory::are_opposed(const Ruling& one, const Ruling& other) const {
  if (precedence_->knew(one.change->uid, other.change->uid) ||
      precedence_->knew(other.change->uid, one.change->uid))
    return false;
  const auto meet = [](const std::set<ThingName>& a, const std::set<ThingName>& b) {
    return std::any_of(a.begin(), a.end(),
                       [&](const ThingName& each) { return b.count(each) > 0; });
  };
  return meet(one.goes, other.holds) || meet(other.goes, one.holds) ||
         undoes_what_holds(one, other) || undoes_what_holds(other, one);
}

/// Decisions of which each takes away what the other lets hold: neither decides then, and what they
/// were on is open as it was. Whether there are any.
bool MergeHistory::find_opposed_decisions() {
  const std::vector<Ruling> all = rulings();
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = i + 1; j < all.size(); ++j) {
      if (!are_opposed(all[i], all[j])) continue;
      opposed_[all[i].change->uid].insert(all[j].change->uid);
      opposed_[all[j].change->uid].insert(all[i].change->uid);
    }
  for (const auto& [uid, others] : opposed_) void_.insert(uid);
  return !opposed_.empty();
}

/// The last that none of the others knew of: a second may hold several.
const ChangeNode* MergeHistory::last_word(const std::vector<const ChangeNode*>& words) const {
  const ChangeNode* last = nullptr;
  for (const ChangeNode* node : words) {
    const bool is_over = std::any_of(words.begin(), words.end(), [&](const ChangeNode* other) {
      return other != node && precedence_->knew(other->uid, node->uid);
    });
    if (!is_over &&
        (last == nullptr || std::tie(last->at, last->uid) < std::tie(node->at, node->uid)))
      last = node;
  }
  return last;
}

bool MergeHistory::saw(const Deed& later, const Deed& earlier) const {
  if (!knew(later, earlier)) return false;
  if (earlier.change == nullptr) return true;
  const auto knew_of = [&](const ChangeNode* node) {
    return precedence_->knew(later.change->uid, node->uid);
  };
  const auto crossing = crossed_.find(earlier.change->uid);
  if (crossing != crossed_.end() && knew_of(crossing->second.holds.change)) return false;
  const auto whole = nodes_.find(earlier.change->part_of);
  if (whole == nodes_.end()) return true;
  const auto opposed = opposed_.find(whole->first);
  if (opposed != opposed_.end() &&
      std::any_of(opposed->second.begin(), opposed->second.end(), [&](const std::string& uid) {
        return precedence_->knew(later.change->uid, uid);
      }))
    return false;
  const auto words = words_.find(whole->first);
  if (words == words_.end()) return true;
  std::vector<const ChangeNode*> known;
  std::copy_if(words->second.begin(), words->second.end(), std::back_inserter(known), knew_of);
  const ChangeNode* last = last_word(known);
  return last == nullptr || !last->kind.starts_with(undo_prefix);
}

/// Whether others went on with what the deed brought: then it came, though its change does not
/// hold. What was taken back before anybody heard of it nobody could go on with.
bool MergeHistory::is_worked_on(const Deed& deed, const std::vector<Deed>& all) const {
  if (deed.was_there || !deed.is_there || idle_.count(deed.change->uid) > 0) return false;
  return std::any_of(all.begin(), all.end(), [&](const Deed& later) {
    return later.was_there && later.raw_id == deed.raw_id && knew(later, deed) &&
           left_out_.count(later.change->uid) == 0;
  });
}

}  // namespace retroduce::store
