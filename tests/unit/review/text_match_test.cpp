// Which file belongs to which document.
#include "review/text_match.h"

#include <string>

#include "support/catch.h"

using namespace retroduce;

namespace {

model::Document document(const std::string& key, const std::string& author, int year,
                         const std::string& title, const std::string& doi = "") {
  model::Document out;
  out.key = key;
  out.authors = {author};
  out.year = year;
  out.title = title;
  out.doi = doi;
  return out;
}

const std::vector<model::Document> documents = {
    document("smith2019", "Smith JA", 2019, "Link workers and trust in general practice",
             "10.1136/bmj-2019"),
    document("smith2019b", "Smith B", 2019, "Community gardens for lonely people"),
    document("berg2020", "van der Berg M", 2020, "Social prescribing across Europe", "10.1/eu"),
    document("who", "World Health Organization", 2022, "A toolkit")};

review::TextMatch match(const std::string& name, const std::string& text = "Nothing of note.",
                        const std::string& title = "", const std::string& doi = "") {
  interchange::TakenText taken;
  taken.text = text;
  taken.title = title;
  taken.doi = doi;
  return review::TextMatcher(documents).match(name, taken);
}

std::string key(const review::TextMatch& match) {
  if (!match.conflict.empty()) return "? " + match.conflict;
  return match.keys.empty() ? "" : match.keys.front() + " by " + match.rule;
}

}  // namespace

TEST_CASE("a file is known by the key, the DOI, or author and year in its name", "[attach]") {
  CHECK(key(match("smith2019.pdf")) == "smith2019 by the name is the key");
  CHECK(key(match("Smith2019b_final.pdf")) == "smith2019b by key in the name");
  CHECK(key(match("10.1136_bmj-2019.pdf")) == "smith2019 by DOI in the name");
  CHECK(key(match("Berg (2020) - reprint.docx")) == "berg2020 by author and year");
  CHECK(key(match("Smith 2019 community gardens.pdf")) ==
        "smith2019b by author, year and words of the title");
  CHECK(key(match("social-prescribing-across-europe.html")) ==
        "berg2020 by words of the title in the name");
  CHECK(key(match("scan0001.pdf")).empty());
}

TEST_CASE("a name that fits two documents is neither", "[attach]") {
  CHECK(key(match("Smith 2019.pdf")) == "? author and year fits smith2019, smith2019b");
}

TEST_CASE("a file is known by the DOI and the title in it", "[attach]") {
  CHECK(key(match("a.xml", "x", "", "https://doi.org/10.1136/BMJ-2019")) ==
        "smith2019 by DOI in the file");
  CHECK(key(match("a.pdf", "BMJ 2019. doi:10.1136/bmj-2019. Other")) ==
        "smith2019 by DOI at the head of the file");
  CHECK(key(match("a.pdf", "See 10.1136/bmj-20191 for more")).empty());
  CHECK(key(match("a.pdf", "x", "Community gardens, for lonely people")) ==
        "smith2019b by title in the file");
  CHECK(key(match("a.pdf", "JOURNAL\nCommunity gardens\nfor lonely people\nB Smith")) ==
        "smith2019b by title at the head of the file");
}

TEST_CASE("a paper that another cites, continues or answers is not that one", "[attach]") {
  CHECK(key(match("a.pdf", "doi 10.1136/bmj-2019.2 of the second part")).empty());
  CHECK(key(match("a.pdf", "A note\n\nReferences\n1. Smith. doi:10.1136/bmj-2019.\n")).empty());
  CHECK(key(match("a.pdf", "Response to: Community gardens for lonely people\nA Reader")).empty());
}

TEST_CASE("a file that says it is another paper is not taken for one that it cites", "[attach]") {
  CHECK(key(match("a.xml", "cites 10.1136/bmj-2019", "", "10.9/other")).empty());
}

TEST_CASE("where name and content disagree, a person decides", "[attach]") {
  CHECK(key(match("berg2020.pdf", "x", "", "10.1136/bmj-2019")) ==
        "? the name is the key: berg2020; DOI in the file: smith2019");
  CHECK(key(match("smith2019.pdf", "x", "", "10.1136/bmj-2019")) ==
        "smith2019 by the name is the key, DOI in the file");
}
