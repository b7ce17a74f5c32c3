// A copy of a review walked back through all that its history tells, and forward again. Internal to
// the store.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "store/connection.h"
#include "store/content_print.h"
#include "store/things.h"

namespace retroduce::store {

/// What no row of history holds: texts that were attached and bytes of files, by change and place.
using KeptAside = std::map<std::pair<std::int64_t, std::int64_t>, Image>;

/// What an import brought, users before what they use.
using Brought = std::vector<std::pair<ThingName, Image>>;

struct Retraced {
  std::vector<std::string> faults;  ///< where things are not what their history says
  KeptAside aside;
  ContentPrints taken;                      ///< the sums of what imports brought and is not left
  std::map<std::int64_t, Brought> brought;  ///< the same, by import, where it was to be kept
};

/// What speaks against what is there, as sentences: history that does not fit, and, where that
/// does, kinds of things that are not what came with the imports. Within a running transaction,
/// which is left as it was.
struct Misfits {
  std::vector<std::string> of_history;
  std::vector<model::ThingKind> of_imports;
};
Misfits misfits(Connection& connection);

/// What there is counts from now on as having come so: nothing earlier is held against it. The
/// changes stay as they are, and so does what each of them followed.
void begin_anew(Connection& connection);

/// Walks the copy back, within a running transaction whose references are not checked. What is left
/// then, and what was taken, came with imports: one goes, with the changes that it brought, where
/// anything was done here before it came, for it may refer to that, or have its names. Stops at the
/// first fault: what comes before would only repeat it. `keep`: what `retrace_forward` needs.
Retraced retrace(Connection& copy, bool keep = false);

/// The sums of all that imports brought, once the copy is walked back.
ContentPrints prints_of_imports(Connection& copy, const Retraced& back);

/// Does again all that was walked back.
void retrace_forward(Connection& copy, const Retraced& back);

/// The sums of what is there, but for what the change's rows of history say that it did: an import
/// leaves rows of what it alters, and none of what it brings. Within a running transaction.
ContentPrints prints_without(Connection& connection, std::int64_t change);

/// Sets what imports are told to have brought to what is there when the review is walked back, as
/// one sum that goes with the last receipt, and receipts and what stands beside the history to what
/// they say now. Within a running transaction.
void settle_prints(Connection& connection);

}  // namespace retroduce::store
