// Word and OpenDocument files as full texts.
#include <string>

#include "base/zip.h"
#include "support/catch.h"
#include "text_helpers.h"

namespace retroduce::tests {

namespace {

const std::string w = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

std::string docx(const std::string& body,
                 std::vector<std::pair<std::string, std::string>> more = {}) {
  std::vector<std::pair<std::string, std::string>> parts = {
      {"[Content_Types].xml", "<Types/>"},
      {"word/document.xml", "<w:document " + w + "><w:body>" + body + "</w:body></w:document>"},
      {"word/styles.xml", "<w:styles " + w +
                              "><w:style w:styleId=\"H1\"><w:name w:val=\"heading 1\"/></w:style>"
                              "<w:style w:styleId=\"Deep\"><w:pPr><w:outlineLvl w:val=\"1\"/>"
                              "</w:pPr></w:style></w:styles>"}};
  parts.insert(parts.end(), more.begin(), more.end());
  return base::write_zip(parts);
}

std::string paragraph(const std::string& text, const std::string& style = "") {
  return "<w:p>" + (style.empty() ? "" : "<w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr>") +
         "<w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r></w:p>";
}

std::string odt(const std::string& text) {
  return base::write_zip(
      {{"mimetype", "application/vnd.oasis.opendocument.text"},
       {"content.xml",
        "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\">"
        "<office:body><office:text>" +
            text + "</office:text></office:body></office:document-content>"},
       {"meta.xml", "<m xmlns:dc=\"d\"><dc:title>Trust</dc:title></m>"}});
}

}  // namespace

TEST_CASE("Word gives paragraphs, headings as sections, and cells by tabs", "[texts]") {
  const auto got = taken(
      "a.docx",
      docx(
          paragraph("Results", "H1") +
          "<w:p><w:r><w:t>One</w:t></w:r><w:r><w:tab/><w:t xml:space=\"preserve\"> two</w:t><w:br/>"
          "<w:t>well</w:t><w:noBreakHyphen/><w:t>being</w:t></w:r></w:p>" +
          paragraph("Inner", "Deep") + "<w:tbl><w:tr><w:tc>" + paragraph("a") + paragraph("b") +
          "</w:tc><w:tc>" + paragraph("c") + "</w:tc></w:tr><w:tr><w:tc><w:p/></w:tc><w:tc>" +
          paragraph("d") + "</w:tc></w:tr></w:tbl>" + paragraph("end")));
  CHECK(got.words() ==
        "Results\nOne\ttwo\nwell\xE2\x80\x91"
        "being\nInner\na b\tc\n\td\nend\n");
  REQUIRE(got.text);
  REQUIRE(got.text->origin.sections.size() == 2);
  CHECK(got.text->origin.sections[1].title == "Inner");
  CHECK(got.text->origin.sections[1].depth == 2);
  CHECK(got.found.empty());
}

TEST_CASE("Word's tracked changes are read as accepted, and told", "[texts]") {
  const auto got =
      taken("a.docx",
            docx("<w:p><w:r><w:t xml:space=\"preserve\">kept </w:t></w:r><w:del><w:r><w:delText>"
                 "gone</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>"));
  CHECK(got.words() == "kept new\n");
  CHECK(got.has("text.tracked-changes"));
}

TEST_CASE("Word's notes stand behind the text, its text boxes once", "[texts]") {
  const auto got = taken(
      "a.docx",
      docx("<w:p><w:r><w:t>claim</w:t><w:footnoteReference w:id=\"2\"/></w:r></w:p>"
           "<mc:AlternateContent><mc:Choice>" +
               paragraph("box") + "</mc:Choice><mc:Fallback>" + paragraph("box") +
               "</mc:Fallback></mc:AlternateContent>",
           {{"word/footnotes.xml", "<w:footnotes " + w + "><w:footnote w:id=\"1\">" +
                                       paragraph("sep") + "</w:footnote><w:footnote w:id=\"2\">" +
                                       paragraph("the note") + "</w:footnote></w:footnotes>"}}));
  CHECK(got.words() == "claim\nbox\nFootnotes\nthe note\n");
}

TEST_CASE("what is called .docx and is none is refused in words", "[texts]") {
  const auto plain = taken("a.docx", "This is no Word file at all.");
  CHECK(plain.words() == "<text.no-zip>");
  CHECK(plain.message("text.no-zip").find("no Word or LibreOffice file") != std::string::npos);
  CHECK(taken("a.doc", "\xD0\xCF\x11\xE0 old").words() == "<text.old-word>");
  CHECK(taken("a.docx", docx(paragraph("x")).substr(0, 200)).words() == "<text.no-zip>");
  CHECK(taken("a.docx", base::write_zip({{"xl/workbook.xml", "<x/>"}})).words() ==
        "<text.no-word>");
  CHECK(taken("a.odt", base::write_zip({{"other", "x"}})).words() == "<text.no-odt>");
}

TEST_CASE("bombs in Word files are refused", "[texts]") {
  std::string deep;
  for (int i = 0; i < 2000; ++i) deep += "<w:p>";
  CHECK(taken("a.docx", docx(deep)).words() == "<text.xml>");
  CHECK(taken("a.docx", base::write_zip(
                            {{"word/document.xml",
                              "<!DOCTYPE d [<!ENTITY a \"aaaa\">]><w:document>&a;</w:document>"}}))
            .words() == "<text.entities>");
}

TEST_CASE("OpenDocument gives paragraphs, headings, tables and notes", "[texts]") {
  const auto got = taken(
      "a.odt",
      odt("<text:h text:outline-level=\"1\">Results</text:h><text:p>One<text:s text:c=\"3\"/>two"
          "<text:tab/>x<text:line-break/>y<text:note><text:note-citation>1</text:note-citation>"
          "<text:note-body><text:p>the note</text:p></text:note-body></text:note></text:p>"
          "<table:table><table:table-row><table:table-cell><text:p>a</text:p><text:p>b</text:p>"
          "</table:table-cell><table:table-cell><text:p>c</text:p></table:table-cell>"
          "</table:table-row></table:table><office:annotation><text:p>no</text:p>"
          "</office:annotation>"));
  CHECK(got.words() == "Results\nOne two\tx\ny\na b\tc\nNotes\nthe note\n");
  REQUIRE(got.text);
  CHECK(got.text->title == "Trust");
  CHECK(got.text->origin.sections.size() == 2);
}

}  // namespace retroduce::tests
