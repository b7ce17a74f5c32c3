// Reviews that are changed in one way, to see that answers change only as they may; and the
// smallest review that still shows a fault.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace retroduce::tests {

/// Whether a review, in the language of given.h, shows a fault; one that cannot be read shows none.
using Shows = std::function<bool(const std::string& review)>;

/// Leaves statements out (documents, configurations, facts), then elements, as long as the rest
/// still shows the fault; the smallest that is found.
std::string shrunk(std::string review, const Shows& shows);

/// The statements of a review, without ';' and blanks at the ends.
std::vector<std::string> statements(const std::string& review);
std::string joined(const std::vector<std::string>& statements);

/// "K1: a + b -> m -> o" taken apart.
struct Claim {
  std::string label;
  std::array<std::vector<std::string>, 3> sides;  ///< contexts, mechanisms, outcomes, as written
};
std::optional<Claim> claim_of(
    const std::string& statement);  ///< nothing where it says other things
std::string to_text(const Claim& claim);

/// Every word of one letter and a number ("c7", "K2", "D1") by what `name` makes of it.
std::string renamed(const std::string& review,
                    const std::function<std::string(char letter, int number)>& name);

}  // namespace retroduce::tests
