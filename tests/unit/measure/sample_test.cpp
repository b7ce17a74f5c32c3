#include "measure/sample.h"

#include <algorithm>

#include "support/catch.h"

using namespace retroduce::measure;
using Names = std::vector<std::string>;

namespace {

Names numbered(int count) {
  Names names;
  for (int i = 0; i < count; ++i) names.push_back("document " + std::to_string(i));
  return names;
}

Names drawn(const Names& names, double share, std::uint64_t seed) {
  Names some;
  for (const std::size_t place : sample(names, share, seed)) some.push_back(names[place]);
  std::sort(some.begin(), some.end());
  return some;
}

}  // namespace

TEST_CASE("a sample is the same in any order of the names, and another by another seed",
          "[sample]") {
  Names names = numbered(40);
  const Names first = drawn(names, 0.1, 7);
  CHECK(first.size() == 4);
  std::reverse(names.begin(), names.end());
  CHECK(drawn(names, 0.1, 7) == first);
  CHECK(drawn(names, 0.1, 8) != first);
}

TEST_CASE("the smallest share draws one thing", "[sample]") {
  CHECK(drawn(numbered(3), 1e-12, 1).size() == 1);
  CHECK(drawn({}, 1e-12, 1).empty());
}

TEST_CASE("a share is rounded up to whole things, never more", "[sample]") {
  CHECK(sample(numbered(30), 0.1, 1).size() == 3);
  CHECK(sample(numbered(28), 0.1, 1).size() == 3);
  CHECK(sample(numbered(3), 0.01, 1).size() == 1);
  CHECK(sample(numbered(3), 1, 1) == std::vector<std::size_t>{0, 1, 2});
  CHECK(sample({}, 1, 1).empty());
}

TEST_CASE("a larger share contains a smaller one, and a newcomer pushes out one at most",
          "[sample]") {
  const Names names = numbered(50);
  const Names few = drawn(names, 0.1, 3);
  const Names many = drawn(names, 0.4, 3);
  CHECK(std::includes(many.begin(), many.end(), few.begin(), few.end()));
  Names more = names;
  more.emplace_back("a late one");
  Names still;
  const Names then = drawn(more, 0.1, 3);
  std::set_intersection(few.begin(), few.end(), then.begin(), then.end(),
                        std::back_inserter(still));
  CHECK(still.size() >= few.size() - 1);
}

TEST_CASE("every thing is drawn about as often as another", "[sample]") {
  const Names names = numbered(20);
  std::vector<int> times(names.size());
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    for (const std::size_t place : sample(names, 0.25, seed)) ++times[place];
  }
  // 500 each, standard deviation 19.4: five of them.
  CHECK(*std::min_element(times.begin(), times.end()) > 403);
  CHECK(*std::max_element(times.begin(), times.end()) < 597);
}
