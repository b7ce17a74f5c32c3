#include "store/import_alterations.h"

#include <algorithm>
#include <tuple>

#include "store/step_back.h"

namespace retroduce::store {

using namespace model;

namespace {

const ThingName the_review{ThingKind::review, "review"};

}  // namespace

void ImportAlterations::before(const ThingName& thing) {
  if (before_.count(thing) == 0) before_.emplace(thing, things_.image(thing));
}

void ImportAlterations::before_remarks(const ThingName& about) {
  for (const Things::User& user : things_.users(about))
    if (user.field->type == ThingField::Type::about) before(user.thing);
}

void ImportAlterations::before_adding_to(std::int64_t change) {
  if (added_to_.count(change) > 0) return;
  const auto there = things_.added_by(change);
  added_to_.emplace(change, std::set<ThingName>(there.begin(), there.end()));
}

const std::vector<ThingName>& ImportAlterations::came_again() {
  if (came_again_) return *came_again_;
  using Came = std::tuple<std::size_t, std::int64_t, ThingName>;  // by kind, then as it came
  std::vector<Came> came;
  for (const auto& [change, before] : added_to_) {
    for (ThingName& thing : things_.added_by(change)) {
      if (before.count(thing) > 0) continue;
      const ThingShape& shape = shape_of(thing.kind);
      const std::int64_t row =
          shape.natural_key.empty() ? things_.row_of(thing.kind, thing.id).value() : 0;
      const auto place = static_cast<std::size_t>(&shape - thing_shapes().data());
      came.emplace_back(place, row, std::move(thing));
    }
  }
  std::sort(came.begin(), came.end());
  came_again_.emplace();
  for (Came& each : came) came_again_->push_back(std::move(std::get<ThingName>(each)));
  return *came_again_;
}

void ImportAlterations::review_taken() { taken_review_ = things_.image(the_review); }

void ImportAlterations::review_came_with_changes() {
  if (taken_review_) before_[the_review] = taken_review_;
}

std::vector<HistoryRow> ImportAlterations::rows(const std::string& own_change) {
  std::vector<HistoryRow> rows;
  // In this order, for each may refer to those before it.
  for (const ThingName& thing : came_again()) {
    rows.push_back(row_between(thing, std::nullopt, things_.image(thing)));
    before_.erase(thing);
  }
  // What goes from one key to another comes before it goes: remarks move in between, so that each
  // step can be taken back with nobody left at what goes.
  enum class Step { comes, changes, goes };
  for (const Step step : {Step::comes, Step::changes, Step::goes}) {
    for (const auto& [thing, before] : before_) {
      const std::optional<Image> after = things_.image(thing);
      if (before == after) continue;
      if (step != (!before ? Step::comes : after ? Step::changes : Step::goes)) continue;
      const bool is_own = thing.id.starts_with(own_change + ".") ||
                          (after && after->value("change", Image()) == Image(own_change));
      if (is_own && !own_change.empty()) continue;
      rows.push_back(row_between(thing, before, after));
    }
  }
  if (is_review_kept_) {
    const std::string is = image_text(things_.image(the_review).value());
    rows.push_back({the_review.kind, the_review.id, is, is});
  }
  return rows;
}

}  // namespace retroduce::store
