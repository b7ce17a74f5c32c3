// What the further kinds of table say of a review.
#include <algorithm>

#include "reports/cells.h"
#include "sample_review.h"
#include "support/catch.h"
#include "support/given.h"

namespace retroduce::tests {

namespace {

/// The rows as printed, cells joined by " | ", heading rows in brackets; notes below.
std::string page(const char* kind, const MemoryReview& review) {
  reports::Table table = reports::find_table_kind(kind)->make(world_of(review));
  std::string text;
  reports::TableRow row;
  while (table.next(row)) {
    if (!row.heading.empty()) text += "[" + row.heading + "]";
    for (std::size_t i = 0; i < row.cells.size(); ++i)
      text += (i > 0 ? " | " : "") + reports::printed_text(row.cells[i]);
    text += "\n";
  }
  table.finish(table);
  for (const std::string& note : table.footnotes) text += "note: " + note + "\n";
  return text;
}

bool says(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a matrix shows of a study what its own evidence supports, and Unknown else",
          "[reports][kinds]") {
  const auto review = given(
      "K1: time -> [resource] a talk + [reasoning] trust -> comes back; K2: time -> fear -> stays "
      "away; D1 supports K1; D2 supports outcome 1 of K1; D3 contradicts K2; D1 supports K2");
  const std::string text = page("matrix", *review);
  CHECK(says(text,
             "D1 [1] | Unknown | K1: time\nK2: time | K1: a talk | K1: trust\nK2: fear | "
             "K1: comes back\nK2: stays away\n"));
  CHECK(says(text, "D2 [2] | Unknown | Unknown | Unknown | Unknown | K1: comes back\n"));
  CHECK(says(text, "D3 [3] | Unknown | Unknown | Unknown | Unknown | Unknown\n"));
}

TEST_CASE("a chain says whether one document saw both of its configurations", "[reports][kinds]") {
  const auto review = given(
      "K1: a -> m -> b; K2: b -> n -> c; K3: c -> o -> d; D1 supports K1; D1 supports K2; D2 "
      "supports K3");
  const std::string text = page("chains", *review);
  CHECK(says(text, "1 | 1 | K1 | b \u2192 context of K2 | same document | 1\n"));
  CHECK(says(text, "1 | 2 | K2 | c | same document | 1\n"));
  CHECK(says(text, "2 | 1 | K2 | c \u2192 context of K3 | stitched | 1\n"));
  CHECK(says(page("chains", *given("K1: a -> m -> b; D1 supports K1")),
             "note: No outcome of a configuration is, exactly, a context of another."));
}

TEST_CASE("a regularity is counted by documents and names its exceptions", "[reports][kinds]") {
  const auto review = given(
      "K1: a -> m -> b; K2: a -> m -> b; K3: a -> m -> not b; D1, D2 support K1; D3 supports K2; "
      "D1 "
      "supports K2; D4 supports K3; setting of D1 is clinic; setting of D2 is clinic");
  CHECK(says(page("regularities", *review),
             "a (C), m (M), b (O) | K1, 2 | 3 | clinic\nothers not stated | K3 (the opposite "
             "outcome)\n"));
}

TEST_CASE("present and absent outcomes stand side by side, the others are counted",
          "[reports][kinds]") {
  const auto review =
      given("K1: a -> m -> b + [when not fired] c; K2: a -> m -> d; D1 supports K1");
  const std::string text = page("present-absent", *review);
  CHECK(says(text, "K1 | a | m | b | c | 1\n"));
  CHECK_FALSE(says(text, "K2 |"));
  CHECK(says(text, "note: Not shown: 1 configuration for which"));
}

TEST_CASE("an evidence map has a letter for each stance and counts documents once",
          "[reports][kinds]") {
  const auto review = given(
      "K1: a -> m -> b; K2: a -> m -> c; D1 supports K1; D1 contradicts K1; D2 refines K1; D2 "
      "supports K2");
  const std::string text = page("evidence-map", *review);
  CHECK(says(text, "K1 | SC | R | 2 | 1\n"));
  CHECK(says(text, "K2 | \u2013 | S | 1 | 0\n"));
  CHECK(says(text, "CMOCs, total | 1 | 2 | 2 | 1\n"));
}

TEST_CASE("a codebook follows the tree and counts extracts", "[reports][kinds]") {
  const auto review = given("trust > trust in her; alias faith = trust; K1: trust -> m -> b");
  const std::string text = page("codebook", *review);
  CHECK(says(text, "trust | not stated | faith | context 1 | K1 | 0\n"));
  CHECK(says(text, "\u2003trust in her | not stated | \u2013 | none | none | 0\n"));
}

}  // namespace retroduce::tests
