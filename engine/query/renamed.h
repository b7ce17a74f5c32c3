// Names that things had before: in questions that were asked then, and in rows that were kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/kept_answer.h"
#include "model/snapshot.h"

namespace retroduce::query {

/// The question with the names that things have now; as it is where it cannot be read.
std::string asked_today(std::string_view question, const std::vector<model::Renamed>& renamed);

/// Renamed things under a name that says which they are, so that in whatever an answer says a name
/// is told apart from words and quotes that are written alike.
class BothNames {
 public:
  explicit BothNames(const std::vector<model::Renamed>& renamed);

  /// The snapshot to ask of, and the question of today as it is to be asked of it.
  model::SnapshotPtr shown_in(const model::Snapshot& snapshot) const;
  std::string asked(std::string_view question) const { return asked_today(question, marked_); }

  /// What such an answer says, with the names of then and of now.
  std::string then(std::string_view text) const;
  static std::string now(std::string_view text);

 private:
  const std::vector<model::Renamed>& renamed_;
  std::vector<model::Renamed> marked_;
};

}  // namespace retroduce::query
