// What the bibliographic formats make of a record, and of bad input.
#include "bib_helpers.h"
#include "interchange/bib_names.h"
#include "interchange/bib_values.h"
#include "interchange/format.h"
#include "interchange/tex_text.h"
#include "refi_helpers.h"
#include "support/catch.h"
#include "table_helpers.h"

using namespace retroduce;
using namespace retroduce::interchange;
using tests::read_as;
using Texts = std::vector<std::string>;

namespace {

const std::string fixtures = "tests/fixtures/formats/";

std::vector<model::Document> documents(const std::string& format, const std::string& bytes) {
  return read_as(format, "a", bytes).review->records().documents;
}

std::string field(const model::Document& document, const std::string& name) {
  for (const model::Field& each : document.fields) {
    if (each.name == name) return each.value;
  }
  return {};
}

std::string utf_16(const std::string& ascii, bool little, bool mark) {
  std::string out = mark ? (little ? "\xFF\xFE" : "\xFE\xFF") : "";
  for (const char c : ascii) {
    if (little) out.append(1, c).append(1, '\0');
    if (!little) out.append(1, '\0').append(1, c);
  }
  return out;
}

const std::string small_ris =
    "TY  - JOUR\nTI  - Waiting rooms\nAU  - Field, Anna\nPY  - 2019\nER  - \n";

}  // namespace

TEST_CASE("the same paper is the same document in every bibliographic format", "[bibliography]") {
  const std::pair<const char*, const char*> files[] = {
      {"ris", "ris/small.ris"},         {"bibtex", "bibtex/small.bib"},
      {"nbib", "nbib/small.nbib"},      {"pubmed", "pubmed/small.xml"},
      {"endnote", "endnote/small.xml"}, {"csljson", "csljson/small.json"},
      {"zotero", "zotero/small.rdf"},   {"wos", "wos/small.ciw"},
      {"scopus", "scopus/small.csv"}};
  for (const auto& [format, path] : files) {
    const std::string bytes = tests::source_file(fixtures + path);
    INFO(format);
    CHECK(tests::detected_format(path, bytes) == format);
    const auto read = read_as(format, path, bytes);
    INFO(tests::told(read.found));
    CHECK_FALSE(read.found.refused());
    const model::Document paper = read.review->records().documents.at(0);
    CHECK(paper.key == "field2019");
    CHECK(paper.type == "article");
    CHECK(paper.authors.at(0).starts_with("Field A"));
    CHECK(paper.year == 2019);
    CHECK(paper.volume == "12");
    CHECK(paper.issue == "3");
    CHECK(paper.pages == "123-129");
    const std::string title = paper.title.substr(0, 14);
    CHECK((title == "The link worke" || title == "The Link Worke"));
    CHECK((paper.doi == "10.9999/jmsm.2019.123" || paper.doi == "10.9999/JMSM.2019.123"));
  }
}

TEST_CASE("hand-made files come back equal from an export in every form", "[bibliography]") {
  for (const char* path : {"ris/small.ris", "bibtex/small.bib", "nbib/small.nbib",
                           "pubmed/small.xml", "endnote/small.xml", "csljson/small.json",
                           "zotero/small.rdf", "wos/small.ciw", "scopus/small.csv"}) {
    const std::string source(path, std::string(path).find('/'));
    const auto first = documents(source, tests::source_file(fixtures + path));
    for (const Format* format : formats()) {
      if (format->write == nullptr || !format->is_bibliography) continue;
      INFO(path << " as " << format->name);
      const std::string name(format->name);
      const std::string written = tests::written_as(name, first);
      CHECK(tests::detected_format("a", written) == name);
      CHECK(tests::difference(first, documents(name, written)) == "");
    }
  }
}

TEST_CASE("fields of several lines come back equal from an export in every form",
          "[bibliography]") {
  const auto first = documents(
      "ris",
      "TY  - JOUR\nTI  - Waiting rooms\nAU  - Field, Anna\nPY  - 2019\nU2  - second user\nC7  - "
      "e1\n"
      "N1  - a note\nand line two of it\n[odd] a third line\nAB  - BACKGROUND: one.\nMETHODS: "
      "two.\n\n"
      "RESULTS: three - four\nN1  - another note\nM1  - m one\ncontinued\nU1  - zed\nU1  - alpha\n"
      "ZQ  - unknown\nKW  - one\nKW  - two\nN2  - Other abstract\nwith lines\nER  - \n");
  CHECK(first.at(0).note == "a note\nand line two of it\n[odd] a third line\nanother note");
  for (const Format* format : formats()) {
    if (format->write == nullptr || !format->is_bibliography) continue;
    INFO(format->name);
    const std::string name(format->name);
    const std::string written = tests::written_as(name, first);
    const auto second = documents(name, written);
    CHECK(tests::difference(first, second) == "");
    CHECK(tests::written_as(name, second) == written);
  }
}

TEST_CASE("keys that a format cannot hold come back all the same", "[bibliography]") {
  std::vector<model::Document> documents(4);
  documents[0].key = "Smith et al., 2019";
  documents[1].key = "50%#2016";
  documents[2].key = "d1";
  documents[3].key = "D1";
  for (std::size_t i = 0; i < documents.size(); ++i) {
    documents[i].type = "article";
    documents[i].title = "Title " + std::to_string(i);
  }
  for (const char* format : {"bibtex", "ris", "endnote", "nbib", "csljson", "pubmed"}) {
    INFO(format);
    const std::string bytes = tests::written_as(format, documents);
    const auto back = read_as(format, "x", bytes);
    CHECK(back.review->records().documents.size() == documents.size());
    for (std::size_t i = 0; i < back.review->records().documents.size(); ++i)
      CHECK(back.review->records().documents[i].key == documents[i].key);
    CHECK(tests::written_as(format, back.review->records().documents) == bytes);
  }
  const std::string bibtex = tests::written_as("bibtex", documents);
  CHECK(bibtex.find("{Smith-et-al.-2019,") != std::string::npos);
  CHECK(bibtex.find("{D1-2,") != std::string::npos);
}

TEST_CASE("BibTeX strings that double one another do not fill the memory", "[bibliography]") {
  std::string text = "@string{a0 = {0123456789}}\n";
  for (int i = 1; i < 40; ++i) {
    const std::string before = "a" + std::to_string(i - 1);
    text += "@string{a" + std::to_string(i) + " = " + before + " # " + before + "}\n";
  }
  const auto back = read_as("bibtex", "x.bib", text + "@article{x, title = a39}\n");
  CHECK(tests::told(back.found).find("make more than a megabyte") != std::string::npos);
  CHECK(back.review->records().documents.at(0).title.size() <= (std::size_t{1} << 20));
}

TEST_CASE("an item with nothing but an id and a type is CSL-JSON", "[bibliography]") {
  CHECK(tests::detected_format("x.json", R"([{"id":"a","type":"article-journal"}])") == "csljson");
  CHECK(tests::detected_format("x.json", R"([{"id":"a","type":"claim","outcome":"b"}])") ==
        "records");
}

TEST_CASE("a number that no program holds and a name said twice are told in CSL-JSON",
          "[bibliography]") {
  const auto large = read_as("csljson", "x.json", R"([{"id":"a","type":"book","volume":1e400}])");
  CHECK(large.found.refused());
  const auto twice =
      read_as("csljson", "x.json", R"([{"id":"a","type":"book","title":"A","title":"B"}])");
  CHECK(tests::told(twice.found).find("says \"title\" twice") != std::string::npos);
}

TEST_CASE("what other programs stop at is not written", "[bibliography]") {
  model::Document bare;
  bare.key = "bare";
  CHECK(tests::written_as("bibtex", {bare}).find("{bare,") != std::string::npos);
  const auto worded = read_as("ris", "a.ris", "TY  - JOUR\nTI  - T\nPY  - spring 2019\nER  - \n");
  REQUIRE(worded.review);
  CHECK(tests::written_as("bibtex", worded.review->records().documents).find("year = {2019}") !=
        std::string::npos);
  const auto dated =
      read_as("csljson", "a.json",
              R"([{"id": "a", "type": "book", "original-date": {"date-parts": [["-334", "2"]]}}])");
  REQUIRE(dated.review);
  const std::string json = tests::written_as("csljson", dated.review->records().documents);
  CHECK(json.find("-334") != std::string::npos);
  CHECK(json.find("\"-334\"") == std::string::npos);
}

TEST_CASE("full names, bodies and suffixes are kept beside the short names", "[bibliography]") {
  CHECK(short_name(person_of("Field, Anna-Lena B.")) == "Field ALB");
  CHECK(short_name(person_of("Liu R.")) == "Liu R");
  CHECK(short_name(person_of("World Health Organization")) == "World Health Organization");
  CHECK(short_name(bibtex_person("Ludwig van Beethoven")) == "van Beethoven L");
  CHECK(short_name(bibtex_person("King, Jr, Martin Luther")) == "King ML Jr");
  CHECK(short_name(person_of("Smith, John A Jr")) == "Smith JA Jr");
  CHECK(full_name(person_of("Smith, John A Jr")) == "Smith, John A, Jr");
  CHECK(short_name(person_of("Petrov, IV")) == "Petrov IV");
  CHECK(short_name(bibtex_person("\uAE40, \uCCA0\uC218")) == "\uAE40\uCCA0\uC218");
  CHECK(names_in_full({bibtex_person("\uAE40, \uCCA0\uC218")}) == "\uAE40, \uCCA0\uC218");
  CHECK(bibtex_person("{Bridge Study Group}").is_body);
  CHECK(full_name({"Department AB", "", "", true}) == "{Department AB}");
  CHECK(names_in_full({person_of("Field, A. B.")}).empty());
  CHECK(names_in_full({person_of("Field, Anna"), person_of("Glass, K.")}) ==
        "Field, Anna\nGlass, K.");
}

TEST_CASE("dates, pages and identifiers are brought into one form", "[bibliography]") {
  CHECK(plain_date("2019/03/14/") == "2019-03-14");
  CHECK(plain_date("2019///") == "2019");
  CHECK(plain_date("2019 Mar 14") == "2019-03-14");
  CHECK(plain_date("14 March 2019") == "2019-03-14");
  CHECK(plain_date("2019 Jan-Feb") == "2019 Jan-Feb");
  CHECK(plain_date("03/04/2019") == "03/04/2019");
  CHECK(plain_date("2014-12-31/2015-01-01") == "2014-12-31/2015-01-01");
  CHECK(year_of("Winter 2018") == 2018);
  CHECK_FALSE(year_of("0000"));
  CHECK(plain_pages("454-81") == "454-481");
  CHECK(plain_pages("12--19") == "12-19");
  CHECK(plain_pages("e12") == "e12");
  CHECK(plain_doi("https://doi.org/10.1000/AbC") == "10.1000/AbC");
  CHECK(plain_doi("doi: 10.1000/x.") == "10.1000/x");
  CHECK(plain_doi("10.1 of them") == "");
  CHECK(plain_doi("https://doi.org/10.1000%2Fabc%28x%29") == "10.1000/abc(x)");
  CHECK(plain_doi("10.1000/100%") == "10.1000/100%");
  CHECK(plain_pmcid("6055010") == "PMC6055010");
  CHECK(plain_language("eng") == "en");
  CHECK(plain_language("Volapük") == "Volapük");
}

TEST_CASE("TeX's accents and commands become characters", "[bibliography]") {
  CHECK(from_tex("B{\\\"u}y{\\\"u}kg\\\"{u}ng{\\\"o}r") == "Büyükgüngör");
  CHECK(from_tex("Aks{\\i}n, {\\c{C}}etin, \\'{\\i}, \\v{s}") == "Aksın, Çetin, í, š");
  CHECK(from_tex("\\emph{care} \\& {DNA} 5\\% $\\alpha$-level --- x") ==
        "care & DNA 5% α-level — x");
  CHECK(from_tex("\\unknown{x}") == "\\unknownx");
  CHECK(from_tex("see \\url{http://x.org/a_b}") == "see http://x.org/a_b");
  for (const char* text : {"a_b & c% {d} ~e^ \\f -- g ``h'' $i #", "Çağlar ß", "line\nline"})
    CHECK(from_tex(to_tex(text)) == text);
}

TEST_CASE("UTF-16 of either order, with or without its mark, is read", "[bibliography]") {
  for (const bool little : {true, false}) {
    for (const bool mark : {true, false}) {
      const std::string bytes = utf_16(small_ris, little, mark);
      CHECK(tests::detected_format("a.txt", bytes) == "ris");
      const auto read = read_as("ris", "a", bytes);
      CHECK(read.review->records().documents.at(0).title == "Waiting rooms");
      CHECK(tests::finding(read, "ris.utf-16") == "note: a: read as UTF-16");
    }
  }
}

TEST_CASE("Latin-1 bytes are read as Windows-1252, and said to be", "[bibliography]") {
  const auto read = read_as("ris", "a", "TY  - JOUR\nTI  - Caf\xE9\nER  - \n");
  CHECK(read.review->records().documents.at(0).title == "Café");
  CHECK(tests::finding(read, "ris.windows-1252").find("Windows-1252") != std::string::npos);
}

TEST_CASE("single stray bytes in UTF-8 do not spoil the rest", "[bibliography]") {
  const auto read = read_as("ris", "a", "TY  - JOUR\nTI  - Caf\xE9 and Müller\nER  - \n");
  CHECK(read.review->records().documents.at(0).title == "Café and Müller");
  CHECK(tests::finding(read, "ris.mixed-encoding").find("1 byte") != std::string::npos);
}

TEST_CASE("a mark of UTF-16 before bytes that are none is left out, and told", "[bibliography]") {
  const auto read = read_as("ris", "a", "\xFF\xFE" + small_ris);
  CHECK(read.review->records().documents.at(0).title == "Waiting rooms");
  CHECK(tests::finding(read, "ris.wrong-mark").find("the mark is left out") != std::string::npos);
  const std::string cut = utf_16(small_ris, true, true);
  CHECK(tests::refuses(read_as("ris", "a", cut.substr(0, cut.size() - 1)), "ris.bad-utf-16",
                       "damaged or cut short"));
}

TEST_CASE("mixed line ends part lines all the same", "[bibliography]") {
  const auto read = documents(
      "ris", "TY  - JOUR\r\nTI  - One\rAU  - Field, A\nER  - \r\rTY  - BOOK\nTI  - Two\nER  -");
  REQUIRE(read.size() == 2);
  CHECK(read[0].authors == Texts{"Field A"});
  CHECK(read[1].title == "Two");
}

TEST_CASE("RIS records without ER end where the next begins, and at the end of the file",
          "[bibliography]") {
  const auto read = read_as("ris", "a", "TY  - JOUR\nTI  - One\nTY  - JOUR\nTI  - Two");
  CHECK(read.review->records().documents.size() == 2);
  CHECK(tests::finding(read, "ris.no-end").find("has no ER at its end") != std::string::npos);
}

TEST_CASE("characters that RIS writes as HTML does become characters, and come back",
          "[bibliography]") {
  const auto read = documents(
      "ris",
      "TY  - JOUR\nTI  - Caf&eacute;s &amp; <i>kin</i> &#8211; R&D; p &lt; 0.05 &amp;amp;\n"
      "AU  - Fran&ccedil;ois, M\nER  - \n");
  REQUIRE(read.size() == 1);
  CHECK(read[0].title == "Cafés & <i>kin</i> – R&D; p < 0.05 &amp;");
  CHECK(read[0].authors == Texts{"François M"});
  const auto again = documents("ris", tests::written_as("ris", read));
  REQUIRE(again.size() == 1);
  CHECK(again[0].title == read[0].title);
}

TEST_CASE("a RIS file without records is refused", "[bibliography]") {
  CHECK(tests::refuses(read_as("ris", "a", "only words\n"), "ris.no-records", "no record"));
}

TEST_CASE("BibTeX entries behind one with unbalanced braces are read", "[bibliography]") {
  const auto read = read_as("bibtex", "a",
                            "@article{one,\n  title = {Open {brace},\n  year = 2019,\n}\n\n"
                            "@article{two,\n  title = {Fine}\n}\n@book{three, title = {End");
  const auto& found = read.review->records().documents;
  REQUIRE(found.size() == 3);
  CHECK(found[0].title == "Open brace");
  CHECK(found[0].year == 2019);
  CHECK(found[1].title == "Fine");
  CHECK(found[2].title == "End");
  CHECK(tests::finding(read, "bibtex.unbalanced").find("a:1:") != std::string::npos);
  CHECK(tests::finding(read, "bibtex.missing-comma").empty());
}

TEST_CASE("a brace too many does not end a BibTeX entry in silence", "[bibliography]") {
  const auto read =
      read_as("bibtex", "a",
              "@article{one,\n  title = {Closed}},\n  year = 2019\n}\n@book{two, title={X}}");
  REQUIRE(read.review->records().documents.size() == 2);
  CHECK(read.review->records().documents[0].year == 2019);
  CHECK_FALSE(tests::finding(read, "bibtex.early-end").empty());
}

TEST_CASE("a chapter inherits what only its book says", "[bibliography]") {
  const auto read = documents("bibtex", tests::source_file(fixtures + "bibtex/small.bib"));
  REQUIRE(read.size() == 3);
  CHECK(read[1].container == "On Waiting");
  CHECK(field(read[1], "publisher") == "Made-up Press");
  CHECK(read[1].authors == Texts{"van der Stille J Müller"});
}

TEST_CASE("a date without a year and a book that is not there are told", "[bibliography]") {
  const auto read = read_as("bibtex", "a.bib",
                            "@inbook{a, title={T a}, crossref={gone}, year={2019}}\n"
                            "@article{b, title={T b}, year={99999}}\n"
                            "@article{c, title={T c}}\n");
  CHECK(tests::finding(read, "bibtex.crossref-absent").find("from gone") != std::string::npos);
  CHECK(tests::finding(read, "bibtex.no-year").find("\"99999\" of record 2") != std::string::npos);
}

TEST_CASE("no author goes, and none is made of a remark", "[bibliography]") {
  const auto wos =
      documents("wos",
                "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU Smith, A\n"
                "   Jones, B\nAF Smith, Anna\nTI Title of a thing\nPY 2019\nER\n\nEF\n");
  CHECK(wos.at(0).authors == Texts{"Smith A", "Jones B"});
  const auto scopus = documents("scopus",
                                "Authors,Title,Year,Source title,EID\n"
                                "[No author name available],A thing,2019,BMJ,2-s2.0-1\n");
  CHECK(scopus.at(0).authors.empty());
}

TEST_CASE("unknown tags are kept under the format's name", "[bibliography]") {
  const auto read = documents("ris", tests::source_file(fixtures + "ris/small.ris"));
  CHECK(field(read.at(0), "ris.C7") == "44");
  CHECK(field(read.at(0), "authors in full") == "Field, Anna\nNúñez, J. P.\nBridge Study Group");
  CHECK(field(read.at(0), "abstract") ==
        "Background: one line\nand a second line of the abstract.");
}

TEST_CASE("a retracted paper is told of", "[bibliography]") {
  const auto read = read_as("nbib", "a", tests::source_file(fixtures + "nbib/small.nbib"));
  CHECK(tests::finding(read, "nbib.retracted").find("PMID 10000001 was retracted") !=
        std::string::npos);
}

TEST_CASE("the DOI of a reference is not the article's", "[bibliography]") {
  const std::string xml =
      "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>A</"
      "ArticleTitle>"
      "</Article></MedlineCitation><PubmedData><ReferenceList><Reference><ArticleIdList><ArticleId "
      "IdType=\"doi\">10.9999/other</ArticleId></ArticleIdList></Reference></ReferenceList></"
      "PubmedData>"
      "</PubmedArticle></PubmedArticleSet>";
  CHECK(documents("pubmed", xml).at(0).doi.empty());
}

TEST_CASE("XML made to exhaust the reader is refused in every format", "[bibliography]") {
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<a>";
  const std::string bomb =
      "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b "
      "\"&a;&a;&a;\">]><x>&b;</x>";
  const std::string wide = "<x a=\"" + std::string(std::size_t{100} << 20U, 'a') + "\"/>";
  for (const std::string format : {"pubmed", "endnote", "zotero"}) {
    INFO(format);
    CHECK(tests::refuses(read_as(format, "a", deep), format + ".depth", "deep"));
    CHECK(tests::refuses(read_as(format, "a", bomb), format + ".entity-bomb", "never expanded"));
  }
  // One loader for all three: the large one once.
  CHECK(tests::refuses(read_as("endnote", "a", wide), "endnote.long-tag", "1 MiB"));
}

TEST_CASE("JSON made to exhaust the reader is refused", "[bibliography]") {
  CHECK(tests::refuses(read_as("csljson", "a", std::string(100000, '[')), "csljson.malformed",
                       "64 deep"));
  CHECK(tests::refuses(read_as("csljson", "a", "[{\"id\": \"a\", "), "csljson.malformed",
                       "cut short"));
  CHECK(tests::refuses(read_as("csljson", "a", "{\"a\": 1}"), "csljson.no-items", "no CSL-JSON"));
}

TEST_CASE("an external DOCTYPE and characters that no XML can hold do no harm", "[bibliography]") {
  const auto read =
      read_as("endnote", "a",
              "<!DOCTYPE xml SYSTEM \"http://nowhere.example/endnote.dtd\"><xml><records><record>"
              "<titles><title>A\x0B & B&nbsp;C</title></titles></record></records></xml>");
  CHECK(read.review->records().documents.at(0).title == "A & B C");
  CHECK_FALSE(tests::finding(read, "endnote.control").empty());
  CHECK_FALSE(tests::finding(read, "endnote.reference").empty());
}

TEST_CASE("several notes of a RIS record are several", "[bibliography]") {
  const auto read =
      read_as("ris", "a", "TY  - JOUR\nTI  - Waiting rooms\nN1  - first\nN1  - second\nER  - \n");
  const std::string out = tests::written(read.review->records(), "ris");
  CHECK(out.find("N1  - first\nN1  - second\n") != std::string::npos);
}
