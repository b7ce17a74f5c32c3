// Extracts put in their place in a text: what decides, and what is left in doubt.
#include "model/anchoring.h"

#include <string>

#include "support/catch.h"

using namespace retroduce;
using namespace retroduce::model;

namespace {

const std::string first = "They had time. Trust grew slowly. She said: it takes time. End of it.\n";
const std::vector<TextPage> pages = {{"12", {0, 34}}, {"13", {34, 70}}};

AnchorAsk ask(const std::string& quote, const std::string& page = "") {
  AnchorAsk out;
  out.quote = quote;
  out.page = page;
  return out;
}

AnchorAnswer placed(const AnchorAsk& wanted, const std::string& text = first) {
  const base::QuoteFinder finder(text);
  return anchor_extract(finder, pages, wanted);
}

}  // namespace

TEST_CASE("a quote that stands once gets its span, page and the words around it", "[anchor]") {
  const auto answer = placed(ask("Trust grew slowly"));
  CHECK(answer.span == base::TextSpan{15, 32});
  CHECK(answer.page == "12");
  CHECK(answer.anchor.how == AnchorHow::exact);
  CHECK(answer.anchor.before == "They had time. ");
  CHECK(answer.anchor.after == ". She said: it takes time. End o");
  CHECK(answer.anchor.is_span_found);
  CHECK(answer.anchor.is_page_found);
  CHECK(answer.anchor.doubt.empty());
  CHECK(answer.remark.empty());
}

TEST_CASE("a quote that stands twice is in doubt, unless its page tells which is meant",
          "[anchor]") {
  const auto doubtful = placed(ask("time"));
  CHECK_FALSE(doubtful.span);
  CHECK(doubtful.anchor.how == AnchorHow::none);
  CHECK(doubtful.anchor.doubt.find("2 times") != std::string::npos);
  CHECK(placed(ask("time", "p. 13")).span == base::TextSpan{53, 57});
  CHECK(placed(ask("time", "12-13")).anchor.how == AnchorHow::none);
}

TEST_CASE("a page that was given stays, and is told where it is another", "[anchor]") {
  const auto answer = placed(ask("Trust grew slowly", "77"));
  CHECK(answer.page == "77");
  CHECK_FALSE(answer.anchor.is_page_found);
  CHECK(answer.remark == "page 77 was given, and it stands on page 12");
  CHECK(placed(ask("Trust grew slowly", "pp. 11-2")).remark.empty());
}

TEST_CASE("a span that was given is kept where its words stand there", "[anchor]") {
  AnchorAsk given = ask("time");
  given.span = base::TextSpan{53, 57};
  const auto kept = placed(given);
  CHECK(kept.span == given.span);
  CHECK(kept.anchor.how == AnchorHow::exact);
  CHECK_FALSE(kept.anchor.is_span_found);
  AnchorAsk wrong = ask("Trust grew slowly");
  wrong.span = base::TextSpan{3, 20};
  const auto moved = placed(wrong);
  CHECK(moved.span == base::TextSpan{15, 32});
  CHECK(moved.remark.find("the given span 3 to 20 is another") != std::string::npos);
}

TEST_CASE("what is nowhere loses its span and is in doubt", "[anchor]") {
  AnchorAsk lost = ask("These words are in no place of the text at all");
  lost.span = base::TextSpan{0, 5};
  const auto answer = placed(lost);
  CHECK_FALSE(answer.span);
  CHECK(answer.anchor.how == AnchorHow::none);
  CHECK(answer.anchor.doubt == "its words do not stand in the text");
  CHECK(answer.remark.find("does not hold its words") != std::string::npos);
}

TEST_CASE("nearly the same words get a place, and a doubt", "[anchor]") {
  const auto answer = placed(ask("Trust grew slow. She said that it takes time. End"));
  REQUIRE(answer.span);
  CHECK(answer.anchor.how == AnchorHow::near);
  CHECK(answer.anchor.doubt.find("in other words") != std::string::npos);
}

TEST_CASE("a paraphrase is left alone, and moves with the words that it stood for", "[anchor]") {
  AnchorAsk paraphrase = ask("trust needs time");
  paraphrase.is_paraphrase = true;
  CHECK(placed(paraphrase).is_left_alone);
  paraphrase.span = base::TextSpan{0, 17};
  paraphrase.replaces = true;
  paraphrase.words_there = "Trust grew slowly";
  const auto moved = placed(paraphrase);
  CHECK(moved.span == base::TextSpan{15, 32});
  CHECK(moved.anchor.how == AnchorHow::exact);
}

TEST_CASE("in a corrected text the words around it tell which of several is meant", "[anchor]") {
  AnchorAsk before = ask("time");
  before.replaces = true;
  before.span = base::TextSpan{3, 7};
  before.anchor =
      Anchor{AnchorHow::exact, "slowly. She said: it takes ", ". End of it.", "", true, true};
  const auto found = placed(before);
  CHECK(found.span == base::TextSpan{53, 57});
  CHECK(found.page == "13");
  CHECK(found.anchor.doubt.empty());
}

TEST_CASE("a short quote that stands between other words than before is in doubt", "[anchor]") {
  AnchorAsk before = ask("slowly");
  before.replaces = true;
  before.span = base::TextSpan{3, 7};
  before.anchor = Anchor{AnchorHow::exact, "it moved very ", ", and stopped", "", true, false};
  const auto found = placed(before);
  REQUIRE(found.span);
  CHECK(found.anchor.doubt.find("other words stand around it") != std::string::npos);
}

TEST_CASE("a quote that was near the source's words goes with those", "[anchor]") {
  AnchorAsk before = ask("It takes her much time");
  before.replaces = true;
  before.span = base::TextSpan{0, 14};
  before.words_there = "it takes time";
  before.anchor = Anchor{AnchorHow::near, "", "", "doubt", true, false};
  const auto found = placed(before);
  CHECK(found.span == base::TextSpan{44, 57});
  CHECK(found.anchor.how == AnchorHow::near);
  CHECK_FALSE(found.anchor.doubt.empty());
}
