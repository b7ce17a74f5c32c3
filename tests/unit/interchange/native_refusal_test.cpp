#include <chrono>

#include "native_helpers.h"
#include "support/catch.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

void check_refused(const std::string& xml, const std::string& code, const std::string& text) {
  const ReadBack back = read_xml(xml);
  INFO(told(back.found));
  CHECK(back.found.refused());
  bool is_told = false;
  for (const base::Diagnostic& one : back.found.sorted())
    is_told = is_told || (one.code == code && base::to_text(one).find(text) != std::string::npos);
  CHECK(is_told);
}

const std::string source = R"(<documents><document id="d" key="d"/></documents>
<concepts><concept id="c" label="c"/></concepts>
<extracts><extract id="e" document="d"><quote>q</quote></extract></extracts>
)";

}  // namespace

TEST_CASE("an empty file is refused", "[interchange][native]") {
  check_refused("", "native.empty", "error: review.xml: the file is empty");
  check_refused(" \n\n", "native.empty", "the file is empty");
}

TEST_CASE("an XML cut short is refused with the element that it ends in", "[interchange][native]") {
  const std::string whole = review_xml("<about>\n<title>T</title></about>");
  check_refused(whole.substr(0, whole.find("T</title>")), "native.truncated",
                "the file ends before <title> of line 3 is closed");
}

TEST_CASE("the typical file cut at every seventh byte is refused or complete, and never more",
          "[interchange][native]") {
  const std::string whole = source_file("tests/fixtures/formats/native/typical.xml");
  const std::size_t complete = whole.rfind('>') + 1;
  for (std::size_t length = 0; length < whole.size(); length += 7) {
    const ReadBack back = read_xml(std::string_view(whole).substr(0, length));
    if (back.found.refused() == (length < complete)) continue;
    INFO("cut at " << length << "\n" << told(back.found));
    CHECK(false);
  }
}

TEST_CASE("XML of another vocabulary is refused with what was found", "[interchange][native]") {
  check_refused("<?xml version=\"1.0\"?>\n<graphml xmlns=\"http://graphml.example/\"/>",
                "native.vocabulary",
                "review.xml:2:1: this is no Retroduce review: its root is <graphml> of "
                "http://graphml.example/");
  check_refused("<review/>", "native.vocabulary", "its root is <review> without a namespace");
  check_refused("<r:review xmlns:r=\"urn:retroduce:review:1\" version=\"1\"/>", "native.vocabulary",
                "without a prefix");
}

TEST_CASE("a newer version of the form is refused as newer", "[interchange][native]") {
  check_refused("<review xmlns=\"urn:retroduce:review:1\" version=\"2\"/>", "native.newer",
                "in version 2");
  check_refused("<review xmlns=\"urn:retroduce:review:3\" version=\"3\"/>", "native.newer",
                "in version 3");
  check_refused("<review xmlns=\"urn:retroduce:review:1\" version=\"one\"/>", "native.number",
                "\"one\"");
  check_refused("<review xmlns=\"urn:retroduce:review:1\"/>", "native.missing", "has no version");
}

TEST_CASE("a DOCTYPE is refused before any entity could grow", "[interchange][native]") {
  check_refused(
      "<!DOCTYPE review [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>\n" +
          review_xml("<about><title>&b;</title></about>"),
      "native.doctype", "entities are never expanded");
}

TEST_CASE("what the scan lets pass and the parser does not is refused all the same",
          "[interchange][native]") {
  check_refused(review_xml("<about>\n<? nameless ?></about>"), "native.malformed",
                "review.xml:3: the XML");
}

TEST_CASE("an unknown entity is refused, as its text would be lost", "[interchange][native]") {
  check_refused(review_xml("<about><title>caf&eacute;</title></about>"), "native.entity",
                "&eacute;");
}

TEST_CASE("half a million nested elements are refused, and quickly", "[interchange][native]") {
  std::string xml = "<review xmlns=\"urn:retroduce:review:1\" version=\"1\">";
  for (int i = 0; i < 500'000; ++i) xml += "<a>";
  const auto start = std::chrono::steady_clock::now();
  check_refused(xml, "native.depth", "more than 256 deep");
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
  for (int i = 0; i < 500'000; ++i) xml += "</a>";
  check_refused(xml + "</review>", "native.depth", "review.xml:1:");
}

TEST_CASE("a wide file of unknown elements is told in one line", "[interchange][native]") {
  std::string parts;
  for (int i = 0; i < 1000; ++i)
    parts += "<concept id=\"c" + std::to_string(i) + "\" label=\"x\"><colour/></concept>\n";
  const ReadBack back = read_xml(review_xml("<concepts>\n" + parts + "</concepts>"));
  REQUIRE(back.found.size() == 1);
  const auto one = back.found.sorted().front();
  CHECK(one.severity == base::Severity::loss);
  CHECK(base::to_text(one) ==
        "lost: review.xml:3: <colour> in <concept> is not known and was left out (1,000 times, "
        "here first)");
  CHECK(back.review->records().concepts.size() == 1000);
}

TEST_CASE("bytes that are no text are refused with their place", "[interchange][native]") {
  check_refused(review_xml("<about><title>caf\xE9</title></about>"), "native.utf8",
                "review.xml:2:18:");
  check_refused(review_xml(std::string("<about>\0</about>", 16)), "native.control", "NUL");
  check_refused(review_xml("<about><title>\f</title></about>"), "native.control",
                "control character 12");
  check_refused("<?xml version=\"1.0\" encoding=\"windows-1252\"?>" + review_xml(""),
                "native.encoding", "windows-1252");
}

TEST_CASE("unknown attributes and stray text are told as lost, and the rest is taken",
          "[interchange][native]") {
  const ReadBack back = read_xml(review_xml(
      R"(<about colour="red" scheme="CMO">loose<title>T</title></about><pictures/><coders sort="up">x</coders>)"));
  const std::string text = told(back.found);
  INFO(text);
  CHECK_FALSE(back.found.refused());
  CHECK(back.review->records().reviews[0].title == "T");
  CHECK_THAT(text, ContainsSubstring("the attribute colour of <about> is not known"));
  CHECK_THAT(text, ContainsSubstring("text between the elements of <about>"));
  CHECK_THAT(text, ContainsSubstring("<pictures> in <review> is not known"));
  CHECK_THAT(text, ContainsSubstring("the attribute sort of <coders>"));
  CHECK_THAT(text, ContainsSubstring("text between the elements of <coders>"));
}

TEST_CASE("what refers to nothing is refused by name", "[interchange][native]") {
  check_refused(
      review_xml(source +
                 R"(<codings><coding extract="e9" concept="c" role="context"/></codings>)"),
      "native.dangling",
      "review.xml:5: <coding> names the extract \"e9\", and none above has this id");
  check_refused(
      review_xml(
          R"(<concepts><concept id="a" label="a" parent="b"/><concept id="b" label="b"/></concepts>)"),
      "native.dangling", "names the concept \"b\"");
  check_refused(
      review_xml(source + R"(<configurations><configuration id="k" label="K"/></configurations>
<evidence><piece configuration="k" element="1" extract="e" stance="supports"/></evidence>)"),
      "native.dangling", "names element 1 of a configuration that has 0");
  check_refused(review_xml(source + R"(<memos><memo about="coding" number="1"/></memos>)"),
                "native.dangling", "the memo is about coding 1, and there are 0");
  check_refused(review_xml(source + R"(<memos><memo about="link" of="l"/></memos>)"),
                "native.dangling", "the memo is about the link \"l\"");
  check_refused(review_xml(R"(<codings/>)" + std::string(R"(<memos><memo of="d"/></memos>)")),
                "native.missing", "is about missing?");
  check_refused(review_xml(R"(<memos><memo about="concept" number="1"/></memos>)"),
                "native.missing", "<memo about=\"concept\"> needs of");
  check_refused(review_xml(R"(<attachments><attachment name="a">?</attachment></attachments>)"),
                "native.value", "not written in base64");
  check_refused(
      review_xml(R"(<foreign-parts><foreign-part system="x" about="concept"/></foreign-parts>)"),
      "native.missing", "<foreign-part about=\"concept\"> needs of");
  check_refused(review_xml(R"(<memos><memo about="coding" of="c"/></memos>)"), "native.missing",
                "<memo about=\"coding\"> needs number");
}

TEST_CASE("an id that stands twice is refused with the line of the first",
          "[interchange][native]") {
  check_refused(
      review_xml("<coders><coder id=\"a\" label=\"A\"/>\n<coder id=\"a\" label=\"B\"/></coders>"),
      "native.duplicate-id", "review.xml:3: <coder> has the id \"a\", which the one of line 2 has");
  check_refused(review_xml("<history><change uid=\"0123456789abcdef\"/></history><coders>"
                           "<coder id=\"0123456789abcdef.1\" label=\"A\"/></coders><studies>"
                           "<study id=\"0123456789abcdef.1\" label=\"S\"/></studies>"),
                "native.duplicate-id", "the permanent id \"0123456789abcdef.1\" stands twice");
}

TEST_CASE("a study and a document may share a local name", "[interchange][native]") {
  const ReadBack back =
      read_xml(review_xml(R"(<studies><study id="husk2020" label="Husk"/></studies>
      <documents><document id="husk2020" key="husk2020" study="husk2020"/></documents>)"));
  CHECK(back.found.empty());
}

TEST_CASE("a permanent id whose change is not there is told as lost", "[interchange][native]") {
  const ReadBack back =
      read_xml(review_xml("<coders><coder id=\"0123456789abcdef.1\" label=\"A\"/></coders>"));
  const auto found = back.found.sorted();
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == "native.unknown-change");
  CHECK(found[0].severity == base::Severity::loss);
  CHECK_FALSE(back.review->records().coders[0].origin.change.is_set());
}

TEST_CASE("a word outside its list is refused with the list", "[interchange][native]") {
  check_refused(
      review_xml(source +
                 R"(<codings><coding extract="e" concept="c" role="moderator"/></codings>)"),
      "native.word",
      "role=\"moderator\" of <coding> is none of: intervention, actor, context, mechanism, "
      "outcome");
  check_refused(review_xml(R"(<configurations><configuration id="k" label="K">
      <element role="outcome" direction=""/></configuration></configurations>)"),
                "native.word", "direction=\"\" of <element> is none of: rise, fall, mixed, none");
}

TEST_CASE("a number that is none is refused", "[interchange][native]") {
  check_refused(review_xml(R"(<documents><document id="d" key="d" year="in press"/></documents>)"),
                "native.number", "year=\"in press\" of <document> is not a whole number");
  check_refused(
      review_xml(R"(<documents><document id="d" key="d" year="99999999999"/></documents>)"),
      "native.number", "year");
  const std::string extract =
      R"(<documents><document id="d" key="d"/></documents><extracts><extract id="e" document="d" )";
  check_refused(review_xml(extract + R"(begin="5" end="4"/></extracts>)"), "native.number",
                "ends before it begins");
  check_refused(review_xml(extract + R"(begin="5"/></extracts>)"), "native.missing",
                "only one of begin and end");
}

TEST_CASE("what is required and absent is refused", "[interchange][native]") {
  check_refused(review_xml(R"(<concepts><concept id="c"/></concepts>)"), "native.missing",
                "<concept> has no label");
  check_refused(review_xml(R"(<concepts><concept label="c"/></concepts>)"), "native.missing",
                "<concept> has no id");
  check_refused(
      review_xml(
          source +
          R"(<resolutions><resolution extract="e" concept="c" role="actor"/></resolutions>)"),
      "native.missing", "<resolution> has no holds");
  check_refused(
      review_xml(source +
                 R"(<appraisals><appraisal criterion="rigour" rating="low"/></appraisals>)"),
      "native.missing", "either a document or an extract");
  check_refused(
      review_xml(
          source +
          R"(<appraisals><appraisal document="d" extract="e" criterion="rigour" rating="low"/></appraisals>)"),
      "native.missing", "either a document or an extract");
}

TEST_CASE("sections in another order, or twice, are refused", "[interchange][native]") {
  check_refused(review_xml("<coders/>\n<about/>"), "native.order",
                "review.xml:3: <about> comes too late");
  check_refused(review_xml("<coders/>\n<coders/>"), "native.order", "<coders> stands twice");
}

TEST_CASE("an attribute or a single element that stands twice is refused",
          "[interchange][native]") {
  check_refused(review_xml(R"(<coders><coder id="a" label="A" label="B"/></coders>)"),
                "native.malformed", "<coder> has label twice");
  check_refused(
      review_xml(
          R"(<coders><coder id="a" label="A"><note>1</note><note>2</note></coder></coders>)"),
      "native.repeated", "<coder> has more than one <note>");
}

TEST_CASE("a backslash in an escaped element must be an escape", "[interchange][native]") {
  check_refused(review_xml(R"(<memos><memo escaped="true">C:\temp</memo></memos>)"),
                "native.escape", "the text of <memo>");
  const ReadBack plain = read_xml(review_xml(R"(<memos><memo>C:\temp</memo></memos>)"));
  CHECK(plain.found.empty());
  CHECK(plain.review->records().memos[0].text == "C:\\temp");
}

TEST_CASE("nothing more is sent once something is refused", "[interchange][native]") {
  const ReadBack back =
      read_xml(review_xml("<coders><coder id=\"a\" label=\"A\"/><coder id=\"a\" label=\"B\"/>"
                          "<coder id=\"c\" label=\"C\"/></coders>"));
  CHECK(back.review->records().coders.size() == 1);
}

TEST_CASE("of thousands of like faults the first twenty are told, and how many more there are",
          "[interchange][native]") {
  std::string codings;
  for (int i = 0; i < 3000; ++i)
    codings += "<coding extract=\"e\" concept=\"nowhere\" role=\"context\"/>\n";
  const ReadBack back = read_xml(review_xml(source + "<codings>" + codings + "</codings>"));
  CHECK(back.found.size() == 21);
  CHECK_THAT(told(back.found), ContainsSubstring("2,980 further places"));
}

TEST_CASE("a very long text is read whole", "[interchange][native]") {
  std::string text(5'000'000, 'x');
  const ReadBack back = read_xml(review_xml("<memos><memo>" + text + "</memo></memos>"));
  REQUIRE(back.review->records().memos.size() == 1);
  CHECK(back.review->records().memos[0].text == text);
}
