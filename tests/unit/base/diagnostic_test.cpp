#include "base/diagnostic.h"

#include "support/catch.h"

using namespace retroduce::base;

TEST_CASE("diagnostics read by place, each once, with their notes below", "[base]") {
  Diagnostics found;
  found.add(Severity::loss, "x.later", "second", {"a.csv", 9, 0});
  found.add(Severity::refused, "x.first", "first", {"a.csv", 2, 4}, {"do this"});
  found.add(Severity::loss, "x.later", "second", {"a.csv", 9, 0});
  const auto list = found.sorted();
  REQUIRE(list.size() == 2);
  CHECK(to_text(list[0]) == "error: a.csv:2:4: first\n    do this");
  CHECK(to_text(list[1]) == "lost: a.csv:9: second");
  CHECK(found.refused());
}
