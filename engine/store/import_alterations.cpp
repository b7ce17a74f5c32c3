#include "store/import_alterations.h"

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

void ImportAlterations::review_taken() { taken_review_ = things_.image(the_review); }

void ImportAlterations::review_came_with_changes() {
  if (taken_review_) before_[the_review] = taken_review_;
}

std::vector<HistoryRow> ImportAlterations::rows(const std::string& own_change) {
  std::vector<HistoryRow> rows;
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
