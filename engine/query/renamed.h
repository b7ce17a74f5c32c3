// Names that things had before: in questions that were asked then, and in rows that were kept.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/kept_answer.h"
#include "model/snapshot.h"

namespace retroduce::query {

/// The question with the names that things have now; as it is where it cannot be read.
std::string asked_today(std::string_view question, const std::vector<model::Renamed>& renamed);

struct NamedThing {
  model::ThingKind kind = model::ThingKind::review;
  std::string name;
};
/// What the question names, in its order; nothing where it cannot be read.
std::vector<NamedThing> things_named(std::string_view question);

/// What the question names that is gone, and whose name another has been given since; nothing where
/// there is none.
std::optional<NamedThing> given_away(std::string_view question,
                                     const std::vector<model::Renamed>& renamed);

/// Things as they were called then, each with a mark which one it is, so that in whatever an answer
/// says a name is told apart from words and quotes that are written alike.
class FormerNames {
 public:
  explicit FormerNames(const std::vector<model::Renamed>& renamed);

  /// How things are to be called in the review that is asked (store::Store::called).
  const std::vector<model::Renamed>& marked() const { return marked_; }

  struct Asked {
    std::string question;
    model::SnapshotPtr snapshot;
  };
  /// A question of today as it is to be asked of that review, `then`. Where it gives the beginning
  /// of names, what they are called in `today` is meant.
  Asked asked(std::string_view question, const model::Snapshot& today,
              const model::SnapshotPtr& then) const;

  /// What the answer says, with the names of then and of now.
  static std::string then(std::string_view text);
  std::string now(std::string_view text) const;

 private:
  std::vector<model::Renamed> renamed_;
  std::vector<model::Renamed> marked_;  ///< `then` is marked
};

}  // namespace retroduce::query
