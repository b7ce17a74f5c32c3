// Documents that several are to code apart from one another, and what a reader who is one of them
// is not shown meanwhile. Internal to the store.
#pragma once

#include <string>
#include <vector>

#include "store/connection.h"

namespace retroduce::store {

/// One line of the list "double coding"; names as they stand there.
struct Assignment {
  std::string document;
  std::string coder;
  std::string done;  ///< the day; empty: not yet
};
/// By document, then coder.
std::vector<Assignment> read_assignments(Connection& connection);

/// A document that the coder is to code, with others, not all of whom are done.
struct CodedApart {
  std::string document;
  std::vector<std::string> others;
};
std::vector<CodedApart> coded_apart(Connection& connection, const std::string& coder);

/// Takes out of a copy what the others did with these documents: the extracts that they brought
/// (but for those that the coder uses), codings, evidence, judgements, notes, and what history
/// tells of these. The copy is of no use for anything but reading.
void hide_others(Connection& copy, const std::string& coder, const std::vector<CodedApart>& apart);

}  // namespace retroduce::store
