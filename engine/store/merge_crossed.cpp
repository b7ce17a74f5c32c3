// Two who put the same two concepts together, each into the other one, wanted the same. Were both
// done, what was coded with the two would change places.
#include <algorithm>
#include <map>
#include <tuple>

#include "store/merge_history.h"
#include "store/standing.h"

namespace retroduce::store {

using namespace model;

namespace {

/// What a change did to concepts, in so far as a union shows in it.
struct ConceptDeeds {
  std::map<std::string, std::string> gone;  ///< label by id
  std::map<std::string, Image> aliases;     ///< of those whose aliases changed, by id
};

/// The one concept that went, and the one that has its name for an alias since, by id.
std::optional<std::pair<std::string, std::string>> union_in(const ConceptDeeds& deeds) {
  if (deeds.gone.size() != 1) return std::nullopt;
  const auto& [gone, label] = *deeds.gone.begin();
  for (const auto& [id, aliases] : deeds.aliases)
    if (std::find(aliases.begin(), aliases.end(), label) != aliases.end())
      return std::pair(gone, id);
  return std::nullopt;
}

}  // namespace

/// What went into what, in changes of one concept alone.
std::vector<MergeHistory::Union> MergeHistory::unions_of(const Side& side, bool all) const {
  std::map<std::int64_t, ConceptDeeds> deeds;  // by row of the change
  Query query(side.connection->prepared(
      "SELECT change, thing_id, before, after FROM history WHERE thing = 'concept' AND before <> "
      "'' AND (after = '' OR after LIKE '%\"aliases\"%') ORDER BY change, place"));
  while (query.next()) {
    ConceptDeeds& own = deeds[query.number(0)];
    const bool is_gone = query.view(3).empty();
    const Image image = Image::parse(query.view(is_gone ? 2 : 3), nullptr, false);
    if (!image.is_object()) continue;
    if (is_gone) {
      own.gone[query.text(1)] = image.value("label", std::string());
    } else {
      own.aliases[query.text(1)] = image.value("aliases", Image::array());
    }
  }
  std::vector<Union> list;
  for (const ChangeNode& node : side.nodes) {
    if (!all && side.only.count(node.uid) == 0) continue;
    const auto own = deeds.find(node.id);
    const auto found = own == deeds.end() ? std::nullopt : union_in(own->second);
    if (found)
      list.push_back(
          {nodes_.at(node.uid), twins_.standing(found->first), twins_.standing(found->second)});
  }
  return list;
}

/// Whether it was taken back by somebody who did not know of the other.
bool MergeHistory::is_undone_before(const ChangeNode& change, const ChangeNode& other) const {
  const std::string kind = std::string(undo_prefix) + change.uid;
  return std::any_of(nodes_.begin(), nodes_.end(), [&](const auto& each) {
    return each.second->kind == kind && !precedence_->knew(each.first, other.uid);
  });
}

/// The later one holds, and of those that cross it none does.
void MergeHistory::find_crossed() {
  std::vector<Union> all = unions_of(mine_, true);
  if (theirs_)
    for (const Union& each : unions_of(*theirs_, false)) all.push_back(each);
  std::sort(all.begin(), all.end(), [](const Union& a, const Union& b) {
    return std::tie(b.change->at, b.change->uid) < std::tie(a.change->at, a.change->uid);
  });
  for (std::size_t later = 0; later < all.size(); ++later) {
    const Union& holds = all[later];
    if (crossed_.count(holds.change->uid) > 0) continue;
    for (std::size_t i = later + 1; i < all.size(); ++i) {
      const Union& other = all[i];
      const bool is_crossed = other.gone == holds.into && other.into == holds.gone &&
                              !precedence_->knew(holds.change->uid, other.change->uid) &&
                              !precedence_->knew(other.change->uid, holds.change->uid) &&
                              !is_undone_before(*holds.change, *other.change) &&
                              !is_undone_before(*other.change, *holds.change);
      if (is_crossed) crossed_.emplace(other.change->uid, holds);
    }
  }
}

}  // namespace retroduce::store
