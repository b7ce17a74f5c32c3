// Which documents nobody has read again since a version of a theory.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "model/coder_work.h"

namespace retroduce::review {

/// A document that was not read under the version or a later one of its theory.
struct UnreadDocument {
  std::string document;
  std::string last;             ///< the version that it was last read under; empty: none
  std::vector<std::string> by;  ///< who read it under that, by label
};

/// By key. `theory` may be empty where one alone has such a version (the programme theory before
/// others); `coder` restricts to readings of one. Refused: theory.no-version (with those that
/// there are), theory.several, theory.unknown-coder.
base::Parsed<std::vector<UnreadDocument>> not_read_since(const model::CoderWork& work,
                                                         const std::string& theory,
                                                         const std::string& version,
                                                         const std::string& coder);

}  // namespace retroduce::review
