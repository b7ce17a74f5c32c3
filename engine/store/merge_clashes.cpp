#include "store/merge_clashes.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.h"
#include "store/standing.h"

namespace retroduce::store {

using namespace model;

namespace {

/// A decision that two documents are one paper, or two.
struct OnPapers {
  ThingName thing;
  std::string document;
  std::string other;
  bool is_same = false;
  const ChangeNode* change = nullptr;
  std::string across(const std::string& from) const {
    return from == document ? other : from == other ? document : std::string();
  }
};

std::vector<OnPapers> decisions_on_papers(Things& things, const MergeHistory& history) {
  std::vector<OnPapers> list;
  for (const ThingName& thing : things.all(ThingKind::sameness)) {
    const Image image = things.image(thing).value();
    const ChangeNode* change = history.change_called(image.value("change", std::string()));
    if (change == nullptr) continue;
    list.push_back({thing, image.at("document").get<std::string>(),
                    image.at("other").get<std::string>(), image.value("same", false), change});
  }
  std::sort(list.begin(), list.end(), [](const OnPapers& a, const OnPapers& b) {
    return std::tie(a.change->at, a.change->uid, a.thing) <
           std::tie(b.change->at, b.change->uid, b.thing);
  });
  return list;
}

bool are_unaware(const MergeHistory& history, const ChangeNode* a, const ChangeNode* b) {
  Deed one;
  one.change = a;
  Deed other;
  other.change = b;
  return a != b && !history.knew(one, other) && !history.knew(other, one);
}

/// The shortest way from the one to the other over decisions that two are one; empty: there is
/// none.
std::vector<const OnPapers*> way(const std::vector<OnPapers>& all, const std::string& from,
                                 const std::string& to) {
  std::map<std::string, const OnPapers*> came{{from, nullptr}};
  std::vector<std::string> open{from};
  for (std::size_t i = 0; i < open.size() && came.count(to) == 0; ++i)
    for (const OnPapers& each : all) {
      const std::string next = each.is_same ? each.across(open[i]) : std::string();
      if (!next.empty() && came.emplace(next, &each).second) open.push_back(next);
    }
  std::vector<const OnPapers*> steps;
  if (came.count(to) == 0) return steps;
  for (std::string at = to; at != from; at = steps.back()->across(at)) steps.push_back(came.at(at));
  return steps;
}

/// Two papers that are one through others.
void add_papers(Things& things, const MergeHistory& history, std::vector<Clash>& into) {
  const auto all = decisions_on_papers(things, history);
  for (const OnPapers& apart : all) {
    if (apart.is_same) continue;
    auto in_it = way(all, apart.document, apart.other);
    if (in_it.empty()) continue;
    in_it.push_back(&apart);
    Clash clash;
    for (auto each = in_it.rbegin(); each != in_it.rend(); ++each) {
      ClashSide side{(*each)->thing, (*each)->change, {}};
      for (const OnPapers* other : in_it)
        if (are_unaware(history, (*each)->change, other->change))
          side.gives_way.push_back(other->thing);
      clash.sides.push_back(std::move(side));
    }
    // Whoever knew of all meant all.
    if (std::any_of(clash.sides.begin(), clash.sides.end(),
                    [](const ClashSide& side) { return !side.gives_way.empty(); }))
      into.push_back(std::move(clash));
  }
}

/// Whether the change says of the thing that it stays.
bool says_to_stay(MergeHistory& history, const ThingName& thing, const ChangeNode* change) {
  const auto& deeds = history.deeds(thing);
  return std::any_of(deeds.begin(), deeds.end(), [&](const Deed& deed) {
    return deed.change == change && deed.was_there && deed.is_there && deed.before.empty() &&
           deed.after.empty();
  });
}

/// Whether somebody who knew of both said that both hold.
bool may_stand(MergeHistory& history, const Clash& clash) {
  Deed made[2];
  made[0].change = clash.sides[0].change;
  made[1].change = clash.sides[1].change;
  const auto& deeds = history.deeds(clash.sides[0].thing);
  return std::any_of(deeds.begin(), deeds.end(), [&](const Deed& deed) {
    return deed.change != nullptr && deed.change->kind == decision_kind && deed.was_there &&
           deed.before.empty() && deed.after.empty() && history.knew(deed, made[0]) &&
           history.knew(deed, made[1]) && says_to_stay(history, clash.sides[1].thing, deed.change);
  });
}

/// The coding where both moved it to other concepts stands under both.
void add_codings(Things& things, MergeHistory& history, std::vector<Clash>& into) {
  for (const MergeHistory::ForkedCoding& each : history.forked_codings()) {
    Clash clash;
    clash.may_all_stand = true;
    for (const auto& [change, id] : each.moves)
      clash.sides.push_back({{ThingKind::coding, id}, change, {}});
    std::sort(clash.sides.begin(), clash.sides.end(), [](const ClashSide& a, const ClashSide& b) {
      return std::tie(b.change->at, b.change->uid) < std::tie(a.change->at, a.change->uid);
    });
    clash.sides[0].gives_way.push_back(clash.sides[1].thing);
    clash.sides[1].gives_way.push_back(clash.sides[0].thing);
    const bool are_there = things.image(clash.sides[0].thing) && things.image(clash.sides[1].thing);
    if (are_there && !may_stand(history, clash)) into.push_back(std::move(clash));
  }
}

}  // namespace

std::vector<Clash> clashes(Things& things, MergeHistory& history) {
  std::vector<Clash> list;
  add_papers(things, history, list);
  add_codings(things, history, list);
  return list;
}

std::vector<JoinedPapers> joined_papers(Things& things, const MergeHistory& history) {
  std::vector<JoinedPapers> list;
  std::map<std::string, std::size_t> group;  // by document
  std::vector<std::vector<const OnPapers*>> links;
  const auto all = decisions_on_papers(things, history);
  for (const OnPapers& each : all) {
    if (!each.is_same) continue;
    const std::size_t one = group.emplace(each.document, links.size()).first->second;
    if (one == links.size()) links.emplace_back();
    const std::size_t other = group.emplace(each.other, one).first->second;
    links[one].push_back(&each);
    if (one == other) continue;
    links[one].insert(links[one].end(), links[other].begin(), links[other].end());
    links[other].clear();
    for (auto& [document, number] : group)
      if (number == other) number = one;
  }
  for (std::size_t i = 0; i < links.size(); ++i) {
    JoinedPapers joined;
    for (const OnPapers* each : links[i])
      if (std::any_of(links[i].begin(), links[i].end(), [&](const OnPapers* other) {
            return are_unaware(history, each->change, other->change);
          }))
        joined.by.push_back(each->change);
    std::sort(joined.by.begin(), joined.by.end(), [](const ChangeNode* a, const ChangeNode* b) {
      return std::tie(a->at, a->uid) < std::tie(b->at, b->uid);
    });
    for (const auto& [document, number] : group)
      if (number == i) joined.documents.push_back({ThingKind::document, document});
    if (!joined.by.empty() && joined.documents.size() > 2) list.push_back(std::move(joined));
  }
  return list;
}

}  // namespace retroduce::store
