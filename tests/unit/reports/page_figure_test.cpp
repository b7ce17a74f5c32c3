// Figures that gather, and those that we lay out ourselves.
#include <pugixml.hpp>

#include "odd_texts.h"
#include "printed_page.h"
#include "reports/escape.h"
#include "reports/figure.h"
#include "reports/picture.h"
#include "sample_review.h"
#include "support/catch.h"
#include "support/given.h"

namespace retroduce::tests {

namespace {

reports::Figure figure_of(const char* kind, const MemoryReview& review, model::ThemeId theme = {}) {
  reports::FigureWorld world{review.snapshot(), &review.details()};
  world.theme = theme;
  return reports::find_figure_kind(kind)->make(world);
}

std::size_t count(const std::string& text, const std::string& word) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos; at += word.size())
    ++found;
  return found;
}

/// All words of a picture in their order, lines joined by a blank.
std::string words_of(const std::string& svg) {
  pugi::xml_document tree;
  const auto result = tree.load_string(svg.c_str());
  INFO(result.description());
  REQUIRE(result);
  std::string words;
  for (const pugi::xpath_node each : tree.select_nodes("//*[name()='text']"))
    words += std::string(each.node().text().get()) + " ";
  return words;
}

/// `count` configurations in two themes, each with shapes of its own; each outcome of the first
/// theme is a context of the second.
std::string many(int count, bool has_themes) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    const std::string n = std::to_string(i);
    text += "A" + n + ": c" + n + " -> m" + n + " -> o" + n + "; B" + n + ": o" + n + " -> n" + n +
            " -> p" + n + "; D1 supports A" + n + "; ";
    if (has_themes)
      text += "theme of A" + n + " is first; theme of B" + n + " is second; ";
    else
      text += "C > c" + n + "; M > m" + n + "; M > n" + n + "; O > o" + n + "; O > p" + n + "; ";
  }
  return text;
}

}  // namespace

TEST_CASE("a theory of more than 60 shapes is gathered by theme, and says so",
          "[reports][figure]") {
  const auto small = given(many(6, true));
  CHECK(figure_of("theory", *small).caption ==
        "12 configurations of the review: A review given for a test");
  const auto large = given(many(20, true));
  const reports::Figure figure = figure_of("theory", *large);
  CHECK_THAT(figure.caption, ContainsSubstring("40 configurations of the review in 2 themes"));
  CHECK_THAT(figure.caption, ContainsSubstring("gathered by theme"));
  CHECK(count(figure.dot, " -> ") == 1);
  CHECK_THAT(figure.dot, ContainsSubstring("theme_0 -> theme_1 [penwidth=5, label=\"20\""));
  CHECK_THAT(figure.dot, ContainsSubstring("label=\"first\\n20 configurations,\\n1 document\""));
}

TEST_CASE("a gathered theme says how many of its configurations were refuted",
          "[reports][figure]") {
  const auto review = given(many(20, true) + "status of A3 is refuted");
  const reports::Figure figure = figure_of("theory", *review);
  CHECK_THAT(figure.dot, ContainsSubstring("20 configurations (1 refuted),\\n1 document"));
  CHECK_THAT(figure.description, ContainsSubstring("first: 20 configurations (1 refuted), 1"));
}

TEST_CASE("what is gathered is no hairball either: the lightest lines go, and that is said",
          "[reports][figure]") {
  std::string text;
  for (int i = 0; i < 70; ++i) {
    const std::string n = std::to_string(i);
    text += "A" + n + ": all -> m -> o" + n + "; B" + n + ": o" + n + " -> m -> all; theme of A" +
            n + " is t" + n + "; theme of B" + n + " is t" + n + "; ";
  }
  const reports::Figure figure = figure_of("theory", *given(text));
  CHECK(count(figure.dot, "  theme_") - count(figure.dot, " -> ") == 60);
  CHECK(count(figure.dot, " -> ") == 120);
  CHECK_THAT(figure.caption, ContainsSubstring("the 10 smallest are left out; the 3420 lightest"));
}

TEST_CASE("one theme can be drawn whole where all together are too many", "[reports][figure]") {
  const auto review = given(many(19, true));
  const reports::Figure figure = figure_of("theory", *review, model::ThemeId(std::size_t{0}));
  CHECK(figure.caption == "19 configurations of the theme \u201cfirst\u201d");
  CHECK_THAT(figure.dot, ContainsSubstring("label=\"c18\""));
  CHECK(count(figure.dot, "p18") == 0);
}

TEST_CASE("without themes a theory is gathered by the top of the concept tree",
          "[reports][figure]") {
  const auto review = given(many(20, false));
  const reports::Figure figure = figure_of("theory", *review);
  CHECK_THAT(figure.caption, ContainsSubstring("gathered by the concepts at the top"));
  CHECK_THAT(figure.description, ContainsSubstring("C > M: 20 configurations."));
  CHECK_THAT(figure.description, ContainsSubstring("O > M: 20 configurations."));
  CHECK_THAT(figure.description, ContainsSubstring("M > O: 40 configurations."));
}

TEST_CASE("concepts in a circle of parents are gathered all the same", "[reports][figure]") {
  std::string text = "a > b; b > a; ";
  for (int i = 0; i < 61; ++i) {
    const std::string n = std::to_string(i);
    text += "K" + n + ": a -> m" + n + " -> b; ";
  }
  CHECK_THAT(figure_of("theory", *given(text)).caption, ContainsSubstring("gathered by the"));
}

TEST_CASE("in columns a context stands apart from the same outcome, in layers it does not",
          "[reports][figure]") {
  const auto review = given("K1: a -> m -> b; K2: b -> m -> c");
  reports::FigureWorld world{review->snapshot(), &review->details()};
  const auto* kind = reports::find_figure_kind("theory");
  CHECK(count(kind->make(world).dot, "label=\"b\"") == 2);
  world.layout = reports::FigureWorld::Layout::layered;
  CHECK(count(kind->make(world).dot, "label=\"b\"") == 1);
}

TEST_CASE("a neighbourhood holds the configurations of a concept whole and no other",
          "[reports][figure]") {
  const auto review = given("K1: a -> trust -> b; K2: trust -> m -> c; K3: x -> y -> z");
  const auto snapshot = review->snapshot();
  reports::FigureWorld world{snapshot, &review->details()};
  for (std::size_t i = 0; i < snapshot->concepts.size(); ++i) {
    if (snapshot->concepts[i].label == "trust") world.about = {model::ConceptId(i)};
  }
  const reports::Figure figure = reports::find_figure_kind("neighbourhood")->make(world);
  CHECK(figure.caption == "Around \u201ctrust\u201d: 2 configurations");
  CHECK(count(figure.dot, "penwidth=3, ") == 2);
  CHECK(count(figure.dot, "\"y") == 0);
  CHECK(count(figure.description, "K1: a > trust > b") == 1);
}

TEST_CASE("an evidence map counts each document once for and once against", "[reports][figure]") {
  const auto review = given(
      "K1: a -> m -> b; K2: c -> m -> d; D1, D2 support K1; D2 refines K1; D2 contradicts K1; D3 "
      "contradicts K2");
  const reports::Figure figure = figure_of("evidence-map", *review);
  CHECK(figure.caption == "Evidence of 3 documents on 2 configurations");
  CHECK_THAT(figure.description, ContainsSubstring("K1: 2 documents for, 1 against."));
  CHECK_THAT(figure.description, ContainsSubstring("K2: 0 documents for, 1 against."));
  CHECK_THAT(words_of(figure.svg), ContainsSubstring("for and against"));
}

TEST_CASE("a map of more documents than a page holds is gathered by year", "[reports][figure]") {
  std::string text = "K1: a -> m -> b; ";
  for (int i = 0; i < 121; ++i) {
    const std::string key = "D" + std::to_string(i);
    text += key + " supports K1; year of " + key + " is " + (i % 2 == 0 ? "2001" : "2002") + "; ";
  }
  const reports::Figure figure = figure_of("evidence-map", *given(text));
  CHECK_THAT(figure.caption, ContainsSubstring("gathered by year"));
  CHECK_THAT(figure.description, ContainsSubstring("K1: 121 documents for, 0 against."));
  CHECK_THAT(words_of(figure.svg), ContainsSubstring("2001 2002 For Against"));
}

TEST_CASE("rounds of a flow stand side by side, what was left out beside its stage",
          "[reports][figure]") {
  auto review = given("K1: a -> m -> b; D1, D2 support K1; study S: D1, D2");
  const auto add = [&](const char* round, const char* stage, const char* n, const char* excluded) {
    model::Entry entry;
    entry.list = model::EntryList::flow;
    entry.fields = {{"stage", stage}, {"round", round},       {"counted", "records"},
                    {"n", n},         {"excluded", excluded}, {"reason", "off topic"}};
    review->add(entry);
  };
  add("1", "screened", "40", "30");
  add("2", "screened", "9", "8");
  add("1", "assessed", "10", "9");
  const reports::Figure figure = figure_of("flow", *review);
  CHECK_THAT(figure.caption, ContainsSubstring("2 rounds"));
  CHECK(
      words_of(figure.svg) ==
      "Round 1 Screened 40 records Left out off topic: 30 Assessed 10 records Left out off topic: "
      "9 Round 2 Screened 9 records Left out off topic: 8 Included in the review 2 documents 1 "
      "study ");
}

TEST_CASE("a number left out without a reason is that of all, and another count is told",
          "[reports][figure]") {
  auto review = given("K1: a -> m -> b; D1, D2 support K1");
  const auto add = [&](const char* stage, const char* n, const char* excluded, const char* reason) {
    model::Entry entry;
    entry.list = model::EntryList::flow;
    entry.fields = {{"stage", stage},
                    {"counted", "documents"},
                    {"n", n},
                    {"excluded", excluded},
                    {"reason", reason}};
    review->add(entry);
  };
  add("screened", "400", "300", "");
  add("screened", "", "200", "off topic");
  add("screened", "", "100", "no outcome");
  add("included", "45", "", "");
  const reports::Figure figure = figure_of("flow", *review);
  CHECK_THAT(words_of(figure.svg),
             ContainsSubstring("Left out: 300 off topic: 200 no outcome: 100 "));
  CHECK_THAT(words_of(figure.svg), !ContainsSubstring("no reason stated"));
  CHECK_THAT(figure.note,
             ContainsSubstring("the reviewers state 45 included documents, the review holds 2"));
  CHECK_THAT(words_of(figure.svg), !ContainsSubstring("45 included documents"));
  CHECK_THAT(page("flow", *review), ContainsSubstring("Not the same: the reviewers state 45"));
}

TEST_CASE("what rounds included is held against the review as one number", "[reports][figure]") {
  auto review = given("K1: a -> m -> b; D1, D2, D3 support K1");
  const auto add = [&](const char* round, const char* n) {
    model::Entry entry;
    entry.list = model::EntryList::flow;
    entry.fields = {{"stage", "included"}, {"round", round}, {"counted", "documents"}, {"n", n}};
    review->add(entry);
  };
  add("1", "2");
  add("2", "1");
  CHECK(figure_of("flow", *review).note.empty());
  const std::string text = page("flow", *review);
  CHECK_THAT(text, !ContainsSubstring("Not the same"));
  CHECK_THAT(text, !ContainsSubstring("records of searches"));
  add("3", "4");
  CHECK_THAT(figure_of("flow", *review).note,
             ContainsSubstring("state 7 included documents over all rounds, the review holds 3"));
}

TEST_CASE("a review without flow says how to bring one in, beside the figure and not in it",
          "[reports][figure]") {
  const reports::Figure figure = figure_of("flow", *given("K1: a -> m -> b"));
  CHECK_THAT(figure.note, ContainsSubstring("retroduce import REVIEW flow.csv"));
  CHECK_THAT(figure.svg, !ContainsSubstring("retroduce"));
  CHECK_THAT(words_of(figure.svg), ContainsSubstring("nothing is recorded"));
  const reports::Figure evolution = figure_of("theory-evolution", *given("K1: a -> m -> b"));
  CHECK_THAT(evolution.note, ContainsSubstring("retroduce edit --help"));
  CHECK_THAT(evolution.svg, !ContainsSubstring("retroduce"));
}

TEST_CASE("columns of an evidence map that are of the same authors and year differ",
          "[reports][figure]") {
  MemoryReview review;
  review.add(model::Review{});
  for (const char* key : {"b", "a"}) {
    model::Document document;
    document.key = key;
    document.authors = {"Tierney S"};
    document.year = 2024;
    document.title = key;
    review.add(document);
    model::Extract extract;
    extract.document = model::Ref<model::Document>(document.key == "b" ? 0U : 1U);
    extract.quote = key;
    review.add(extract);
  }
  model::Concept concept_;
  concept_.label = "c";
  review.add(concept_);
  model::Configuration one;
  one.label = "K1";
  review.add(one);
  for (std::uint32_t i = 0; i < 2; ++i) {
    model::Evidence evidence;
    evidence.configuration = model::Ref<model::Configuration>(0U);
    evidence.extract = model::Ref<model::Extract>(i);
    review.add(evidence);
  }
  const std::string words = words_of(figure_of("evidence-map", review).svg);
  CHECK_THAT(words, ContainsSubstring("Tierney 2024a Tierney 2024b For Against"));
}

TEST_CASE("a long name of a body is cut over its column, its year is not", "[reports][figure]") {
  const std::string key(80, 'x');
  const std::string words =
      words_of(figure_of("evidence-map", *given("K1: a -> m -> b; " + key + " supports K1")).svg);
  CHECK_THAT(words, !ContainsSubstring(std::string(40, 'x')));
  CHECK_THAT(words, ContainsSubstring("\u2026 n.d. For"));
}

TEST_CASE("an evidence map and its words say which configuration was refuted",
          "[reports][figure]") {
  const auto review = given("K1: a -> m -> b; status of K1 is refuted; D1 supports K1");
  const reports::Figure figure = figure_of("evidence-map", *review);
  CHECK_THAT(words_of(figure.svg), ContainsSubstring("K1 (refuted)"));
  CHECK_THAT(figure.description, ContainsSubstring("K1 (refuted): 1 document for"));
}

TEST_CASE("an evolution says what each statement was and what is not carried on",
          "[reports][figure]") {
  const auto review = sample_review();
  const std::string words = words_of(figure_of("theory-evolution", *review).svg);
  CHECK_THAT(words, ContainsSubstring("reworded (was 1)"));
  CHECK_THAT(words, ContainsSubstring("2. Leaflets help not carried on"));
  CHECK_THAT(words, ContainsSubstring("initial, 2020-01-01"));
}

TEST_CASE("on the page for practitioners no disputed, refuted or unmeant claim is what works",
          "[reports][figure]") {
  const auto review = given(
      "K1: a -> m -> b; K2: c -> m -> d; K3: e -> m -> f; K4: g -> m -> [unintended] h; K5: i -> m "
      "-> j; K6: k -> -> l; D1, D2, D3 support K1; D1 supports K2; D2 contradicts K2; D1 supports "
      "K3; status of K3 is refuted; D1 supports K4; D1 supports K6");
  const std::string words = words_of(figure_of("summary", *review).svg);
  const std::size_t watch = words.find("What to watch for");
  REQUIRE(watch != std::string::npos);
  const std::string works = words.substr(0, watch);
  CHECK_THAT(works, ContainsSubstring("K1"));
  for (const char* other : {"K2", "K3", "K4", "K5", "K6"}) {
    INFO(other);
    CHECK(works.find(other) == std::string::npos);
  }
  CHECK_THAT(words.substr(watch), ContainsSubstring("Contested When c, d because m. (K2"));
  CHECK_THAT(words.substr(watch), ContainsSubstring("Not intended When g"));
  CHECK_THAT(words.substr(watch), ContainsSubstring("makes 5 claims"));
  CHECK_THAT(words.substr(watch), ContainsSubstring("1 without a supporting document yet."));
  CHECK_THAT(words.substr(watch), ContainsSubstring("1 further claim was considered and refuted."));
  CHECK(words.substr(watch).find("K3") == std::string::npos);
}

TEST_CASE("a claim that documents only contradict is watched for, and not called undisputed",
          "[reports][figure]") {
  const std::string words =
      words_of(figure_of("summary", *given("K1: a -> m -> b; D1 contradicts K1")).svg);
  CHECK_THAT(words, ContainsSubstring("Contradicted When a, b because m. (K1; 0 documents, 1"));
  CHECK_THAT(words, !ContainsSubstring("No document contradicts"));
  CHECK_THAT(words, ContainsSubstring("1 disputed by some document, 1 without a supporting"));
}

TEST_CASE("a refuted claim is nothing to watch for", "[reports][figure]") {
  const std::string words = words_of(
      figure_of("summary", *given("K1: a -> m -> [unintended] b; K2: a -> m -> c; D1 supports K1, "
                                  "K2; D2 contradicts K2; status of K1 is refuted; status of K2 "
                                  "is refuted"))
          .svg);
  CHECK_THAT(words, !ContainsSubstring("K1"));
  CHECK_THAT(words, !ContainsSubstring("K2"));
  CHECK_THAT(words, ContainsSubstring("makes 0 claims"));
}

TEST_CASE("the page says of how many claims and warnings it shows the first", "[reports][figure]") {
  std::string text;
  for (int i = 0; i < 9; ++i) {
    const std::string n = std::to_string(i);
    text += "A" + n + ": a -> m -> b" + n + "; D1 supports A" + n + "; C" + n + ": a -> m -> c" +
            n + "; D1 supports C" + n + "; D2 contradicts C" + n + "; ";
  }
  const std::string words = words_of(figure_of("summary", *given(text)).svg);
  CHECK_THAT(words, ContainsSubstring("7 of 9 claims that are complete"));
  CHECK_THAT(words, ContainsSubstring("5 of 9 claims that some document contradicts."));
}

TEST_CASE("what a claim does not state is said in a reader's words", "[reports][figure]") {
  const std::string words =
      words_of(figure_of("summary", *given("K1: -> -> b; D1 supports K1; D2 contradicts K1")).svg);
  CHECK_THAT(words, ContainsSubstring("(why is not stated)"));
  CHECK_THAT(words, !ContainsSubstring("because: not stated"));
}

TEST_CASE("a review without a title leaves no colon behind", "[reports][figure]") {
  MemoryReview review;
  review.add(model::Review{});
  CHECK(figure_of("summary", review).caption == "What the review found, on one page");
  CHECK(figure_of("theory", review).caption == "0 configurations of the review");
}

TEST_CASE("any words in a picture are well-formed and read back as they were",
          "[reports][figure]") {
  for (const std::string& text : odd_texts()) {
    reports::Picture picture;
    picture.words({10, 10}, text);
    picture.paragraph({10, 30}, 40, text);
    const std::string svg = picture.svg(100, 100, text, text);
    pugi::xml_document tree;
    INFO(text);
    REQUIRE(tree.load_string(svg.c_str(), pugi::parse_default | pugi::parse_ws_pcdata));
    CHECK(tree.child("svg").child("title").text().get() == reports::carried_text(text));
    CHECK(std::string(tree.child("svg").child("text").text().get()) == reports::carried_text(text));
  }
}

TEST_CASE("words are wrapped to a width, within a word only where it alone is too wide",
          "[reports][figure]") {
  using reports::Picture;
  const reports::TextStyle style{10};
  CHECK(Picture::wrapped("", 50, style) == std::vector<std::string>{""});
  CHECK(Picture::wrapped("one two", 500, style) == std::vector<std::string>{"one two"});
  CHECK(Picture::wrapped("one two", 25, style) == std::vector<std::string>{"one", "two"});
  for (const std::string& line : Picture::wrapped("a wordthatislongerthanitsbox", 40, style))
    CHECK(Picture::text_width(line, style) <= 40);
}

TEST_CASE("what dot draws gets a title and a description in place of its names",
          "[reports][figure]") {
  const std::string drawn =
      "<?xml?>\n<svg width=\"1\">\n<g>\n<title>factor_1</title>\n<text>a</text>"
      "</g>\n</svg>\n";
  const std::string svg = reports::accessible_svg(drawn, "T & t", "D");
  CHECK(count(svg, "factor_1") == 0);
  CHECK_THAT(svg, ContainsSubstring("<title id=\"title\">T &amp; t</title>"));
  CHECK_THAT(svg, ContainsSubstring("<desc id=\"description\">D</desc>"));
  CHECK_THAT(svg, ContainsSubstring("<text>a</text></g>\n</svg>"));
  CHECK(reports::accessible_svg("no picture", "T", "D") == "no picture");
}

}  // namespace retroduce::tests
