// JATS and TEI as full texts, and XML that means harm.
#include <string>

#include "support/catch.h"
#include "text_helpers.h"

namespace retroduce::tests {

namespace {

std::string jats(const std::string& body, const std::string& doctype = "") {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + doctype +
         "<article xmlns:mml=\"http://www.w3.org/1998/Math/MathML\"><front><article-meta>"
         "<article-id "
         "pub-id-type=\"doi\">10.1371/x.1</article-id><title-group><article-title>Trust "
         "and <italic>time</italic></article-title></title-group>"
         "<abstract abstract-type=\"teaser\"><p>Teaser.</p></abstract>"
         "<abstract><title>Abstract</title><p>Short.</p></abstract></article-meta></front>" +
         body + "</article>";
}

const std::string public_doctype =
    "<!DOCTYPE article\n  PUBLIC \"-//NLM//DTD v3.0//EN\" \"http://x.org/a.dtd\">\n";

}  // namespace

TEST_CASE("JATS gives title, abstract and body, blocks as lines and cells by tabs", "[texts]") {
  const auto got = taken(
      "a.nxml",
      jats("<body><sec id=\"s1\"><label>1</label><title>Results</title><p>One\n   two"
           "<xref ref-type=\"bibr\">3</xref>.</p><sec><title>Inner</title><p>Deep.</p>"
           "<table-wrap><label>Table 1</label><caption><p>Counts</p></caption><table>"
           "<thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td><p>1</p></td><td/></tr>"
           "</tbody></table></table-wrap></sec></sec></body><back><ref-list><title>References"
           "</title><ref><label>1.</label><element-citation><person-group><name><surname>Pawson"
           "</surname><given-names>R</given-names></name></person-group><year>2006</year>"
           "</element-citation></ref></ref-list></back>"
           "<sub-article><body><p>Reply.</p></body></sub-article>",
           public_doctype));
  CHECK(got.words() ==
        "Trust and time\nAbstract\nShort.\n1 Results\nOne two3.\nInner\nDeep.\nTable 1\nCounts\n"
        "a\tb\n1\t\nReferences\n1. Pawson R 2006\n");
  REQUIRE(got.text);
  CHECK(got.text->title == "Trust and time");
  CHECK(got.text->doi == "10.1371/x.1");
  CHECK(got.has("text.sub-articles"));
  REQUIRE(got.text->origin.sections.size() == 4);
  CHECK(got.text->origin.sections[1].title == "1 Results");
  CHECK(got.text->origin.sections[2].depth == 2);
  CHECK(got.section(2) == "Inner\nDeep.\nTable 1\nCounts\na\tb\n1\t\n");
}

TEST_CASE("formulas are told by the words given for them", "[texts]") {
  const auto got = taken(
      "a.xml", jats("<body><p>so <inline-formula><alternatives><tex-math>x^2</tex-math><mml:math "
                    "alttext=\"x squared\"><mml:mi>x</mml:mi></mml:math></alternatives>"
                    "</inline-formula> and <inline-formula><mml:math><mml:mi>y</mml:mi><mml:mn>2"
                    "</mml:mn></mml:math></inline-formula>.</p></body>"));
  CHECK(got.words() == "Trust and time\nAbstract\nShort.\nso x squared and y2.\n");
}

TEST_CASE("the entities that publishers use become characters", "[texts]") {
  const auto got = taken(
      "a.xml", jats("<body><p>a&nbsp;b &ldquo;q&rdquo; &alpha; &scaron; &#x2013; &lt; &amp;nbsp; "
                    "&weird;<![CDATA[ &nbsp; ]]></p></body>",
                    public_doctype));
  CHECK(got.words() ==
        "Trust and time\nAbstract\nShort.\na\xC2\xA0"
        "b “q” α š – < &nbsp; &weird; &nbsp;\n");
  CHECK(got.message("text.unknown-entity").find("&weird;") != std::string::npos);
}

TEST_CASE("entity bombs are refused without being touched", "[texts]") {
  const auto got = taken(
      "a.xml", jats("<body><p>&lol3;</p></body>",
                    "<!DOCTYPE article [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;&lol;\">"
                    "<!ENTITY lol3 \"&lol2;&lol2;&lol2;\">]>"));
  CHECK(got.words() == "<text.entities>");
  CHECK(taken("a.xml", jats("<body><p>&x;</p></body>",
                            "<!DOCTYPE article [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"))
            .words() == "<text.entities>");
}

TEST_CASE("depth bombs, torn and damaged XML are refused with their line", "[texts]") {
  std::string deep = "<body>";
  for (int i = 0; i < 100000; ++i) deep += "<sec>";
  CHECK(taken("a.xml", jats(deep)).words() == "<text.xml>");
  CHECK(taken("a.xml", jats(deep)).message("text.xml").find("nested") != std::string::npos);
  CHECK(taken("a.xml", jats("<body><p>cut").substr(0, 300)).words() == "<text.xml>");
  const auto bad = taken("a.xml", jats("<body>\n<p>x</q></body>"));
  CHECK(bad.words() == "<text.xml>");
  CHECK(bad.found.sorted().front().origin.line == 3);
}

TEST_CASE("XML in UTF-16 and Latin-1 is read", "[texts]") {
  std::string plain = jats("<body><p>caf\xE9</p></body>");
  plain.replace(plain.find("UTF-8"), 5, "ISO-8859-1");
  CHECK(taken("a.xml", plain).words() == "Trust and time\nAbstract\nShort.\ncafé\n");
  std::string wide = "\xFF\xFE";
  for (const char c : jats("<body><p>x</p></body>")) {
    wide.push_back(c);
    wide.push_back('\0');
  }
  CHECK(taken("a.xml", wide).words() == "Trust and time\nAbstract\nShort.\nx\n");
}

TEST_CASE("several articles in one file are refused", "[texts]") {
  CHECK(taken("a.xml", "<pmc-articleset><article/><article/></pmc-articleset>").words() ==
        "<text.several-articles>");
}

TEST_CASE("TEI as GROBID writes it gives its text with sections and pages", "[texts]") {
  const auto got = taken(
      "a.tei.xml",
      "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc><titleStmt><title>Trust"
      "</title></titleStmt><sourceDesc><biblStruct><idno type=\"DOI\">10.1/t</idno></biblStruct>"
      "</sourceDesc></fileDesc><profileDesc><abstract><div><p><s>One.</s><s>Two.</s></p></div>"
      "</abstract></profileDesc></teiHeader><text><body><pb n=\"1\"/><div><head n=\"1.\">Results"
      "</head><p>First <ref>[1]</ref>.</p></div><pb n=\"2\"/><div><head>End</head><p>Last.</p>"
      "<figure><head>Table 1</head><table><row><cell>a</cell><cell>b</cell></row></table></figure>"
      "</div></body><back><div type=\"references\"><listBibl><biblStruct><note "
      "type=\"raw_reference\">Pawson R. 2006.</note><analytic/></biblStruct><biblStruct><analytic>"
      "<title>T</title></analytic><monogr><date>2001</date></monogr></biblStruct></listBibl></div>"
      "</back></text></TEI>");
  CHECK(got.words() ==
        "Trust\nOne. Two.\n1. Results\nFirst [1].\nEnd\nLast.\nTable 1\na\tb\nPawson R. 2006.\n"
        "T 2001\n");
  REQUIRE(got.text);
  CHECK(got.text->title == "Trust");
  CHECK(got.text->doi == "10.1/t");
  REQUIRE(got.text->origin.pages.size() == 2);
  CHECK(got.text->origin.pages[0].label == "1");
  REQUIRE(got.text->origin.sections.size() == 2);
  CHECK(got.section(1) == "End\nLast.\nTable 1\na\tb\n");
}

TEST_CASE("real articles of other makers are read", "[texts]") {
  for (const std::string name : {"plos-journal.pmed.0030445.xml", "plos-journal.pmed.1000097.xml",
                                 "plos-journal.pmed.1001186.xml", "plos-journal.pone.0152459.xml",
                                 "pmc-bmc-1472-6831-8-11.nxml"}) {
    CAPTURE(name);
    const auto bytes = shared_fixture("jats/" + name);
    if (!bytes) {
      WARN("the fixtures of other makers are not beside the project: not read");
      return;
    }
    const auto got = taken(name, *bytes);
    REQUIRE(got.text);
    CHECK(got.text->text.size() > 5000);
    CHECK(got.text->doi.starts_with("10."));
    CHECK_FALSE(got.text->title.empty());
    CHECK_FALSE(got.text->origin.sections.empty());
    CHECK_FALSE(got.has("text.unknown-entity"));
    CHECK(got.text->text.find("&nbsp;") == std::string::npos);
    CHECK(got.words() == taken(name, *bytes).words());
  }
}

}  // namespace retroduce::tests
