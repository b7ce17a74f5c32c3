#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/source_io.h"
#include "support/catch.h"
#include "table_helpers.h"

using namespace retroduce;
using namespace retroduce::tests;
using model::Direction;
using model::MechanismPart;
using model::Role;

namespace {

const std::string heading = "document,quote,context,mechanism,outcome\n";

const MemoryReview::Records& records(const ReadBack& read) { return read.review->records(); }

interchange::ReadOptions mapped(std::map<std::string, std::string> columns) {
  interchange::ReadOptions options;
  options.columns = std::move(columns);
  return options;
}

/// "context: time to talk" for each element.
std::string elements(const model::Configuration& configuration) {
  std::string out;
  for (const model::Element& element : configuration.elements) {
    out += (out.empty() ? "" : " | ") + std::string(to_word(element.role));
    if (element.part != MechanismPart::unsplit) out += " " + std::string(to_word(element.part));
    out += ": " + element.wording;
    CHECK_FALSE(element.concept_.is_set());
  }
  return out;
}

bool nothing_came(const ReadBack& read) {
  return records(read).documents.empty() && records(read).configurations.empty() &&
         records(read).extracts.empty();
}

}  // namespace

TEST_CASE("one row is one claim: a document, its quote and a configuration in words",
          "[interchange][sheet]") {
  const auto read = read_sheet("my sheet.csv",
                               heading + "alder2019,She had time.,time to talk,trust,comes back\n");
  REQUIRE_FALSE(read.found.refused());
  const auto& r = records(read);
  REQUIRE(r.documents.size() == 1);
  CHECK(r.documents[0].key == "alder2019");
  REQUIRE(r.extracts.size() == 1);
  CHECK(r.extracts[0].quote == "She had time.");
  CHECK_FALSE(r.extracts[0].is_paraphrase);
  REQUIRE(r.configurations.size() == 1);
  CHECK(r.configurations[0].label == "my sheet row 2");
  CHECK(elements(r.configurations[0]) ==
        "context: time to talk | mechanism: trust | outcome: comes back");
  REQUIRE(r.evidence.size() == 1);
  CHECK(r.evidence[0].stance == model::Stance::supports);
  CHECK_FALSE(r.evidence[0].element.has_value());
  CHECK(r.evidence[0].line == 2);
  CHECK_THAT(finding(read, "sheet.labels"), ContainsSubstring("\"my sheet row"));
}

TEST_CASE("rows that share a label are one configuration with the evidence of each",
          "[interchange][sheet]") {
  const auto read = read_sheet("s.csv",
                               "Label,Study,Quote,C,M,O,Direction,Stance\n"
                               "CMOC 1,a,one,time,trust,stays,+,\n"
                               "cmoc 1,b,two,TIME,hope,stays,,contradicts\n"
                               "CMOC 2,b,two,time,,leaves,-,refines\n");
  INFO(told(read.found));
  const auto& r = records(read);
  REQUIRE(r.configurations.size() == 2);
  CHECK(elements(r.configurations[0]) ==
        "context: time | mechanism: trust | mechanism: hope | outcome: stays");
  CHECK(r.configurations[0].elements.back().direction == Direction::rise);
  CHECK(r.configurations[1].elements.back().direction == Direction::fall);
  CHECK(r.extracts.size() == 2);
  REQUIRE(r.evidence.size() == 3);
  CHECK(r.evidence[1].stance == model::Stance::contradicts);
  CHECK(r.evidence[2].extract == r.evidence[1].extract);
  CHECK_FALSE(read.found.any(base::Severity::repair));
}

TEST_CASE("a row without a quote is evidence as a paraphrase, never as the source's words",
          "[interchange][sheet]") {
  const auto read =
      read_sheet("s.csv",
                 "document,quote,paraphrase,statement,context,resource,reasoning,outcome\n"
                 "a,,,,time,visits,trust,stays\n"
                 "b,,,If time then stays,time,,,stays\n"
                 "c,,as told by a nurse,,time,,,stays\n");
  const auto& r = records(read);
  REQUIRE(r.extracts.size() == 3);
  CHECK(r.extracts[0].quote == "C: time; M (resource): visits; M (reasoning): trust; O: stays");
  CHECK(r.extracts[1].quote == "If time then stays");
  CHECK(r.extracts[2].quote == "as told by a nurse");
  CHECK(std::all_of(r.extracts.begin(), r.extracts.end(),
                    [](const auto& x) { return x.is_paraphrase; }));
}

TEST_CASE("headings are known whatever their case, blanks and underscores",
          "[interchange][sheet]") {
  const auto read =
      read_sheet("s.tsv",
                 "Source_Key\tMechanism Resource\tmechanismREASONING\tContext statement\tOutcome "
                 "direction\toutcome\tDescriptor.Setting\tCountry\n"
                 "a\tvisits\ttrust\ttime\t-\tleaves\tpractice\tWales\n");
  INFO(told(read.found));
  CHECK(read.found.size() == 1);  // the labels
  const auto& r = records(read);
  REQUIRE(r.configurations.size() == 1);
  CHECK(
      elements(r.configurations[0]) ==
      "context: time | mechanism resource: visits | mechanism reasoning: trust | outcome: leaves");
  REQUIRE(r.documents.size() == 1);
  CHECK(r.documents[0].fields ==
        std::vector<model::Field>{{"Setting", "practice"}, {"country", "Wales"}});
}

TEST_CASE("a sheet without a column for the outcome is refused, with the likely column",
          "[interchange][sheet]") {
  const std::string sheet = "Study,Quote,Context,Mech,Outc.\na,b,c,d,e\n";
  const auto read = read_sheet("extraction.csv", sheet);
  CHECK(refuses(read, "sheet.no-outcome", "no column holds the outcome"));
  CHECK_THAT(finding(read, "sheet.no-outcome"),
             ContainsSubstring("Columns found: Study, Quote, Context, Mech, Outc."));
  CHECK_THAT(finding(read, "sheet.no-outcome"), ContainsSubstring("--map outcome=Outc."));
  CHECK(nothing_came(read));
  const auto told_which =
      read_sheet("extraction.csv", sheet, mapped({{"outcome", "Outc."}, {"mechanism", "Mech"}}));
  CHECK_FALSE(told_which.found.any(base::Severity::loss));
  CHECK(elements(records(told_which).configurations.at(0)) ==
        "context: c | mechanism: d | outcome: e");
}

TEST_CASE("a sheet with no part of a claim, or no document, is refused", "[interchange][sheet]") {
  CHECK(refuses(read_sheet("s.csv", "Study,Quote\na,b\n"), "sheet.no-claim",
                "a context, a mechanism or an outcome"));
  CHECK(
      refuses(read_sheet("s.csv", "Context,Outcome\na,b\n"), "sheet.no-document", "the document"));
}

TEST_CASE("a mapping to a column or a field that is not there is refused", "[interchange][sheet]") {
  CHECK(refuses(read_sheet("s.csv", heading + "a,b,c,d,e\n", mapped({{"theme", "Area"}})),
                "sheet.no-such-column", "Columns found: document, quote"));
  CHECK(refuses(read_sheet("s.csv", heading + "a,b,c,d,e\n", mapped({{"colour", "quote"}})),
                "sheet.unknown-field", "descriptor.NAME"));
}

TEST_CASE("columns that are not read are named, once each", "[interchange][sheet]") {
  const auto read = read_sheet("s.csv", "document,outcome,Mood\na,b,sad\nb,c,glad\n");
  CHECK(read.found.size() == 2);
  CHECK_THAT(finding(read, "sheet.column-not-read"), ContainsSubstring("\"Mood\" is not read"));
  const auto kept = read_sheet("s.csv", "document,outcome,Mood\na,b,sad\n",
                               mapped({{"descriptor.mood", "Mood"}}));
  CHECK(records(kept).documents.at(0).fields == std::vector<model::Field>{{"mood", "sad"}});
}

TEST_CASE("of two columns with one heading the second is told to be so", "[interchange][sheet]") {
  const auto read = read_sheet("s.csv", "document,outcome,outcome\na,b,c\n");
  CHECK_THAT(finding(read, "sheet.column-not-read"),
             ContainsSubstring("Another column has that heading"));
}

TEST_CASE("a row with too many cells stops the import and is named", "[interchange][sheet]") {
  const auto read = read_sheet("s.csv", heading + "a,b,c,d,e\nb,b,c,d,e,f\n");
  CHECK(refuses(read, "sheet.too-many-cells", "s.csv:3: row 3 has 6 cells"));
  CHECK(nothing_came(read));
  CHECK_FALSE(read_sheet("s.csv", heading + "a,b,c,d,e,, ,\n").found.refused());
}

TEST_CASE("rows that cannot be read are refused with number and reason", "[interchange][sheet]") {
  const auto row = [](const std::string& cells) {
    return read_sheet("s.csv", "document,quote,context,outcome,direction,stance\n" + cells + "\n");
  };
  CHECK(refuses(row(",q,c,o,,"), "sheet.no-document-named", "row 2 names no document"));
  CHECK(refuses(row("n/a,q,c,o,,"), "sheet.no-document-named", "row 2"));
  CHECK(refuses(row("a,,,,,"), "sheet.nothing-said", "row 2"));
  CHECK(refuses(row("a,q,c,o,sideways,"), "sheet.bad-word", "direction \"sideways\""));
  CHECK(refuses(row("a,q,c,o,,maybe"), "sheet.bad-word", "supports, refines, contradicts"));
  CHECK(refuses(row("a,q,#REF!,o,,"), "sheet.error-cell", "#REF! in the column \"context\""));
  CHECK(refuses(row("a,\"q,c\" x,o,,"), "sheet.quotes", "closing quotation mark"));
  CHECK(refuses(row("a,\"q,c,o"), "sheet.quotes", "line 2"));
}

TEST_CASE("bad rows are left out and named where that was asked for", "[interchange][sheet]") {
  interchange::ReadOptions options;
  options.skip_bad_rows = true;
  const auto read = read_sheet("s.csv", heading + "a,q,c,m,o\n,q,c,m,o\nb,q,c,m,o\n", options);
  CHECK_FALSE(read.found.refused());
  CHECK_THAT(finding(read, "sheet.no-document-named"), ContainsSubstring("lost: s.csv:3: row 3"));
  CHECK(records(read).configurations.size() == 2);
  // What an open quotation mark swallowed cannot be left out row by row.
  CHECK(read_sheet("s.csv", heading + "a,\"q,c,m,o\nb,q,c,m,o\n", options).found.refused());
}

TEST_CASE("two rows that differ about one document or one label are refused",
          "[interchange][sheet]") {
  CHECK(refuses(read_sheet("s.csv", "document,year,outcome\na,2018,o\na,2019,p\n"),
                "sheet.document-differs",
                "row 3 gives the year of a as \"2019\", and row 2 as \"2018\""));
  CHECK(refuses(read_sheet("s.csv", "document,label,theme,outcome\na,K,one,o\na,K,two,o\n"),
                "sheet.label-differs", "the theme of K"));
  CHECK(refuses(
      read_sheet("s.csv", "document,label,quote,outcome,stance\na,K,q,o,\na,K,q,o,contradicts\n"),
      "sheet.stance-differs", "row 3"));
}

TEST_CASE("what one row leaves out of a document another may bring", "[interchange][sheet]") {
  const auto read = read_sheet(
      "s.csv", "document,year,title,authors,outcome\na,,A title,,o\na,2018,,\"Li X; Öz K\",p\n");
  const auto& document = records(read).documents.at(0);
  CHECK(document.year == 2018);
  CHECK(document.title == "A title");
  CHECK(document.authors == std::vector<std::string>{"Li X", "Öz K"});
}

TEST_CASE("authors are parted by semicolons, and by commas only after initials",
          "[interchange][sheet]") {
  const auto authors = [](const std::string& cell) {
    const auto read = read_sheet("s.tsv", "document\tauthors\toutcome\na\t" + cell + "\to\n");
    return records(read).documents.at(0).authors;
  };
  using Names = std::vector<std::string>;
  CHECK(authors("Tierney S, Wong G, et al") == Names{"Tierney S", "Wong G", "et al"});
  CHECK(authors("Tierney, Stephanie") == Names{"Tierney, Stephanie"});
  CHECK(authors("Tierney, Stephanie; Wong, Geoff") == Names{"Tierney, Stephanie", "Wong, Geoff"});
  CHECK(authors("NHS England") == Names{"NHS England"});
  CHECK(authors("(authors not shown)").empty());
}

TEST_CASE("a year that is no number is told and left out", "[interchange][sheet]") {
  const auto read =
      read_sheet("s.csv", "document,year,outcome\na,in press,o\nb,2018a,o\nc,2017.0,o\n");
  const auto& documents = records(read).documents;
  REQUIRE(documents.size() == 3);
  CHECK_FALSE(documents[0].year.has_value());
  CHECK(documents[1].year == 2018);
  CHECK(documents[2].year == 2017);
  CHECK_THAT(told(read.found), ContainsSubstring("lost: s.csv:2: row 2: the year \"in press\""));
  CHECK_THAT(told(read.found), ContainsSubstring("repaired: s.csv:3"));
}

TEST_CASE(
    "cells that say there is nothing to say are empty, and a remark in brackets is kept as a note",
    "[interchange][sheet]") {
  const auto read = read_sheet("s.csv", heading +
                                            "a,q,(not stated in the excerpt),unknown,o\n"
                                            "b,r,time (not much),[No new resource: as before],-\n");
  const auto& r = records(read);
  REQUIRE(r.configurations.size() == 2);
  CHECK(elements(r.configurations[0]) == "outcome: o");
  CHECK(elements(r.configurations[1]) == "context: time (not much)");
  CHECK(r.evidence[0].note == "context: (not stated in the excerpt)");
  CHECK(r.evidence[1].note == "mechanism: [No new resource: as before]");
  CHECK_THAT(told(read.found), ContainsSubstring("2 cells of the column \"mechanism\""));
}

TEST_CASE("several values in a cell are split only where that was asked for",
          "[interchange][sheet]") {
  const std::string sheet =
      "document,context,outcome,direction\na,time; trust ;,stays; leaves,+;-\n";
  interchange::ReadOptions options;
  options.split = ";";
  const auto split = read_sheet("s.csv", sheet, options);
  REQUIRE(records(split).configurations.size() == 1);
  const auto& configuration = records(split).configurations[0];
  CHECK(elements(configuration) ==
        "context: time | context: trust | outcome: stays | outcome: leaves");
  CHECK(configuration.elements[2].direction == Direction::rise);
  CHECK(configuration.elements[3].direction == Direction::fall);
  const auto whole = read_sheet("s.csv", "document,context,outcome\na,time; trust,stays\n");
  CHECK(elements(records(whole).configurations.at(0)) == "context: time; trust | outcome: stays");
}

TEST_CASE("different directions of one outcome are kept as mixed, with a note",
          "[interchange][sheet]") {
  const auto read =
      read_sheet("s.csv", "document,label,outcome,direction\na,K,visits,+\nb,K,visits,-\n");
  CHECK(records(read).configurations.at(0).elements.at(0).direction == Direction::mixed);
  CHECK_THAT(finding(read, "sheet.directions-differ"), ContainsSubstring("repaired"));
}

TEST_CASE("a claim without an outcome is legal", "[interchange][sheet]") {
  const auto read = read_sheet("s.csv", heading + "a,q,c,m,\n");
  CHECK_FALSE(read.found.any(base::Severity::repair));
  CHECK(elements(records(read).configurations.at(0)) == "context: c | mechanism: m");
}

TEST_CASE("a quote without a claim is kept as an extract", "[interchange][sheet]") {
  const auto read = read_sheet("s.csv", heading + "a,q,,,\n");
  CHECK(records(read).extracts.size() == 1);
  CHECK(records(read).configurations.empty());
  CHECK_THAT(finding(read, "sheet.quote-alone"), ContainsSubstring("note: s.csv:2"));
}

TEST_CASE("a separator, a mark, old line ends and old letters are no hindrance",
          "[interchange][sheet]") {
  const auto outcome = [](const std::string& bytes) {
    const auto read = read_sheet("s.csv", bytes);
    INFO(told(read.found));
    REQUIRE(records(read).configurations.size() == 1);
    return records(read).configurations[0].elements.at(0).wording;
  };
  CHECK(outcome("document;outcome\r\na;\"caf\xC3\xA9, open\"\r\n") == "café, open");
  CHECK(outcome("\xEF\xBB\xBF"
                "document,outcome\ra,caf\xC3\xA9\r") == "café");
  CHECK(outcome("document\toutcome\na\tcaf\xE9\n") == "café");
  CHECK(outcome("document,outcome\na,'=fewer\n") == "=fewer");
  CHECK(outcome("document,outcome\na,\"two\r\nlines\"\n") == "two lines");
}

TEST_CASE("a title above the heading is passed over, and said", "[interchange][sheet]") {
  const auto read = read_sheet("s.csv", "Our extraction\n\ndocument,outcome\na,b\n");
  CHECK(records(read).configurations.at(0).label == "s row 4");
  CHECK_THAT(finding(read, "sheet.rows-above"),
             ContainsSubstring("1 row above the heading in row 3") &&
                 ContainsSubstring("row 1: Our extraction"));
}

TEST_CASE("a sheet with nothing in it is refused", "[interchange][sheet]") {
  CHECK(refuses(read_sheet("s.csv", ""), "sheet.empty", "is empty"));
  CHECK(refuses(read_sheet("s.csv", "\n\n"), "sheet.empty", "is empty"));
  CHECK(refuses(read_sheet("s.xlsx", xlsx("")), "sheet.empty", "holds no rows"));
  CHECK(refuses(read_sheet("s.csv", heading), "sheet.no-rows", "no rows below it"));
  CHECK(refuses(read_sheet("s.csv", std::string("document,outcome\na,\0\n", 21)), "sheet.nul",
                "NUL"));
}

TEST_CASE("of a workbook the sheet with the claims is read, and the others are named",
          "[interchange][sheet]") {
  const auto cell = [](const std::string& text) {
    return "<c t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
  };
  const std::string claims = "<row>" + cell("Study") + cell("Outcome") + "</row><row>" + cell("a") +
                             cell("stays") + "</row>";
  const std::string bytes = xlsx(
      "<row>" + cell("Read me") + "</row>",
      {{"xl/workbook.xml",
        "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Notes\" r:id=\"a\"/><sheet name=\"Claims\" "
        "r:id=\"b\"/></sheets></workbook>"},
       {"xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"a\" Target=\"worksheets/sheet1.xml\"/><Relationship "
        "Id=\"b\" "
        "Target=\"/xl/worksheets/sheet2.xml\"/></Relationships>"},
       {"xl/worksheets/sheet2.xml",
        "<worksheet><sheetData>" + claims + "</sheetData></worksheet>"}});
  const auto read = read_sheet("book.xlsx", bytes);
  CHECK(records(read).configurations.size() == 1);
  CHECK_THAT(finding(read, "sheet.other-sheets"), ContainsSubstring("not \"Notes\""));
}

TEST_CASE("the same sheet as text and as a workbook brings the same records",
          "[interchange][sheet]") {
  const auto text =
      read_sheet("typical.csv", source_file("tests/fixtures/formats/sheet/typical.csv"));
  const auto book =
      read_sheet("typical.xlsx", source_file("tests/fixtures/formats/sheet/typical.xlsx"));
  INFO(told(text.found) + told(book.found));
  CHECK(records(text).evidence.size() == 4);
  CHECK(same(records(text), records(book)));
}

TEST_CASE("a sheet cut short anywhere breaks nothing", "[interchange][sheet]") {
  const std::string whole = source_file("tests/fixtures/formats/sheet/typical.csv");
  for (std::size_t length = 0; length < whole.size(); length += 7) {
    const auto read = read_sheet("typical.csv", whole.substr(0, length));
    INFO(length);
    CHECK(records(read).evidence.size() <= 4);
    CHECK((!read.found.refused() || nothing_came(read)));
  }
}

TEST_CASE("no more than twenty findings of a kind are listed", "[interchange][sheet]") {
  std::string rows = "document,outcome\n";
  for (int i = 0; i < 1000; ++i) rows += ",b\n";
  const auto read = read_sheet("s.csv", rows);
  CHECK(read.found.size() == 21);
  CHECK_THAT(told(read.found), ContainsSubstring("980 further places"));
}

TEST_CASE("the published claims on social prescribing come in whole", "[interchange][sheet]") {
  const char* folder = std::getenv("RETRODUCE_SHARED");
  const std::filesystem::path shared =
      folder != nullptr ? folder : std::filesystem::path(RETRODUCE_SOURCE_DIR) / "../shared";
  const std::filesystem::path path = shared / "domain/triples.tsv";
  if (!std::filesystem::exists(path)) {
    WARN("skipped: there is no " + path.string());
    return;
  }
  const auto read =
      read_sheet("triples.tsv", base::DiskFiles().read(path), mapped({{"note", "where_seen"}}));
  INFO(told(read.found));
  CHECK_FALSE(read.found.any(base::Severity::repair));
  CHECK(records(read).documents.size() == 72);
  CHECK(records(read).configurations.size() == 156);
  CHECK(records(read).evidence.size() == 156);
}

TEST_CASE("a DOI of a sheet comes in the form that bibliographies give it", "[interchange]") {
  const auto doi = [](const std::string& cell) {
    return read_sheet("s.csv",
                      "document,doi,context,mechanism,outcome\nLee,\"" + cell + "\",c,m,o\n")
        .review->records()
        .documents.at(0)
        .doi;
  };
  CHECK(doi("https://doi.org/10.9999%2Fabc%28x%29") == "10.9999/abc(x)");
  CHECK(doi("10.9999/a; 10.9999/b") == "10.9999/a; 10.9999/b");
  CHECK(doi("see text") == "see text");
}
