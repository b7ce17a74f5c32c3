// Where the coders of a review differ, with what each said and what was decided.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "model/coder_work.h"

namespace retroduce::review {

/// What one coder made of the extract and the concept: roles, or nothing.
struct OneCoding {
  std::string coder;
  bool is_coded = false;
  std::vector<std::string> roles;  ///< empty words for codings without one
};

/// An extract and a concept that those who read it coded differently.
struct Disagreement {
  std::string document;
  std::string page;
  std::string quote;
  std::string concept_;
  bool is_of_role = false;  ///< all coded the concept, in other roles
  std::vector<OneCoding> codings;
  std::vector<model::WorkResolution> resolutions;
  bool is_resolved = false;  ///< every role in question is decided
};

/// Of the coders named, or of all; in reading order, then by concept. Fails as `agreement` does.
std::vector<Disagreement> disagreements(const model::CoderWork& work,
                                        const std::vector<std::string>& coders);

/// The same one by one: there may be as many as there are codings.
void each_disagreement(const model::CoderWork& work, const std::vector<std::string>& coders,
                       const std::function<void(Disagreement)>& use);

}  // namespace retroduce::review
