// The Excel file: every text a text, ids hidden, the same bytes each time.
#include <utility>

#include <pugixml.hpp>

#include "base/error.h"
#include "base/zip.h"
#include "odd_texts.h"
#include "reports/cells.h"
#include "reports/escape.h"
#include "sample_review.h"
#include "support/catch.h"

namespace retroduce::tests {

namespace {

pugi::xml_document sheet_of(const std::string& bytes, const char* part = "sheet1") {
  pugi::xml_document tree;
  const auto files = base::read_zip(bytes, "table.xlsx");
  const std::string& text = files.at("xl/worksheets/" + std::string(part) + ".xml");
  REQUIRE(tree.load_string(text.c_str(), pugi::parse_default | pugi::parse_ws_pcdata));
  return tree;
}

/// What Excel reads of a cell's text: runs one after the other, "_x005F_" as the underscore.
std::string text_of(pugi::xml_node cell) {
  std::string text;
  const pugi::xml_node words = cell.child("is");
  text += words.child("t").text().get();
  for (const pugi::xml_node run : words.children("r")) text += run.child("t").text().get();
  for (std::size_t at = 0; (at = text.find("_x005F_", at)) != std::string::npos; ++at)
    text.replace(at, 7, "_");
  return text;
}

std::vector<pugi::xml_node> cells_of(pugi::xml_node row) {
  std::vector<pugi::xml_node> cells;
  for (const pugi::xml_node cell : row.children("c")) cells.push_back(cell);
  return cells;
}

reports::Table texts_in_a_column(const std::vector<std::string>& texts) {
  reports::Table table;
  table.title = "Odd & <texts>";
  table.snapshot = std::make_shared<const model::Snapshot>();
  table.columns = {{"Text", "text", 1, false}};
  auto at = std::make_shared<std::size_t>(0);
  table.next = [texts, at](reports::TableRow& row) {
    if (*at == texts.size()) return false;
    row = {};
    row.id = "row " + std::to_string(*at);
    row.cells = {reports::text_cell(texts[(*at)++], {})};
    return true;
  };
  table.finish = [](reports::Table&) {};
  return table;
}

}  // namespace

TEST_CASE("every text comes back from the Excel file as a text, none as a formula",
          "[reports][xlsx]") {
  std::vector<std::string> texts = odd_texts();
  texts.emplace_back("_x0041_ and _x000D_");
  texts.emplace_back(30000, 'x');
  const pugi::xml_document sheet = sheet_of(written(texts_in_a_column(texts), "xlsx"));
  CHECK_FALSE(sheet.find_node(
      [](const pugi::xml_node& node) { return std::string_view(node.name()) == "f"; }));
  std::size_t at = 0;
  for (const pugi::xml_node row : sheet.child("worksheet").child("sheetData").children("row")) {
    if (row.attribute("r").as_int() == 1) continue;
    REQUIRE(at < texts.size());
    const auto cells = cells_of(row);
    CHECK(text_of(cells.front()) == reports::carried_text(texts[at]));
    CHECK(text_of(cells.back()) == "row " + std::to_string(at));
    ++at;
  }
  CHECK(at == texts.size());
}

TEST_CASE("a row is as high as its longest cell, and the caption stands over each page",
          "[reports][xlsx]") {
  reports::Table table = texts_in_a_column({"short", std::string(200, 'x'), "one\ntwo"});
  table.title = "Black & white";
  const pugi::xml_document sheet = sheet_of(written(std::move(table), "xlsx"));
  std::vector<double> heights;
  for (const pugi::xml_node row : sheet.child("worksheet").child("sheetData").children("row"))
    heights.push_back(row.attribute("ht").as_double(15));
  REQUIRE(heights.size() == 4);
  CHECK(heights[0] == 15);
  CHECK(heights[1] == 15);
  CHECK(heights[2] > 60);
  CHECK(heights[3] == 28);
  CHECK(std::string(sheet.select_node("//oddHeader").node().text().get()) ==
        "&LTable 1. Black && white");
}

TEST_CASE("a cell of plain and muted words is one text, one with a raised mark has runs",
          "[reports][xlsx]") {
  reports::Table table = texts_in_a_column({"first", "second"});
  table.next = [next = std::move(table.next)](reports::TableRow& row) {
    if (!next(row)) return false;
    reports::Line& line = row.cells[0].lines[0];
    line.push_back(row.id == "row 0" ? reports::muted(" (muted)") : reports::mark("*", ""));
    return true;
  };
  const pugi::xml_document sheet = sheet_of(written(std::move(table), "xlsx"));
  std::vector<std::size_t> runs;
  for (const pugi::xml_node row : sheet.child("worksheet").child("sheetData").children("row"))
    runs.push_back(
        static_cast<std::size_t>(std::distance(row.child("c").child("is").children("r").begin(),
                                               row.child("c").child("is").children("r").end())));
  CHECK(runs == std::vector<std::size_t>{0, 0, 2});
}

TEST_CASE("a text that no Excel cell carries is refused, and another form named",
          "[reports][xlsx]") {
  const std::string emoji = "\U0001F600";
  std::string text;
  for (int i = 0; i < 16384; ++i) text += emoji;
  CHECK_THROWS_WITH(written(texts_in_a_column({text}), "xlsx"), ContainsSubstring("csv"));
  CHECK_NOTHROW(written(texts_in_a_column({text.substr(emoji.size())}), "xlsx"));
}

TEST_CASE("the head is frozen and repeated, the ids hidden, numbers are numbers",
          "[reports][xlsx]") {
  const auto review = sample_review();
  for (const reports::TableKind* kind : reports::table_kinds()) {
    INFO(kind->name);
    const std::string bytes = written(kind->make(world_of(*review)), "xlsx");
    const pugi::xml_document sheet = sheet_of(bytes);
    const pugi::xml_node pane =
        sheet.child("worksheet").child("sheetViews").child("sheetView").child("pane");
    CHECK(std::string(pane.attribute("state").value()) == "frozen");
    const pugi::xml_node last = sheet.child("worksheet").child("cols").last_child();
    CHECK(last.attribute("hidden").as_bool());
    CHECK_THAT(base::read_zip(bytes, "x").at("xl/workbook.xml"),
               ContainsSubstring("_xlnm.Print_Titles"));
    const auto head = cells_of(sheet.child("worksheet").child("sheetData").first_child());
    CHECK(text_of(head.back()) == "id");
  }
}

TEST_CASE("all fragments of a cell are in one font", "[reports][xlsx]") {
  reports::Table table = texts_in_a_column({});
  table.next = [is_done = false](reports::TableRow& row) mutable {
    if (std::exchange(is_done, true)) return false;
    row = {};
    row.cells = {{{{reports::plain("4"), reports::mark("*", ""), reports::plain(", 5")}}, {}, {}}};
    return true;
  };
  const pugi::xml_document tree = sheet_of(written(std::move(table), "xlsx"));
  std::size_t runs = 0;
  for (const auto& each : tree.select_nodes("//is/r")) {
    ++runs;
    CHECK(std::string(each.node().select_node("rPr/rFont/@val").attribute().value()) ==
          "Times New Roman");
  }
  CHECK(runs == 3);
}

TEST_CASE("references stand on a sheet of their own", "[reports][xlsx]") {
  const auto review = sample_review();
  const std::string bytes =
      written(reports::find_table_kind("cmoc")->make(world_of(*review)), "xlsx");
  const pugi::xml_document sheet = sheet_of(bytes, "sheet2");
  const pugi::xml_node rows = sheet.child("worksheet").child("sheetData");
  CHECK(text_of(cells_of(rows.first_child())[1]) == "Reference");
  CHECK(rows.first_child().next_sibling());
}

}  // namespace retroduce::tests
