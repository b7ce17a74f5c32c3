// Two who put the same things together differently, neither knowing of the other. Each into the
// other one: they wanted the same, and were both done, what hangs on the two would change places.
// One thing into two: were both done, all that hangs on it would be there twice, half of it in the
// name of people who never said so.
#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.h"
#include "store/merge_history.h"
#include "store/standing.h"
#include "store/stored.h"

namespace retroduce::store {

using namespace model;

namespace {

/// What a change did to things of one kind, in so far as a union shows in it.
struct UnionDeeds {
  std::map<std::string, std::string> gone;  ///< label by id
  std::map<std::string, Image> aliases;     ///< of concepts whose aliases changed, by id
  std::set<std::string> given;              ///< configurations that were changed or given evidence
  bool is_merge = false;                    ///< it says so
};

/// The concept that has the label for an alias since, by id.
std::optional<std::string> concept_given(const UnionDeeds& deeds, const std::string& label) {
  for (const auto& [id, aliases] : deeds.aliases)
    if (deeds.gone.count(id) == 0 &&
        std::find(aliases.begin(), aliases.end(), label) != aliases.end())
      return id;
  return std::nullopt;
}

/// The one configuration that got what those that went had.
std::optional<std::string> configuration_given(const UnionDeeds& deeds) {
  std::set<std::string> given = deeds.given;
  for (const auto& [gone, label] : deeds.gone) given.erase(gone);
  return given.size() == 1 ? std::optional(*given.begin()) : std::nullopt;
}

using DeedsByChange = std::map<std::pair<std::int64_t, ThingKind>, UnionDeeds>;

/// Of changes, by their rows, that took a concept or a configuration away.
DeedsByChange union_deeds(Connection& connection) {
  DeedsByChange all;
  Query query(connection.prepared(
      "SELECT h.change, h.thing, h.thing_id, h.before, h.after, c.what LIKE 'merged %' FROM "
      "history "
      "h JOIN change c ON c.id = h.change WHERE h.thing IN ('concept', 'configuration', "
      "'evidence') "
      "AND (h.after = '' OR h.thing <> 'concept' OR h.after LIKE '%\"aliases\"%') AND h.change IN "
      "(SELECT change FROM history WHERE thing IN ('concept', 'configuration') AND after = '') "
      "ORDER BY h.change, h.place"));
  while (query.next()) {
    const auto kind = stored_word<ThingKind>(query.view(1));
    const bool was_there = !query.view(3).empty();
    const bool is_there = !query.view(4).empty();
    const std::string id = query.text(2);
    if (kind == ThingKind::evidence) {
      if (is_there)
        all[{query.number(0), ThingKind::configuration}].given.insert(id.substr(0, id.find(' ')));
      continue;
    }
    if (!was_there) continue;
    UnionDeeds& own = all[{query.number(0), kind}];
    own.is_merge = query.flag(5);
    const Image image = Image::parse(query.view(is_there ? 4 : 3), nullptr, false);
    if (!image.is_object()) continue;
    if (!is_there) {
      own.gone[id] = image.value("label", std::string());
    } else if (kind == ThingKind::configuration) {
      own.given.insert(id);
    } else {
      own.aliases[id] = image.value("aliases", Image::array());
    }
  }
  return all;
}

/// The same, or the one that an earlier change put it into: who does so again finds the alias
/// there.
std::optional<std::string> concept_given(const DeedsByChange& all, std::int64_t change,
                                         const std::string& gone, const std::string& label) {
  const UnionDeeds& own = all.at({change, ThingKind::concept_});
  auto into = concept_given(own, label);
  if (into || !own.is_merge) return into;
  for (const auto& [key, deeds] : all) {
    const auto before = deeds.gone.find(gone);
    if (key.first >= change || key.second != ThingKind::concept_ || before == deeds.gone.end())
      continue;
    if (auto earlier = concept_given(deeds, before->second)) into = std::move(earlier);
  }
  return into;
}

}  // namespace

/// What went into what.
std::vector<MergeHistory::Union> MergeHistory::unions_of(const Side& side, bool all) const {
  const DeedsByChange deeds = union_deeds(*side.connection);
  std::vector<Union> list;
  for (const ChangeNode& node : side.nodes) {
    if ((!all && side.only.count(node.uid) == 0) || left_out_.count(node.uid) > 0) continue;
    for (const ThingKind kind : {ThingKind::concept_, ThingKind::configuration}) {
      const auto own = deeds.find({node.id, kind});
      if (own == deeds.end()) continue;
      for (const auto& [gone, label] : own->second.gone) {
        const auto into = kind == ThingKind::concept_ ? concept_given(deeds, node.id, gone, label)
                                                      : configuration_given(own->second);
        if (into)
          list.push_back({nodes_.at(node.uid),
                          {kind, twins_.standing(gone)},
                          label,
                          {kind, twins_.standing(*into)},
                          own->second.gone.size() == 1});
      }
    }
  }
  return list;
}

const MergeHistory::Union* MergeHistory::union_by(const std::string& uid,
                                                  const ThingName& gone) const {
  const auto found = std::find_if(unions_.begin(), unions_.end(), [&](const Union& each) {
    return each.change->uid == uid && each.gone == gone;
  });
  return found == unions_.end() ? nullptr : &*found;
}

bool MergeHistory::is_taken_back(const ChangeNode& change) const {
  std::vector<const ChangeNode*> words;
  for (const auto& [uid, node] : nodes_)
    for (const std::string_view prefix : {undo_prefix, redo_prefix})
      if (node->kind == std::string(prefix) + change.uid &&
          (left_out_.count(uid) == 0 || answers_.count(uid) > 0))
        words.push_back(node);
  const ChangeNode* last = last_word(words);
  return last != nullptr && last->kind.starts_with(undo_prefix);
}

/// Whether it was taken back by somebody who did not know of the other.
bool MergeHistory::is_undone_before(const ChangeNode& change, const ChangeNode& other) const {
  const std::string kind = std::string(undo_prefix) + change.uid;
  return std::any_of(nodes_.begin(), nodes_.end(), [&](const auto& each) {
    return each.second->kind == kind && left_out_.count(each.first) == 0 &&
           !precedence_->knew(each.first, other.uid);
  });
}

/// Whether neither was made in knowledge of the other, nor undone before.
bool MergeHistory::are_apart(const Union& one, const Union& other) const {
  return !precedence_->knew(one.change->uid, other.change->uid) &&
         !precedence_->knew(other.change->uid, one.change->uid) &&
         !is_undone_before(*one.change, *other.change) &&
         !is_undone_before(*other.change, *one.change);
}

namespace {

/// Whether both cannot be done, were each made alone.
bool are_rivals(const MergeHistory::Union& one, const MergeHistory::Union& other) {
  const bool is_crosswise = other.gone == one.into && other.into == one.gone;
  const bool is_forked = other.gone == one.gone && other.into != one.into;
  return one.is_alone && other.is_alone && (is_crosswise || is_forked);
}

}  // namespace

/// The last first.
void MergeHistory::find_unions() {
  unions_ = unions_of(mine_, true);
  if (theirs_)
    for (const Union& each : unions_of(*theirs_, false)) unions_.push_back(each);
  std::sort(unions_.begin(), unions_.end(), [](const Union& a, const Union& b) {
    return std::tie(b.change->at, b.change->uid, a.gone) <
           std::tie(a.change->at, a.change->uid, b.gone);
  });
}

/// To undo what does not hold anyway, knowing of what does, changes nothing: that stands alone
/// then.
void MergeHistory::find_answers() {
  for (std::size_t later = 0; later < unions_.size(); ++later)
    for (std::size_t i = later + 1; i < unions_.size(); ++i) {
      const Union& holds = unions_[later];
      const Union& other = unions_[i];
      if (!are_rivals(holds, other) || !are_apart(holds, other)) continue;
      for (const auto& [uid, node] : nodes_)
        for (const std::string_view prefix : {undo_prefix, redo_prefix})
          if (node->kind == std::string(prefix) + other.change->uid && left_out_.count(uid) == 0 &&
              precedence_->knew(uid, holds.change->uid))
            answers_.insert(uid);
    }
  left_out_.insert(answers_.begin(), answers_.end());
}

/// The later one holds, and of those that cross it none does.
void MergeHistory::find_crossed() {
  const auto voided = left_out_;
  for (const bool is_again : {false, true}) {
    find_unions();
    find_answers();
    for (std::size_t later = 0; later < unions_.size(); ++later) {
      const Union& holds = unions_[later];
      if (crossed_.count(holds.change->uid) > 0) continue;
      for (std::size_t i = later + 1; i < unions_.size(); ++i)
        if (are_rivals(holds, unions_[i]) && are_apart(holds, unions_[i]))
          crossed_.emplace(unions_[i].change->uid, Crossing{holds, unions_[i]});
    }
    if (is_again || !find_opposed_decisions()) break;
    // Without these it is asked anew.
    crossed_.clear();
    answers_.clear();
    left_out_ = voided;
    leave_out_parts();
  }
  for (const auto& [uid, crossing] : crossed_) left_out_.insert(uid);
}

std::vector<MergeHistory::Crossing> MergeHistory::doubled() const {
  std::vector<Crossing> list;
  for (std::size_t later = 0; later < unions_.size(); ++later)
    for (std::size_t i = later + 1; i < unions_.size(); ++i) {
      const Union& one = unions_[later];
      const Union& other = unions_[i];
      if (one.gone == other.gone && one.into != other.into && (!one.is_alone || !other.is_alone) &&
          are_apart(one, other))
        list.push_back({one, other});
    }
  return list;
}

namespace {

/// A coding that went, and the one that came in its place in the same change.
struct CodingMove {
  std::string from;
  std::string to;
};

/// The id of a coding without its concept: extract, role and coder.
std::string but_for_concept(const std::string& id) {
  auto parts = base::split(id, ' ');
  if (parts.size() != 4) return id;
  parts.erase(parts.begin() + 1);
  return base::join(parts, " ");
}

std::map<std::int64_t, std::vector<CodingMove>> coding_moves(Connection& connection) {
  std::map<std::int64_t, std::map<std::string, std::pair<std::string, std::string>>> found;
  Query query(connection.prepared(
      "SELECT change, thing_id, before, after FROM history WHERE thing = 'coding' AND (before = '' "
      "OR after = '') ORDER BY change, place"));
  while (query.next()) {
    const std::string id = query.text(1);
    auto& both = found[query.number(0)][but_for_concept(id)];
    if (query.view(2).empty()) both.second = id;
    if (query.view(3).empty()) both.first = id;
  }
  std::map<std::int64_t, std::vector<CodingMove>> moves;
  for (const auto& [change, all] : found)
    for (const auto& [key, both] : all)
      if (!both.first.empty() && !both.second.empty() && both.first != both.second)
        moves[change].push_back({both.first, both.second});
  return moves;
}

}  // namespace

std::vector<MergeHistory::ForkedCoding> MergeHistory::forked_codings() const {
  std::map<std::string, std::vector<std::pair<const ChangeNode*, std::string>>> by_source;
  const auto add = [&](const Side& side, bool all) {
    const auto moves = coding_moves(*side.connection);
    for (const ChangeNode& node : side.nodes) {
      if ((!all && side.only.count(node.uid) == 0) || !is_step(node.kind)) continue;
      if (left_out_.count(node.uid) > 0) continue;
      const auto own = moves.find(node.id);
      if (own == moves.end()) continue;
      for (const CodingMove& move : own->second)
        by_source[twins_.standing(move.from)].emplace_back(nodes_.at(node.uid),
                                                           twins_.standing(move.to));
    }
  };
  add(mine_, true);
  if (theirs_) add(*theirs_, false);
  std::vector<ForkedCoding> forked;
  for (auto& [source, moves] : by_source) {
    // Whoever's copy this is: conflicts are numbered alike in all.
    std::sort(moves.begin(), moves.end(), [](const auto& a, const auto& b) {
      return std::tie(a.first->at, a.first->uid, a.second) <
             std::tie(b.first->at, b.first->uid, b.second);
    });
    for (std::size_t i = 0; i < moves.size(); ++i)
      for (std::size_t j = i + 1; j < moves.size(); ++j)
        if (moves[i].second != moves[j].second &&
            !precedence_->knew(moves[i].first->uid, moves[j].first->uid) &&
            !precedence_->knew(moves[j].first->uid, moves[i].first->uid))
          forked.push_back({source, {moves[i], moves[j]}});
  }
  return forked;
}

}  // namespace retroduce::store
