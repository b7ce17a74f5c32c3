// Names of a document's authors and editors as references and the text print them: from "Family,
// Given", "Family Initials" and bodies, and from the names in full where an import kept them.
#pragma once

#include <string>
#include <vector>

#include "model/records.h"

namespace retroduce::reports {

struct NameList {
  std::vector<std::string> listed;    ///< "Wong G"; a body's name as it is
  std::vector<std::string> families;  ///< "Wong"; likewise
  bool has_others = false;            ///< "and others" stood behind them
};

NameList authors_of(const model::Document& document);
NameList editors_of(const model::Document& document);

}  // namespace retroduce::reports
