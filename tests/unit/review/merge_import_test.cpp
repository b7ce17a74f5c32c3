// What imports did to things that were there before them, in a merge.
#include "decided.h"
#include "interchange/format.h"

using namespace retroduce;
using namespace retroduce::tests;
using model::ThingKind;

namespace {

const std::string sheet =
    "document,quote,context,mechanism,outcome,label\ns1,q one,trust,calm,health,CMOC 1\n";
const std::string codebook = R"(<?xml version="1.0" encoding="UTF-8"?>
<review xmlns="urn:retroduce:review:1" version="1">
  <concepts>
    <concept id="a" label="relations"/>
    <concept id="b" label="trust" parent="a">
      <definition>relying on somebody</definition>
      <alias>reliance</alias>
    </concept>
  </concepts>
</review>
)";

}  // namespace

TEST_CASE("a concept that one side's codebook defined is defined after a merge",
          "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.import("base", sheet).changed());
  part(world);
  REQUIRE(world.import("b", codebook, ".xml").changed());
  REQUIRE(world.edit("a", "code \"s1: q one\" as context \"trust\"") == "done");
  CHECK(meet(world).empty());
  const std::string trust = world.image("a", ThingKind::concept_, "trust");
  for (const char* text : {"relying on somebody", "reliance", "parent"})
    CHECK(trust.find(text) != std::string::npos);
  CHECK(trust.find("wording") == std::string::npos);
}

TEST_CASE("a review that came with an import and was not taken stays out of later merges",
          "[review][merge]") {
  MergeWorld world(true);
  EditWorld other(true);
  REQUIRE(other.code("set review title \"Another\"") == "done");
  REQUIRE(other.code("add concept \"theirs\"") == "done");
  const auto sent = other.folder.path() / "other.xml";
  other.review.export_to(sent, *interchange::find_format("native"), {}, other.progress);
  std::ifstream file(sent);
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  REQUIRE(world.import("base", text, ".xml").changed());
  part(world);
  REQUIRE(world.edit("a", "add concept \"by a\"") == "done");
  REQUIRE(world.edit("b", "set review about \"said by b\"") == "done");
  CHECK(meet(world).empty());
  store::Connection connection(world.path("a"), store::Connection::Access::read);
  const auto review = store::Things(connection).image({ThingKind::review, "review"}).value();
  CHECK(review.at("title") == "A review");
  CHECK(review.at("about") == "said by b");
}

TEST_CASE("who was put together on one side is told in either direction where an import used her",
          "[review][merge]") {
  const std::string head = "document,quote,context,mechanism,outcome,coder\n";
  MergeWorld world(true);
  REQUIRE(world.base().code("add coder Bob") == "done");
  REQUIRE(world.import("base", head + "s1,q one,trust,calm,health,Ann\n").changed());
  part(world);
  REQUIRE(world.edit("a", "merge coder Ann into Bob") == "done");
  REQUIRE(world.import("b", head + "s1,q two,time,calm,health,Ann\n").changed());
  CHECK(meet(world).find("is retired: merged coder") != std::string::npos);
}

TEST_CASE("who came anew where another of that name was put together is told in either direction",
          "[review][merge]") {
  const std::string head = "document,quote,context,mechanism,outcome,coder\n";
  MergeWorld world(true);
  REQUIRE(world.base().code("add coder Bob") == "done");
  part(world);
  for (const char* name : {"a", "b"})
    REQUIRE(world.import(name, head + "s1,q one,trust,calm,health,Ann\n").changed());
  REQUIRE(world.edit("a", "merge coder Ann into Bob") == "done");
  world.copy("a", "a0");
  CHECK(told(world.merge("a", "b"), "merge.coder-put-together").find("\"Bob\"") !=
        std::string::npos);
  CHECK(told(world.merge("b", "a0"), "merge.coder-put-together").find("\"Bob\"") !=
        std::string::npos);
  CHECK(difference(world.state("a"), world.state("b")) == std::string());
}

TEST_CASE("who had nothing that the other had not is known once they were put together",
          "[review][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add coder Ann\nadd coder Bob") == "done");
  part(world);
  REQUIRE(world.edit("a", "merge coder Ann into Bob") == "done");
  REQUIRE(world.merge("b", "a").changed());
  for (const char* name : {"a", "b"}) {
    const auto receipt = world.import(
        name, "document,quote,context,mechanism,outcome,coder\ns1,q one,trust,calm,health,Ann\n");
    CHECK(told(receipt, "import.other-label").find("\"Bob\"") != std::string::npos);
    CHECK(world.image(name, ThingKind::coder, "Ann").empty());
  }
}

TEST_CASE("the text of a document that both sides imported stays, whoever came first",
          "[review][merge]") {
  const std::string xml =
      "<?xml version=\"1.0\"?>\n<review xmlns=\"urn:retroduce:review:1\" version=\"1\"><documents>"
      "<document id=\"d\" key=\"lee2021\"><text>All of its words.</text></document></documents>"
      "</review>\n";
  MergeWorld world(true);
  part(world);
  for (const char* name : {"a", "b"}) REQUIRE(world.import(name, xml, ".xml").changed());
  CHECK(meet(world).empty());
  for (const char* name : {"a", "b"}) {
    store::Connection connection(world.path(name), store::Connection::Access::read);
    CHECK(connection.number("SELECT count(*) FROM document_text") == 1);
  }
}

TEST_CASE("an element that two imports brought and one took out is told", "[review][merge]") {
  MergeWorld world(true);
  part(world);
  const std::string row =
      "label,document,quote,context,mechanism,outcome\nC1,d1,quote one,rural,trust,attends\n";
  for (const char* name : {"a", "b"}) REQUIRE(world.import(name, row).changed());
  REQUIRE(world.edit("a", "remove context rural from C1") == "done");
  const std::string text = told(world.merge("a", "b"), "merge.element-kept");
  CHECK(text ==
        "configuration \"C1\" holds context \"rural\", worded \"rural\", which a had taken out: b "
        "had added it, too, "
        "without knowing of that\n"
        "To take it out: retroduce edit REVIEW 'remove context \"rural\" from \"C1\"'\n");
}
