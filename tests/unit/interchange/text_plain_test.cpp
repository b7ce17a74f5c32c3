// Plain text, Markdown and HTML as full texts.
#include <string>

#include "base/text.h"
#include "support/catch.h"
#include "text_helpers.h"

namespace retroduce::tests {

using namespace std::string_literals;

TEST_CASE("plain text is kept line by line, and says where it comes from", "[texts]") {
  const auto got = taken("a.txt", "One.\n\n  Two — three\tfour.\n");
  REQUIRE(got.text);
  CHECK(got.text->text == "One.\n\n  Two — three\tfour.\n");
  CHECK(got.text->origin.source == "a.txt");
  CHECK(got.text->origin.format == "txt");
  CHECK(got.text->origin.rule == 1);
  CHECK(got.text->origin.content_hash.size() == 64);
  CHECK(got.found.empty());
}

TEST_CASE("mixed line ends become one kind, and are told", "[texts]") {
  const auto got = taken("a.txt", "a\r\nb\rc\nd");
  CHECK(got.words() == "a\nb\nc\nd\n");
  CHECK(got.has("text.mixed-line-ends"));
  CHECK_FALSE(taken("a.txt", "a\r\nb\r\n").has("text.mixed-line-ends"));
}

TEST_CASE("form feeds part pages", "[texts]") {
  const auto got = taken("a.txt", "first\n\fsecond\f");
  REQUIRE(got.text);
  CHECK(got.text->text == "first\nsecond\n");
  REQUIRE(got.text->origin.pages.size() == 2);
  CHECK(got.text->origin.pages[1].label == "2");
  CHECK(got.text->origin.pages[1].span == base::TextSpan{6, 13});
  CHECK(model::page_at(got.text->origin.pages, 7) == "2");
}

TEST_CASE("UTF-16 is read with its mark and without", "[texts]") {
  const std::string little =
      "\xFF\xFE"
      "c\0a\0f\0\xE9\0\n\0"s;
  CHECK(taken("a.txt", little).words() == "café\n");
  CHECK(taken("a.txt", little).has("text.utf-16"));
  CHECK(taken("a.txt",
              "\xFE\xFF"
              "\0c\0a\0f\0\xE9"s)
            .words() == "café\n");
  CHECK(taken("a.txt", "c\0a\0f\0e\0 \0a\0u\0 \0l\0a\0i\0t\0"s).words() == "cafe au lait\n");
}

TEST_CASE("UTF-16 that is cut short is refused", "[texts]") {
  CHECK(taken("a.txt",
              "\xFF\xFE"
              "c\0a"s)
            .words() == "<text.bad-utf-16>");
}

TEST_CASE("what is no UTF-8 is read as Windows-1252, and said to be", "[texts]") {
  const auto got = taken("a.txt", "caf\xE9 \x93quoted\x94\n");
  CHECK(got.words() == "café “quoted”\n");
  CHECK(got.has("text.windows-1252"));
}

TEST_CASE("the mark of UTF-8 before what is none is told apart", "[texts]") {
  const auto got = taken("a.txt",
                         "\xEF\xBB\xBF"
                         "caf\xE9");
  CHECK(got.words() == "café\n");
  CHECK(got.has("text.wrong-mark"));
  CHECK(taken("a.txt",
              "\xEF\xBB\xBF"
              "caf\xC3\xA9")
            .words() == "café\n");
}

TEST_CASE("files without words are refused", "[texts]") {
  CHECK(taken("a.txt", "").words() == "<text.empty>");
  CHECK(taken("a.txt", " \n\t - \n").words() == "<text.empty>");
  CHECK(taken("a.html", "<html><body><script>var x;</script></body></html>").words() ==
        "<text.empty>");
}

TEST_CASE("what is no text is in no known form", "[texts]") {
  const auto got = taken("a.bin", "\x01\x02\x03\x04\x05\x06\0\0\0"s);
  CHECK(got.words() == "<text.unknown-form>");
  CHECK(got.message("text.unknown-form").find("docx, odt") != std::string::npos);
  CHECK(taken("a.txt",
              "abc\0def and some more words that follow it, a long line of them, to the end"s)
            .words() == "<text.not-text>");
  CHECK(taken("a.rtf", "{\\rtf1\\ansi hello}").words() == "<text.rtf>");
}

TEST_CASE("Markdown gives its words, with headings as sections", "[texts]") {
  const auto got = taken("notes.md",
                         "---\ntitle: \"A realist review\"\ndoi: 10.1234/abc\n---\n"
                         "# Findings #\nPeople **trust** [link workers](http://x.org) and\n"
                         "a_snake_case `word`.\n\n## Time\n- one *star*\n- two\n\n> quoted\n\n"
                         "| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode  *kept*\n```\n");
  CHECK(got.words() ==
        "Findings\nPeople trust link workers and a_snake_case word.\nTime\n- one star\n- two\n"
        "quoted\na\tb\n1\t2\ncode  *kept*\n");
  REQUIRE(got.text);
  CHECK(got.text->title == "A realist review");
  CHECK(got.text->doi == "10.1234/abc");
  REQUIRE(got.text->origin.sections.size() == 2);
  CHECK(got.text->origin.sections[1].title == "Time");
  CHECK(got.text->origin.sections[1].depth == 2);
  CHECK(got.section(0) == got.text->text);
}

TEST_CASE("HTML gives its words: no scripts, blocks as lines, cells by tabs", "[texts]") {
  const auto got =
      taken("page.html",
            "<!DOCTYPE html><html><head><title>Page</title>"
            "<meta name=\"citation_doi\" content=\"10.1/x\"><style>p{}</style></head><body>"
            "<script>alert('<p>no</p>')</script><h1>Trust &amp; time</h1><p>One\n  two<br>three "
            "<b>bo</b>ld &mdash; &#8220;q&#x201D; &nbsp;x &unknown; 3 < 4</p><!-- no -->"
            "<table><tr><th>a<th>b<tr><td><p>1</p><td>2</table><h2>End</h2>last</body></html>");
  CHECK(
      got.words() ==
      "Trust & time\nOne two\nthree bold — “q” \xC2\xA0x &unknown; 3 < 4\na\tb\n1\t2\nEnd\nlast\n");
  REQUIRE(got.text);
  CHECK(got.text->title == "Page");
  CHECK(got.text->doi == "10.1/x");
  REQUIRE(got.text->origin.sections.size() == 2);
  CHECK(got.section(1) == "End\nlast\n");
}

TEST_CASE("HTML in Latin-1 says so itself, and is believed", "[texts]") {
  const auto got =
      taken("a.htm", "<html><head><meta charset=\"iso-8859-1\"></head><body>caf\xE9</body></html>");
  CHECK(got.words() == "café\n");
  CHECK_FALSE(got.has("text.windows-1252"));
}

TEST_CASE("broken HTML is read as far as it goes", "[texts]") {
  for (const std::string bytes :
       {"<html><p>words", "<html><p a=\"words", "<html>words<", "<html>words</", "<html>words<!--",
        "<html><td>words</tr></tr></td>", "<html><script>words", "<html>words<p a=", "<html>&words",
        "<html><title>words"}) {
    CAPTURE(bytes);
    const auto got = taken("a.html", bytes);
    CHECK((got.words().find("words") != std::string::npos || got.has("text.empty")));
  }
}

}  // namespace retroduce::tests
