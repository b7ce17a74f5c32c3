#include <vector>

#include "native_helpers.h"
#include "support/catch.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

const std::string typical = "tests/fixtures/formats/native/typical.xml";

}  // namespace

TEST_CASE("every field of every record comes back from the native form as it was",
          "[interchange][native]") {
  const MemoryReview::Records sent = full_records("a");
  const std::string xml = write_xml(sent);
  const ReadBack back = read_xml(xml);
  INFO(told(back.found) << xml);
  REQUIRE(back.found.empty());
  CHECK(same(without_lines(back.review->records()), sent));
  CHECK(write_xml(back.review->records()) == xml);
}

TEST_CASE("odd characters in any text survive the native form", "[interchange][native]") {
  using namespace std::string_literals;
  const std::vector<std::string> odd = {" ",
                                        "\n",
                                        "\r",
                                        "\r\n",
                                        "\t",
                                        "  two  ",
                                        "&",
                                        "&amp;",
                                        "<b>",
                                        "]]>",
                                        "<![CDATA[x]]>",
                                        "<!-- c -->",
                                        "\"",
                                        "'",
                                        "\\",
                                        "\\u0041",
                                        "\\\\",
                                        "\x01",
                                        "\x0B\x1F",
                                        "\0"s,
                                        "\0\\u0000"s,
                                        "\x7F",
                                        "\xC2\x85",
                                        "\xE2\x80\xA8",
                                        "\xEF\xBF\xBE",
                                        "\xEF\xBF\xBF\\",
                                        "\xF0\x9F\x98\x80",
                                        "e\xCC\x81",
                                        "\xEF\xBB\xBF",
                                        "%&$#",
                                        "=1+1"};
  for (const std::string& text : odd) {
    const MemoryReview::Records sent = full_records(text);
    const std::string xml = write_xml(sent);
    const ReadBack back = read_xml(xml);
    INFO("text " << Catch::Detail::stringify(text) << "\n" << told(back.found));
    REQUIRE(back.found.empty());
    CHECK(same(without_lines(back.review->records()), sent));
  }
}

TEST_CASE("what was read and written once is written the same again", "[interchange][native]") {
  const ReadBack first = read_xml(source_file(typical));
  INFO(told(first.found));
  REQUIRE(first.found.empty());
  const std::string once = write_xml(first.review->records());
  const ReadBack second = read_xml(once);
  INFO(once);
  REQUIRE(second.found.empty());
  CHECK(same(without_lines(first.review->records()), without_lines(second.review->records())));
  CHECK(write_xml(second.review->records()) == once);
}

TEST_CASE("the typical file is read to its last memo", "[interchange][native]") {
  const ReadBack back = read_xml(source_file(typical));
  const MemoryReview::Records& records = back.review->records();
  REQUIRE(records.reviews.size() == 1);
  CHECK(records.reviews[0].title == "Walking groups & loneliness");
  REQUIRE(records.documents.size() == 2);
  CHECK(records.documents[0].year == 2019);
  CHECK(records.documents[0].fields[0] == model::Field{"country", "England"});
  CHECK(records.extracts[2].quote ==
        "Some still went to their GP as often:\n  the walk was no cure.");
  CHECK(records.concepts[3].parent == model::Ref<model::Concept>(std::size_t{1}));
  CHECK(records.concepts[1].origin == model::Origin{model::Ref<model::Change>(std::size_t{0}), 2});
  CHECK_FALSE(records.concepts[2].origin.change.is_set());
  CHECK(records.evidence[1].element == 3U);
  CHECK(records.statements[1].lineage[0].earlier == model::Ref<model::Statement>(std::size_t{0}));
  REQUIRE(records.memos.size() == 5);
  CHECK(records.memos[0].about_ref == 4);
  CHECK(records.memos[4].text == "The scan had a form feed here \f, and one \\ backslash.");
  CHECK(records.memos[4].line > records.memos[3].line);
}

TEST_CASE("an empty review and an empty batch are both complete files", "[interchange][native]") {
  const ReadBack minimal = read_xml(source_file("tests/fixtures/formats/native/minimal.xml"));
  CHECK(minimal.found.empty());
  CHECK(minimal.review->records().reviews.size() == 1);
  const ReadBack nothing = read_xml(write_xml({}));
  CHECK(nothing.found.empty());
  CHECK(nothing.review->records().reviews.empty());
}

TEST_CASE("elements written in any order travel in printed order, and evidence follows its element",
          "[interchange][native]") {
  const ReadBack back = read_xml(review_xml(R"(
    <documents><document id="d" key="d"/></documents>
    <extracts><extract id="e" document="d"><quote>q</quote></extract></extracts>
    <configurations>
      <configuration id="k0" label="K0"><element role="context">x</element></configuration>
      <configuration id="k" label="K">
        <element role="outcome">o</element><element role="context">c</element>
      </configuration>
    </configurations>
    <evidence><piece configuration="k" element="1" extract="e" stance="supports"/></evidence>
    <memos><memo about="element" number="2">on o</memo></memos>)"));
  INFO(told(back.found));
  REQUIRE(back.found.empty());
  const MemoryReview::Records& records = back.review->records();
  CHECK(records.configurations[1].elements[0].wording == "c");
  CHECK(records.evidence[0].element == 1U);
  CHECK(records.memos[0].about_ref == 2);
}

TEST_CASE("constructs and statements that come in mixed order keep their names",
          "[interchange][native]") {
  MemoryReview::Records records;
  records.theories.resize(2);
  records.theories[0].label = "T0";
  records.theories[1].label = "T1";
  for (const std::size_t theory : {1U, 0U, 1U}) {
    model::Construct construct;
    construct.theory = model::Ref<model::Theory>(theory);
    construct.label = "C" + std::to_string(records.constructs.size());
    records.constructs.push_back(construct);
  }
  model::Memo memo;
  memo.about = model::ThingKind::construct;
  memo.about_ref = 0;
  records.memos.push_back(memo);
  const ReadBack back = read_xml(write_xml(records));
  INFO(told(back.found));
  REQUIRE(back.found.empty());
  const MemoryReview::Records& read = back.review->records();
  CHECK(read.constructs[read.memos[0].about_ref].label == "C0");
  CHECK(read.constructs[read.memos[0].about_ref].theory ==
        model::Ref<model::Theory>(std::size_t{1}));
}

TEST_CASE("texts cut by comments and CDATA sections are read whole, blanks included",
          "[interchange][native]") {
  const ReadBack back =
      read_xml(review_xml("<about><title> <!-- a -->b <![CDATA[<c> &amp; ]]> d<!-- e --> "
                          "</title><question>   </question></about>"));
  REQUIRE(back.found.empty());
  CHECK(back.review->records().reviews[0].title == " b <c> &amp;  d ");
  CHECK(back.review->records().reviews[0].questions[0] == "   ");
}

TEST_CASE("line ends of Windows inside a text become line feeds, as XML says",
          "[interchange][native]") {
  const ReadBack back = read_xml(review_xml("<about><title>a\r\nb&#13;c</title></about>"));
  CHECK(back.review->records().reviews[0].title == "a\nb\rc");
}

TEST_CASE("a byte order mark is taken", "[interchange][native]") {
  const ReadBack back = read_xml("\xEF\xBB\xBF" + review_xml("<about/>"));
  CHECK(back.found.empty());
  CHECK(back.review->records().reviews.size() == 1);
}
