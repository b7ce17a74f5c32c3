// The form that coders fill in: written, changed as a person would change it, and brought back.
#include "review/form.h"

#include <map>
#include <sstream>

#include <pugixml.hpp>

#include "base/error.h"
#include "base/markup.h"
#include "base/source_io.h"
#include "base/zip.h"
#include "edit_world.h"
#include "interchange/format.h"
#include "interchange/xlsx_reader.h"

using namespace retroduce;
using namespace retroduce::tests;
using model::ThingKind;

namespace {

enum Sheet { concepts = 1, extracts, codings, configurations, elements, evidence };

/// A workbook whose cells can be changed, as a spreadsheet program would.
class Workbook {
 public:
  explicit Workbook(std::filesystem::path path) : path_(std::move(path)) {
    parts_ = base::read_zip(base::DiskFiles().read(path_), "form.xlsx");
  }
  /// Writes `text` where `sheet` has `old` under `heading`, in the first such row.
  void change(int sheet, const std::string& old, const std::string& text) {
    pugi::xml_document page;
    const std::string name = "xl/worksheets/sheet" + std::to_string(sheet) + ".xml";
    REQUIRE(page.load_string(parts_.at(name).c_str()));
    for (const auto& each : page.select_nodes("//row/c")) {
      if (text_of(each.node()) != old) continue;
      pugi::xml_node cell = each.node();
      cell.remove_children();
      cell.attribute("t").set_value("inlineStr");
      if (!text.empty()) cell.append_child("is").append_child("t").text().set(text.c_str());
      save(name, page);
      return;
    }
    FAIL("no cell holds " << old);
  }
  void add_row(int sheet, const std::vector<std::string>& cells) {
    pugi::xml_document page;
    const std::string name = "xl/worksheets/sheet" + std::to_string(sheet) + ".xml";
    REQUIRE(page.load_string(parts_.at(name).c_str()));
    pugi::xml_node data = page.child("worksheet").child("sheetData");
    const int row = data.last_child().attribute("r").as_int() + 1;
    pugi::xml_node made = data.append_child("row");
    made.append_attribute("r") = row;
    char letter = 'A';
    for (const std::string& text : cells) {
      pugi::xml_node cell = made.append_child("c");
      cell.append_attribute("r") = (std::string(1, letter++) + std::to_string(row)).c_str();
      cell.append_attribute("t") = "inlineStr";
      cell.append_child("is").append_child("t").text().set(text.c_str());
    }
    save(name, page);
  }
  /// Leaves out the sheets whose names begin with "~", as a program does that knows no hidden ones.
  void drop_hidden_sheets(const std::string& prefix = "~") {
    pugi::xml_document book;
    REQUIRE(book.load_string(parts_.at("xl/workbook.xml").c_str()));
    pugi::xml_node sheets = book.child("workbook").child("sheets");
    for (pugi::xml_node sheet = sheets.first_child(); sheet;) {
      const pugi::xml_node next = sheet.next_sibling();
      if (std::string(sheet.attribute("name").value()).starts_with(prefix))
        sheets.remove_child(sheet);
      sheet = next;
    }
    save("xl/workbook.xml", book);
  }
  void put() { base::write_file(path_, base::write_zip({parts_.begin(), parts_.end()}), true); }

 private:
  std::string text_of(const pugi::xml_node& cell) {
    if (std::string(cell.attribute("t").value()) == "inlineStr")
      return cell.child("is").child("t").text().get();
    if (std::string(cell.attribute("t").value()) != "s") return {};
    pugi::xml_document shared;
    shared.load_string(parts_.at("xl/sharedStrings.xml").c_str(),
                       pugi::parse_default | pugi::parse_ws_pcdata);
    int at = cell.child("v").text().as_int();
    for (const pugi::xml_node& each : shared.child("sst").children("si"))
      if (at-- == 0) return each.child("t").text().get();
    return {};
  }
  void save(const std::string& name, const pugi::xml_document& page) {
    std::ostringstream out;
    page.save(out, "", pugi::format_raw);
    parts_[name] = out.str();
  }
  std::filesystem::path path_;
  std::map<std::string, std::string> parts_;
};

}  // namespace

namespace {

class FormWorld : public EditWorld {
 public:
  std::filesystem::path form() const { return folder.path() / "form.xlsx"; }
  void write_form(bool overwrite = false) {
    interchange::WriteOptions options;
    options.overwrite = overwrite;
    review.export_to(form(), *interchange::find_format("sheet"), options, progress);
  }
  store::EditReceipt bring_back() { return review::import_form(review, form(), {"CD", ""}, false); }
};

}  // namespace

TEST_CASE("a form that nobody touched changes nothing, and is the same bytes twice",
          "[review][form]") {
  FormWorld world;
  world.write_form();
  REQUIRE(review::is_form(world.form()));
  const std::string bytes = base::DiskFiles().read(world.form());
  const std::string before = world.state();
  const auto receipt = world.bring_back();
  CHECK(receipt.done.empty());
  CHECK(receipt.found.empty());
  CHECK(world.state() == before);
  CHECK_THROWS_AS(world.write_form(), base::Error);
  world.write_form(true);
  CHECK(base::DiskFiles().read(world.form()) == bytes);
}

TEST_CASE("just what was changed in a form comes back, as edits in the coder's name",
          "[review][form]") {
  FormWorld world;
  world.write_form();
  Workbook book(world.form());
  book.change(configurations, "A trusted GP suggests it", "A GP that is \"trusted\"");
  book.change(concepts, "stigma", "felt stigma");
  book.change(elements, "fears being stigmatised", "");
  book.add_row(concepts, {"", "being heard", "", "responses", "somebody listens", ""});
  book.add_row(codings, {"", "allbutt2025", "Scattergun or excessive referral", "context",
                         "being heard", "", "strong"});
  book.add_row(elements,
               {"", "CMOC 5", "context", "being heard", "yes", "nobody hears", "", "", ""});
  book.add_row(evidence, {"", "CMOC 5", "", "", "allbutt2025", "Scattergun or excessive referral",
                          "contradicts", "inferred", "n"});
  book.put();
  const auto receipt = world.bring_back();
  const auto found = receipt.found.sorted();
  CAPTURE(found.empty() ? std::string() : base::to_text(found.front()));
  CHECK(receipt.done.size() == 7);
  CHECK_THAT(world.image(ThingKind::configuration, "CMOC 2"),
             ContainsSubstring("A GP that is \\\"trusted\\\""));
  CHECK(world.image(ThingKind::concept_, "stigma").empty());
  CHECK_THAT(world.image(ThingKind::concept_, "being heard"),
             ContainsSubstring("somebody listens"));
  CHECK_THAT(world.image(ThingKind::configuration, "CMOC 5"), ContainsSubstring("nobody hears"));
  CHECK(world.image(ThingKind::configuration, "CMOC 5").find("fears being") == std::string::npos);
  CHECK(world.review.store().history({"", "", "CD", "", "", 0}).size() == 7);
  // The same file again brings nothing new.
  const std::string after = world.state();
  const auto again = world.bring_back();
  CHECK(again.done.empty());
  REQUIRE(again.found.sorted().size() == 1);
  CHECK(again.found.sorted().front().code == "form.taken");
  CHECK(again.found.sorted().front().severity == base::Severity::note);
  CHECK(world.state() == after);
  base::NoProgress silent;
  CHECK(world.review.store().damage(silent).empty());
}

TEST_CASE("what somebody else changed meanwhile is left as it is, and both are told",
          "[review][form]") {
  FormWorld world;
  world.write_form();
  REQUIRE(world.code("set configuration \"CMOC 2\" title \"Ours\"") == "done");
  REQUIRE(world.code("set configuration \"CMOC 3\" note \"another field\"") == "done");
  Workbook book(world.form());
  book.change(configurations, "A trusted GP suggests it", "Theirs");
  book.change(configurations, "An offer that makes sense", "Theirs too");
  book.put();
  const auto receipt = world.bring_back();
  REQUIRE(receipt.found.sorted().size() == 1);
  const base::Diagnostic told = receipt.found.sorted().front();
  CHECK(told.code == "edit.conflict");
  CHECK(told.severity == base::Severity::loss);
  CHECK(told.origin.name == "form.xlsx, Configurations");
  CHECK(told.origin.line == 3);
  // The sentence stands there once.
  CHECK(told.notes.at(0).find("Theirs") != std::string::npos);
  CHECK(told.notes.at(1) == "This was not done.");
  CHECK(receipt.done.size() == 1);
  CHECK_THAT(world.image(ThingKind::configuration, "CMOC 2"), ContainsSubstring("Ours"));
  CHECK_THAT(world.image(ThingKind::configuration, "CMOC 3"), ContainsSubstring("Theirs too"));
}

TEST_CASE("what a row says of a concept that is there is lost, and is told so", "[review][form]") {
  FormWorld world;
  world.write_form();
  Workbook book(world.form());
  book.add_row(concepts, {"", "stigma", "", "", "", ""});
  book.add_row(concepts, {"", "trust", "", "", "what a form says", ""});
  book.put();
  const std::string before = world.state();
  const auto found = world.bring_back().found.sorted();
  REQUIRE(found.size() == 2);
  CHECK(found[0].severity == base::Severity::note);
  CHECK(found[1].severity == base::Severity::loss);
  CHECK_THAT(found[1].message, ContainsSubstring("there is a concept called \"trust\" already"));
  CHECK_THAT(base::join(found[1].notes, "\n"), ContainsSubstring("what a form says"));
  CHECK(world.state() == before);
}

TEST_CASE("a row that cannot be done is named, and then nothing is", "[review][form]") {
  FormWorld world;
  world.write_form();
  const std::string before = world.state();
  Workbook book(world.form());
  book.change(configurations, "A trusted GP suggests it", "Another title");
  book.add_row(evidence, {"", "CMOC 5", "", "", "allbutt2025", "Scattergun", "praises", "", ""});
  book.add_row(codings, {"", "allbutt2025", "", "context", "stigma", "", ""});
  book.put();
  const auto receipt = world.bring_back();
  CHECK(receipt.done.empty());
  REQUIRE(receipt.found.refused());
  CHECK(receipt.found.sorted().size() == 2);
  for (const auto& each : receipt.found.sorted()) {
    CHECK(each.code == "form.row");
    CHECK(each.origin.line > 1);
  }
  CHECK(world.state() == before);
}

TEST_CASE("a word that its column does not know is told with those that it does",
          "[review][form]") {
  FormWorld world;
  world.write_form();
  Workbook book(world.form());
  book.add_row(codings, {"", "allbutt2025", "Scattergun", "mechansim", "stigma", "", ""});
  book.put();
  const auto found = world.bring_back().found.sorted();
  REQUIRE(found.size() == 1);
  CHECK(found.front().code == "form.row");
  CHECK_THAT(found.front().message, ContainsSubstring("\"mechansim\" stands under \"Role\"") &&
                                        ContainsSubstring("actor, context, mechanism"));
}

TEST_CASE("a form that was saved as an OpenDocument sheet is read, too", "[review][form]") {
  FormWorld world;
  world.write_form();
  base::Diagnostics found;
  std::string tables;
  for (const auto& grid :
       interchange::read_xlsx(base::DiskFiles().read(world.form()), "form.xlsx", found)) {
    tables += "<table:table table:name=\"" + grid.name + "\">";
    std::size_t number = 0;
    for (const auto& row : grid.rows) {
      if (row.row > number + 1)
        tables += "<table:table-row table:number-rows-repeated=\"" +
                  std::to_string(row.row - number - 1) + "\"><table:table-cell/></table:table-row>";
      number = row.row;
      tables += "<table:table-row>";
      for (std::string text : row.cells) {
        if (text == "A trusted GP suggests it" && grid.name == "Configurations") text = "Changed";
        tables += "<table:table-cell office:value-type=\"string\"><text:p>" +
                  base::xml_escaped(text) + "</text:p></table:table-cell>";
      }
      tables += "</table:table-row>";
    }
    tables += "</table:table>";
  }
  const auto path = world.folder.path() / "form.ods";
  base::write_file(
      path,
      base::write_zip(
          {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
           {"content.xml",
            "<office:document-content xmlns:office=\"o\" xmlns:table=\"b\" "
            "xmlns:text=\"t\"><office:body><office:spreadsheet>" +
                tables + "</office:spreadsheet></office:body></office:document-content>"}}),
      false);
  REQUIRE(review::is_form(path));
  const auto receipt = review::import_form(world.review, path, {"CD", ""}, false);
  CHECK(receipt.done.size() == 1);
  CHECK_THAT(world.image(ThingKind::configuration, "CMOC 2"), ContainsSubstring("Changed"));
}

TEST_CASE("a form with a new configuration and one that goes is taken in once", "[review][form]") {
  FormWorld world;
  world.write_form();
  Workbook book(world.form());
  book.add_row(configurations, {"", "CMOC 99", "A new one", "", "", "proposed", "", ""});
  book.change(elements, "fears being stigmatised", "");
  book.put();
  REQUIRE_FALSE(world.bring_back().found.refused());
  REQUIRE_FALSE(world.image(ThingKind::configuration, "CMOC 99").empty());
  const auto again = world.bring_back();
  CHECK_FALSE(again.found.refused());
  CHECK(again.done.empty());

  SECTION("and again where all of it was taken back") {
    while (!world.image(ThingKind::configuration, "CMOC 99").empty())
      REQUIRE_FALSE(world.review.undo("", {"CD", ""}).found.refused());
    world.review.undo("", {"CD", ""});
    const auto anew = world.bring_back();
    CHECK_FALSE(world.image(ThingKind::configuration, "CMOC 99").empty());
  }
}

TEST_CASE("a new row finds its paper by the key that it had when the form was written",
          "[review][form]") {
  FormWorld world;
  world.write_form();
  REQUIRE(world.code("set document \"allbutt2025\" key \"allbutt2025b\"") == "done");
  // Another has the key by now, which the form did not mean.
  if (GENERATE(false, true)) REQUIRE(world.code("add document allbutt2025") == "done");
  Workbook book(world.form());
  book.add_row(extracts, {"", "allbutt2025", "", "words of a new row", "", "", ""});
  book.add_row(codings, {"", "allbutt2025", "Scattergun or excessive referral", "context", "stigma",
                         "", ""});
  book.put();
  const auto receipt = world.bring_back();
  CHECK(receipt.done.size() == 2);
  const auto found = receipt.found.sorted();
  REQUIRE_FALSE(found.empty());
  CHECK(found.front().code == "edit.former-name");
  CHECK(found.front().message == "\"allbutt2025\" is called \"allbutt2025b\" here since");
  CHECK(found.front().origin.name == "form.xlsx, Codings");
}

TEST_CASE("a row of a configuration that was retired meanwhile is left out and told",
          "[review][form]") {
  FormWorld world;
  world.write_form();
  REQUIRE(world.code("retire configuration \"CMOC 2\" with everything") == "done");
  Workbook book(world.form());
  book.change(configurations, "A trusted GP suggests it", "Theirs");
  book.change(configurations, "An offer that makes sense", "Theirs too");
  book.put();
  const auto receipt = world.bring_back();
  CHECK_FALSE(receipt.found.refused());
  REQUIRE(receipt.found.sorted().size() == 1);
  CHECK(receipt.found.sorted().front().code == "edit.retired");
  CHECK(receipt.found.sorted().front().severity == base::Severity::loss);
  CHECK_THAT(
      base::join(receipt.found.sorted().front().notes, " "),
      ContainsSubstring("What the form says: set configuration") && ContainsSubstring("Theirs"));
  // The sentence that is offered does it all the same.
  CHECK_THAT(receipt.found.sorted().front().notes.back(), !ContainsSubstring("since"));
  // A sentence of no form may end in that word and a name.
  CHECK(world.code("set document \"allbutt2025\" field form \"RCT\"") == "done");
  CHECK_THAT(world.image(ThingKind::configuration, "CMOC 3"), ContainsSubstring("Theirs too"));
}

TEST_CASE("a form whose hidden sheets are gone is told from an extraction", "[review][form]") {
  FormWorld world;
  world.write_form();
  Workbook book(world.form());
  const auto told = [&] {
    book.put();
    CHECK_FALSE(review::is_form(world.form()));
    review::ImportRequest request;
    request.sources = {world.form()};
    const auto found = world.review.import(request, world.progress).found.sorted();
    REQUIRE(found.size() == 1);
    CHECK(found[0].code == "form.damaged");
    return found[0].message;
  };
  SECTION("all of them") {
    book.drop_hidden_sheets();
    const std::string message = told();
    CHECK_THAT(message, ContainsSubstring("(~about, ~Concepts, ~Extracts, ~Codings, "
                                          "~Configurations, ~Elements, ~Evidence)"));
    CHECK_THAT(message, ContainsSubstring("write it anew"));
  }
  SECTION("that which says what it is") {
    book.drop_hidden_sheets("~about");
    CHECK_THAT(told(), ContainsSubstring("(~about)"));
  }
}
