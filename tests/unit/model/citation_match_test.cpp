#include "model/citation_match.h"

#include "support/catch.h"

using namespace retroduce::model;

namespace {

Document paper() {
  Document document;
  document.authors = {"Field AB", "Glass K"};
  document.year = 2019;
  document.title = "The link worker as a bridge: a realist evaluation";
  document.volume = "12";
  document.pages = "123-129";
  document.doi = "10.9999/jmsm.2019.123";
  document.fields = {{"pmid", "10000001"}};
  return document;
}

Match matched(const Document& a, const Document& b) {
  const Match one = compare(citation_of(a), citation_of(b));
  const Match other = compare(citation_of(b), citation_of(a));
  CHECK(one.likeness == other.likeness);
  CHECK(one.rule == other.rule);
  CHECK(one.score == other.score);
  return one;
}

}  // namespace

TEST_CASE("a DOI is one whatever an address makes of its signs", "[citation]") {
  CHECK(comparable_doi("https://doi.org/10.9999%2FJMSM%28x%29") == "10.9999/jmsm(x)");
  CHECK(comparable_doi("10.9999/100%zz%2") == "10.9999/100%zz%2");
}

TEST_CASE("a DOI is one whatever its case and resolver", "[citation]") {
  Document other = paper();
  other.doi = "https://doi.org/10.9999/JMSM.2019.123";
  other.title = "Link worker as bridge";
  other.fields.clear();
  other.title = paper().title;
  CHECK(matched(paper(), other).likeness == Likeness::certain);
  CHECK(matched(paper(), other).rule == "DOI");
}

TEST_CASE("a DOI shared by two papers is doubtful", "[citation]") {
  Document other = paper();
  other.title = "Loneliness and the waiting room";
  const Match match = matched(paper(), other);
  CHECK(match.likeness == Likeness::doubtful);
  CHECK(match.rule == "one DOI, two titles");
}

TEST_CASE("a subtitle left out or a letter amiss is still the title", "[citation]") {
  Document other = paper();
  other.title = "The Link Worker as a Bridge";
  CHECK(matched(paper(), other).likeness == Likeness::certain);
  other.title = "The link werker as a bridge - a realist evaluation.";
  CHECK(matched(paper(), other).likeness == Likeness::certain);
}

TEST_CASE("one PMID is one paper unless the DOIs differ", "[citation]") {
  Document other = paper();
  other.doi.clear();
  CHECK(matched(paper(), other).rule == "PMID");
  other.doi = "10.9999/other";
  CHECK(matched(paper(), other).likeness == Likeness::doubtful);
}

TEST_CASE("title, year and author are one paper, within a year", "[citation]") {
  Document other = paper();
  other.doi.clear();
  other.fields.clear();
  other.pages = "e12";
  CHECK(matched(paper(), other).likeness == Likeness::certain);
  CHECK(matched(paper(), other).score == 93);
  other.year = 2020;
  CHECK(matched(paper(), other).likeness == Likeness::certain);
  other.year = 2022;
  CHECK(matched(paper(), other).likeness == Likeness::doubtful);
  other.year = 2010;
  CHECK(matched(paper(), other).likeness == Likeness::different);
  other.year.reset();
  CHECK(matched(paper(), other).rule == "title and author, no year");
}

TEST_CASE("equal titles with two DOIs are doubtful", "[citation]") {
  Document other = paper();
  other.doi = "10.9999/another.1";
  other.fields.clear();
  CHECK(matched(paper(), other).likeness == Likeness::doubtful);
  CHECK(matched(paper(), other).rule == "title, year and author, two DOIs");
}

TEST_CASE("other volume and other pages are doubtful: an abstract and its article", "[citation]") {
  Document other = paper();
  other.doi.clear();
  other.fields.clear();
  other.volume = "11 Suppl 1";
  other.pages = "S44";
  CHECK(matched(paper(), other).likeness == Likeness::doubtful);
}

TEST_CASE("authors of one family name with other initials are doubtful", "[citation]") {
  Document one = paper();
  one.title = "Social prescribing";
  one.doi.clear();
  one.pages.clear();
  one.fields.clear();
  Document other = one;
  other.authors = {"Field ZB"};
  CHECK(matched(one, other).rule == "title and family name, other initials");
  other.authors = {"Field A"};
  CHECK(matched(one, other).likeness == Likeness::certain);
}

TEST_CASE("another journal is doubtful, its abbreviation is none", "[citation]") {
  Document one = paper();
  one.doi.clear();
  one.pages.clear();
  one.fields.clear();
  one.container = "British Medical Journal";
  Document other = one;
  for (const char* same : {"BMJ", "The British Medical Journal", "Br Med J"}) {
    other.container = same;
    CHECK(matched(one, other).likeness == Likeness::certain);
  }
  other.container = "Nursing Times";
  CHECK(matched(one, other).rule == "title, year and author, other journal");
  one.container = "Journal of Advanced Nursing";
  other.container = "J Adv Nurs";
  CHECK(matched(one, other).likeness == Likeness::certain);
}

TEST_CASE("a short title and an author, of whom nothing tells where they stand, are doubtful",
          "[citation]") {
  Document one = paper();
  one.doi.clear();
  one.pages.clear();
  one.volume.clear();
  one.fields.clear();
  CHECK(matched(one, one).likeness == Likeness::certain);
  one.title = "Social prescribing";
  CHECK(matched(one, one).likeness == Likeness::doubtful);
}

TEST_CASE("titles that many papers have do not make two of them one", "[citation]") {
  Document one = paper();
  one.title = "Editorial";
  one.doi.clear();
  one.fields.clear();
  Document other = one;
  other.pages = "1-2";
  CHECK(matched(one, other).likeness == Likeness::different);
  CHECK(matched(one, one).likeness == Likeness::certain);
  other.authors = {"Other X"};
  CHECK(matched(one, other).likeness == Likeness::different);
}

TEST_CASE("nothing known is nothing in common", "[citation]") {
  CHECK(compare({}, {}).likeness == Likeness::different);
}

TEST_CASE("a slip in the title of one paper at one place is doubtful", "[citation]") {
  Document other = paper();
  other.doi.clear();
  other.fields.clear();
  for (const char* title :
       {"The link worker as a brigde: a realist evaluation", "The link worker as a bridge",
        "RETRACTED: "
        "The link worker as a "
        "bridge: a realist evaluation"}) {
    CAPTURE(title);
    other.title = title;
    CHECK(matched(paper(), other).likeness == Likeness::doubtful);
  }
  other.title = "Gardens and loneliness in later life";
  CHECK(matched(paper(), other).likeness == Likeness::different);
}

TEST_CASE("tags and signs are no letters of a title", "[citation]") {
  Document one = paper();
  one.doi.clear();
  one.fields.clear();
  one.title = "Link workers & GPs <i>in situ</i>: an evaluation of p < 0.05";
  Document other = one;
  other.title = "Link workers and GPs in situ: an evaluation of p < 0.05";
  CHECK(matched(one, other).likeness == Likeness::certain);
}
