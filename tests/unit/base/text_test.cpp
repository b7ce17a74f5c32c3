#include "base/text.h"

#include <random>

#include "base/markup.h"
#include "support/catch.h"

using namespace retroduce::base;

namespace {

bool before(std::string_view a, std::string_view b) { return compare_labels(a, b) < 0; }
bool same(std::string_view a, std::string_view b) { return compare_labels(a, b) == 0; }

}  // namespace

TEST_CASE("folding ignores case, Unicode form and runs of blanks, and keeps accents", "[base]") {
  CHECK(fold("  Trust in\t the  GP ") == "trust in the gp");
  CHECK(fold("Cafe\xCC\x81") == fold("CAF\xC3\x89"));  // e + combining acute, and É
  CHECK(fold("café") != fold("cafe"));
  CHECK(fold("a\xC2\xA0\xE2\x80\x83z") == "a z");  // no-break space, em space
  CHECK(fold("Straße") == fold("STRASSE"));
}

TEST_CASE("labels stand in reading order, their numbers as numbers", "[base]") {
  CHECK(before("CMOC 7", "CMOC 12"));
  CHECK(before("CMOC 7a", "CMOC 7b"));
  CHECK(same("CMOC 7", "CMOC 7"));
  CHECK(before("CMOC 7", "CMOC 07"));
  CHECK(before("CMOC 1.9", "CMOC 1.10"));
  CHECK(before("K10", "K10a"));
  CHECK(before("99999999999999999999999998", "99999999999999999999999999"));
}

TEST_CASE("the order of labels is total: antisymmetric and transitive on odd labels", "[base]") {
  std::mt19937 random(20261122);
  const std::string letters = "0019 aB-";
  std::vector<std::string> labels;
  for (int i = 0; i < 60; ++i) {
    std::string label;
    for (auto j = random() % 5; j > 0; --j) label.push_back(letters[random() % letters.size()]);
    labels.push_back(label);
  }
  for (const auto& a : labels) {
    for (const auto& b : labels) {
      CHECK(same(a, b) == (a == b));
      CHECK((same(a, b) || before(a, b) != before(b, a)));
      for (const auto& c : labels) {
        if (before(a, b) && before(b, c)) REQUIRE(before(a, c));
      }
    }
  }
}

TEST_CASE("text of blanks, control and format characters alone is seen by nobody", "[base]") {
  for (const char* unseen : {"", " \n", "\u200b", "\ufeff \u2060\u00ad", "\u3000"})
    CHECK(is_unseen(unseen));
  // Joiners within a word, and a sign that is no letter, are seen.
  for (const char* seen : {"a", "\u200bx", "\u0646\u200c\u0647", "\u2014", "\xff"})
    CHECK_FALSE(is_unseen(seen));
}

TEST_CASE("spans count code points and never cut one", "[base]") {
  const std::string text = "né\xF0\x9F\x99\x82x";  // n, é, 🙂, x
  CHECK(count_code_points(text) == 4);
  CHECK(slice(text, {1, 3}) == "é\xF0\x9F\x99\x82");
  CHECK(slice(text, {0, 4}) == text);
  CHECK(slice(text, {4, 4}) == "");
  CHECK_FALSE(slice(text, {0, 5}));
  CHECK_FALSE(slice(text, {3, 2}));
  CHECK_FALSE(slice(text, {-1, 2}));
}

TEST_CASE("bytes that are no UTF-8 are found at their place", "[base]") {
  CHECK_FALSE(first_invalid_utf8("plain, né"));
  CHECK(first_invalid_utf8("ab\xFFz") == 2);
  CHECK(first_invalid_utf8("ab\xC3") == 2);
  CHECK(first_invalid_utf8("\xC0\xAF") == 0);      // overlong
  CHECK(first_invalid_utf8("\xED\xA0\x80") == 0);  // surrogate
}

TEST_CASE("Windows-1252 becomes UTF-8", "[base]") {
  CHECK(from_windows_1252("it\x92s \x96 \xE9\x80") == "it’s – é€");
}

TEST_CASE("the nearest labels are offered, and none that is far", "[base]") {
  const std::vector<std::string> labels = {"trust in the link worker", "trust in the GP",
                                           "loneliness"};
  CHECK(nearest("trus in link worker", labels, 1) ==
        std::vector<std::string>{"trust in the link worker"});
  CHECK(nearest("link worker", labels) == std::vector<std::string>{"trust in the link worker"});
  CHECK(nearest("quantum", labels).empty());
  CHECK(nearest("ete", {"tea", "\u00c9T\u00c9"}).front() == "\u00c9T\u00c9");
  CHECK(nearest("unicode 1", {"\u00dcn\u00efcode 1"}).size() == 1);
}

TEST_CASE("text is shortened and wrapped by columns, not bytes", "[base]") {
  CHECK(shorten("belonging", 20) == "belonging");
  CHECK(shorten("ééééé", 4) == "ééé…");
  CHECK(display_width("日本") == 4);
  CHECK(wrap("one two three", 7) == std::vector<std::string>{"one two", "three"});
}

TEST_CASE("characters that XML cannot carry are removed and counted", "[base]") {
  std::size_t removed = 0;
  CHECK(xml_safe("a\x01z\n", &removed) == "az\n");
  CHECK(removed == 1);
}

TEST_CASE("numbers are grouped and take the right noun", "[base]") {
  CHECK(count_of(1, "document", "documents") == "1 document");
  CHECK(count_of(1234567, "document", "documents") == "1,234,567 documents");
  CHECK(count_of(0, "document", "documents") == "0 documents");
}

TEST_CASE("the text of an element is read with its escapes, and addresses without theirs",
          "[base]") {
  CHECK(text_of_element("<a><b>x &amp;lt; &lt;y&gt; &quot;&apos;</b><b>z</b></a>", "b") ==
        "x &lt; <y> \"'");
  CHECK(text_of_element("<a><b/></a>", "b").empty());
  CHECK(text_of_element("<b>cut", "b") == "cut");
  CHECK(without_percents("10.1/a%2Fb%28c%29 100% %0A%zz%") == "10.1/a/b(c) 100% %0A%zz%");
}
