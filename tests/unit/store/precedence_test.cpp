#include "store/precedence.h"

#include <map>
#include <set>

#include "support/catch.h"

namespace retroduce::tests {

namespace {

using store::ChangeNode;

ChangeNode node(std::string uid, std::vector<std::string> follows) {
  ChangeNode made;
  made.uid = std::move(uid);
  made.follows = std::move(follows);
  return made;
}

}  // namespace

TEST_CASE("a change knew of those that it follows and of no others", "[store][precedence]") {
  //      b - d
  //  a <       > f - g     h: of another beginning
  //      c - e
  const store::Precedence order({node("g", {"f"}), node("a", {}), node("b", {"a"}),
                                 node("c", {"a"}), node("d", {"b"}), node("e", {"c"}),
                                 node("f", {"d", "e"}), node("h", {})});
  const std::map<std::string, std::string> known = {{"a", ""},   {"b", "a"},     {"c", "a"},
                                                    {"d", "ab"}, {"e", "ac"},    {"f", "abcde"},
                                                    {"h", ""},   {"g", "abcdef"}};
  for (const auto& [later, before] : known) {
    for (const auto& [earlier, ignored] : known) {
      INFO(later << " knew " << earlier);
      CHECK(order.knew(later, earlier) == (before.find(earlier) != std::string::npos));
    }
  }
}

TEST_CASE("a way is alone where nobody beside it knew of its beginning, or is known to its end",
          "[store][precedence]") {
  //      b - d
  //  a <       > f - g
  //      c - e
  const store::Precedence order({node("a", {}), node("b", {"a"}), node("c", {"a"}),
                                 node("d", {"b"}), node("e", {"c"}), node("f", {"d", "e"}),
                                 node("g", {"f"})});
  const std::set<std::string> alone = {"bd", "ce", "fg", "ag", "af"};
  for (const std::string earlier : {"a", "b", "c", "d", "e", "f", "g"})
    for (const std::string later : {"a", "b", "c", "d", "e", "f", "g"}) {
      INFO(earlier << " to " << later);
      CHECK(order.is_way_alone(earlier, later) == (alone.count(earlier + later) > 0));
    }
}

TEST_CASE("a followed change that is not there and a circle do no harm", "[store][precedence]") {
  const store::Precedence order({node("a", {"gone"}), node("b", {"c"}), node("c", {"b"})});
  CHECK_FALSE(order.knew("a", "b"));
  CHECK_FALSE(order.knew("b", "b"));
}

}  // namespace retroduce::tests
