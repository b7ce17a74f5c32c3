// What changed in the answers to saved questions since they were kept.
#pragma once

#include <memory>
#include <vector>

#include "model/kept_answer.h"
#include "query/kept_rows.h"
#include "review/review.h"

namespace retroduce::review {

/// Compared are the first rows, always as many.
constexpr std::size_t rows_compared = 10'000;

/// Answers are held against those that were kept by asking the question of the review in which
/// things are called as they were then: whatever goes by names, such as the order of a list, is as
/// it was, so that a renaming changes nothing. Lends the review.
class SavedAnswers {
 public:
  explicit SavedAnswers(Review& review) : review_(review) {}

  /// `rows`: those of the answer to `question`, as it is asked today, up to the limit above. Fails:
  /// as Review::ask.
  query::RowChanges changes(const model::KeptAnswer& last, const std::string& question,
                            const std::vector<model::KeptRow>& rows, base::Progress& progress);

 private:
  Review& review_;
  std::vector<model::Renamed> renamed_;  ///< in the review below
  std::unique_ptr<Review> then_;
};

}  // namespace retroduce::review
