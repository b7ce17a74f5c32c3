#include "base/quote_match.h"

#include <string>

#include "support/catch.h"

using namespace retroduce::base;

namespace {

const std::string paper =
    "Patients said that the link worker gave them time, and that this built trust over weeks.\n"
    "The inter-\nvention was “well-\nbeing” led, with bene\xEF\xAC\x81ts for ofﬁce staff.\n"
    "Trust takes time. Some said that time was short — too short — for most.\n";

std::string at(const QuoteFinder& finder, const QuoteMatch& match) {
  return match.places.size() == 1 ? std::string(finder.slice(match.places.front())) : "";
}

}  // namespace

TEST_CASE("a quote is found letter by letter first", "[quote]") {
  const QuoteFinder finder(paper);
  const auto match = finder.find("built trust over weeks");
  CHECK(match.how == QuoteHow::exact);
  CHECK(at(finder, match) == "built trust over weeks");
  CHECK(finder.before(match.places.front(), 10) == "that this ");
  CHECK(finder.after(match.places.front(), 3) == ".\nT");
}

TEST_CASE("blanks, hyphens, quotation marks and ligatures make no difference", "[quote]") {
  const QuoteFinder finder(paper);
  for (const std::string quote :
       {"The intervention was \"wellbeing\" led", "The intervention was 'well-being' led",
        "The  inter\xC2\xADvention was\n«well-being» led"}) {
    CAPTURE(quote);
    const auto match = finder.find(quote);
    CHECK(match.how == QuoteHow::folded);
    CHECK(at(finder, match) == "The inter-\nvention was “well-\nbeing” led");
  }
  CHECK(at(finder, finder.find("benefits for office staff")) ==
        "bene\xEF\xAC\x81ts for ofﬁce staff");
  CHECK(at(finder, finder.find("time was short - too short - for")) ==
        "time was short — too short — for");
}

TEST_CASE("the marks that a coder puts around a quote do not hide it", "[quote]") {
  const QuoteFinder finder(paper);
  const auto match = finder.find("“...this built trust over weeks.”");
  CHECK(match.how == QuoteHow::folded);
  CHECK(at(finder, match) == "this built trust over weeks");
}

TEST_CASE("an accent counts, in whatever form it is written", "[quote]") {
  CHECK(same_quote("caf\xC3\xA9", "cafe\xCC\x81"));
  CHECK_FALSE(same_quote("caf\xC3\xA9", "cafe"));
  CHECK_FALSE(same_quote("trust", "thrust"));
}

TEST_CASE("a quote that stands several times gives each place", "[quote]") {
  const QuoteFinder finder(paper);
  const auto match = finder.find("time");
  CHECK(match.how == QuoteHow::exact);
  CHECK(match.places.size() == 3);
}

TEST_CASE("a quote with a word changed is nearly found, and said to be so", "[quote]") {
  const QuoteFinder finder(paper);
  const auto match =
      finder.find("Patients told that the link workers gave them time, and this built");
  CHECK(match.how == QuoteHow::near);
  REQUIRE(match.places.size() == 1);
  CHECK(at(finder, match).find("link worker gave them time") != std::string::npos);
}

TEST_CASE("words that a quote says it left out are passed over", "[quote]") {
  const QuoteFinder finder(paper);
  const auto match = finder.find("Patients said that the link worker […] built trust over weeks");
  CHECK(match.how == QuoteHow::near);
  CHECK(at(finder, match) ==
        "Patients said that the link worker gave them time, and that this built trust over weeks");
}

TEST_CASE("what is not there is not found, however short", "[quote]") {
  const QuoteFinder finder(paper);
  for (const std::string quote :
       {"", "   ", "\xC2\xAD", "no such words", "...",
        "This sentence talks of something that the paper has never heard of at all"}) {
    CAPTURE(quote);
    CHECK(finder.find(quote).how == QuoteHow::none);
  }
  CHECK(QuoteFinder("").find("a").how == QuoteHow::none);
}

TEST_CASE("places count code points, not bytes", "[quote]") {
  const std::string text = "Ærlig talt — 😀 they trusted her";
  const QuoteFinder finder(text);
  const auto match = finder.find("they trusted");
  REQUIRE(match.places.size() == 1);
  CHECK(match.places.front() == TextSpan{15, 27});
  CHECK(finder.size() == 31);
}

TEST_CASE("how much two passages share is counted in folded letters", "[quote]") {
  CHECK(shared_end("gave them  time", "no time") == 5);
  CHECK(shared_beginning("“trust” is", "'trust' was") == 8);
}
