// Names that things had before: in questions that were asked then, and in rows that were kept.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/kept_answer.h"
#include "query/answer.h"

namespace retroduce::query {

/// The question with the names that things have now; as it is where it cannot be read.
std::string asked_today(std::string_view question, const std::vector<model::Renamed>& renamed);

/// Names of now turned into those of then.
class FormerNames {
 public:
  explicit FormerNames(const std::vector<model::Renamed>& renamed) : renamed_(renamed) {}
  bool none() const { return renamed_.empty(); }

  std::string of(model::ThingKind kind, const std::string& name) const;
  /// A row whose fields and marks say the names of then.
  Row told(Row row) const;

 private:
  std::string anywhere(std::string_view text) const;
  void tell(std::string_view field, Value& value) const;

  const std::vector<model::Renamed>& renamed_;
};

}  // namespace retroduce::query
