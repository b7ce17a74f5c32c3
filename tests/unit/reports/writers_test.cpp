// What every writer promises of every table.
#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "base/zip.h"
#include "csv_reader.h"
#include "odd_texts.h"
#include "reports/cells.h"
#include "reports/escape.h"
#include "sample_review.h"
#include "support/catch.h"
#include "support/given.h"

namespace retroduce::tests {

namespace {

/// A table of one text column and one number column.
reports::Table table_of(const std::vector<std::string>& texts, int* pulled = nullptr) {
  reports::Table table;
  table.kind = "test";
  table.title = "A test";
  table.snapshot = std::make_shared<const model::Snapshot>();
  table.columns = {{"Text", "text", 3, false}, {"Number", "number", 1, true}};
  auto at = std::make_shared<std::size_t>(0);
  table.next = [texts, at, pulled](reports::TableRow& row) {
    if (*at == texts.size()) return false;
    row = {};
    row.cells = {reports::text_cell(texts[*at], {}), reports::text_cell("minus five", {})};
    row.cells[1].number = -5;
    ++*at;
    if (pulled != nullptr) ++*pulled;
    return true;
  };
  table.finish = [](reports::Table&) {};
  return table;
}

std::size_t bare_pipes(const std::string& line) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\') {
      ++i;
    } else if (line[i] == '|') {
      ++count;
    }
  }
  return count;
}

}  // namespace

TEST_CASE("a label that should stand on one line has the room for it in HTML",
          "[reports][writers]") {
  const auto review = given("CMOC 100: a -> m -> b");
  const std::string page =
      written(reports::find_table_kind("narrative")->make(world_of(*review)), "html");
  CHECK_THAT(page, ContainsSubstring("<th scope=\"col\" style=\"min-width:5.2em\">No.</th>"));
}

TEST_CASE("texts come back from a CSV table when unguarded, and numbers stay numbers",
          "[reports][writers]") {
  const std::vector<std::string> texts = odd_texts();
  const auto guarded = read_csv(written(table_of(texts), "csv"));
  const auto raw = read_csv(written(table_of(texts), "csv", {true}));
  REQUIRE(guarded.size() == texts.size() + 1);
  REQUIRE(raw.size() == texts.size() + 1);
  CHECK(guarded[0] == std::vector<std::string>{"text", "number"});
  for (std::size_t i = 0; i < texts.size(); ++i) {
    CHECK(reports::unguard_formula(guarded[i + 1][0]) == texts[i]);
    CHECK(raw[i + 1][0] == texts[i]);
    CHECK(guarded[i + 1][1] == "-5");
  }
}

TEST_CASE("every row of a CSV table has a field per column and the theme before them",
          "[reports][writers]") {
  const auto review = sample_review();
  for (const reports::TableKind* kind : reports::table_kinds()) {
    const reports::Table table = kind->make(world_of(*review));
    const std::size_t fields = table.columns.size() + (table.group_key.empty() ? 0 : 1);
    for (const auto& row : read_csv(written(kind->make(world_of(*review)), "csv"))) {
      CHECK(row.size() == fields);
    }
  }
}

TEST_CASE("every row of a Markdown table has one line with a cell per column",
          "[reports][writers]") {
  const std::string page = written(table_of(odd_texts()), "md");
  std::size_t rows = 0;
  for (std::size_t at = 0; at < page.size();) {
    const std::size_t end = page.find('\n', at);
    const std::string line = page.substr(at, end - at);
    at = end + 1;
    if (line.empty() || line[0] != '|') continue;
    CHECK(bare_pipes(line) == 3);
    ++rows;
  }
  CHECK(rows == odd_texts().size() + 2);
}

TEST_CASE("an HTML table is well-formed, has one caption, scoped heads and a row per row",
          "[reports][writers]") {
  pugi::xml_document tree;
  const std::string page = written(table_of(odd_texts()), "html");
  REQUIRE(tree.load_string(page.c_str(), pugi::parse_full));
  const pugi::xml_node html = tree.child("html");
  CHECK(std::string(html.attribute("lang").value()) == "en-GB");
  const pugi::xml_node table = html.child("body").child("table");
  CHECK(table.child("caption").next_sibling("caption").empty());
  for (const pugi::xml_node head : table.child("thead").child("tr").children("th")) {
    CHECK(std::string(head.attribute("scope").value()) == "col");
  }
  const auto rows = table.child("tbody").children("tr");
  CHECK(static_cast<std::size_t>(std::distance(rows.begin(), rows.end())) == odd_texts().size());
  CHECK(page.find("<script") == std::string::npos);
}

TEST_CASE("a JSON table names every cell's witness by label and key, or says why there is none",
          "[reports][writers]") {
  const auto review = sample_review();
  for (const reports::TableKind* kind : reports::table_kinds()) {
    const auto json = nlohmann::json::parse(written(kind->make(world_of(*review)), "json"));
    CHECK(json.at("schema") == "retroduce.table/1");
    for (const auto& row : json.at("rows")) {
      CHECK(row.at("cells").size() == json.at("columns").size());
      for (const auto& cell : row.at("cells")) {
        CHECK((!cell.at("configurations").empty() || !cell.at("documents").empty() ||
               cell.contains("why_none")));
      }
    }
  }
}

TEST_CASE("text writers give out each row before they pull the next", "[reports][writers]") {
  for (const char* name : {"csv", "md", "html", "json"}) {
    int pulled = 0;
    int last_seen = 0;
    reports::Table table = table_of(std::vector<std::string>(100, "x"), &pulled);
    reports::find_table_writer(name)->write(table, {}, [&](std::string_view) {
      CHECK(pulled - last_seen <= 1);
      last_seen = pulled;
    });
    CHECK(last_seen == 100);
  }
}

TEST_CASE("kinds and writers are found by name, and an unknown name finds nothing",
          "[reports][writers]") {
  for (const reports::TableKind* kind : reports::table_kinds()) {
    CHECK(reports::find_table_kind(kind->name) == kind);
  }
  for (const reports::TableWriter* writer : reports::table_writers()) {
    CHECK(reports::find_table_writer(writer->name) == writer);
  }
  CHECK(reports::find_table_kind("no such kind") == nullptr);
  CHECK(reports::find_table_writer("pdf") == nullptr);
}

TEST_CASE("a caption begins with the table's own label, in every form that has a caption",
          "[reports][writers]") {
  const auto review = sample_review();
  const auto made = [&](const char* label, const char* writer) {
    reports::Table table = reports::find_table_kind("glossary")->make(world_of(*review));
    table.label = label;
    return written(std::move(table), writer);
  };
  CHECK_THAT(made("Table 3", "md"), ContainsSubstring("**Table 3. Terms"));
  CHECK_THAT(made("Supplement S2", "md"), ContainsSubstring("**Supplement S2. Terms"));
  CHECK_THAT(made("", "md"), ContainsSubstring("**Terms"));
  CHECK_THAT(made("Table 3", "html"), ContainsSubstring("<caption>Table 3. Terms"));
  CHECK_THAT(
      made("Supplement S2", "tex"),
      ContainsSubstring("\\renewcommand{\\tablename}{Supplement}\\renewcommand{\\thetable}{S2}"));
  const auto part = [&](const char* label) {
    return base::read_zip(made(label, "docx"), "t").at("word/document.xml");
  };
  CHECK_THAT(part("Table 3"), ContainsSubstring("SEQ Table \\* ARABIC \\r 3 "));
  CHECK_THAT(part("Supplement S2"), ContainsSubstring(">Supplement S2. <"));
}

TEST_CASE("on a page in HTML what runs from right to left stands apart", "[reports][writers]") {
  reports::Table table;
  table.snapshot = std::make_shared<const model::Snapshot>();
  table.columns = {{"A", "a"}};
  bool is_done = false;
  table.next = [&is_done](reports::TableRow& row) {
    row = {};
    row.cells = {reports::text_cell("\u05d0\u05d1 \u05d2 (2020)", {})};
    return !std::exchange(is_done, true);
  };
  table.finish = [](reports::Table&) {};
  CHECK_THAT(written(std::move(table), "html"),
             ContainsSubstring("<bdi>\u05d0\u05d1 \u05d2</bdi> (2020)"));
}

}  // namespace retroduce::tests
