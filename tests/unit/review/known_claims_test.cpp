// A sheet that comes again after its claims were renamed or put together, or under another name.
#include <fstream>

#include "edit_world.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

const std::string two_rows =
    "document,quote,context,mechanism,outcome\n"
    "e1,q one,ctx w,mech w,out w\n"
    "e2,q two,ctx w,mech v,out w\n";

store::Receipt import(EditWorld& world, const std::string& name, const std::string& lines) {
  const auto sheet = world.folder.path() / name;
  std::ofstream(sheet) << lines;
  return world.review.import({{sheet}, "", {}, {"AB", ""}, false}, world.progress);
}

std::int64_t added(const store::Receipt& receipt, const std::string& kind) {
  for (const store::ReceiptLine& line : receipt.lines)
    if (line.kind == kind) return line.added;
  return 0;
}

bool says(const store::Receipt& receipt, const std::string& code, const std::string& words) {
  for (const base::Diagnostic& found : receipt.found.sorted()) {
    if (found.code != code) continue;
    for (const std::string& note : found.notes)
      if (note.find(words) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a sheet without labels brings its claims once, whatever they are called by now",
          "[review][import]") {
  EditWorld world(true);
  REQUIRE(added(import(world, "mp.csv", two_rows), "configurations") == 2);
  SECTION("renumbered") { REQUIRE(world.code("renumber \"K\"") == "done"); }
  SECTION("renamed, and a wording mapped") {
    REQUIRE(world.code("rename configuration \"mp row 2\" to \"K1\"\n"
                       "rename configuration \"mp row 3\" to \"K2\"\n"
                       "map \"ctx w\" to \"time to talk\"") == "done");
  }
  SECTION("put together, and worked on") {
    REQUIRE(world.code("merge configuration \"mp row 3\" into \"mp row 2\"\n"
                       "rename configuration \"mp row 2\" to \"K1\"\n"
                       "add context \"rural\" to \"K1\"") == "done");
  }
  const std::string before = world.state();
  const auto again = import(world, "mp.csv", two_rows);
  CHECK_FALSE(again.changed());
  CHECK(says(again, "import.known-claims", "\"mp row 2\" is \"K1\""));
  CHECK(world.state() == before);
  const auto longer = import(world, "longer.csv", two_rows + "e3,q three,ctx w,mech w,out w\n");
  CHECK(added(longer, "configurations") == 1);
  CHECK(added(longer, "evidence") == 1);
  CHECK(world.review.store().damage(world.progress).empty());
  REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  CHECK(world.state() == before);
}

TEST_CASE("what edits put into a claim stays in it when its sheet comes again",
          "[review][import]") {
  EditWorld world(true);
  REQUIRE(added(import(world, "mp.csv", two_rows), "configurations") == 2);
  SECTION("an element") { REQUIRE(world.code("add context rural to \"mp row 2\"") == "done"); }
  SECTION("another claim of the sheet") {
    REQUIRE(world.code("merge configuration \"mp row 3\" into \"mp row 2\"") == "done");
  }
  SECTION("an element, and another was taken out") {
    REQUIRE(world.code("add context rural to \"mp row 2\"\n"
                       "remove mechanism \"mech w\" from \"mp row 2\"") == "done");
  }
  const std::string before = world.state();
  CHECK_FALSE(import(world, "mp.csv", two_rows).found.refused());
  CHECK(world.state() == before);
}

TEST_CASE("what another sheet says of a claim of that name is left to people", "[review][import]") {
  EditWorld world(true);
  REQUIRE(import(world, "mp.csv", two_rows).changed());
  REQUIRE(world.code("add context rural to \"mp row 2\"") == "done");
  CHECK(import(world, "mp.csv",
               "document,quote,context,mechanism,outcome\ne1,q one,ctx w,another,out w\n")
            .found.refused());
}

TEST_CASE("the same words of another paper, or another stance, are another claim",
          "[review][import]") {
  EditWorld world(true);
  import(world, "mp.csv", two_rows);
  const std::string head = "document,quote,context,mechanism,outcome,stance\n";
  CHECK(added(import(world, "a.csv", head + "e9,q one,ctx w,mech w,out w,supports\n"),
              "configurations") == 1);
  CHECK(added(import(world, "b.csv", head + "e1,q one,ctx w,mech w,out w,contradicts\n"),
              "configurations") == 1);
  CHECK(added(import(world, "c.csv", head + "e1,q one,ctx w,mech w,out other,supports\n"),
              "configurations") == 1);
}

TEST_CASE("claims that people named are known by a former name; others like them are told",
          "[review][import]") {
  EditWorld world(true);
  const std::string sheet =
      "cmoc,document,quote,context,mechanism,outcome\nA,e1,q one,ctx w,mech w,out w\n";
  import(world, "mp.csv", sheet);
  REQUIRE(world.code("renumber \"CMOC \"") == "done");
  const auto again = import(world, "mp.csv", sheet);
  CHECK_FALSE(again.changed());
  CHECK(says(again, "import.known-claims", "\"A\" is \"CMOC 1\""));
  const auto other =
      import(world, "other.csv",
             "cmoc,document,quote,context,mechanism,outcome\nB,e1,q one,ctx w,mech w,out w\n");
  CHECK(added(other, "configurations") == 1);
  CHECK(says(other, "import.like-claims", "\"B\" is \"CMOC 1\""));
}

namespace {

/// Without labels, renumbered; or with them.
void import_one(EditWorld& world, bool has_labels, std::string& sheet) {
  sheet = has_labels ? "cmoc,document,quote,context,mechanism,outcome\n"
                       "A,e1,q one,ctx w,mech w,out w\nB,e2,q two,ctx w,mech v,out w\n"
                     : two_rows;
  import(world, "mp.csv", sheet);
  REQUIRE(world.code(has_labels ? "rename configuration \"A\" to \"K1\"" : "renumber \"K\"") ==
          "done");
}

}  // namespace

TEST_CASE("what was taken out of a claim, or a claim that was retired, does not come in again",
          "[review][import]") {
  EditWorld world(true);
  std::string sheet;
  import_one(world, GENERATE(false, true), sheet);
  SECTION("an element") { REQUIRE(world.code("remove context \"ctx w\" from \"K1\"") == "done"); }
  SECTION("an element, whose concept then went into another") {
    REQUIRE(world.code("remove context \"ctx w\" from \"K1\"\n"
                       "merge concept \"ctx w\" into \"mech v\"") == "done");
  }
  SECTION("the evidence") { REQUIRE(world.code("withdraw \"e1: q one\" from \"K1\"") == "done"); }
  SECTION("the claim") {
    REQUIRE(world.code("retire configuration \"K1\" with everything") == "done");
  }
  const std::string before = world.state();
  const auto again = import(world, "mp.csv", sheet);
  CHECK_FALSE(again.changed());
  CHECK(world.state() == before);
  CHECK(says(again, "import.taken-out", "AB, "));
  CHECK(says(again, "import.taken-out", "to have it again: retroduce undo REVIEW "));
}

TEST_CASE("a claim keeps its name and what was taken out of it stays out", "[review][import]") {
  EditWorld world(true);
  const std::string sheet =
      "cmoc,document,quote,context,mechanism,outcome\n"
      "A,e1,q one,ctx w,mech w,out w\nB,e2,q two,ctx w,mech v,out w\n";
  import(world, "mp.csv", sheet);
  REQUIRE(world.code("remove context \"ctx w\" from \"A\"\nwithdraw \"e2: q two\" from \"B\"") ==
          "done");
  const std::string before = world.state();
  const auto again = import(world, "mp.csv", sheet);
  CHECK_FALSE(again.changed());
  CHECK(says(again, "import.taken-out", "\"A\": removed context"));
  CHECK(says(again, "import.taken-out", "\"B\": withdrew"));
  CHECK(world.state() == before);
  // A sheet that grew brings what is new.
  const auto longer = import(world, "mp.csv", sheet + "C,e3,q three,ctx w,mech w,out w\n");
  CHECK(added(longer, "configurations") == 1);
  CHECK(added(longer, "evidence") == 1);
}

TEST_CASE("what an undo took away comes in again", "[review][import]") {
  EditWorld world(true);
  import(world, "mp.csv", two_rows);
  REQUIRE(world.code("add concept other") == "done");
  REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  CHECK(added(import(world, "mp.csv", two_rows), "configurations") == 2);
}

TEST_CASE("what was taken out stays out whatever became of its concept, its place or its stance",
          "[review][import]") {
  EditWorld world(true);
  std::string sheet;
  const bool has_labels = GENERATE(false, true);
  import_one(world, has_labels, sheet);
  bool is_known = false;  // since its extract is there yet
  SECTION("an element, whose concept was retired") {
    REQUIRE(world.code("remove mechanism \"mech w\" from \"K1\"\nretire concept \"mech w\"") ==
            "done");
  }
  SECTION("evidence that stands on an element since") {
    is_known = true;
    REQUIRE(world.code("withdraw \"e1: q one\" from \"K1\"\n"
                       "support \"K1\" with \"e1: q one\" on mechanism \"mech w\"") == "done");
  }
  SECTION("evidence that said otherwise when it was withdrawn") {
    REQUIRE(world.code("contradict \"K1\" with \"e1: q one\"\n"
                       "withdraw \"e1: q one\" from \"K1\"") == "done");
  }
  const std::string before = world.state();
  const auto again = import(world, "mp.csv", sheet);
  CHECK_FALSE(again.changed());
  CHECK(world.state() == before);
  if (is_known) CHECK(says(again, "import.known-claims", " is \"K1\""));
  if (!is_known) CHECK(says(again, "import.taken-out", "to have it again: retroduce undo REVIEW "));
}

TEST_CASE("what was withdrawn stays out beside what is said of an element", "[review][import]") {
  EditWorld world(true);
  import(world, "mp.csv", two_rows);
  REQUIRE(world.code("withdraw \"e1: q one\" from \"mp row 2\"\n"
                     "support \"mp row 2\" with \"e1: q one\" on mechanism \"mech w\"") == "done");
  const std::string before = world.state();
  const auto again = import(world, "mp.csv", two_rows);
  CHECK_FALSE(again.changed());
  CHECK(world.state() == before);
  CHECK(says(again, "import.taken-out", "withdrew"));
}

TEST_CASE("a claim that was retired stays out when its sheet has more of it", "[review][import]") {
  EditWorld world(true);
  const std::string sheet =
      "cmoc,document,quote,context,mechanism,outcome\n"
      "A,e1,q one,ctx w,mech w,out w\nB,e2,q two,ctx w,mech v,out w\n";
  import(world, "mp.csv", sheet);
  REQUIRE(world.code("retire configuration \"B\" with everything") == "done");
  const auto again = import(world, "mp.csv", sheet + "B,e3,q three,ctx w,mech v,out w\n");
  CHECK(says(again, "import.taken-out",
             "1 piece of evidence that it did not have stayed out with it"));
  CHECK(added(again, "configurations") == 0);
  CHECK(world.image(model::ThingKind::configuration, "B").empty());
  for (const store::ReceiptLine& line : again.lines) {
    if (line.kind == "configurations") CHECK((line.present == 1 && line.left_out == 1));
    if (line.kind == "evidence") CHECK((line.present == 1 && line.left_out == 2));
  }
}

TEST_CASE("of hidden work that was withdrawn no import tells", "[review][import][double]") {
  EditWorld world(true);
  import(world, "mp.csv", two_rows);
  REQUIRE(world.code("add coder AB\nadd coder CD\nassign e1 to AB, CD\n"
                     "withdraw \"e1: q one\" from \"mp row 2\"") == "done");
  const auto sheet = world.folder.path() / "mp.csv";
  const auto again = world.review.import({{sheet}, "", {}, {"CD", ""}, false}, world.progress);
  CHECK_FALSE(says(again, "import.taken-out", "withdrew"));
}

TEST_CASE("a sheet that names a paper by its former key brings it once", "[review][import]") {
  EditWorld world(true);
  REQUIRE(added(import(world, "mp.csv", two_rows), "documents") == 2);
  REQUIRE(world.code("set document e1 key smith2020\nset document e2 key \"jones 2021\"\n"
                     "set document \"jones 2021\" key jones2021") == "done");
  REQUIRE(world.code("set document jones2021 key e1") == "done");
  REQUIRE(EditWorld::code_of(world.review.undo("", {"AB", ""})) == "done");
  const std::string before = world.state();
  const auto again = import(world, "mp.csv", two_rows);
  CHECK_FALSE(again.changed());
  CHECK(world.state() == before);
  std::string told;
  for (const base::Diagnostic& found : again.found.sorted())
    if (found.code == "import.former-key") told += found.message + "\n";
  CHECK(told ==
        "\"e1\" is called \"smith2020\" here since\n\"e2\" is called \"jones2021\" here since\n");
  SECTION("but not where another paper has that key by now") {
    REQUIRE(world.code("add document e1 title \"Another paper\"") == "done");
    const auto other = import(world, "mp.csv", two_rows);
    CHECK(added(other, "documents") == 0);
    const auto found = other.found.sorted();
    CHECK(std::any_of(found.begin(), found.end(), [](const base::Diagnostic& each) {
      return each.code == "import.key-of-another";
    }));
    CHECK(world.image(model::ThingKind::document, "e1").find("Another") != std::string::npos);
  }
  SECTION("nor where the title is another") {
    REQUIRE(world.code("set document smith2020 title \"On trust\"") == "done");
    const auto other = import(world, "other.csv",
                              "document,title,quote,context,mechanism,outcome\n"
                              "e1,On hope,q nine,ctx w,mech w,out w\n");
    CHECK(added(other, "documents") == 1);
  }
}
