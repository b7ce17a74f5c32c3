// What was taken out of claims by hand, and claims that were: so that an import does not bring it
// again. Internal to the store.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "store/apart_history.h"
#include "store/things.h"

namespace retroduce::store {

/// Role, concept, opposite, when not fired: what an element claims.
using ClaimPart = std::tuple<std::string, std::int64_t, bool, bool>;
/// An extract, and what it says of the claim.
using ClaimVoice = std::pair<std::int64_t, std::string>;

/// The last edit that took it out, for people, with how to bring it back.
using TakenOut = std::string;
/// The same of a change: what, by whom, the day and its name stand in these columns.
TakenOut taken_out_by(Query& query, int what);

struct FormerClaim {
  std::set<std::string> labels;  ///< that it had when something was taken out
  TakenOut gone;                 ///< the whole claim; empty: it is there
  std::map<ClaimPart, TakenOut> parts;
  std::set<ClaimPart> added;  ///< elements that edits put into it, whatever became of them
  std::map<ClaimVoice, std::pair<std::int64_t, TakenOut>> voices;  ///< with who said so; 0: nobody
};

/// By permanent id. What an undo took away counts for nothing. Concepts and extracts are named by
/// the rows that stand for them now; what has none is left out.
class FormerClaims {
 public:
  /// `reader`: of what is hidden from them it is not told what it was; empty: all is told.
  explicit FormerClaims(Connection& connection, const std::string& reader = "");
  std::map<std::string, FormerClaim> all();
  FormerClaim of(const std::string& configuration);

 private:
  void read(const std::string& sql, const std::string& configuration,
            std::map<std::string, FormerClaim>& into);
  std::int64_t row_now(model::ThingKind kind, const std::string& id);
  std::int64_t concept_called(const std::string& id);
  void take_parts(const Image& before, const Image& after, const TakenOut& by, FormerClaim& into);

  Things things_;
  std::optional<HiddenWork> hidden_;
  std::unordered_map<std::string, std::int64_t> rows_;
  std::unordered_map<std::string, std::set<std::string>> stances_;  ///< of evidence, by its id
};

}  // namespace retroduce::store
