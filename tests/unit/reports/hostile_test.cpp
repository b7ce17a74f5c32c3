// Ten thousand texts that mean harm to some format, through every field of every writer: nothing of
// them is executed, lost or able to break the file. The same for every run.
#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "base/zip.h"
#include "csv_reader.h"
#include "reports/cells.h"
#include "reports/escape.h"
#include "sample_review.h"
#include "support/catch.h"

namespace retroduce::tests {

namespace {

constexpr int how_many = 10'000;

const std::vector<std::string>& hostile_texts() {
  static const std::vector<std::string> texts = [] {
    const std::vector<std::string> pieces{"=cmd|' /C calc'!A0",
                                          "@SUM(1+9)*cmd|' /C calc'!A0",
                                          "+1",
                                          "-2+3",
                                          "\t=1",
                                          "'=1",
                                          "=HYPERLINK(\"http://x\",\"y\")",
                                          "<script>alert(1)</script>",
                                          "<img src=x onerror=alert(1)>",
                                          "\" onload=\"alert(1)",
                                          "javascript:alert(1)",
                                          "</td></tr></table>",
                                          "]]>",
                                          "<!--",
                                          "-->",
                                          "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///x\">]>",
                                          "&e;",
                                          "&amp;",
                                          "&#0;",
                                          "<?php",
                                          "{{7*7}}",
                                          "\\input{secret}",
                                          "\\write18{ls}",
                                          "\\end{document}",
                                          "\\begin{verbatim}",
                                          "$$",
                                          "\\\\",
                                          "%",
                                          "^^5c",
                                          "~",
                                          "#1",
                                          "{",
                                          "}",
                                          "| a | b |",
                                          "***",
                                          "`code`",
                                          "[x](javascript:1)",
                                          "![x](y)",
                                          "1. ",
                                          "- ",
                                          "# ",
                                          "\n\n",
                                          "\r",
                                          "\r\n",
                                          "\t",
                                          " ",
                                          "  ",
                                          "_x000D_",
                                          "_x005F_",
                                          ",",
                                          ";",
                                          "\"",
                                          "\"\"",
                                          "'",
                                          "\x01",
                                          "\x08",
                                          "\x1b[31m",
                                          "\x7f",
                                          "\u0085",
                                          "\u00a0",
                                          "\u2028",
                                          "\u2029",
                                          "\ufeff",
                                          "\ufffd",
                                          "\ufffe",
                                          "\u202e",
                                          "\u2066",
                                          "\u2069",
                                          "\u200d",
                                          "\u200f",
                                          "e\u0301\u0302\u0303",
                                          "\u05e9\u05dc\u05d5\u05dd",
                                          "\u0645\u0631\u062d\u0628\u0627",
                                          "\U0001F468\u200d\U0001F469\u200d\U0001F467",
                                          "\U0001F3F3\ufe0f",
                                          "\U000E0001",
                                          "\U0010FFFF",
                                          "\u4e2d\u6587",
                                          "\u00e9",
                                          "a",
                                          "word",
                                          "0",
                                          "NULL",
                                          "true",
                                          "1e999",
                                          "\\u0000",
                                          "\\x41",
                                          "w:t",
                                          "INCLUDETEXT",
                                          "DDEAUTO c:\\\\x"};
    std::vector<std::string> made{std::string(40'000, 'x'), std::string(20'000, '<'), ""};
    std::uint32_t seed = 2026;
    const auto next = [&seed](std::size_t below) {
      seed = seed * 1664525U + 1013904223U;
      return (seed >> 12) % below;
    };
    while (made.size() < how_many) {
      std::string text;
      for (std::size_t length = 1 + next(6); length > 0; --length)
        text += pieces[next(pieces.size())];
      made.push_back(std::move(text));
    }
    return made;
  }();
  return texts;
}

/// Every field that a table has holds one of the texts: two cells of a row, in several runs, its
/// heading and id; notes and references.
reports::Table table_of(const std::vector<std::string>& texts) {
  reports::Table table;
  table.kind = "hostile";
  table.snapshot = std::make_shared<const model::Snapshot>();
  table.columns = {{"Text", "text", 1, false}, {"Runs", "runs", 1, false}};
  table.group_key = "theme";
  auto at = std::make_shared<std::size_t>(0);
  auto has_heading = std::make_shared<bool>(false);
  table.next = [texts, at, has_heading](reports::TableRow& row) {
    if (*at == texts.size()) return false;
    row = {};
    const std::string& text = texts[*at];
    if (*at % 50 == 0 && !*has_heading && !text.empty()) {
      *has_heading = true;
      row.heading = text;
      return true;
    }
    *has_heading = false;
    row.id = text;
    reports::Cell runs{
        {{reports::plain("a"), reports::muted(text), reports::tag(text)}, {reports::strong(text)}},
        {},
        {}};
    row.cells = {reports::text_cell(text, {}), std::move(runs)};
    ++*at;
    return true;
  };
  return table;
}

reports::Table hostile_table(std::size_t longest = 1'000'000) {
  std::vector<std::string> texts;
  for (const std::string& text : hostile_texts()) {
    if (3 * text.size() < longest) texts.push_back(text);
  }
  reports::Table table = table_of(texts);
  table.label = texts[10];
  table.title = texts[11];
  table.review = texts[12];
  table.font = texts[13];
  table.columns[0].name = texts[14];
  table.columns[1].name = texts[15];
  table.finish = [texts](reports::Table& finished) {
    finished.footnotes.assign(texts.begin(), texts.begin() + 500);
    finished.references.clear();
  };
  return table;
}

std::set<std::string> names_below(pugi::xml_node node) {
  std::set<std::string> names;
  for (const pugi::xpath_node each : node.select_nodes("descendant::*"))
    names.insert(each.node().name());
  return names;
}

pugi::xml_document parsed(const std::string& text) {
  pugi::xml_document tree;
  const auto result = tree.load_string(text.c_str(), pugi::parse_default | pugi::parse_ws_pcdata);
  INFO(result.description());
  REQUIRE(result);
  return tree;
}

/// All text below, breaks as line feeds.
void add_text(pugi::xml_node node, const std::string& line_break, std::string& text) {
  for (const pugi::xml_node child : node.children()) {
    if (child.type() == pugi::node_pcdata) text += child.value();
    if (child.name() == line_break) text += '\n';
    add_text(child, line_break, text);
  }
}

std::string text_below(pugi::xml_node node, const std::string& line_break) {
  std::string text;
  add_text(node, line_break, text);
  return text;
}

}  // namespace

TEST_CASE("ten thousand hostile texts come back from CSV, guarded against formulas",
          "[reports][hostile]") {
  const auto& texts = hostile_texts();
  const auto rows = read_csv(written(hostile_table(), "csv"));
  REQUIRE(rows.size() == texts.size() + 1);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string& field = rows[i + 1][1];
    const bool is_guarded =
        field.empty() || std::string_view("=+-@\t\r\n").find(field[0]) == std::string_view::npos;
    if (!is_guarded || reports::unguard_formula(field) != texts[i]) FAIL(texts[i]);
  }
}

TEST_CASE("ten thousand hostile texts come back from JSON", "[reports][hostile]") {
  const auto& texts = hostile_texts();
  const auto document = nlohmann::json::parse(written(hostile_table(), "json"));
  REQUIRE(document["rows"].size() == texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto& row = document["rows"][i];
    if (row["id"] != texts[i] || row["cells"][0]["text"] != texts[i]) FAIL(texts[i]);
  }
}

TEST_CASE("ten thousand hostile texts stay texts in HTML", "[reports][hostile]") {
  const auto& texts = hostile_texts();
  const std::string page = written(hostile_table(), "html");
  const pugi::xml_document tree = parsed(page);
  const std::set<std::string> allowed{
      "html",     "head", "meta",  "title", "style", "body", "p",  "table", "caption",
      "colgroup", "col",  "thead", "tbody", "tr",    "th",   "td", "ul",    "li",
      "strong",   "em",   "span",  "sup",   "div",   "br",   "h2", "ol",    "bdi"};
  for (const std::string& name : names_below(tree)) {
    INFO(name);
    CHECK(allowed.count(name) == 1);
  }
  CHECK(tree.select_nodes("//@*[starts-with(name(), 'on')]").empty());
  CHECK(tree.select_nodes("//*[@src or @href]").empty());
  std::size_t i = 0;
  for (const pugi::xpath_node cell : tree.select_nodes("//tbody/tr/th[@scope='row']")) {
    if (text_below(cell.node(), "br") != reports::carried_text(texts.at(i))) FAIL(texts[i]);
    ++i;
  }
  CHECK(i == texts.size());
}

namespace {

/// Without the marks of direction, which none of the texts has.
std::string without_marks(std::string text) {
  const std::string mark = "\u200e";
  for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos;)
    text.erase(at, mark.size());
  return text;
}

}  // namespace

TEST_CASE("ten thousand hostile texts stay texts in Word", "[reports][hostile]") {
  const auto& texts = hostile_texts();
  const auto files = base::read_zip(written(hostile_table(), "docx"), "t.docx");
  for (const auto& [name, part] : files) parsed(part);
  const pugi::xml_document tree = parsed(files.at("word/document.xml"));
  for (const std::string& name : names_below(tree)) {
    INFO(name);
    CHECK(name.starts_with("w:"));
    CHECK((name != "w:instrText" && name != "w:fldSimple" && name != "w:hyperlink" &&
           name != "w:object" && name != "w:altChunk"));
  }
  std::size_t i = 0;
  for (const pugi::xpath_node row : tree.select_nodes("//w:tr[count(w:tc)=2][position()>1]")) {
    const pugi::xml_node cell = row.node().child("w:tc");
    if (without_marks(text_below(cell, "w:br")) != reports::carried_text(texts.at(i)))
      FAIL(texts[i]);
    ++i;
  }
  CHECK(i == texts.size());
}

TEST_CASE("ten thousand hostile texts stay texts in Excel", "[reports][hostile]") {
  const auto files = base::read_zip(written(hostile_table(30'000), "xlsx"), "t.xlsx");
  for (const auto& [name, part] : files) parsed(part);
  const pugi::xml_document tree = parsed(files.at("xl/worksheets/sheet1.xml"));
  CHECK(tree.select_nodes("//f").empty());
  CHECK(tree.select_nodes("//hyperlink").empty());
  CHECK(files.count("xl/worksheets/_rels/sheet1.xml.rels") == 0);
  std::vector<std::string> wanted;
  for (const std::string& text : hostile_texts()) {
    if (3 * text.size() < 30'000) wanted.push_back(text);
  }
  const auto rows = tree.select_nodes("//sheetData/row");
  REQUIRE(rows.size() >= wanted.size() + 1);
  auto row = rows.begin();
  for (const std::string& text : wanted) {
    ++row;
    std::string read;
    const pugi::xml_node cell = row->node().find_child([](pugi::xml_node each) {
      return std::string_view(each.attribute("r").value()).starts_with("B");
    });
    add_text(cell, "no break", read);
    for (std::size_t at = 0; (at = read.find("_x005F_", at)) != std::string::npos; ++at)
      read.replace(at, 7, "_");
    if (read != reports::carried_text(text))
      FAIL(nlohmann::json(text) << " read as " << nlohmann::json(read));
  }
}

TEST_CASE("ten thousand hostile texts open no cell, line or link in Markdown",
          "[reports][hostile]") {
  const std::string page = written(hostile_table(), "md");
  const std::size_t table_end = page.find("\n\n", page.find("| --- |"));
  const std::string rows = page.substr(page.find("| --- |"), table_end - page.find("| --- |"));
  std::size_t lines = 0;
  std::size_t bars = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i] == '\\') {
      ++i;
    } else if (rows[i] == '|') {
      ++bars;
    } else if (rows[i] == '\n') {
      ++lines;
    } else if (rows[i] == '<') {
      const bool is_ours = rows.compare(i, 4, "<br>") == 0 || rows.compare(i, 5, "<sup>") == 0 ||
                           rows.compare(i, 6, "</sup>") == 0;
      if (!is_ours) FAIL(rows.substr(i, 40));
    } else if (rows[i] == '[' || rows[i] == '`') {
      FAIL(rows.substr(i, 40));
    }
  }
  CHECK(bars == 3 * (lines + 1));
  CHECK(lines >= hostile_texts().size());
}

TEST_CASE("ten thousand hostile texts give TeX no command but ours", "[reports][hostile]") {
  std::set<std::string> known;
  const auto commands_of = [](const std::string& tex) {
    std::set<std::string> commands;
    for (std::size_t at = 0; (at = tex.find('\\', at)) != std::string::npos;) {
      std::size_t end = at + 1;
      while (end < tex.size() && std::isalpha(static_cast<unsigned char>(tex[end])) != 0) ++end;
      end = std::max(end, at + 2);
      commands.insert(tex.substr(at, end - at));
      at = end;
    }
    return commands;
  };
  const auto few = [] {
    reports::Table table = table_of({"a", "b"});
    table.finish = [](reports::Table&) {};
    return table;
  };
  const std::string tex = written(hostile_table(), "tex");
  const std::size_t body = tex.find("\\begin{document}");
  for (const char* dangerous : {"\\input", "\\write", "\\immediate", "\\openout", "\\catcode",
                                "\\def", "\\csname", "\\include"})
    CHECK(commands_of(tex.substr(body)).count(dangerous) == 0);
  std::set<std::string> plain = commands_of(written(few(), "tex"));
  for (const char* escape : {"\\textbackslash",
                             "\\textasciitilde",
                             "\\textasciicircum",
                             "\\textless",
                             "\\textgreater",
                             "\\textbar",
                             "\\textquotedbl",
                             "\\textquotesingle",
                             "\\textasciigrave",
                             "\\newline",
                             "\\allowbreak",
                             "\\uchar",
                             "\\hspace",
                             "\\ensuremath",
                             "\\{",
                             "\\}",
                             "\\$",
                             "\\&",
                             "\\#",
                             "\\_",
                             "\\%",
                             "\\-",
                             "\\tablename",
                             "\\thetable",
                             "\\renewcommand",
                             "\\small",
                             "\\par",
                             "\\textit",
                             "\\textbf",
                             "\\multicolumn",
                             "\\linewidth",
                             "\\addlinespace",
                             "\\textbullet",
                             "\\\\",
                             "\\label",
                             "\\caption"})
    plain.insert(escape);
  for (const std::string& command : commands_of(tex)) {
    INFO(command);
    CHECK(plain.count(command) == 1);
  }
  const auto count = [&](const std::string& words) {
    std::size_t found = 0;
    for (std::size_t at = 0; (at = tex.find(words, at)) != std::string::npos; ++at) ++found;
    return found;
  };
  CHECK(count("\\end{document}") == 1);
  CHECK(count("\\end{longtable}") == 1);
}

}  // namespace retroduce::tests
