// What varies in print.
#include <set>

#include "base/text.h"
#include "base/zip.h"
#include "reports/cells.h"
#include "reports/citations.h"
#include "reports/shaped_table.h"
#include "reports/statement.h"
#include "sample_review.h"
#include "support/catch.h"
#include "support/given.h"

namespace retroduce::tests {

namespace {

using reports::TableStyle;

reports::Table styled(const char* kind, const MemoryReview& review, TableStyle style) {
  const model::SnapshotPtr snapshot = reports::relabelled(review.snapshot(), style);
  reports::Table table = reports::find_table_kind(kind)->make({snapshot, &review.details(), style});
  reports::style_table(table, style);
  return table;
}

std::string csv(const char* kind, const MemoryReview& review, const TableStyle& style) {
  return written(styled(kind, review, style), "csv");
}

std::string md(const char* kind, const MemoryReview& review, const TableStyle& style) {
  return written(styled(kind, review, style), "md");
}

const char* const small =
    "K1: time -> trust -> comes back; K2: fear -> doubt -> stays away; theme of K1 is B; theme of "
    "K2 "
    "is A; D1 supports K1; D2 contradicts K1";

}  // namespace

TEST_CASE("tags and the order of clauses follow the style", "[reports][style]") {
  const auto review = given(small);
  TableStyle style;
  CHECK_THAT(md("narrative", *review, style),
             ContainsSubstring("When time (C), comes back (O) because trust (M)."));
  style.tags = TableStyle::Tags::lower;
  style.order = "C-M-O";
  const std::string lower = md("narrative", *review, style);
  CHECK_THAT(lower, ContainsSubstring("When time (c), because trust (m), comes back (o)."));
  CHECK_THAT(lower, ContainsSubstring("(c) context, (m) mechanism, (o) outcome."));
  style.tags = TableStyle::Tags::square;
  style.order = "O-C-M";
  CHECK_THAT(md("narrative", *review, style),
             ContainsSubstring("Comes back \\[O1\\] when time \\[C1\\] because trust \\[M1\\]."));
  style.tags = TableStyle::Tags::none;
  const std::string none = md("narrative", *review, style);
  CHECK_THAT(none, ContainsSubstring("Comes back when time because trust."));
  CHECK_THAT(none, !ContainsSubstring("(C) context"));
}

TEST_CASE("sources are joined to ranges, and raised ones have no blanks", "[reports][style]") {
  const auto review =
      given("K1: a -> m -> b; K2: c -> m -> d; D1, D2, D3, D4, D6 support K1; D5 supports K2");
  TableStyle style;
  CHECK_THAT(md("cmoc", *review, style), ContainsSubstring("| 1\u20135 |"));
  CHECK_THAT(csv("cmoc", *review, style), ContainsSubstring("\"D1, D2, D3, D4, D6\""));
  style.evidence = TableStyle::Evidence::superscript;
  const auto two = given("K1: a -> m -> b; D1, D2 support K1");
  CHECK_THAT(md("cmoc", *two, style),
             ContainsSubstring("b<sup>1</sup><sup>,</sup>\u200b<sup>2</sup> |"));
  style.evidence = TableStyle::Evidence::column;
  style.cite = TableStyle::Cite::author_year;
  CHECK_THAT(md("cmoc", *two, style), ContainsSubstring("| D1 n.d.; D2 n.d. |"));
}

TEST_CASE("numbered tags count every part, and all marks are explained", "[reports][style]") {
  const auto review = given("K1: a + b -> m -> c; D1, D2, D3 support K1");
  TableStyle style;
  style.tags = TableStyle::Tags::square;
  CHECK_THAT(md("narrative", *review, style), ContainsSubstring("a \\[C1\\] and b \\[C2\\]"));
  CHECK_THAT(md("regularities", *review, style),
             ContainsSubstring("b \\[C1\\], m \\[M1\\], c \\[O1\\]"));
  style.tags = TableStyle::Tags::none;
  CHECK_THAT(md("regularities", *review, style), ContainsSubstring("| b, m, c |"));
}

TEST_CASE("configurations are numbered anew in the order of printing", "[reports][style]") {
  const auto review = given(small);
  TableStyle style;
  style.label = "CMOc ";
  style.numbering = TableStyle::Numbering::running;
  style.theme = TableStyle::Theme::column;
  CHECK_THAT(csv("if-then", *review, style), ContainsSubstring("B,CMOc 1,time"));
  CHECK_THAT(csv("if-then", *review, style), ContainsSubstring("A,CMOc 2,fear"));
  style.numbering = TableStyle::Numbering::per_theme;
  CHECK_THAT(csv("if-then", *review, style), ContainsSubstring("A,CMOc 1,fear"));
  style.numbering = TableStyle::Numbering::own;
  CHECK_THAT(csv("if-then", *review, style), ContainsSubstring("A,CMOc 2,fear"));
}

TEST_CASE("what stands before a number may be nothing, and a label without one gets the usual",
          "[reports][style]") {
  const auto review = given("Trust first: a -> m -> b; CMOC 7: a -> m -> b");
  TableStyle style;
  style.numbering = TableStyle::Numbering::running;
  auto labelled = reports::relabelled(review->snapshot(), style);
  std::set<std::string> labels;
  for (const auto& each : labelled->configurations) labels.emplace(each.label);
  CHECK(labels == std::set<std::string>{"CMOC 1", "CMOC 2"});
  style.label = "";
  labelled = reports::relabelled(review->snapshot(), style);
  labels.clear();
  for (const auto& each : labelled->configurations) labels.emplace(each.label);
  CHECK(labels == std::set<std::string>{"1", "2"});
  style.numbering = TableStyle::Numbering::own;
  labelled = reports::relabelled(review->snapshot(), style);
  labels.clear();
  for (const auto& each : labelled->configurations) labels.emplace(each.label);
  CHECK(labels == std::set<std::string>{"7", "Trust first"});
}

TEST_CASE("the note under a turned evidence map speaks of rows", "[reports][style]") {
  const auto review = given("K1: a -> m -> b; D1, D2 support K1");
  TableStyle style;
  style.is_transposed = true;
  CHECK_THAT(md("evidence-map", *review, style), ContainsSubstring("Rows are the documents"));
  CHECK_THAT(md("evidence-map", *review, style), ContainsSubstring("in the last column"));
}

TEST_CASE("a row keeps the label that the review knows, whatever it is called on the page",
          "[reports][style]") {
  const auto review = given(small);
  TableStyle style;
  style.label = "X ";
  for (const auto numbering : {TableStyle::Numbering::running, TableStyle::Numbering::per_theme}) {
    style.numbering = numbering;
    for (const char* kind : {"cmoc", "narrative", "evidence"}) {
      INFO(kind);
      reports::Table table = styled(kind, *review, style);
      std::vector<std::string> ids;
      reports::TableRow row;
      while (table.next(row)) {
        if (!row.heading.empty()) continue;
        CHECK(reports::printed_text(row.cells[0]).starts_with("X "));
        if (ids.empty() || ids.back() != row.id) ids.push_back(row.id);
      }
      CHECK(ids == std::vector<std::string>{"K1", "K2"});
    }
  }
}

TEST_CASE("numbers of a theme have its name before them wherever they are referred to",
          "[reports][style]") {
  const auto review = given(
      "K1: a -> m -> b; K2: a -> m -> b; K3: a -> m -> b; theme of K1 is buy-in; theme of K3 is "
      "trust; D1 supports K1; D1 supports K2; D1 supports K3");
  TableStyle style;
  style.numbering = TableStyle::Numbering::per_theme;
  CHECK_THAT(md("codebook", *review, style),
             ContainsSubstring("| No theme: K1, buy-in: K1, trust: K1 |"));
  CHECK_THAT(md("cmoc", *review, style), ContainsSubstring("\n| K1 | a | m | b | 1 |\n"));
}

TEST_CASE("labels that would be one are refused", "[reports][style]") {
  const auto review = given("CMOC 7: a -> m -> b; PT 7: a -> m -> b");
  TableStyle style;
  style.label = "X ";
  CHECK_THROWS_WITH(reports::relabelled(review->snapshot(), style),
                    ContainsSubstring("CMOC 7 and PT 7 would both be X 7"));
  style.numbering = TableStyle::Numbering::running;
  CHECK(reports::relabelled(review->snapshot(), style)->configurations[1].label == "X 2");
}

TEST_CASE("sources move behind the words, raised or in brackets, or to the supplement",
          "[reports][style]") {
  const auto review = given(small);
  TableStyle style;
  style.evidence = TableStyle::Evidence::superscript;
  CHECK_THAT(md("cmoc", *review, style),
             ContainsSubstring("comes back<sup>1</sup><sup>,</sup>\u200b<sup>2</sup>"));
  style.evidence = TableStyle::Evidence::bracket;
  CHECK_THAT(md("cmoc", *review, style), ContainsSubstring("comes back \\[1, 2"));
  CHECK_THAT(md("cmoc", *review, style), ContainsSubstring("are those of the whole row"));
  CHECK_THAT(md("cmoc", *review, style), !ContainsSubstring("| Sources |"));
  style.evidence = TableStyle::Evidence::supplement;
  CHECK_THAT(md("cmoc", *review, style), ContainsSubstring("stand in the supplement"));
}

TEST_CASE("sources go by author and year where the style says so", "[reports][style]") {
  TableStyle style;
  style.cite = TableStyle::Cite::author_year;
  const std::string page = md("cmoc", *sample_review(), style);
  CHECK_THAT(page, ContainsSubstring("Okafor et al. 2019"));
  CHECK_THAT(page, ContainsSubstring("\n- Heath B, van der Meer CD (2021) "));
  CHECK(page.find("- Heath B") < page.find("- Okafor N"));
}

TEST_CASE("letters tell apart the documents that a table cites, in the order of its list",
          "[reports][style]") {
  MemoryReview review;
  review.add(model::Review{});
  const auto add = [&](const char* key, std::vector<std::string> authors, const char* title) {
    model::Document document;
    document.key = key;
    document.authors = std::move(authors);
    document.year = 2020;
    document.title = title;
    review.add(document);
  };
  // Alike by their first author and year; the list has Brown's before Jones's.
  add("d1", {"Smith A", "Jones B", "Lee C"}, "Apples");
  add("d2", {"Smith A", "Brown B", "Lee C"}, "Pears");
  add("d3", {"Smith A", "Adams B", "Lee C"}, "Not cited");
  model::Concept concept_;
  concept_.label = "c";
  review.add(concept_);
  model::Configuration configuration;
  configuration.label = "K1";
  review.add(configuration);
  for (std::uint32_t i = 0; i < 2; ++i) {
    model::Extract extract;
    extract.document = model::Ref<model::Document>(i);
    extract.quote = "q" + std::to_string(i);
    review.add(extract);
    model::Evidence evidence;
    evidence.configuration = model::Ref<model::Configuration>(0U);
    evidence.extract = model::Ref<model::Extract>(i);
    review.add(evidence);
  }
  reports::TableWorld world = world_of(review);
  world.style.cite = TableStyle::Cite::author_year;
  const std::string page =
      written(reports::shaped_table(*reports::find_table_kind("cmoc"), world), "md");
  CHECK_THAT(page, ContainsSubstring("Smith et al. 2020a; Smith et al. 2020b |"));
  const std::size_t pears = page.find("(2020a) Pears");
  const std::size_t apples = page.find("(2020b) Apples");
  CHECK(pears != std::string::npos);
  CHECK(apples != std::string::npos);
  CHECK(pears < apples);
}

TEST_CASE("a quotation is cut at a word's end, and what is left out is marked",
          "[reports][style]") {
  CHECK(reports::shortened_quote("one two three four", 12) == "one two [\u2026]");
  CHECK(reports::shortened_quote("one two", 7) == "one two");
  CHECK(reports::shortened_quote("one two three", 0) == "one two three");
  const std::string umlauts = "\u00e4\u00e4 \u00e4\u00e4 \u00e4\u00e4 \u00e4\u00e4";
  CHECK(reports::shortened_quote(umlauts, 9) == "\u00e4\u00e4 \u00e4\u00e4 [\u2026]");
  for (std::size_t length = 5; length < 40; ++length) {
    const std::string cut =
        reports::shortened_quote("It was \u00e4 long day, and then some.", length);
    CHECK(static_cast<std::size_t>(base::count_code_points(cut)) <= length);
  }
  CHECK(reports::shortened_quote("https://example.org/a/long/address", 12) == "https:// [\u2026]");
  const std::string chinese = "\u6211\u4eec\u90fd\u89c9\u5f97\u5f88\u5b64\u72ec";
  CHECK(reports::shortened_quote(chinese, 7) == "\u6211\u4eec\u90fd [\u2026]");
  // A letter keeps its mark.
  CHECK(reports::shortened_quote("ae\u0301iouxyz", 6) == "a [\u2026]");
  CHECK(reports::shortened_quote("one two three", 3) == "[\u2026]");
  TableStyle style;
  style.quote_length = 20;
  const std::string page = md("evidence", *sample_review(), style);
  CHECK_THAT(page, ContainsSubstring("\u201cI walk in and \\[\u2026\\]\u201d"));
  style.quotes = TableStyle::Quotes::below;
  CHECK_THAT(md("evidence", *sample_review(), style), !ContainsSubstring("Illustrative"));
  CHECK_THAT(md("evidence", *sample_review(), style), ContainsSubstring("<br>*Evidence:* \u201c"));
}

TEST_CASE("transposed, columns are rows and every kind keeps its cells", "[reports][style]") {
  const auto review = given(small);
  TableStyle style;
  style.is_transposed = true;
  const std::string page = md("cmoc", *review, style);
  CHECK_THAT(page, ContainsSubstring("| No. | K1 | K2 |"));
  CHECK_THAT(page, ContainsSubstring("| **Context** | time | fear |"));
  CHECK_THAT(page, ContainsSubstring("| **Theme** | B | A |"));
}

TEST_CASE("every style leaves every kind with a cell for each column", "[reports][style]") {
  const auto review = sample_review();
  std::vector<TableStyle> styles;
  for (const reports::Preset& preset : reports::presets()) styles.push_back(preset.style);
  for (TableStyle style : std::vector<TableStyle>(styles)) {
    style.theme = TableStyle::Theme::column;
    style.quotes = TableStyle::Quotes::supplement;
    style.evidence = TableStyle::Evidence::supplement;
    styles.push_back(style);
    style.is_transposed = true;
    styles.push_back(style);
  }
  for (const reports::TableKind* kind : reports::table_kinds()) {
    for (const TableStyle& style : styles) {
      INFO(kind->name);
      reports::Table table = styled(std::string(kind->name).c_str(), *review, style);
      reports::TableRow row;
      while (table.next(row))
        CHECK((!row.heading.empty() || row.cells.size() == table.columns.size()));
      table.finish(table);
    }
  }
}

TEST_CASE("a long title is what BMC turns down, and 15 words are not", "[reports][style]") {
  reports::Table table;
  const reports::Preset& bmc = *reports::find_preset("bmc");
  table.title = "a b c d e f g h i j k l m n o";
  CHECK(reports::lint_table(table, 7, bmc).empty());
  table.title += " p";
  CHECK(reports::lint_table(table, 7, bmc).at(0) ==
        "the title has 16 words; BMC asks for at most 15");
  CHECK(reports::lint_table(table, 7, *reports::find_preset("plain")).empty());
  table.title = "a";
  CHECK(reports::lint_table(table, 41, bmc).at(0) ==
        "the table has 41 rows, more than a page: send it as an additional file");
  CHECK(reports::lint_table(table, 0, bmc).at(0) == "the table has no rows");
}

TEST_CASE(
    "papers of one author and year get letters in the order of their titles, in cell and list",
    "[reports][style]") {
  MemoryReview review;
  const auto add = [&](const char* key, const char* title, int year) {
    model::Document document;
    document.key = key;
    document.authors = {"Tierney S"};
    document.title = title;
    document.year = year;
    review.add(document);
  };
  add("k1", "Buy-in", 2020);
  add("k2", "a later one", 2021);
  add("k3", "A first thought", 2020);
  reports::TableWorld world = world_of(review);
  world.style.cite = reports::TableStyle::Cite::author_year;
  reports::Citations citations(world);
  CHECK(citations.numbered(model::DocumentId(std::size_t{0})).text == "Tierney 2020b");
  CHECK(citations.numbered(model::DocumentId(std::size_t{1})).text == "Tierney 2021");
  CHECK(citations.numbered(model::DocumentId(std::size_t{2})).text == "Tierney 2020a");
  const auto list = citations.references();
  REQUIRE(list.size() == 3);
  CHECK(list[0].text == "Tierney S (2020a) A first thought.");
  CHECK(list[1].text == "Tierney S (2020b) Buy-in.");
  CHECK(list[2].text == "Tierney S (2021) a later one.");
}

TEST_CASE("numbers go on from table to table where tables share them", "[reports][style]") {
  const auto review = sample_review();
  reports::TableWorld world = world_of(*review);
  world.cited = std::make_shared<reports::CitedDocuments>();
  reports::Citations first(world);
  first.numbered(model::DocumentId(std::size_t{3}));
  reports::Citations second(world);
  CHECK(second.numbered(model::DocumentId(std::size_t{1})).text == "2");
  CHECK(second.numbered(model::DocumentId(std::size_t{3})).text == "1");
  const auto list = second.references();
  REQUIRE(list.size() == 2);
  CHECK(list[0].number == 1);
  CHECK(list[1].number == 2);
  CHECK(first.references().size() == 1);
  CHECK(world.cited->in_order().size() == 2);
}

TEST_CASE("a sorted table numbers its references in the order in which it shows them",
          "[reports][style]") {
  const auto review = given(
      "K1: a -> m -> z; K2: b -> m -> y; K3: c -> m -> x; D1 supports K1; D2 supports K2; D3 "
      "supports K3; D1 supports K3");
  reports::TableWorld world = world_of(*review);
  world.style.sort = "outcome";
  const auto* kind = reports::find_table_kind("cmoc");
  const std::string page = written(reports::shaped_table(*kind, world), "md");
  CHECK(page.find("| K3 |") < page.find("| K2 |"));
  CHECK(page.find("| K2 |") < page.find("| K1 |"));
  CHECK_THAT(page, ContainsSubstring("| K3 | c | m | x | 1, 2 |"));
  CHECK_THAT(page, ContainsSubstring("\n1. D1\n2. D3\n3. D2\n"));
  world.style.sort = "-outcome";
  const std::string falling = written(reports::shaped_table(*kind, world), "md");
  CHECK(falling.find("| K1 |") < falling.find("| K3 |"));
}

TEST_CASE("a table is sorted within its groups, what is missing last, and says nothing as above",
          "[reports][style]") {
  const auto review = sample_review();
  reports::TableWorld world = world_of(*review);
  world.style.sort = "source";
  const std::string page =
      written(reports::shaped_table(*reports::find_table_kind("evidence"), world), "md");
  CHECK(page.find("as above") == std::string::npos);
  CHECK(page.find("**Connections**") < page.find("**Buy-in**"));
  world.style.sort = "level";
  const std::string levels =
      written(reports::shaped_table(*reports::find_table_kind("cmoc"), world), "md");
  CHECK(levels.find("| CMOC 2 |") < levels.find("| CMOC 4 |"));
  world.style.sort = "-supporting";
  const std::string map =
      written(reports::shaped_table(*reports::find_table_kind("evidence-map"), world), "md");
  CHECK(map.find("CMOCs, total") > map.rfind("| CMOC "));
}

TEST_CASE("a column that is not there is no column to sort by", "[reports][style]") {
  const auto review = sample_review();
  reports::TableWorld world = world_of(*review);
  world.style.sort = "colour";
  CHECK_THROWS_WITH(
      reports::shaped_table(*reports::find_table_kind("glossary"), world),
      ContainsSubstring("no column colour") && ContainsSubstring("term, definition, reference"));
}

TEST_CASE("equal neighbours are one cell on request, within a group alone", "[reports][style]") {
  const auto review = given(
      "K1: time -> m -> a; K2: time -> m -> b; K3: time -> n -> b; K4: other -> n -> b; theme of "
      "K1 "
      "is first; theme of K2 is first; theme of K3 is first; theme of K4 is second");
  reports::TableWorld world = world_of(*review);
  world.style.merges = true;
  const auto* kind = reports::find_table_kind("cmoc");
  const std::string page = written(reports::shaped_table(*kind, world), "html");
  CHECK_THAT(page, ContainsSubstring("<td rowspan=\"3\">time</td>"));
  CHECK_THAT(page, ContainsSubstring("<td rowspan=\"2\">b</td>"));
  CHECK(page.find("<td>other</td>") != std::string::npos);
  const std::string part = base::read_zip(written(reports::shaped_table(*kind, world), "docx"), "t")
                               .at("word/document.xml");
  const auto count = [&part](const std::string& words) {
    std::size_t found = 0;
    for (std::size_t at = 0; (at = part.find(words, at)) != std::string::npos; ++at) ++found;
    return found;
  };
  CHECK(count("<w:vMerge w:val=\"restart\"/>") == 3);
  CHECK(count(">time<") == 1);
  // Data repeat what a page says once.
  CHECK_THAT(written(reports::shaped_table(*kind, world), "csv"), ContainsSubstring("K3,time"));
}

}  // namespace retroduce::tests
