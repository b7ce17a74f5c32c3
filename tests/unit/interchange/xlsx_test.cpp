#include "base/zip.h"
#include "interchange/xlsx_reader.h"
#include "support/catch.h"
#include "table_helpers.h"

using namespace retroduce;
using namespace retroduce::interchange;
using namespace retroduce::tests;
using Cells = std::vector<std::string>;

namespace {

Cells only_row(const std::string& rows,
               const std::vector<std::pair<std::string, std::string>>& more = {}) {
  base::Diagnostics found;
  const auto grids = read_xlsx(xlsx(rows, more), "s.xlsx", found);
  INFO(told(found));
  REQUIRE(grids.size() == 1);
  REQUIRE(grids[0].rows.size() == 1);
  return grids[0].rows[0].cells;
}

std::string refusal(const std::string& bytes) {
  base::Diagnostics found;
  CHECK(read_xlsx(bytes, "s.xlsx", found).empty());
  return found.refused() ? told(found) : "";
}

}  // namespace

TEST_CASE("texts of a workbook come from the shared list, from runs and from the cell itself",
          "[interchange][xlsx]") {
  const std::string strings =
      "<sst><si><t>one</t></si><si><r><t>two </t></r><r><rPr/><t "
      "xml:space=\"preserve\">parts</t></r>"
      "<rPh><t>hint</t></rPh></si></sst>";
  CHECK(only_row("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"
                 "<c r=\"D1\" t=\"inlineStr\"><is><t>in_x000A_line</t></is></c>"
                 "<c t=\"str\"><f>A1</f><v>one</v></c></row>",
                 {{"xl/sharedStrings.xml", strings}}) ==
        Cells{"one", "two parts", "", "in\nline", "one"});
}

TEST_CASE("numbers of a workbook come as a person would type them", "[interchange][xlsx]") {
  CHECK(only_row("<row r=\"1\"><c r=\"A1\"><v>2018</v></c><c r=\"B1\"><v>2018.0</v></c>"
                 "<c r=\"C1\"><v>0.10000000000000001</v></c><c r=\"D1\"><v>-3.5E-1</v></c>"
                 "<c r=\"E1\" t=\"b\"><v>1</v></c><c r=\"F1\" t=\"e\"><v>#REF!</v></c></row>") ==
        Cells{"2018", "2018", "0.1", "-0.35", "TRUE", "#REF!"});
}

TEST_CASE("a number that is shown as a date comes as one", "[interchange][xlsx]") {
  const std::string styles =
      "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd&quot; of &quot;mmm\"/>"
      "<numFmt numFmtId=\"165\" formatCode=\"0.0&quot; days&quot;\"/></numFmts>"
      "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf "
      "numFmtId=\"165\"/></cellXfs>"
      "</styleSheet>";
  CHECK(only_row(
            "<row r=\"1\"><c r=\"A1\" s=\"0\"><v>43831</v></c><c r=\"B1\" s=\"1\"><v>43831</v></c>"
            "<c r=\"C1\" s=\"2\"><v>43890.5</v></c><c r=\"D1\" s=\"3\"><v>7</v></c>"
            "<c r=\"E1\" s=\"99\"><v>8</v></c></row>",
            {{"xl/styles.xml", styles}}) == Cells{"43831", "2020-01-01", "2020-02-29", "7", "8"});
}

TEST_CASE("names with a prefix and rows without numbers are understood", "[interchange][xlsx]") {
  const std::string sheet =
      "<x:worksheet xmlns:x=\"m\"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row>"
      "<x:row r=\"7\"><x:c r=\"B7\"><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>";
  base::Diagnostics found;
  const auto grids = read_xlsx(xlsx("", {{"xl/worksheets/sheet1.xml", sheet}}), "s.xlsx", found);
  REQUIRE(grids.size() == 1);
  REQUIRE(grids[0].rows.size() == 2);
  CHECK(grids[0].rows[0].row == 1);
  CHECK(grids[0].rows[1].row == 7);
  CHECK(grids[0].rows[1].cells == Cells{"", "2"});
}

TEST_CASE("what is no workbook is refused in one sentence", "[interchange][xlsx]") {
  CHECK_THAT(refusal("PK\x03\x04 and nothing more"), ContainsSubstring("sheet.damaged"));
  CHECK_THAT(refusal("plain text"), ContainsSubstring("sheet.damaged"));
  CHECK_THAT(refusal("\xD0\xCF\x11\xE0old"), ContainsSubstring("save it as .xlsx"));
  CHECK_THAT(refusal(base::write_zip({{"word/document.xml", "<w/>"}})),
             ContainsSubstring("no Excel workbook"));
}

TEST_CASE("a formula without its result is refused, and not read as nothing",
          "[interchange][xlsx]") {
  const std::string before = "<row r=\"3\"><c r=\"A3\"><v>1</v></c>";
  const auto message = refusal(xlsx(before + "<c r=\"AB3\"><f>1+2</f><v></v></c></row>"));
  CHECK_THAT(message, ContainsSubstring("sheet.formula"));
  CHECK_THAT(message, ContainsSubstring("the cell AB3 of the sheet"));
  CHECK_THAT(refusal(xlsx(before + "<c r=\"B3\"><f>1+2</f></c></row>")),
             ContainsSubstring("the cell B3 of the sheet"));
  CHECK(only_row(before + "<c r=\"B3\"><f>1+2</f><v>3</v></c><c r=\"C3\" t=\"str\"><f>\"\"</f>"
                          "<v></v></c></row>") == Cells{"1", "3"});
}

TEST_CASE("damage inside a workbook is refused", "[interchange][xlsx]") {
  const auto with = [](const std::string& part, const std::string& bytes) {
    return xlsx("<row><c><v>1</v></c></row>", {{part, bytes}});
  };
  CHECK_THAT(refusal(with("xl/worksheets/sheet1.xml", "<worksheet><sheetData>")),
             ContainsSubstring("no sound XML"));
  CHECK_THAT(refusal(with("xl/_rels/workbook.xml.rels", "<Relationships/>")),
             ContainsSubstring("names a sheet"));
  CHECK_THAT(refusal(xlsx("<row><c t=\"s\"><v>4</v></c></row>")),
             ContainsSubstring("text that is not there"));
  CHECK_THAT(refusal(xlsx("<row><c r=\"ZZZZ1\"><v>4</v></c></row>")),
             ContainsSubstring("last column"));
  CHECK_THAT(refusal(xlsx("<row r=\"99999999\"><c><v>4</v></c></row>")),
             ContainsSubstring("last row"));
  CHECK_THAT(refusal(xlsx("<row><c t=\"inlineStr\"><is><t>\xFF</t></is></c></row>")),
             ContainsSubstring("not UTF-8"));
}

TEST_CASE("a workbook nested deeper than any is refused", "[interchange][xlsx]") {
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<a>";
  for (int i = 0; i < 100000; ++i) deep += "</a>";
  CHECK_THAT(refusal(xlsx("", {{"xl/worksheets/sheet1.xml", deep}})),
             ContainsSubstring("nested deeper"));
}

TEST_CASE("a workbook cut short anywhere is refused and nothing breaks", "[interchange][xlsx]") {
  const std::string whole = source_file("tests/fixtures/formats/sheet/typical.xlsx");
  for (std::size_t length = 0; length < whole.size(); length += 7) {
    INFO(length);
    CHECK(read_sheet("typical.xlsx", whole.substr(0, length)).found.refused());
  }
}

TEST_CASE("a cell that is merged downwards holds for all its rows", "[interchange][xlsx]") {
  const std::string sheet =
      "<worksheet><cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData>"
      "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>d1</v></c><c r=\"B1\"><v>1</v></c></row>"
      "<row r=\"2\" hidden=\"1\"><c r=\"B2\"><v>2</v></c></row>"
      "<row r=\"4\"><c r=\"B4\"><v>3</v></c></row></sheetData>"
      "<mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"A3:A99999999\"/>"
      "<mergeCell ref=\"A\"/></mergeCells></worksheet>";
  base::Diagnostics found;
  const auto grids = read_xlsx(xlsx("", {{"xl/worksheets/sheet1.xml", sheet}}), "s.xlsx", found);
  REQUIRE(grids.size() == 1);
  CHECK(grids[0].rows[1].cells == Cells{"d1", "2"});
  CHECK(grids[0].rows[2].cells == Cells{"", "3"});
  CHECK(grids[0].hidden_rows == 1);
  CHECK(grids[0].hidden_columns == 1);
  CHECK(grids[0].filled == 1);
  CHECK_FALSE(grids[0].is_hidden);
}

TEST_CASE("a hidden sheet is read only where no other could be, and what is hidden is told",
          "[interchange][xlsx]") {
  const auto sheet = [](const std::string& outcome) {
    return "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>document</v></c><c "
           "r=\"B1\" "
           "t=\"str\"><v>outcome</v></c></row><row r=\"2\" hidden=\"1\"><c r=\"A2\" "
           "t=\"str\"><v>d</v></c><c r=\"B2\" t=\"str\"><v>" +
           outcome + "</v></c></row></sheetData></worksheet>";
  };
  const auto read = [&](const std::string& second) {
    return read_sheet(
        "s.xlsx",
        xlsx("", {{"xl/workbook.xml",
                   "<workbook xmlns:r=\"r\"><sheets><sheet name=\"old\" state=\"hidden\" "
                   "r:id=\"a\"/><sheet name=\"data\" r:id=\"b\"" +
                       second + "/></sheets></workbook>"},
                  {"xl/_rels/workbook.xml.rels",
                   "<Relationships><Relationship Id=\"a\" Target=\"worksheets/sheet1.xml\"/>"
                   "<Relationship Id=\"b\" Target=\"worksheets/sheet2.xml\"/></Relationships>"},
                  {"xl/worksheets/sheet1.xml", sheet("hid")},
                  {"xl/worksheets/sheet2.xml", sheet("shown")}}));
  };
  const auto shown = read("");
  INFO(told(shown.found));
  REQUIRE(shown.review->records().configurations.size() == 1);
  CHECK(shown.review->records().configurations[0].elements.at(0).wording == "shown");
  CHECK(finding(shown, "sheet.other-sheets").find("\"old\" (hidden)") != std::string::npos);
  CHECK(finding(shown, "sheet.hidden-cells").find("1 hidden row ") != std::string::npos);
  CHECK_FALSE(finding(read(" state=\"veryHidden\""), "sheet.hidden").empty());
}
