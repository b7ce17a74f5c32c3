#include "interchange/xml_scan.h"

#include "support/catch.h"

using namespace retroduce::interchange;

namespace {

std::optional<XmlProblem> problem_of(std::string_view xml, std::size_t depth = 8) {
  const LineTable lines(xml);
  return scan_xml(xml, lines, depth, [](const XmlRoot&) { return std::optional<XmlProblem>(); })
      .problem;
}

std::string code_of(std::string_view xml) {
  const auto problem = problem_of(xml);
  return problem ? problem->code : "";
}

}  // namespace

TEST_CASE("well-formed XML passes the scan", "[interchange][xml]") {
  CHECK(code_of("<a/>") == "");
  CHECK(
      code_of(
          "\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?>\n<!-- > -->\n<a>\n</a>\n<!-- -->") ==
      "");
  CHECK(code_of("<a b='\"' c = \"'>\" ><b\n/>&lt;&#13;&#x1F600;<![CDATA[<&]]>]]]></a >") == "");
  CHECK(code_of("<\xC3\xA9t\xC3\xA9/>") == "");
}

TEST_CASE("what is not well-formed is told by kind", "[interchange][xml]") {
  CHECK(code_of("") == "empty");
  CHECK(code_of(" \n\t ") == "empty");
  CHECK(code_of("<!-- only -->") == "malformed");
  CHECK(code_of("plain text") == "malformed");
  CHECK(code_of("<a/><b/>") == "malformed");
  CHECK(code_of("<a/>text") == "malformed");
  CHECK(code_of("<a></b>") == "malformed");
  CHECK(code_of("</a>") == "malformed");
  CHECK(code_of("<a b/>") == "malformed");
  CHECK(code_of("<a b=c/>") == "malformed");
  CHECK(code_of("<a b='1'c='2'/>") == "malformed");
  CHECK(code_of("<a b='<'/>") == "malformed");
  CHECK(code_of("<a>1 < 2</a>") == "malformed");
  CHECK(code_of("<a / >") == "malformed");
  CHECK(code_of("<a>R & D</a>") == "entity");
  CHECK(code_of("<a>&nbsp;</a>") == "entity");
  CHECK(code_of("<a b='&x;'/>") == "entity");
  CHECK(code_of("<a>&#0;</a>") == "entity");
  CHECK(code_of("<a>&#xD800;</a>") == "entity");
  CHECK(code_of("<a>&#99999999999;</a>") == "entity");
  CHECK(code_of("<!DOCTYPE a><a/>") == "doctype");
  CHECK(code_of("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>") == "doctype");
}

TEST_CASE("bytes that are no UTF-8 text are told by kind", "[interchange][xml]") {
  using namespace std::string_view_literals;
  CHECK(code_of("<a>\xFF</a>") == "utf8");
  CHECK(code_of("<a>\0</a>"sv) == "control");
  CHECK(code_of("<a>\x08</a>") == "control");
  CHECK(code_of("\xFF\xFE<\0a\0/\0>\0"sv) == "encoding");
  CHECK(code_of("<\0a\0/\0>\0"sv) == "encoding");
  CHECK(code_of("<?xml version='1.0' encoding='ISO-8859-1'?><a/>") == "encoding");
}

TEST_CASE("a file cut anywhere inside its elements is told to be cut short", "[interchange][xml]") {
  const std::string_view whole = "<a b='c'><!-- d --><e f=\"g\"/><![CDATA[h]]>i</a>";
  for (std::size_t length = 1; length < whole.size(); ++length) {
    INFO(whole.substr(0, length));
    CHECK(code_of(whole.substr(0, length)) == "truncated");
  }
}

TEST_CASE("a tag left open is named with its line", "[interchange][xml]") {
  const auto problem = problem_of("<a>\n<b>\n</a>");
  REQUIRE(problem);
  CHECK(problem->message == "</a> stands where <b> of line 2 is to be closed");
  CHECK(problem->at == 8);
}

TEST_CASE("depth is counted, and the limit itself is allowed", "[interchange][xml]") {
  CHECK_FALSE(problem_of("<a><b/></a>", 1));
  CHECK_FALSE(problem_of("<a><b></b></a>", 2));
  REQUIRE(problem_of("<a><b></b></a>", 1));
  CHECK(problem_of("<a><b></b></a>", 1)->code == "depth");
}

TEST_CASE("the root may be refused by who knows the vocabulary", "[interchange][xml]") {
  const std::string_view xml = "<!-- x -->\n<root a='1' b=\"2\"><unclosed></root>";
  const LineTable lines(xml);
  std::string seen;
  const XmlScan scan = scan_xml(xml, lines, 8, [&](const XmlRoot& root) {
    seen = std::string(root.name) + " " + std::string(root.attribute("b")) +
           std::string(root.attribute("c"));
    return std::optional(XmlProblem{"other", "other", root.at});
  });
  CHECK(seen == "root 2");
  REQUIRE(scan.problem);
  CHECK(scan.problem->code == "other");
  CHECK(lines.line(scan.problem->at) == 2);
}
