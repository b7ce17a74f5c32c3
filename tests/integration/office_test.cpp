// What LibreOffice reads in the tables of the shipped review is what we wrote, word for word.
// Skipped where LibreOffice is not there.
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <pugixml.hpp>

#include "base/child_process.h"
#include "base/source_io.h"
#include "base/text.h"
#include "support/catch.h"
#include "support/shell.h"
#include "support/temporary_folder.h"

namespace fs = std::filesystem;
using namespace retroduce;

namespace {

using Words = std::vector<std::string>;

void must(const std::string& command, const fs::path& folder) {
  const tests::ShellResult result = tests::shell(command, folder, RETRODUCE_BINARY);
  INFO(command << "\n" << result.output);
  REQUIRE(result.exit_code == 0);
}

void add_words(Words& words, const std::string& text) {
  std::string blank_for_all = text;
  std::replace_if(
      blank_for_all.begin(), blank_for_all.end(),
      [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  for (const std::string& word : base::split(blank_for_all, ' ')) {
    if (!word.empty()) words.push_back(word);
  }
}

/// All that a reader of the element reads; cells, lines and paragraphs apart.
std::string text_of(const pugi::xml_node& node) {
  std::string text = node.type() == pugi::node_pcdata ? node.value() : "";
  for (const pugi::xml_node& child : node.children()) text += text_of(child);
  for (const char* block : {"td", "th", "li", "p", "caption", "h2"}) {
    if (std::string_view(node.name()) == block) return text + "\n";
  }
  return text;
}

/// Bullets and numbers of a list are no text in HTML, and are in what LibreOffice exports.
bool is_list_mark(const std::string& word) {
  if (word == "\u2022") return true;
  return word.size() > 1 && word.back() == '.' &&
         std::all_of(word.begin(), word.end() - 1, [](char c) { return c >= '0' && c <= '9'; });
}

pugi::xml_document page_of(const fs::path& path) {
  pugi::xml_document page;
  REQUIRE(page.load_file(path.c_str(), pugi::parse_default | pugi::parse_ws_pcdata));
  // The review's title is the head of every page of Word, which no export of its text holds.
  pugi::xml_node body = page.child("html").child("body");
  body.remove_child(body.find_child_by_attribute("p", "class", "review"));
  return page;
}

Words words_of_page(const fs::path& path) {
  Words words;
  add_words(words, text_of(page_of(path).child("html").child("body")));
  std::erase_if(words, is_list_mark);
  return words;
}

/// The cells of the rows, those of heading rows left out.
std::vector<Words> cells_of_page(const fs::path& path) {
  const pugi::xml_document page = page_of(path);
  std::vector<Words> cells;
  for (const pugi::xpath_node& each :
       page.select_nodes("//tbody/tr[not(th[@class='group'])]/*[self::td or self::th]")) {
    add_words(cells.emplace_back(), text_of(each.node()));
  }
  return cells;
}

/// A quotation mark within a quoted cell is doubled.
std::vector<std::vector<std::string>> rows_of_csv(const std::string& text) {
  std::vector<std::vector<std::string>> rows{{""}};
  bool is_inside = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' && is_inside && i + 1 < text.size() && text[i + 1] == '"')
      rows.back().back() += text[++i];
    else if (c == '"')
      is_inside = !is_inside;
    else if (c == ',' && !is_inside)
      rows.back().emplace_back();
    else if (c == '\n' && !is_inside)
      rows.push_back({""});
    else
      rows.back().back() += c;
  }
  return rows;
}

/// The same cells out of the sheet: between the column of the group, where there is one, and the
/// column of ids, up to the first row without an id, behind which the notes stand.
std::vector<Words> cells_of_sheet(const fs::path& path) {
  const auto rows = rows_of_csv(base::DiskFiles().read(path));
  const bool is_grouped = rows[0][0] == "Theme" || rows[0][0] == "Theory";
  std::vector<Words> cells;
  for (std::size_t r = 1; r < rows.size() && !rows[r].back().empty(); ++r) {
    for (std::size_t c = is_grouped ? 1 : 0; c + 1 < rows[r].size(); ++c)
      add_words(cells.emplace_back(), rows[r][c]);
  }
  return cells;
}

std::string kinds_of_tables(const fs::path& folder) {
  return tests::shell(
             "retroduce table sp.retro no-such-table 2>&1 | sed -n 's/The tables are: //p'", folder,
             RETRODUCE_BINARY)
      .output;
}

}  // namespace

TEST_CASE("LibreOffice reads in every table what we wrote", "[integration][office]") {
  if (!base::find_program("soffice")) {
    WARN("soffice is not installed: nothing was read");
    return;
  }
  const tests::TemporaryFolder folder;
  fs::copy(fs::path(RETRODUCE_SOURCE_DIR) / "corpus" / "social-prescribing",
           folder.path() / "review");
  must(
      "for source in review.xml steps.csv glossary.csv; do retroduce import sp.retro "
      "review/$source; done",
      folder.path());
  std::vector<std::string> kinds;
  for (const std::string& kind : base::split(kinds_of_tables(folder.path()), ','))
    kinds.emplace_back(base::trim(kind));
  REQUIRE(kinds.size() > 20);
  for (const std::string& kind : kinds)
    must("for form in docx xlsx html; do retroduce table sp.retro " + kind + " -o " + kind +
             ".$form; done",
         folder.path());
  const std::string office =
      "HOME=\"$PWD\" soffice --headless -env:UserInstallation=file://\"$PWD\"/"
      "profile --convert-to ";
  must(office + "'txt:Text (encoded):UTF8' *.docx > /dev/null 2>&1", folder.path());
  must(office + "'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true' *.xlsx > /dev/null 2>&1",
       folder.path());
  for (const std::string& kind : kinds) {
    INFO(kind);
    const fs::path page = folder.path() / (kind + ".html");
    Words read;
    std::string text = base::DiskFiles().read(folder.path() / (kind + ".txt"));
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    add_words(read, text);
    std::erase_if(read, is_list_mark);
    CHECK(read == words_of_page(page));
    CHECK(cells_of_sheet(folder.path() / (kind + ".csv")) == cells_of_page(page));
  }
}
