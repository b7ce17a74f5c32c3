#include "review/theory_diff.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace retroduce::review {

using namespace model;

namespace {

using Places = std::vector<std::uint32_t>;

Places statements_of(const TheoryDetails& all, std::uint32_t version) {
  Places places;
  for (std::uint32_t i = 0; i < all.statements.size(); ++i)
    if (all.statements[i].version.index() == version) places.push_back(i);
  std::stable_sort(places.begin(), places.end(), [&](std::uint32_t a, std::uint32_t b) {
    return base::compare_labels(all.statements[a].label, all.statements[b].label) < 0;
  });
  return places;
}

bool is_dropped(const Statement& statement) {
  return std::any_of(statement.lineage.begin(), statement.lineage.end(),
                     [](const auto& each) { return each.lineage == Lineage::dropped; });
}

/// Walks the lineage of a statement back to the earlier version.
class Way {
 public:
  Way(const TheoryDetails& all, std::uint32_t earlier) : all_(all), earlier_(earlier) {}

  StatementChange back_from(std::uint32_t statement) {
    StatementChange change;
    change.is = statement;
    step(statement, change);
    std::sort(change.was.begin(), change.was.end(), [&](std::uint32_t a, std::uint32_t b) {
      return base::compare_labels(all_.statements[a].label, all_.statements[b].label) < 0;
    });
    change.lineage = word_for(statement);
    if (change.was.empty()) {
      change.lineage = comes_from_before() ? "taken up again" : "new";
    } else if (change.lineage == "kept" &&
               all_.statements[change.was.front()].text != all_.statements[statement].text) {
      change.lineage = "kept in other words";
    }
    return change;
  }

 private:
  /// What one between dropped and a later one took up again is there.
  std::string word_for(std::uint32_t statement) const {
    if (is_dropped(all_.statements[statement])) return std::string(to_word(Lineage::dropped));
    for (const Lineage each : {Lineage::merged, Lineage::split, Lineage::reworded})
      if (met_.count(each) > 0) return std::string(to_word(each));
    return std::string(to_word(Lineage::kept));
  }

  /// Whether it goes back to a version before the earlier one, which had it no more.
  bool comes_from_before() const {
    return std::any_of(seen_.begin(), seen_.end(), [this](std::uint32_t place) {
      return all_.statements[place].version.index() < earlier_;
    });
  }

  void step(std::uint32_t place, StatementChange& into) {
    if (!seen_.insert(place).second) return;
    into.on_the_way.push_back(place);
    for (const StatementLineage& each : all_.statements[place].lineage) {
      if (!each.earlier.is_set()) continue;
      met_.insert(each.lineage);
      const auto before = static_cast<std::uint32_t>(each.earlier.index());
      if (all_.statements[before].version.index() == earlier_) {
        if (std::find(into.was.begin(), into.was.end(), before) == into.was.end())
          into.was.push_back(before);
      } else {
        step(before, into);
      }
    }
  }
  const TheoryDetails& all_;
  std::uint32_t earlier_;
  std::set<std::uint32_t> seen_;
  std::set<Lineage> met_;
};

std::vector<std::string> labels_of(const TheoryDetails& all) {
  std::vector<std::string> labels;
  for (const TheoryVersion& version : all.versions)
    labels.push_back(all.theories[version.theory.index()].label + ": " + version.label);
  return labels;
}

/// Statements of the earlier version that one between the two dropped, but for those that were
/// carried on all the same. What came and went between is of neither.
std::vector<StatementChange> dropped_between(const TheoryDetails& all, const TheoryDiff& diff,
                                             const std::set<std::uint32_t>& carried_on) {
  std::vector<StatementChange> dropped;
  for (std::uint32_t version = diff.earlier + 1; version < diff.later; ++version) {
    if (all.versions[version].theory.index() != diff.theory) continue;
    for (const std::uint32_t place : statements_of(all, version)) {
      if (!is_dropped(all.statements[place])) continue;
      StatementChange change = Way(all, diff.earlier).back_from(place);
      change.is.reset();
      std::erase_if(change.was, [&](std::uint32_t each) { return carried_on.count(each) > 0; });
      if (!change.was.empty()) dropped.push_back(std::move(change));
    }
  }
  return dropped;
}

/// Of what was split between, and goes on in another part, the part alone was dropped.
void name_the_part(StatementChange& dropped, const std::set<std::uint32_t>& carried_on) {
  const bool goes_on = std::all_of(dropped.was.begin(), dropped.was.end(),
                                   [&](std::uint32_t each) { return carried_on.count(each) > 0; });
  if (goes_on && dropped.on_the_way.size() > 1) dropped.was = {dropped.on_the_way[1]};
}

}  // namespace

base::Parsed<TheoryDiff> theory_diff(const TheoryDetails& all, const std::string& theory,
                                     const std::string& earlier, const std::string& later) {
  base::Parsed<TheoryDiff> result;
  const auto refuse = [&](const char* code, const std::string& message, std::string note) {
    result.found.add(base::Severity::refused, code, message, {}, {std::move(note)});
    return result;
  };
  std::vector<TheoryDiff> found;
  for (std::uint32_t i = 0; i < all.versions.size(); ++i) {
    for (std::uint32_t k = 0; k < all.versions.size(); ++k) {
      const auto of = all.versions[i].theory;
      if (of != all.versions[k].theory || all.versions[i].label != earlier ||
          all.versions[k].label != later ||
          (!theory.empty() && all.theories[of.index()].label != theory))
        continue;
      found.push_back({static_cast<std::uint32_t>(of.index()), i, k, {}});
    }
  }
  if (found.empty())
    return refuse("theory.no-version",
                  "no theory has the versions \"" + earlier + "\" and \"" + later + "\"",
                  all.versions.empty() ? "The review holds no version of a theory."
                                       : "There are: " + base::join(labels_of(all), ", "));
  if (found.size() > 1) {
    std::vector<std::string> theories;
    for (const TheoryDiff& each : found)
      theories.push_back("\"" + all.theories[each.theory].label + "\"");
    return refuse("theory.several", "several theories have versions of these names",
                  "Say which with --theory: " + base::join(theories, ", "));
  }
  TheoryDiff diff = found.front();
  if (diff.earlier >= diff.later)
    return refuse("theory.order", "\"" + later + "\" does not come after \"" + earlier + "\"",
                  "Name the earlier version first.");
  std::set<std::uint32_t> carried_on;
  std::vector<StatementChange> dropped;
  for (const std::uint32_t place : statements_of(all, diff.later)) {
    StatementChange change = Way(all, diff.earlier).back_from(place);
    if (is_dropped(all.statements[place])) {
      if (change.was.empty()) continue;  // it came and went between
      change.is.reset();
      dropped.push_back(std::move(change));
    } else {
      carried_on.insert(change.was.begin(), change.was.end());
      diff.changes.push_back(std::move(change));
    }
  }
  for (StatementChange& change : dropped) name_the_part(change, carried_on);
  for (const StatementChange& change : dropped)
    carried_on.insert(change.was.begin(), change.was.end());
  for (StatementChange& change : dropped_between(all, diff, carried_on)) {
    carried_on.insert(change.was.begin(), change.was.end());
    dropped.push_back(std::move(change));
  }
  std::move(dropped.begin(), dropped.end(), std::back_inserter(diff.changes));
  for (const std::uint32_t place : statements_of(all, diff.earlier)) {
    if (carried_on.count(place) > 0 || is_dropped(all.statements[place])) continue;
    diff.changes.push_back({{place}, std::nullopt, "not carried on", {}});
  }
  result.value = std::move(diff);
  return result;
}

}  // namespace retroduce::review
