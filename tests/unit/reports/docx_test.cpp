// The Word file as Word wants it: parts, relationships, element by element; and as LibreOffice
// reads it.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include <pugixml.hpp>

#include "base/child_process.h"
#include "base/zip.h"
#include "odd_texts.h"
#include "reports/cells.h"
#include "reports/writers/docx_text.h"
#include "sample_review.h"
#include "support/catch.h"
#include "support/temporary_folder.h"

namespace retroduce::tests {

namespace {

using Files = std::map<std::string, std::string>;

Files docx_of(const reports::TableKind& kind, const MemoryReview& review) {
  return base::read_zip(written(kind.make(world_of(review)), "docx"), "table.docx");
}

pugi::xml_document parsed(const std::string& part) {
  pugi::xml_document tree;
  const auto result = tree.load_string(part.c_str(), pugi::parse_default | pugi::parse_ws_pcdata);
  REQUIRE(result);
  return tree;
}

std::string folder_of(const std::string& relationships) {
  return relationships == "_rels/.rels" ? "" : "word/";
}

std::vector<pugi::xml_node> rows_of(const pugi::xml_document& document) {
  std::vector<pugi::xml_node> rows;
  for (const pugi::xml_node row :
       document.child("w:document").child("w:body").child("w:tbl").children("w:tr")) {
    rows.push_back(row);
  }
  return rows;
}

/// Everything below an element that has the name.
std::vector<pugi::xml_node> all_below(pugi::xml_node node, const std::string& name) {
  std::vector<pugi::xml_node> found;
  for (const pugi::xml_node child : node.children()) {
    if (child.name() == name) found.push_back(child);
    const auto deeper = all_below(child, name);
    found.insert(found.end(), deeper.begin(), deeper.end());
  }
  return found;
}

/// The cells as a page shows them, row by row, the head and headings too.
std::vector<std::string> printed_cells(const reports::TableKind& kind, const MemoryReview& review) {
  reports::Table table = kind.make(world_of(review));
  std::vector<std::string> texts;
  for (const reports::Column& column : table.columns) texts.push_back(column.name);
  reports::TableRow row;
  while (table.next(row)) {
    if (!row.heading.empty()) texts.push_back(row.heading);
    for (const reports::Cell& cell : row.cells) texts.push_back(reports::printed_text(cell));
  }
  return texts;
}

/// The text of an ODF element, breaks as line feeds.
std::string odf_text(pugi::xml_node node) {
  std::string text;
  for (const pugi::xml_node child : node.children()) {
    const std::string name = child.name();
    if (child.type() == pugi::node_pcdata) {
      text += child.value();
    } else if (name == "text:line-break") {
      text += '\n';
    } else if (name == "text:s") {
      text += std::string(child.attribute("text:c").as_uint(1), ' ');
    } else {
      text += odf_text(child);
    }
  }
  return text;
}

/// Lines of a cell: paragraphs, in lists or not.
std::string odf_cell(pugi::xml_node cell) {
  std::string text;
  const auto paragraphs = all_below(cell, "text:p");
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    if (i > 0) text += '\n';
    text += odf_text(paragraphs[i]);
  }
  return text;
}

}  // namespace

TEST_CASE("a Word file has its parts, each well-formed and with a content type",
          "[reports][docx]") {
  const auto review = sample_review();
  for (const reports::TableKind* kind : reports::table_kinds()) {
    const Files files = docx_of(*kind, *review);
    const pugi::xml_document types = parsed(files.at("[Content_Types].xml"));
    std::set<std::string> typed;
    for (const pugi::xml_node type : types.child("Types").children("Override")) {
      typed.insert(std::string(type.attribute("PartName").value()).substr(1));
    }
    for (const auto& [name, bytes] : files) {
      parsed(bytes);
      const bool by_default = name == "[Content_Types].xml" || name.ends_with(".rels");
      CHECK((by_default || typed.count(name) == 1));
    }
    for (const std::string& name : typed) CHECK(files.count(name) == 1);
  }
}

TEST_CASE("every relationship of a Word file leads to a part", "[reports][docx]") {
  const auto review = sample_review();
  const Files files = docx_of(*reports::find_table_kind("cmoc"), *review);
  for (const std::string name : {"_rels/.rels", "word/_rels/document.xml.rels"}) {
    const pugi::xml_document tree = parsed(files.at(name));
    for (const pugi::xml_node each : tree.child("Relationships").children()) {
      CHECK(files.count(folder_of(name) + each.attribute("Target").value()) == 1);
    }
  }
}

TEST_CASE("the table repeats its head, splits no row and holds no table", "[reports][docx]") {
  const auto review = sample_review();
  for (const reports::TableKind* kind : reports::table_kinds()) {
    const pugi::xml_document document = parsed(docx_of(*kind, *review).at("word/document.xml"));
    const auto rows = rows_of(document);
    const auto grid = all_below(document, "w:gridCol").size();
    REQUIRE_FALSE(rows.empty());
    CHECK(all_below(document, "w:tbl").size() == 1);
    for (const pugi::xml_node row : rows) {
      CHECK(row.child("w:trPr").child("w:cantSplit"));
      CHECK(static_cast<bool>(row.child("w:trPr").child("w:tblHeader")) == (row == rows[0]));
      std::size_t span = 0;
      for (const pugi::xml_node cell : row.children("w:tc")) {
        span += cell.child("w:tcPr").child("w:gridSpan").attribute("w:val").as_uint(1);
        CHECK(cell.last_child().name() == std::string("w:p"));
      }
      CHECK(span == grid);
    }
  }
}

TEST_CASE("a wide table lies across the page, a narrow one stands", "[reports][docx]") {
  const auto review = sample_review();
  const auto orientation = [&review](const char* kind) {
    const auto files = docx_of(*reports::find_table_kind(kind), *review);
    const pugi::xml_document document = parsed(files.at("word/document.xml"));
    return std::string(
        all_below(document, "w:pgSz").at(0).attribute("w:orient").as_string("portrait"));
  };
  CHECK(orientation("cmoc") == "landscape");
  CHECK(orientation("characteristics") == "landscape");
  CHECK(orientation("narrative") == "portrait");
}

TEST_CASE("the caption counts by a field, and the file has a language and a title",
          "[reports][docx]") {
  const auto review = sample_review();
  const Files files = docx_of(*reports::find_table_kind("cmoc"), *review);
  const pugi::xml_document document = parsed(files.at("word/document.xml"));
  CHECK_THAT(all_below(document, "w:fldSimple").at(0).attribute("w:instr").value(),
             ContainsSubstring("SEQ Table"));
  CHECK_THAT(files.at("word/styles.xml"), ContainsSubstring("w:lang w:val=\"en-GB\""));
  CHECK_THAT(files.at("docProps/core.xml"),
             ContainsSubstring("<dc:title>Context-mechanism-outcome configurations"));
  CHECK_THAT(files.at("docProps/core.xml"), ContainsSubstring("<dc:language>en-GB</dc:language>"));
}

TEST_CASE("every number of a source leads to its place in the numbered references",
          "[reports][docx]") {
  const auto review = sample_review();
  for (const reports::TableKind* kind : reports::table_kinds()) {
    const pugi::xml_document document = parsed(docx_of(*kind, *review).at("word/document.xml"));
    std::set<std::string> places;
    for (const pugi::xml_node mark : all_below(document, "w:bookmarkStart")) {
      if (std::string_view(mark.attribute("w:name").value()).starts_with("_row")) continue;
      CHECK(mark.parent().child("w:pPr").child("w:numPr"));
      CHECK(places.insert(mark.attribute("w:name").value()).second);
    }
    for (const pugi::xml_node link : all_below(document, "w:hyperlink")) {
      CHECK(places.count(link.attribute("w:anchor").value()) == 1);
    }
  }
}

TEST_CASE("each row of a Word table has its id in a hidden bookmark, once", "[reports][docx]") {
  CHECK(reports::docx::row_bookmark("CMOC 7") == "_row_CMOC_207");
  CHECK(reports::docx::row_bookmark("a_20") == "_row_a_5F20");
  const std::string longest(35, 'x');
  CHECK(reports::docx::row_bookmark(longest) == "_row_" + longest);
  const std::string hashed = reports::docx::row_bookmark(longest + "x");
  CHECK(hashed.starts_with("_rowhash_"));
  CHECK(hashed.size() == 40);
  CHECK(hashed != reports::docx::row_bookmark(longest + "y"));
  const auto review = sample_review();
  for (const char* kind : {"cmoc", "evidence"}) {
    const pugi::xml_document document = parsed(
        base::read_zip(written(reports::find_table_kind(kind)->make(world_of(*review)), "docx"),
                       "t.docx")
            .at("word/document.xml"));
    std::set<std::string> names;
    std::set<std::string> numbers;
    for (const pugi::xpath_node mark : document.select_nodes("//w:bookmarkStart")) {
      CHECK(names.insert(mark.node().attribute("w:name").value()).second);
      CHECK(numbers.insert(mark.node().attribute("w:id").value()).second);
    }
    CHECK(names.count("_row_CMOC_2010") == 1);
    CHECK(document.select_nodes("//w:bookmarkEnd").size() == names.size());
  }
}

TEST_CASE("no text makes a Word file that is not well-formed", "[reports][docx]") {
  reports::Table table;
  table.title = "Odd \x01 & <texts>";
  table.columns = {{"Text", "text", 1, false}};
  const std::vector<std::string> texts = odd_texts();
  auto at = std::make_shared<std::size_t>(0);
  table.next = [&texts, at](reports::TableRow& row) {
    if (*at == texts.size()) return false;
    row = {};
    row.cells = {reports::text_cell(texts[(*at)++], {})};
    return true;
  };
  table.finish = [](reports::Table&) {};
  const Files files = base::read_zip(written(table, "docx"), "odd.docx");
  const pugi::xml_document document = parsed(files.at("word/document.xml"));
  CHECK(rows_of(document).size() == texts.size() + 1);
  parsed(files.at("docProps/core.xml"));
  const std::string& part = files.at("word/document.xml");
  CHECK(std::none_of(part.begin(), part.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t';
  }));
}

TEST_CASE("LibreOffice opens the Word file and reads what we wrote", "[reports][docx]") {
  if (!base::find_program("soffice")) {
    WARN("soffice is not installed: the Word file was not opened");
    return;
  }
  const auto review = sample_review();
  const TemporaryFolder folder;
  std::vector<std::string> command{
      "soffice",
      "-env:UserInstallation=file://" + folder.path().string() + "/office",
      "--headless",
      "--convert-to",
      "fodt",
      "--outdir",
      folder.path().string()};
  for (const reports::TableKind* kind : reports::table_kinds()) {
    const std::string file = (folder.path() / std::string(kind->name)).string() + ".docx";
    std::ofstream(file, std::ios::binary) << written(kind->make(world_of(*review)), "docx");
    command.push_back(file);
  }
  base::ChildLimits limits;
  limits.cpu_seconds = 120;
  limits.wall_seconds = 600;
  REQUIRE(base::run_child(command, "", limits));
  for (const reports::TableKind* kind : reports::table_kinds()) {
    INFO(kind->name);
    const std::string stem = (folder.path() / std::string(kind->name)).string();
    pugi::xml_document flat;
    REQUIRE(flat.load_file((stem + ".fodt").c_str(), pugi::parse_default | pugi::parse_ws_pcdata));
    std::vector<std::string> texts;
    for (const pugi::xml_node cell : all_below(flat, "table:table-cell")) {
      texts.push_back(odf_cell(cell));
    }
    CHECK(texts == printed_cells(*kind, *review));
    CHECK(all_below(flat, "table:table-header-rows").size() == 1);
  }
}

TEST_CASE("what runs from right to left says so, and keeps what follows in its place",
          "[reports][docx]") {
  reports::Table table;
  table.snapshot = std::make_shared<const model::Snapshot>();
  table.columns = {{"A", "a"}};
  bool is_done = false;
  table.next = [&is_done](reports::TableRow& row) {
    row = {};
    row.cells = {
        {{{reports::plain("\u05d0\u05d1 \u05d2 (2020) "), reports::strong("x \u05d3")}}, {}, {}}};
    return !std::exchange(is_done, true);
  };
  table.finish = [](reports::Table& finished) { finished.footnotes = {"\u05d4: a"}; };
  const std::string text =
      base::read_zip(written(std::move(table), "docx"), "t").at("word/document.xml");
  CHECK_THAT(text, ContainsSubstring(
                       "<w:r><w:rPr><w:rtl/></w:rPr><w:t>\u05d0\u05d1 \u05d2</w:t></w:r><w:r><w:t "
                       "xml:space=\"preserve\">\u200e (2020) </w:t></w:r>"));
  CHECK_THAT(text,
             ContainsSubstring("<w:r><w:rPr><w:b/><w:bCs/><w:rtl/></w:rPr><w:t>\u05d3</w:t>"));
  CHECK_THAT(text, ContainsSubstring("\u05d4</w:t></w:r><w:r><w:t>\u200e: a</w:t>"));
}

TEST_CASE("a table longer than Word carries is refused, and other forms named", "[reports][docx]") {
  const auto review = sample_review();
  const auto table_of = [&](std::size_t rows) {
    reports::Table table = reports::find_table_kind("cmoc")->make(world_of(*review));
    const std::size_t columns = table.columns.size();
    table.next = [rows, columns, at = std::size_t{0}](reports::TableRow& row) mutable {
      row = {};
      row.cells.assign(columns, reports::text_cell("x", {}));
      return at++ < rows;
    };
    return table;
  };
  CHECK_NOTHROW(written(table_of(32'766), "docx"));
  CHECK_THROWS_WITH(written(table_of(32'767), "docx"),
                    "the table has over 32,766 rows, more than Word carries; write it as html, csv "
                    "or xlsx");
}

}  // namespace retroduce::tests
