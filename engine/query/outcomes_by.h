// For whom: outcomes by what a configuration says of itself, its actors or its level.
#pragma once

#include <functional>

#include "query/operator.h"

namespace retroduce::query {

/// A heading of the answer, in order; the last one is for what says nothing.
struct Heading {
  std::string name;  ///< empty: not stated
  std::vector<model::ConfigurationId> configurations;
};

/// `field` names the headings in the rows: actor, level. Only configurations of slot 0 where it is
/// given. Notes how many say nothing: those that `silent`, "name no actor".
void answer_by_heading(const Asking& asking, std::string_view field, std::string_view silent,
                       const std::vector<Heading>& headings, Answer& answer);

/// Those that hold a term of slot 0 in a role of slot 0; all that take part where it was left out.
std::vector<model::ConfigurationId> asked_configurations(const Asking& asking);

/// `following "X"`, which may be left out.
inline constexpr Slot following_slot{
    Slot::Kind::concepts, "following", false, {model::Role::context, model::Role::mechanism}, true};

}  // namespace retroduce::query
