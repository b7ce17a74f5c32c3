#include <pugixml.hpp>

#include "base/child_process.h"
#include "base/source_io.h"
#include "native_helpers.h"
#include "support/catch.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

const std::string schema = std::string(RETRODUCE_SOURCE_DIR) + "/schemas/xml/retroduce.xsd";

bool has_xmllint() {
  if (base::find_program("xmllint")) return true;
  WARN("xmllint is not on this machine: nothing was validated");
  return false;
}

bool is_valid(const std::string& xml) {
  const auto result =
      base::run_child({"xmllint", "--noout", "--nonet", "--schema", schema, "-"}, xml);
  return result && result->exit_code == 0;
}

/// The enumeration of a simple type of the schema.
std::vector<std::string> schema_words(const std::string& type) {
  pugi::xml_document document;
  REQUIRE(document.load_file(schema.c_str()));
  const pugi::xml_node found =
      document.document_element().find_child_by_attribute("xs:simpleType", "name", type.c_str());
  std::vector<std::string> words;
  for (const pugi::xml_node& word : found.child("xs:restriction").children("xs:enumeration"))
    words.emplace_back(word.attribute("value").value());
  return words;
}

template <typename E>
std::vector<std::string> engine_words() {
  std::vector<std::string> words;
  for (const std::string_view word : model::words_of<E>()) {
    if (!word.empty()) words.emplace_back(word);
  }
  return words;
}

}  // namespace

TEST_CASE("the schema has the words of the engine, in the same order", "[interchange][native]") {
  CHECK(schema_words("role") == engine_words<model::Role>());
  CHECK(schema_words("part") == engine_words<model::MechanismPart>());
  CHECK(schema_words("direction") == engine_words<model::Direction>());
  CHECK(schema_words("stance") == engine_words<model::Stance>());
  CHECK(schema_words("inference") == engine_words<model::Inference>());
  CHECK(schema_words("status") == engine_words<model::Status>());
  CHECK(schema_words("linkKind") == engine_words<model::LinkKind>());
  CHECK(schema_words("criterion") == engine_words<model::Criterion>());
  CHECK(schema_words("theoryKind") == engine_words<model::TheoryKind>());
  CHECK(schema_words("lineageKind") == engine_words<model::Lineage>());
  CHECK(schema_words("thing") == engine_words<model::ThingKind>());
}

TEST_CASE("the native fixtures are valid by the schema", "[interchange][native]") {
  if (!has_xmllint()) return;
  CHECK(is_valid(source_file("tests/fixtures/formats/native/minimal.xml")));
  CHECK(is_valid(source_file("tests/fixtures/formats/native/typical.xml")));
}

TEST_CASE("what is written is valid by the schema", "[interchange][native]") {
  if (!has_xmllint()) return;
  CHECK(is_valid(write_xml({})));
  CHECK(is_valid(write_xml(full_records("a"))));
  CHECK(is_valid(write_xml(full_records("\x01 \\ <&>\r\n\t\"\xEF\xBF\xBF"))));
  const ReadBack typical = read_xml(source_file("tests/fixtures/formats/native/typical.xml"));
  CHECK(is_valid(write_xml(typical.review->records())));
}

TEST_CASE("the schema and the reader refuse the same", "[interchange][native]") {
  const std::string documents = R"(<documents><document id="d" key="d"/></documents>)";
  const std::string extracts = documents + R"(<extracts><extract id="e" document="d"/></extracts>)";
  const std::vector<std::string> bad = {
      R"(<extracts><extract id="e" document="nowhere"/></extracts>)",
      R"(<documents><document id="d" key="d" study="nowhere"/></documents>)",
      R"(<documents><document id="d" key="d"/><document id="d" key="e"/></documents>)",
      R"(<documents><document id="d d" key="d"/></documents>)",
      R"(<documents><document id="d"/></documents>)",
      R"(<documents><document key="d"/></documents>)",
      R"(<documents><document id="d" key="d" year="MMXX"/></documents>)",
      R"(<documents><document id="d" key="d" consultation="yes"/></documents>)",
      R"(<documents><document id="d" key="d"><field name="a">1</field><field name="a">2</field></document></documents>)",
      R"(<concepts><concept id="c" label="c" parent="nowhere"/></concepts>)",
      R"(<concepts><concept id="c" label="c"><note/><note/></concept></concepts>)",
      extracts + documents,
      documents + documents,
      extracts + R"(<codings><coding extract="e" concept="nowhere" role="context"/></codings>)",
      extracts + R"(<codings><coding extract="e" role="context"/></codings>)",
      documents + R"(<extracts><extract id="e" document="d" begin="-1" end="2"/></extracts>)",
      R"(<configurations><configuration id="k" label="K" status="accepted"/></configurations>)",
      R"(<configurations><configuration id="k" label="K"><element role="moderator"/></configuration></configurations>)",
      R"(<history><change uid="0123"/></history>)",
      R"(<history><change uid="0123456789abcdef"/><change uid="0123456789abcdef"/></history>)",
      R"(<versions><version id="v" label="v" theory="nowhere"/></versions>)",
      R"(<memos><memo coder="nowhere"/></memos>)",
  };
  const bool validates = has_xmllint();
  for (const std::string& sections : bad) {
    INFO(sections);
    CHECK(read_xml(review_xml(sections)).found.refused());
    if (validates) CHECK_FALSE(is_valid(review_xml(sections)));
  }
}

TEST_CASE("the shipped review is valid by the schema and read without a finding",
          "[interchange][native]") {
  const std::string corpus = source_file("corpus/social-prescribing/review.xml");
  const ReadBack back = read_xml(corpus);
  INFO(told(back.found));
  CHECK(back.found.empty());
  const std::string once = write_xml(back.review->records());
  CHECK(
      same(without_lines(read_xml(once).review->records()), without_lines(back.review->records())));
  if (!has_xmllint()) return;
  CHECK(is_valid(corpus));
  CHECK(is_valid(once));
}
