// Reviews in the tool's own language, for tests:
//
//   auto review = given("K1: loneliness -> belonging -> fewer GP visits; D1, D2 support K1; D3
//   contradicts K1");
//
// Statements end in ';'. "K: contexts -> mechanisms -> outcomes"; several are joined by " + "; an
// empty part is left out ("K2: a -> -> b" has no mechanism); "not x" is the opposite of x. "[when
// not fired] x" and
// "[unintended] x" mark outcomes; "[resource] x", "[reasoning] x" mark mechanisms.
// "D1, D2 support K1" (supports, refine(s), contradict(s)); "D1 supports outcome 1 of K1" is for
// one element. "study S: D1, D2", "parent > child" (concept tree), "alias x = concept", "country of
// D1 is England" (any field), "theme of K1 is buy-in", "level of K1 is micro", "status of K1 is
// refuted", "rigour of D1 is high", "rigour of D1 on K1 is low" (of that extract alone). Documents,
// concepts come into being when named. Each evidence statement makes an extract of its document.
#pragma once

#include <memory>
#include <string_view>

#include "support/memory_review.h"

namespace retroduce::tests {

/// Throws std::runtime_error with the statement that cannot be read.
std::unique_ptr<MemoryReview> given(std::string_view text);

}  // namespace retroduce::tests
