// What counts as not made: decisions that were undone, with all that they did, and unions that are
// crossed. Who saw it where it was made saw it all the same.
#include <algorithm>
#include <iterator>
#include <tuple>

#include "store/merge_history.h"
#include "store/standing.h"

namespace retroduce::store {

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
  for (const auto& [uid, node] : nodes_)
    if (void_.count(node->part_of) > 0) left_out_.insert(uid);
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
  const auto words = words_.find(whole->first);
  if (words == words_.end()) return true;
  std::vector<const ChangeNode*> known;
  std::copy_if(words->second.begin(), words->second.end(), std::back_inserter(known), knew_of);
  const ChangeNode* last = last_word(known);
  return last == nullptr || !last->kind.starts_with(undo_prefix);
}

/// Whether others went on with what the deed brought: then it came, though its change does not
/// hold.
bool MergeHistory::is_worked_on(const Deed& deed, const std::vector<Deed>& all) const {
  if (deed.was_there || !deed.is_there) return false;
  return std::any_of(all.begin(), all.end(), [&](const Deed& later) {
    return later.was_there && later.raw_id == deed.raw_id && knew(later, deed) &&
           left_out_.count(later.change->uid) == 0;
  });
}

}  // namespace retroduce::store
