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

TEST_CASE("the text calls a body by its whole name and a person by the family name",
          "[reports][bibliography]") {
  for (const char* body : {"Age UK", "Cancer Research UK", "NHS ENGLAND",
                           "\u0645\u062d\u0645\u062f "
                           "\u0623\u062d\u0645\u062f"}) {
    CHECK(reports::short_authors(by({body})) == body);
  }
  CHECK(reports::short_authors(by({"Smith JA Jr"})) == "Smith");
  model::Document known = by({"Department AB", "Field A"});
  known.fields = {{"authors in full", "{Department AB}\nField, Anna"}};
  CHECK(reports::short_authors(known) == "Department AB and Field");
}

TEST_CASE("others are not a person, and Korean given names are kept whole",
          "[reports][bibliography]") {
  CHECK(reports::vancouver(by({"King M", "others"})) == "King M, et al. A title.");
  CHECK(reports::short_authors(by({"King M", "others"})) == "King et al.");
  CHECK(reports::vancouver(by({"\uAE40, \uCCA0\uC218"})) == "\uAE40\uCCA0\uC218. A title.");
}

TEST_CASE("a book without authors is cited by its editors, as the list has it",
          "[reports][bibliography]") {
  model::Document book = by({});
  book.type = "edited book";
  book.fields = {{"editors", "Gough, David\nOliver, Sandy\nThomas, James"}};
  CHECK(reports::short_authors(book) == "Gough et al.");
  CHECK(reports::author_date(book).starts_with("Gough D, Oliver S, Thomas J, editors (n.d.)"));
}

TEST_CASE("what has no place of its own in a document is printed from its fields",
          "[reports][bibliography]") {
  const auto printed = [](const char* type, std::vector<model::Field> fields,
                          std::vector<std::string> authors = {"Roe J"}) {
    model::Document document = by(std::move(authors));
    document.type = type;
    document.year = 2020;
    document.fields = std::move(fields);
    return reports::vancouver(document);
  };
  CHECK(printed("report", {{"csljson.number", "NG197"}, {"publisher", "NICE"}}) ==
        "Roe J. A title. Report No.: NG197. NICE; 2020.");
  CHECK(printed("statute", {{"csljson.number", "c. 23"}}, {}) == "A title. c. 23. 2020.");
  CHECK(printed("thesis", {{"bibtex.type", "PhD thesis"}, {"publisher", "UCL"}}) ==
        "Roe J. A title [PhD thesis]. UCL; 2020.");
  CHECK(printed("dataset", {{"bibtex.version", "1.2"}, {"publisher", "Zenodo"}}) ==
        "Roe J. A title [dataset]. Version 1.2. Zenodo; 2020.");
  CHECK(printed("other", {{"bibtex.howpublished", "https://gov.uk/phe"}}) ==
        "Roe J. A title. 2020. Available from: https://gov.uk/phe");
  CHECK(printed("other", {{"bibtex.archiveprefix", "arXiv"}, {"bibtex.eprint", "2001.1"}}) ==
        "Roe J. A title [preprint]. arXiv. 2020. arXiv:2001.1.");
  CHECK(printed("presentation",
                {{"csljson.event-title", "RAMESES"}, {"csljson.event-place", "Oxford"}}) ==
        "Roe J. A title [presentation]. Presented at: RAMESES. Oxford; 2020.");
  CHECK(printed("book", {{"bibtex.series", "Methods"}, {"publisher", "Sage"}}) ==
        "Roe J. A title. Methods. Sage; 2020.");
}

TEST_CASE("a law report, a newspaper, a word from somebody and a paper ahead of print",
          "[reports][bibliography]") {
  model::Document montgomery = by({});
  montgomery.type = "case";
  montgomery.year = 2015;
  montgomery.container = "UKSC";
  montgomery.volume = "11";
  CHECK(reports::vancouver(montgomery) == "A title. [2015] UKSC 11.");
  montgomery.container = "AC";
  montgomery.volume = "2";
  montgomery.pages = "605";
  CHECK(reports::vancouver(montgomery) == "A title. [2015] 2 AC 605.");
  model::Document paper = by({"Tynan T"});
  paper.type = "newspaper article";
  paper.container = "The Washington Post";
  paper.year = 2002;
  paper.pages = "A2";
  paper.fields = {{"date", "2002-08-12"}};
  CHECK(reports::vancouver(paper) == "Tynan T. A title. The Washington Post. 2002 Aug 12:A2.");
  model::Document word = by({"Roe J"});
  word.title.clear();
  word.type = "letter";
  word.year = 2020;
  CHECK(reports::vancouver(word) == "Roe J. [letter]. 2020.");
  model::Document early = by({"Tian D"});
  early.type = "article";
  early.container = "PNAS";
  early.year = 2002;
  early.note = "Epub ahead of print";
  CHECK(reports::vancouver(early) == "Tian D. A title. PNAS. 2002. Epub ahead of print.");
}

TEST_CASE("a number is no volume, and a volume stands before the imprint",
          "[reports][bibliography]") {
  model::Document document = by({"Lind A"});
  document.fields = {{"place", "London"}, {"publisher", "Press"}};
  document.type = "report";
  document.issue = "Cm 7881";
  CHECK(reports::vancouver(document) == "Lind A. A title. Report No.: Cm 7881. London: Press.");
  CHECK(reports::author_date(document) ==
        "Lind A (n.d.) A title. Report No.: Cm 7881. London: Press.");
  document.type = "statute";
  document.volume = "c. 7";
  document.issue = "";
  CHECK(reports::vancouver(document) == "Lind A. A title. c. 7. London: Press.");
  document.type = "book";
  document.volume = "II";
  CHECK(reports::vancouver(document) == "Lind A. A title. Vol. II. London: Press.");
}

TEST_CASE("Vancouver abbreviates a journal as its record does, and says what was retracted",
          "[reports][bibliography]") {
  model::Document paper = by({"Lind A"});
  paper.container = "BMJ (Clinical research ed.)";
  paper.year = 2017;
  paper.fields = {{"journal abbreviation", "BMJ"},
                  {"publication types", "Journal Article\nRetracted Publication"},
                  {"nbib.RIN", "BMJ. 2018 Jan 1;360:k1. PMID: 29000000"}};
  CHECK(reports::vancouver(paper) ==
        "Lind A. A title [retracted]. BMJ. 2017. Retracted in: BMJ. 2018 Jan 1;360:k1.");
  CHECK(reports::author_date(paper) ==
        "Lind A (2017) A title [retracted]. BMJ (Clinical research ed.).");
}

TEST_CASE("an edition in words is counted, a first one left out, and software has versions",
          "[reports][bibliography]") {
  const auto book = [](const char* type, const char* edition) {
    model::Document document = by({"Lind A"});
    document.type = type;
    document.fields = {{"edition", edition}};
    return reports::vancouver(document);
  };
  CHECK(book("book", "Second") == "Lind A. A title. 2nd ed.");
  CHECK(book("book", "1") == "Lind A. A title.");
  CHECK(book("software", "4.3.1") == "Lind A. A title [software]. Version 4.3.1.");
}

TEST_CASE("what is in press says so in place of its year", "[reports][bibliography]") {
  model::Document paper = by({"Lee A"});
  paper.container = "Lancet";
  paper.fields = {{"date", "in press"}};
  CHECK(reports::vancouver(paper) == "Lee A. A title. Lancet. Forthcoming.");
  CHECK(reports::author_date(paper) == "Lee A (in press) A title. Lancet.");
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
