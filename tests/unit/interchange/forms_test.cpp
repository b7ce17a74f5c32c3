// Extraction forms beyond the long sheet: OpenDocument sheets, tables of Word files, wide sheets,
// lists of claims as JSON and YAML.
#include <string>

#include "base/zip.h"
#include "interchange/office_grids.h"
#include "support/catch.h"
#include "table_helpers.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

ReadBack read_records(const std::string& name, const std::string& bytes,
                      const interchange::ReadOptions& options = {}) {
  base::MemoryFiles files;
  files.put(name, bytes);
  interchange::Source source;
  source.path = name;
  source.files = &files;
  source.head = bytes.substr(0, 4096);
  CHECK(interchange::detect(source) == interchange::find_format("records"));
  ReadBack back{std::make_unique<MemoryReview>(), {}};
  base::NoProgress progress;
  interchange::find_format("records")->read(source, options, *back.review, back.found, progress);
  return back;
}

/// Each configuration as "label: c1, c2 > m > o", a line each.
std::string claims(const ReadBack& read) {
  std::string out;
  for (const auto& configuration : read.review->records().configurations) {
    out += configuration.label + ":";
    std::string last;
    for (const auto& element : configuration.elements) {
      const std::string role(to_word(element.role));
      out += (last.empty() ? " " : last == role ? ", " : " > ") + element.wording;
      last = role;
    }
    out += "\n";
  }
  return out;
}

std::string ods(const std::string& rows) {
  return base::write_zip({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                          {"content.xml",
                           "<office:document-content xmlns:office=\"o\" xmlns:table=\"b\" "
                           "xmlns:text=\"t\"><office:body><office:spreadsheet><table:table "
                           "table:name=\"Sheet1\">" +
                               rows +
                               "</table:table></office:spreadsheet></office:body>"
                               "</office:document-content>"}});
}

std::string ods_row(const std::vector<std::string>& cells) {
  std::string out = "<table:table-row>";
  for (const std::string& cell : cells)
    out += "<table:table-cell office:value-type=\"string\"><text:p>" + cell +
           "</text:p></table:table-cell>";
  return out + "<table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>";
}

std::string docx(const std::string& body) {
  return base::write_zip({{"[Content_Types].xml", "<Types/>"},
                          {"word/document.xml", "<w:document xmlns:w=\"w\"><w:body>" + body +
                                                    "</w:body></w:document>"}});
}

std::string cell(const std::string& text, const std::string& properties = "") {
  return "<w:tc>" + (properties.empty() ? "" : "<w:tcPr>" + properties + "</w:tcPr>") +
         "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p></w:tc>";
}

std::string row(const std::vector<std::string>& texts) {
  std::string out = "<w:tr>";
  for (const std::string& text : texts) out += cell(text);
  return out + "</w:tr>";
}

}  // namespace

TEST_CASE("an OpenDocument sheet is read as a sheet", "[interchange][forms]") {
  const auto read = read_sheet(
      "e.ods", ods(ods_row({"document", "year", "context", "mechanism", "outcome"}) +
                   "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell/>"
                   "</table:table-row><table:table-row><table:table-cell><text:p>smith"
                   "<text:span>2019</text:span></text:p></table:table-cell><table:table-cell "
                   "office:value-type=\"float\" office:value=\"2019\"><text:p>2.019,00</text:p>"
                   "</table:table-cell><table:table-cell><text:p>time</text:p><text:p>to talk"
                   "</text:p></table:table-cell><table:table-cell table:number-columns-repeated="
                   "\"2\"><text:p>trust</text:p></table:table-cell></table:table-row>"
                   "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell/>"
                   "</table:table-row>"));
  INFO(told(read.found));
  CHECK(claims(read) == "e row 4: time to talk > trust > trust\n");
  CHECK(read.review->records().documents.at(0).year == 2019);
}

TEST_CASE("an OpenDocument cell that is merged downwards holds for all its rows",
          "[interchange][forms]") {
  const std::string rows =
      ods_row({"document", "outcome"}) +
      "<table:table-row table:visibility=\"filter\"><table:table-cell "
      "table:number-rows-spanned=\"2\" office:value-type=\"string\"><text:p>d</text:p>"
      "</table:table-cell><table:table-cell office:value-type=\"string\"><text:p>o1</text:p>"
      "</table:table-cell></table:table-row><table:table-row><table:covered-table-cell/>"
      "<table:table-cell office:value-type=\"string\"><text:p>o2</text:p></table:table-cell>"
      "</table:table-row>";
  const auto read = read_sheet("s.ods", ods(rows));
  INFO(told(read.found));
  CHECK(read.review->records().documents.size() == 1);
  CHECK(read.review->records().configurations.size() == 2);
  CHECK_FALSE(finding(read, "sheet.merged-cells").empty());
  CHECK_FALSE(finding(read, "sheet.hidden-cells").empty());
}

TEST_CASE("damaged OpenDocument sheets are refused", "[interchange][forms]") {
  CHECK(refuses(read_sheet("e.ods", "no zip"), "text.no-zip", "no zip archive"));
  CHECK(refuses(read_sheet("e.ods", ods("").substr(0, 100)), "text.no-zip", ""));
  CHECK(refuses(read_sheet("e.ods", ods("<a>")), "text.xml", ""));
  CHECK(refuses(read_sheet("e.ods", base::write_zip({{"x", "y"}})), "sheet.not-ods", ""));
}

TEST_CASE("an OpenDocument formula without its result is refused, one with it is read",
          "[interchange][forms]") {
  const auto with = [](const std::string& outcome) {
    return read_sheet("f.ods",
                      ods(ods_row({"document", "outcome"}) +
                          "<table:table-row><table:table-cell><text:p>d</text:p>"
                          "</table:table-cell><table:table-cell table:formula=\"of:=[.A2]\"" +
                          outcome + "</table:table-row>"));
  };
  const auto without = with("/>");
  CHECK(refuses(without, "sheet.formula", "B2"));
  CHECK(without.review->records().configurations.empty());
  const auto reckoned =
      with(" office:value-type=\"string\"><text:p>fewer visits</text:p></table:table-cell>");
  INFO(told(reckoned.found));
  CHECK(claims(reckoned) == "f row 2: fewer visits\n");
}

TEST_CASE("tables of a Word file with the same heading are one sheet", "[interchange][forms]") {
  const std::string head = row({"Study", "Context", "Mechanism", "Outcome"});
  const auto read = read_sheet(
      "e.docx",
      docx("<w:p/><w:tbl>" + head + row({"smith2019", "time", "trust", "visits"}) +
           "</w:tbl><w:p/><w:tbl>" + head + row({"jones2020", "garden", "calm", "joy"}) +
           "</w:tbl><w:tbl>" + row({"Term", "Meaning"}) + row({"CMO", "x"}) + "</w:tbl>"));
  INFO(told(read.found));
  CHECK(claims(read) == "e row 2: time > trust > visits\ne row 4: garden > calm > joy\n");
  CHECK(finding(read, "sheet.other-sheets").find("table 2") != std::string::npos);
}

TEST_CASE("a Word cell that is merged downwards holds for all its rows", "[interchange][forms]") {
  const auto read =
      read_sheet("e.docx", docx("<w:tbl>" + row({"Document", "Context", "Outcome"}) + "<w:tr>" +
                                cell("smith2019", "<w:vMerge w:val=\"restart\"/>") + cell("time") +
                                cell("visits") + "</w:tr><w:tr>" + cell("", "<w:vMerge/>") +
                                cell("place") + cell("joy") + "</w:tr></w:tbl>"));
  INFO(told(read.found));
  CHECK(claims(read) == "e row 2: time > visits\ne row 3: place > joy\n");
  CHECK(read.review->records().documents.size() == 1);
}

TEST_CASE("a Word file without a table, and one that is none, are refused",
          "[interchange][forms]") {
  CHECK(refuses(read_sheet("e.docx", docx("<w:p/>")), "sheet.no-table", "holds no table"));
  CHECK(refuses(read_sheet("e.docx", "no zip"), "text.no-zip", ""));
}

TEST_CASE("numbers that have an outcome each are configurations", "[interchange][forms]") {
  const auto read = read_sheet("w.csv",
                               "Study,Context 1,Mechanism 1,Outcome 1,Context 2,Mechanism 2,"
                               "Outcome 2\nsmith2019,time,trust,visits,garden,calm,joy\n"
                               "jones2020,rural,hope,sleep,,,\n");
  INFO(told(read.found));
  CHECK(claims(read) ==
        "w row 2 CMOC 1: time > trust > visits\nw row 2 CMOC 2: garden > calm > joy\n"
        "w row 3 CMOC 1: rural > hope > sleep\n");
  CHECK(finding(read, "sheet.wide").find("2 configurations in a row") != std::string::npos);
}

TEST_CASE("a paper of a wide sheet is kept where it makes no claim", "[interchange][forms]") {
  const auto read = read_sheet("w.csv",
                               "Study,Context 1,Outcome 1,Context 2,Outcome 2\n"
                               "smith2019,time,visits,garden,joy\njones2020,,,,\n");
  INFO(told(read.found));
  CHECK_FALSE(read.found.refused());
  CHECK(read.review->records().documents.size() == 2);
  CHECK(read.review->records().configurations.size() == 2);
  CHECK(finding(read, "sheet.paper-alone").find("its document is kept") != std::string::npos);
}

TEST_CASE("a word such as CMOC says that the number is a configuration's", "[interchange][forms]") {
  const auto read =
      read_sheet("w.csv",
                 "document,CMOC 1 context,CMOC 1 outcome,CMOC 2: outcome,outcome_quality\n"
                 "smith2019,time,visits,joy,x\n");
  CHECK(claims(read) == "w row 2 CMOC 1: time > visits\nw row 2 CMOC 2: joy\n");
}

TEST_CASE("numbers that only count elements give one configuration", "[interchange][forms]") {
  const auto read = read_sheet(
      "w.csv",
      "document,context,context 2,C3,mechanism,outcome\nsmith2019,time,rural,,trust,joy\n");
  INFO(told(read.found));
  CHECK(claims(read) == "w row 2: time, rural > trust > joy\n");
  CHECK(finding(read, "sheet.wide").find("elements of one configuration") != std::string::npos);
}

TEST_CASE("a long sheet is not taken for a wide one", "[interchange][forms]") {
  const auto read = read_sheet("w.csv", "document,context,outcome,year 2\nsmith2019,time,joy,x\n");
  CHECK(finding(read, "sheet.wide").empty());
  CHECK(claims(read) == "w row 2: time > joy\n");
}

TEST_CASE("a list of papers with their claims is read as JSON", "[interchange][forms]") {
  const auto read =
      read_records("r.json", source_file("tests/fixtures/formats/records/typical.json"));
  INFO(told(read.found));
  CHECK(claims(read) ==
        "r row 1: time to talk, rural > a link worker, trust > fewer visits\n"
        "r row 2: no time > no change\nr row 3: garden > calm > less lonely\n");
  const auto& records = read.review->records();
  CHECK(records.documents.size() == 2);
  CHECK(records.documents[0].year == 2019);
  CHECK(records.evidence[1].stance == model::Stance::contradicts);
}

TEST_CASE("a list of names is several authors", "[interchange][forms]") {
  const auto read = read_records(
      "r.json", R"([{"document":"a","authors":["Smith J","Jones K"],"outcome":["x","y"]}])");
  CHECK(read.review->records().documents.at(0).authors ==
        std::vector<std::string>{"Smith J", "Jones K"});
  CHECK(claims(read) == "r row 1: x, y\n");
}

TEST_CASE("a list of claims is read as YAML, with paths told by --map", "[interchange][forms]") {
  const std::string yaml = source_file("tests/fixtures/formats/records/typical.yaml");
  interchange::ReadOptions options;
  options.columns = {{"mechanism", "cmo.mechanism"}, {"context", "cmo.context"}};
  const auto read = read_records("r.yaml", yaml, options);
  INFO(told(read.found));
  CHECK(claims(read) == "r row 1: fewer visits\nr row 2: garden > calm > less lonely\n");
  CHECK(finding(read, "sheet.column-not-read").find("\"context\"") != std::string::npos);
}

TEST_CASE("an object of a YAML list takes over what a merge key names", "[interchange][forms]") {
  const std::string head = "claims:\n- &first\n  document: a\n  context: garden\n  outcome: calm\n";
  CHECK(claims(read_records("r.yaml", head + "- <<: *first\n  outcome: less lonely\n")) ==
        "r row 1: garden > calm\nr row 2: garden > less lonely\n");
  CHECK(claims(read_records("r.yaml", head + "- <<: [*first, {mechanism: trust}]\n")) ==
        "r row 1: garden > calm\nr row 2: garden > trust > calm\n");
  CHECK(refuses(read_records("r.yaml", "- <<: x\n  outcome: a\n"), "records.merge-key",
                "names no object"));
  CHECK(refuses(read_records("r.yaml", "- &a\n  <<: *a\n  outcome: a\n"), "records.depth",
                "64 deep"));
}

TEST_CASE("JSON and YAML that mean harm or are torn are refused", "[interchange][forms]") {
  CHECK(refuses(read_records("r.json", "[{\"outcome\": \"x\""), "records.json", "cut short"));
  CHECK(refuses(read_records("r.json", "[\n{\"outcome\": x}]"), "records.json", "r.json:2"));
  CHECK(refuses(read_records("r.json", "[{\"outcome\": 1e400}]"), "records.json", "larger"));
  CHECK(told(read_records("r.json", R"([{"outcome":"a","outcome":"b"}])").found)
            .find("says \"outcome\" twice") != std::string::npos);
  CHECK(told(read_records("r.yaml", "- outcome: a\n  outcome: b\n").found)
            .find("says \"outcome\" twice") != std::string::npos);
  CHECK(refuses(read_records("r.yaml", "- outcome: a\n---\n- outcome: b\n"), "records.documents",
                "several documents"));
  CHECK(refuses(read_records("r.json", std::string(100000, '[')), "records.depth", "64 deep"));
  CHECK(refuses(read_records("r.json", "{\"outcome\": 1}"), "records.no-list", ""));
  CHECK(refuses(read_records("r.json", "[{\"a\":[{\"outcome\":1}],\"b\":[{\"outcome\":1}]}]"),
                "records.two-lists", "a and b"));
  CHECK(refuses(read_records("r.yaml", "- outcome: 'x\n- b"), "records.yaml", ""));
  CHECK(refuses(read_records("r.yaml", "a: " + std::string(5000, '[')), "records.depth", ""));
  CHECK(refuses(read_records("r.yaml", ",,\"a\": [\n"), "records.yaml", ""));
  CHECK(refuses(read_records("r.yaml", std::string(3000, '-') + " x"), "records.depth", ""));
  std::string bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
  for (int i = 1; i < 9; ++i) {
    const std::string below = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + below;
    for (int k = 1; k < 10; ++k) bomb += "," + below;
    bomb += "]\n";
  }
  CHECK(refuses(read_records("r.yaml", bomb), "records.too-much", "million"));
}

TEST_CASE("an OpenDocument spreadsheet is known by what it says, or by its name",
          "[interchange][sheet]") {
  const std::string says = "mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
  CHECK(interchange::is_ods("form.xlsx", "PK\x03\x04 " + says));
  CHECK(interchange::is_ods("Form.ODS", ""));
  CHECK_FALSE(interchange::is_ods("s.csv", "outcome," + says));
  CHECK_FALSE(interchange::is_ods("form.xlsx", "PK\x03\x04 [Content_Types].xml"));
}
