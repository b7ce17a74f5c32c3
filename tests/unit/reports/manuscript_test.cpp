// Tables, figures and words of a manuscript under one numbering.
#include "reports/manuscript.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include <pugixml.hpp>

#include "base/zip.h"
#include "odd_texts.h"
#include "reports/cells.h"
#include "reports/citations.h"
#include "reports/escape.h"
#include "sample_review.h"
#include "support/catch.h"
#include "support/given.h"

namespace retroduce::tests {

namespace {

/// Each "Table 2", "Figure 1", "Supplement S12" of a text.
std::set<std::string> labels_in(const std::string& text) {
  std::set<std::string> labels;
  for (const std::string word : {"Table ", "Figure ", "Supplement S"}) {
    for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos;) {
      std::size_t end = at + word.size();
      while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
      labels.insert(text.substr(at, end - at));
      at = end;
    }
  }
  return labels;
}

struct Printed {
  std::string text;
  std::vector<int> numbers;  ///< of references, as the cells show them
  bool has_links = false;
};

Printed print(reports::Table table) {
  Printed printed;
  reports::TableRow row;
  while (table.next(row)) {
    for (const reports::Cell& cell : row.cells) {
      printed.text += reports::printed_text(cell) + "\n";
      for (const reports::Line& line : cell.lines) {
        for (const reports::Run& run : line) printed.has_links |= run.reference != 0;
      }
    }
  }
  table.finish(table);
  for (const std::string& note : table.footnotes) printed.text += note + "\n";
  CHECK(table.references.empty());
  return printed;
}

reports::TableWorld shared_world(const MemoryReview& review) {
  reports::TableWorld world = world_of(review);
  world.cited = std::make_shared<reports::CitedDocuments>();
  return world;
}

}  // namespace

TEST_CASE("every exhibit has a number of its own, counted on without a gap",
          "[reports][manuscript]") {
  const auto review = sample_review();
  const reports::Manuscript manuscript = reports::plan_manuscript(shared_world(*review));
  std::set<std::string> labels;
  std::set<std::string> stems;
  int supplements = 0;
  for (const reports::Exhibit& each : manuscript.exhibits) {
    CHECK(labels.insert(each.label).second);
    CHECK(stems.insert(each.stem).second);
    CHECK((each.table == nullptr) != (each.figure == nullptr));
    if (each.label.starts_with("Supplement"))
      CHECK(each.label == "Supplement S" + std::to_string(++supplements));
  }
  CHECK(manuscript.table("characteristics")->label == "Table 1");
  CHECK(manuscript.figure("flow")->label == "Figure 1");
  CHECK(manuscript.table("agreement") == nullptr);
}

TEST_CASE("the text names tables, figures and supplements in the order of their numbers",
          "[reports][manuscript]") {
  const auto review = sample_review();
  for (const std::size_t most_rows : {0U, 1U}) {
    reports::TableWorld world = shared_world(*review);
    world.style.most_rows = most_rows;
    const reports::Manuscript manuscript = reports::plan_manuscript(world);
    std::string text;
    for (const std::string& paragraph : reports::manuscript_text(manuscript, world))
      text += paragraph + "\n";
    std::map<std::string, std::size_t> last;  // place, by what stands before the number
    for (const reports::Exhibit& each : manuscript.exhibits) {
      if (each.theme.is_set()) continue;
      const std::string word = each.label.substr(0, each.label.find_first_of("0123456789"));
      std::size_t place = text.find(each.label);
      while (place != std::string::npos && std::isdigit(text[place + each.label.size()]) != 0)
        place = text.find(each.label, place + 1);
      INFO(each.label);
      REQUIRE(place != std::string::npos);
      CHECK(last[word] <= place);
      last[word] = place;
    }
  }
}

TEST_CASE("what a journal sets on no page goes beside the paper, under its word for that",
          "[reports][manuscript]") {
  const auto review = sample_review();
  reports::TableWorld world = shared_world(*review);
  world.style = reports::find_preset("bmc")->style;
  CHECK(reports::plan_manuscript(world).table("narrative")->label == "Table 2");
  world.style.most_rows = 1;
  const reports::Manuscript manuscript = reports::plan_manuscript(world);
  CHECK(manuscript.table("programme-theory")->label == "Table 1");
  const reports::Exhibit& narrative = *manuscript.table("narrative");
  CHECK(narrative.label.starts_with("Additional file "));
  CHECK(narrative.stem.starts_with("additional-file-"));
  const std::string part =
      base::read_zip(written(reports::manuscript_table(manuscript, narrative, world), "docx"), "t")
          .at("word/document.xml");
  CHECK_THAT(part, ContainsSubstring(narrative.label + ". "));
  CHECK_THAT(part, !ContainsSubstring("w:fldSimple"));
}

TEST_CASE("the words of a manuscript list the files that stand beside it, with their forms",
          "[reports][manuscript]") {
  const auto listed = [](const char* label) {
    reports::Exhibit table;
    table.table = reports::find_table_kind("narrative");
    table.label = "Table 1";
    reports::Exhibit file = table;
    file.label = label;
    file.title = "Terms";
    std::string text;
    for (const reports::TextBlock& block : reports::manuscript_blocks(
             {}, {{&table, {"t.docx"}, ""}, {&file, {"a.svg", "a.pdf"}, ""}}, {}, true))
      text += block.text + "\n";
    return text;
  };
  CHECK(listed("Additional file 2") == "Additional files\nAdditional file 2 (svg, pdf). Terms.\n");
  CHECK(listed("Supplement S2") == "Supplements\nSupplement S2 (svg, pdf). Terms.\n");
}

TEST_CASE("asking what there is to show cites nothing", "[reports][manuscript]") {
  const auto review = sample_review();
  const reports::TableWorld world = shared_world(*review);
  reports::plan_manuscript(world);
  CHECK(world.cited->in_order().empty());
}

TEST_CASE("what words and notes of a manuscript refer to is there", "[reports][manuscript]") {
  const auto review = sample_review();
  const reports::TableWorld world = shared_world(*review);
  const reports::Manuscript manuscript = reports::plan_manuscript(world);
  std::string text;
  for (const std::string& paragraph : reports::manuscript_text(manuscript, world))
    text += paragraph + "\n";
  for (const reports::Exhibit& each : manuscript.exhibits) {
    if (each.table == nullptr) continue;
    const Printed printed = print(reports::manuscript_table(manuscript, each, world));
    CHECK_FALSE(printed.has_links);
    // The sample's own quotations speak of a table of a paper.
    if (each.table->name != "evidence") text += printed.text;
  }
  std::set<std::string> known;
  for (const reports::Exhibit& each : manuscript.exhibits) known.insert(each.label);
  const std::set<std::string> named = labels_in(text);
  CHECK(named.size() > 8);
  for (const std::string& label : named) {
    INFO(label);
    CHECK(known.count(label) == 1);
  }
}

TEST_CASE("references of a manuscript are numbered as its tables first cite them",
          "[reports][manuscript]") {
  const auto review = sample_review();
  const reports::TableWorld world = shared_world(*review);
  const reports::Manuscript manuscript = reports::plan_manuscript(world);
  std::string characteristics;
  for (const reports::Exhibit& each : manuscript.exhibits) {
    if (each.table == nullptr) continue;
    const std::string text = print(reports::manuscript_table(manuscript, each, world)).text;
    if (each.table->name == "characteristics") characteristics = text;
  }
  const auto& cited = world.cited->in_order();
  REQUIRE(cited.size() == review->snapshot()->documents.size());
  for (std::size_t i = 0; i < cited.size(); ++i)
    CHECK_THAT(characteristics, ContainsSubstring("[" + std::to_string(i + 1) + "]"));
  const auto list = reports::reference_list(world, cited);
  for (std::size_t i = 0; i < list.size(); ++i) CHECK(list[i].number == static_cast<int>(i) + 1);
}

TEST_CASE("the checklist names exhibits beside the pages that were stated",
          "[reports][manuscript]") {
  const auto review = sample_review();
  const reports::TableWorld world = shared_world(*review);
  const reports::Manuscript manuscript = reports::plan_manuscript(world);
  const std::string text =
      print(reports::manuscript_table(manuscript, *manuscript.table("rameses"), world)).text;
  CHECK_THAT(text, ContainsSubstring("p. 4; " + manuscript.table("flow")->label));
  CHECK_THAT(text, ContainsSubstring("Document flow diagram\nFigure 1\n"));
  CHECK_THAT(text, ContainsSubstring("Conclusion and recommendations\nmissing\n"));
}

TEST_CASE("what the review lacks is left out and said", "[reports][manuscript]") {
  const auto review = given("K1: a -> m -> b; D1 supports K1");
  const reports::Manuscript manuscript = reports::plan_manuscript(shared_world(*review));
  CHECK(manuscript.table("glossary") == nullptr);
  CHECK(manuscript.table("programme-theory") == nullptr);
  CHECK(manuscript.figure("theory-evolution") == nullptr);
  bool says_glossary = false;
  for (const auto& [title, why] : manuscript.left_out) {
    if (title == "Glossary") {
      says_glossary = true;
      CHECK_THAT(why, ContainsSubstring("retroduce import REVIEW glossary.csv"));
    }
  }
  CHECK(says_glossary);
}

TEST_CASE("a flow of which nothing is recorded is no exhibit, and no item is shown by it",
          "[reports][manuscript]") {
  const auto review = given("K1: a -> m -> b; D1 supports K1");
  const reports::TableWorld world = shared_world(*review);
  const reports::Manuscript manuscript = reports::plan_manuscript(world);
  CHECK(manuscript.figure("flow") == nullptr);
  CHECK(manuscript.table("flow") == nullptr);
  const auto said =
      std::count_if(manuscript.left_out.begin(), manuscript.left_out.end(), [](const auto& each) {
        return each.first == "Flow of records, documents and studies" &&
               each.second.find("flow.csv") != std::string::npos;
      });
  CHECK(said == 1);
  const std::string text =
      print(reports::manuscript_table(manuscript, *manuscript.table("rameses"), world)).text;
  CHECK_THAT(text, ContainsSubstring("Searching processes\nmissing\n"));
  CHECK_THAT(text, ContainsSubstring("Document flow diagram\nmissing\n"));
}

TEST_CASE("a manuscript is not turned by settings that turn a table, so its checklist is filled",
          "[reports][manuscript]") {
  const auto review = sample_review();
  reports::TableWorld world = shared_world(*review);
  world.style.is_transposed = true;
  const reports::Manuscript manuscript = reports::plan_manuscript(world);
  const std::string text =
      print(reports::manuscript_table(manuscript, *manuscript.table("rameses"), world)).text;
  CHECK_THAT(text, ContainsSubstring("Document flow diagram\nFigure 1\n"));
}

TEST_CASE("columns of an evidence map lead to the list of the manuscript, in table and figure",
          "[reports][manuscript]") {
  const auto review =
      given("K1: a -> m -> b; country of D1 is England; D2 supports K1; D3 contradicts K1");
  const reports::TableWorld world = shared_world(*review);
  const reports::Manuscript manuscript = reports::plan_manuscript(world);
  for (const reports::Exhibit& each : manuscript.exhibits) {
    if (each.table == nullptr) continue;
    reports::Table table = reports::manuscript_table(manuscript, each, world);
    if (each.table->name == "evidence-map") {
      CHECK(table.columns[1].name == "2");
      CHECK(table.columns[2].name == "3");
    }
    print(std::move(table));
  }
  const reports::Figure map =
      reports::manuscript_figure(manuscript, *manuscript.figure("evidence-map"), world);
  CHECK_THAT(map.svg, ContainsSubstring("D2 n.d. [2]"));
  CHECK_THAT(map.svg, ContainsSubstring("D3 n.d. [3]"));
}

TEST_CASE("the text names each exhibit", "[reports][manuscript]") {
  const auto review = sample_review();
  const reports::TableWorld world = shared_world(*review);
  const reports::Manuscript manuscript = reports::plan_manuscript(world);
  std::string text;
  for (const std::string& paragraph : reports::manuscript_text(manuscript, world))
    text += paragraph;
  for (const reports::Exhibit& each : manuscript.exhibits) {
    INFO(each.label << " in " << text);
    const bool is_named = text.find(each.label + ",") != std::string::npos ||
                          text.find(each.label + ")") != std::string::npos ||
                          text.find(each.label + ".") != std::string::npos;
    CHECK(is_named);
  }
}

TEST_CASE("the words name who has coded and count the concepts coded with, no others",
          "[reports][manuscript]") {
  const auto review = sample_review();
  for (const char* name : {"CD", "EF"}) {
    model::Coder coder;
    coder.label = name;
    review->add(coder);
  }
  model::Coding coding;
  coding.extract = model::Ref<model::Extract>(0U);
  coding.concept_ = model::Ref<model::Concept>(3U);
  coding.coder = model::Ref<model::Coder>(1U);
  review->add(coding);
  const reports::TableWorld world = shared_world(*review);
  const reports::Manuscript manuscript = reports::plan_manuscript(world);
  CHECK_THAT(reports::manuscript_text(manuscript, world)[0],
             ContainsSubstring(", 1 of them coded with 1 concept (1 coding by CD)"));
}

TEST_CASE("a gathered theory says which of its themes are drawn whole, and what stands in none",
          "[reports][manuscript]") {
  std::string text = "K: a -> m -> b; ";
  for (int i = 0; i < 61; ++i) {
    const std::string n = std::to_string(i);
    text += "B" + n + ": c" + n + " -> m" + n + " -> o" + n + "; theme of B" + n + " is big; ";
  }
  text += "S: x -> y -> z; theme of S is small";
  const auto review = given(text);
  const reports::TableWorld world = shared_world(*review);
  const reports::Manuscript manuscript = reports::plan_manuscript(world);
  std::string big;
  std::string small;
  for (const reports::Exhibit& each : manuscript.exhibits) {
    if (each.title == "The programme theory: big") big = each.label;
    if (each.title == "The programme theory: small") small = each.label;
  }
  REQUIRE(!big.empty());
  CHECK_THAT(reports::manuscript_figure(manuscript, *manuscript.figure("theory"), world).caption,
             ContainsSubstring("; its themes, whole: " + small + "; gathered too: " + big +
                               "; 1 configuration has no theme and stands in none of these"));
}

TEST_CASE("the words of a manuscript count what was refuted", "[reports][manuscript]") {
  const auto review = sample_review();
  const reports::TableWorld world = shared_world(*review);
  CHECK_THAT(reports::manuscript_text(reports::plan_manuscript(world), world)[1],
             ContainsSubstring("; 1 was considered and refuted."));
}

TEST_CASE("a page of words carries any text, in Word and in HTML", "[reports][manuscript]") {
  using Block = reports::TextBlock;
  std::vector<Block> blocks;
  for (const std::string& text : odd_texts())
    blocks.push_back({Block::Kind::reference, text, "1."});
  const std::string part =
      base::read_zip(reports::docx_page(blocks, "T", "Arial"), "t").at("word/document.xml");
  pugi::xml_document tree;
  REQUIRE(tree.load_string(part.c_str(), pugi::parse_default | pugi::parse_ws_pcdata));
  std::size_t i = 0;
  for (const pugi::xml_node paragraph : tree.child("w:document").child("w:body").children("w:p")) {
    std::string text;
    for (const pugi::xml_node run : paragraph.children("w:r")) {
      if (run == paragraph.child("w:r")) continue;  // the number
      for (const pugi::xml_node part_of_run : run.children())
        text += part_of_run.name() == std::string("w:br") ? "\n" : part_of_run.text().get();
    }
    CHECK(text == reports::carried_text(blocks.at(i++).text));
  }
  CHECK(i == blocks.size());
  pugi::xml_document page;
  CHECK(page.load_string(("<body>" + reports::html_blocks(blocks) + "</body>").c_str()));
}

}  // namespace retroduce::tests
