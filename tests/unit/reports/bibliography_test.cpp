#include "reports/bibliography.h"

#include "support/catch.h"

namespace retroduce::tests {

namespace {

model::Document by(std::vector<std::string> authors) {
  model::Document document;
  document.key = "k1";
  document.authors = std::move(authors);
  document.title = "A title";
  return document;
}

}  // namespace

TEST_CASE("authors are brought into Vancouver form, bodies are left as they are",
          "[reports][bibliography]") {
  const auto people = [](std::vector<std::string> authors) {
    model::Document document;
    document.authors = std::move(authors);
    const std::string text = reports::vancouver(document);
    return text.substr(0, text.size() - 1);
  };
  CHECK(people({"Bee, Anna", "Cee, Bo"}) == "Bee A, Cee B");
  CHECK(people({"Moreau, Jean-Paul", "Sato, J.P.", "Ilves, JP"}) == "Moreau JP, Sato JP, Ilves JP");
  CHECK(people({"van der Meer, Cornelis D.", "King, Martin Luther, Jr"}) ==
        "van der Meer CD, King ML Jr");
  CHECK(people({"Okafor N", "\u00c5berg, \u00d6rjan"}) == "Okafor N, \u00c5berg \u00d6");
  for (const char* body : {"Department of Health, Social Services and Public Safety",
                           "Invented Borough Council", "Centre for Ageing, Wellbeing & Care"}) {
    CHECK(people({body}) == body);
    model::Document document;
    document.authors = {body};
    CHECK(reports::short_authors(document) == body);
  }
}

TEST_CASE("authors in the text: one, two, or the first of many", "[reports][bibliography]") {
  CHECK(reports::short_authors(by({"Husk K"})) == "Husk");
  CHECK(reports::short_authors(by({"van der Meer CD", "O'Brien N"})) == "van der Meer and O'Brien");
  CHECK(reports::short_authors(by({"Wong G", "B C", "D E"})) == "Wong et al.");
  CHECK(reports::short_authors(by({"\u00c5berg \u00d6"})) == "\u00c5berg");
  CHECK(reports::short_authors(by({"Smith, John"})) == "Smith");
}

TEST_CASE("a body keeps its whole name, and a work without authors goes by its title",
          "[reports][bibliography]") {
  CHECK(reports::short_authors(by({"World Health Organization"})) == "World Health Organization");
  CHECK(reports::short_authors(by({})) == "A title");
  model::Document review = by({});
  review.title = "A rapid review of opportunities and challenges";
  CHECK(reports::short_authors(review) == "A rapid review of opportunities and\u2026");
  CHECK(reports::short_authors(by({"World Health Organization, Geneva"})) ==
        "World Health Organization, Geneva");
}

TEST_CASE("a reference names six authors and then et al.", "[reports][bibliography]") {
  model::Document document = by({"A B", "C D", "E F", "G H", "I J", "K L"});
  CHECK(reports::vancouver(document) == "A B, C D, E F, G H, I J, K L. A title.");
  document.authors.push_back("M N");
  CHECK(reports::vancouver(document) == "A B, C D, E F, G H, I J, K L, et al. A title.");
}

TEST_CASE("what is not known of a reference leaves no trace", "[reports][bibliography]") {
  model::Document document = by({"Husk K"});
  document.title = "Does it work?";
  document.year = 2020;
  CHECK(reports::vancouver(document) == "Husk K. Does it work? 2020.");
  document.container = "A Journal";
  document.volume = "28";
  document.pages = "309-324";
  CHECK(reports::vancouver(document) == "Husk K. Does it work? A Journal. 2020;28:309-324.");
  document.issue = "2";
  document.doi = "https://doi.org/10.1/x";
  CHECK(reports::vancouver(document) ==
        "Husk K. Does it work? A Journal. 2020;28(2):309-324. doi:10.1/x");
  CHECK(reports::vancouver(model::Document{}).empty());
}

}  // namespace retroduce::tests
