// What rests on little, on nothing, or on what was refuted says so wherever it is printed.
#include "printed_page.h"
#include "reports/citations.h"
#include "reports/shaped_table.h"
#include "sample_review.h"
#include "support/catch.h"
#include "support/given.h"

namespace retroduce::tests {

namespace {

using namespace model;
using reports::TableStyle;

std::string styled_page(const char* kind, const MemoryReview& review, const TableStyle& style) {
  reports::TableWorld world = world_of(review);
  world.style = style;
  return printed_page(reports::shaped_table(*reports::find_table_kind(kind), world));
}

/// A programme theory of one version with one statement on the configurations of those numbers.
void add_statement(MemoryReview& review, const char* text, std::vector<std::uint32_t> on,
                   Lineage lineage = Lineage::created) {
  if (review.records().theories.empty()) {
    review.add(Theory{"T", TheoryKind::programme, "", {}, "", {}, 0});
    review.add(TheoryVersion{Ref<Theory>(std::uint32_t{0}), "now", "", "", {}, 0});
  }
  Statement made;
  made.version = Ref<TheoryVersion>(std::uint32_t{0});
  made.label = text;
  made.text = text;
  made.lineage = {{{}, lineage}};
  for (const std::uint32_t each : on) made.configurations.emplace_back(each);
  review.add(made);
}

void add_rival(MemoryReview& review, std::uint32_t from, std::uint32_t to) {
  Link rival;
  rival.from = Ref<Configuration>(from);
  rival.to = Ref<Configuration>(to);
  rival.kind = LinkKind::rival_of;
  review.add(rival);
}

const char* const mixed =
    "K1: a -> m -> b; K2: a -> m -> b; K3: a -> m -> b; K4: a -> n -> c + [unintended] d; status "
    "of K2 is refuted; D1, D2, D3 support K1; D4 supports K2; D1 supports K4; D5 contradicts K3; ";

}  // namespace

TEST_CASE("labels of refuted and of unsupported configurations stand apart, with a note",
          "[reports][marks]") {
  const auto review = given(mixed);
  add_statement(*review, "all", {0, 1, 2, 3});
  const std::string marked = "K1, 4; unsupported: K3; refuted: K2";
  for (const char* kind : {"programme-theory", "theory-evolution"}) {
    const std::string text = page(kind, *review);
    INFO(kind);
    CHECK_THAT(text, ContainsSubstring(marked));
    CHECK_THAT(text, ContainsSubstring("note: refuted: kept to show"));
    CHECK_THAT(text, ContainsSubstring("note: unsupported: no document supports"));
  }
  CHECK_THAT(page("regularities", *review),
             ContainsSubstring(" | K1; unsupported: K3; refuted: K2 | 4 | "));
  CHECK_THAT(page("codebook", *review),
             ContainsSubstring("context 4 | K1, 4; unsupported: K3; refuted: K2 | "));
  CHECK_THAT(page("characteristics", *review), ContainsSubstring(" | K2 (refuted)\n"));
  CHECK_THAT(page("matrix", *review), ContainsSubstring("K2 (refuted): a | "));
}

TEST_CASE("over several versions a statement tells each of its changes and their reasons",
          "[reports][marks]") {
  MemoryReview review;
  review.add(Theory{"T", TheoryKind::programme, "", {}, "", {}, 0});
  for (const char* label : {"v1", "v2", "v3"})
    review.add(TheoryVersion{Ref<Theory>(std::uint32_t{0}), label, "", "", {}, 0});
  const auto add = [&](std::uint32_t version, const char* text, const char* reason,
                       std::vector<std::pair<std::uint32_t, Lineage>> from) {
    Statement made;
    made.version = Ref<TheoryVersion>(version);
    made.label = made.text = text;
    made.reason = reason;
    for (const auto& [earlier, lineage] : from)
      made.lineage.push_back({Ref<Statement>(earlier), lineage});
    review.add(made);
  };
  add(0, "one", "", {});
  add(0, "two", "", {});
  add(1, "both", "they are one", {{0, Lineage::merged}, {1, Lineage::merged}});
  add(2, "still", "nothing new", {{2, Lineage::reworded}});
  CHECK_THAT(page("theory-evolution", review),
             ContainsSubstring("still | one\ntwo | they are one\nnothing new | v2: both\nv3: "
                               "still | v2: merged\nv3: reworded | "));
}

TEST_CASE("a statement that came with a later version is new there, whatever became of it",
          "[reports][marks]") {
  MemoryReview review;
  review.add(Theory{"T", TheoryKind::programme, "", {}, "", {}, 0});
  for (const char* label : {"v1", "v2", "v3"})
    review.add(TheoryVersion{Ref<Theory>(std::uint32_t{0}), label, "", "", {}, 0});
  const bool is_said = GENERATE(false, true);
  for (const std::uint32_t version : {1U, 2U}) {
    Statement made;
    made.version = Ref<TheoryVersion>(version);
    made.label = made.text = "one";
    if (version == 2) {
      made.lineage.push_back({Ref<Statement>(0U), Lineage::kept});
    } else {
      made.reason = "they said so";
      if (is_said) made.lineage.push_back({{}, Lineage::created});
    }
    review.add(made);
  }
  CHECK_THAT(page("theory-evolution", review),
             ContainsSubstring("one | v2: one | they said so | one | v2: new\nv3: kept | "));
}

TEST_CASE("a statement that was left behind or dropped shows what it had become",
          "[reports][marks]") {
  MemoryReview review;
  review.add(Theory{"T", TheoryKind::programme, "", {}, "", {}, 0});
  for (const char* label : {"v1", "v2", "v3"})
    review.add(TheoryVersion{Ref<Theory>(std::uint32_t{0}), label, "", "", {}, 0});
  const auto add = [&](std::uint32_t version, const char* text,
                       std::vector<std::pair<std::uint32_t, Lineage>> from) {
    Statement made;
    made.version = Ref<TheoryVersion>(version);
    made.label = made.text = text;
    for (const auto& [earlier, lineage] : from)
      made.lineage.push_back({Ref<Statement>(earlier), lineage});
    review.add(made);
  };
  add(0, "one", {});
  add(1, "two", {{0, Lineage::reworded}});
  add(0, "alpha", {});
  add(1, "beta", {{2, Lineage::reworded}});
  add(2, "beta", {{3, Lineage::dropped}});
  const std::string text = page("theory-evolution", review);
  CHECK_THAT(text, ContainsSubstring("two | one | not stated | v2: two\nnot carried on | "));
  CHECK_THAT(text, ContainsSubstring("beta | alpha | not stated | v2: beta\ndropped | "));
}

TEST_CASE("what a document contributed to what was refuted is counted as such",
          "[reports][marks]") {
  const auto review = given(
      "K1: a -> m -> b; K2: a -> m -> c; status of K2 is refuted; D1 supports K1; D1 supports K2; "
      "D2 contradicts K2");
  const std::string text = page("appraisal", *review);
  CHECK_THAT(text, ContainsSubstring("supports 2 CMOCs (1 refuted)\n"));
  CHECK_THAT(text, ContainsSubstring("contradicts 1 CMOC (1 refuted)\n"));
}

TEST_CASE("a construct that explains a refuted configuration says so", "[reports][marks]") {
  const auto review = given(mixed);
  review->add(Theory{"Capital", TheoryKind::substantive, "", {}, "", {}, 0});
  review->add(Construct{
      Ref<Theory>(std::uint32_t{0}), "ties", "", {Ref<Configuration>(std::uint32_t{1})}, {}, 0});
  CHECK_THAT(page("theories", *review), ContainsSubstring(" | refuted: K2\n"));
}

TEST_CASE("rivals say which of the two was refuted", "[reports][marks]") {
  const auto review = given(mixed);
  add_rival(*review, 0, 1);
  CHECK_THAT(page("rivals", *review), ContainsSubstring("| K2 (refuted): When a (C)"));
}

TEST_CASE("evidence on a side of a rival that there is none of is not called no evidence at all",
          "[reports][marks]") {
  const auto review = given(mixed);
  add_rival(*review, 0, 2);
  const std::string text = page("rivals", *review);
  CHECK_THAT(text, ContainsSubstring("| 1, 2, 3 | none | "));
  CHECK_THAT(text, !ContainsSubstring("no extract is evidence"));
}

TEST_CASE("evidence for a rival is in part where that side is, whatever the other side is",
          "[reports][marks]") {
  const auto review = given(
      "K1: a -> m -> b; K2: a -> m -> c; D1 supports outcome 1 of K1; D1 contradicts K1; D2 "
      "supports K1; D2 contradicts outcome 1 of K1");
  add_rival(*review, 0, 1);
  CHECK_THAT(page("rivals", *review), ContainsSubstring(" | 1*, 2 | 1, 2* | "));
}

TEST_CASE("what sets two rivals against each other is evidence for neither", "[reports][marks]") {
  const auto review = given("K1: a -> m -> b; K2: a -> m -> c; D1 supports K1; D2 supports K2");
  Link rival;
  rival.from = Ref<Configuration>(std::uint32_t{0});
  rival.to = Ref<Configuration>(std::uint32_t{1});
  rival.kind = LinkKind::rival_of;
  rival.note = "settled";
  rival.evidence.push_back({Ref<Extract>(std::uint32_t{1}), Stance::supports});
  review->add(rival);
  CHECK_THAT(page("rivals", *review),
             ContainsSubstring("| 1 | none | settled\nbetween the two: 2\n"));
}

TEST_CASE("a statement that was dropped is no part of the theory as it stands, and is counted",
          "[reports][marks]") {
  const auto review = given(mixed);
  add_statement(*review, "held", {0});
  add_statement(*review, "given up", {3}, Lineage::dropped);
  const std::string text = page("programme-theory", *review);
  CHECK_THAT(text, ContainsSubstring("held | K1 | b\n"));
  CHECK_THAT(text, !ContainsSubstring("given up"));
  CHECK_THAT(text, ContainsSubstring("note: Not shown: 1 statement that this version dropped"));
}

TEST_CASE("what is anticipated is never what was refuted, and what was not meant is marked",
          "[reports][marks]") {
  const auto review = given(
      "K1: a -> m -> b + [unintended] d; K2: a -> m -> c; status of K2 is refuted; D1 supports K1");
  add_statement(*review, "both", {0, 1});
  add_statement(*review, "refuted alone", {1});
  const std::string text = page("programme-theory", *review);
  CHECK_THAT(text, ContainsSubstring("both | K1; refuted: K2 | b\nd (unintended)\n"));
  CHECK_THAT(text, ContainsSubstring("refuted alone | refuted: K2 | not stated\n"));
}

TEST_CASE("the settings of a pattern are those of the documents that support it",
          "[reports][marks]") {
  const auto review = given(
      "K1: a -> m -> b; D1, D2, D3 support K1; D4 contradicts K1; setting of D1 is clinic; setting "
      "of D2 is clinic; setting of D3 is school; setting of D4 is prison");
  const std::string text = page("regularities", *review);
  CHECK_THAT(text, ContainsSubstring(" | clinic\nschool | disputed by 1 document\n"));
  CHECK_THAT(text, !ContainsSubstring("prison"));
}

TEST_CASE("evidence against a part is shown as such in the matrix, never as unknown",
          "[reports][marks]") {
  const auto review = given(
      "K1: a -> [resource] r + [reasoning] m -> b; D1 contradicts outcome 1 of K1; D1 supports "
      "context 1 of K1; D2 supports K1; D2 contradicts outcome 1 of K1");
  const std::string text = page("matrix", *review);
  CHECK_THAT(text,
             ContainsSubstring(
                 "D1 n.d. [1] | Unknown | K1: a | Unknown | Unknown | K1: b (contradicts)\n"));
  CHECK_THAT(text, ContainsSubstring("| K1: m | K1: b (also contradicts)\n"));
}

TEST_CASE("a sentence has its sources beside it, and says where there are none",
          "[reports][marks]") {
  const auto review = given("K1: a -> m -> b; K2: a -> m -> c; D1 supports K1; D2 contradicts K1");
  const std::string text = page("narrative", *review);
  CHECK_THAT(text, ContainsSubstring("because m (M). | 1, 2 (contradicts)\n"));
  CHECK_THAT(text, ContainsSubstring("because m (M). | none\n"));
}

TEST_CASE("a configuration without sources says so wherever its sources were moved",
          "[reports][marks]") {
  const auto review = given(
      "K1: a -> m -> b; K2: a -> m -> c; K3: a -> m -> d; D1 supports outcome 1 of K1; D2 "
      "contradicts K3");
  TableStyle style;
  for (const auto where : {TableStyle::Evidence::superscript, TableStyle::Evidence::bracket,
                           TableStyle::Evidence::supplement}) {
    style.evidence = where;
    for (const char* kind : {"cmoc", "narrative", "if-then"}) {
      INFO(kind << " with sources moved to " << static_cast<int>(where));
      const std::string text = styled_page(kind, *review, style);
      CHECK_THAT(text, ContainsSubstring(" (no evidence)"));
      CHECK_THAT(text, ContainsSubstring("note: no evidence: no extract is evidence"));
      CHECK_THAT(text, !ContainsSubstring("note: none: "));
    }
  }
  const std::string apart = styled_page("cmoc", *review, style);
  CHECK_THAT(apart, ContainsSubstring("K3 | a | m | d (unsupported)\n"));
  CHECK_THAT(apart, ContainsSubstring("note: unsupported: no document supports"));
  CHECK_THAT(apart, !ContainsSubstring("note: (contradicts)"));
  CHECK_THAT(apart, !ContainsSubstring("note: *"));
}

TEST_CASE("the columns of an evidence map lead to the documents that they are of",
          "[reports][marks]") {
  const auto review = given(
      "K1: a -> m -> b; D3 supports K1; D2 contradicts K1; country of D1 is England; D1 supports "
      "K1");
  reports::TableWorld world = world_of(*review);
  world.cited = std::make_shared<reports::CitedDocuments>();
  // As in a manuscript, where an earlier table has cited the third first.
  reports::Citations(world).numbered(DocumentId(std::size_t{2}));
  reports::Table table = reports::find_table_kind("evidence-map")->make(world);
  REQUIRE(table.columns.size() == 6);
  CHECK(table.columns[3].name == "1");
  reports::TableRow row;
  while (table.next(row)) continue;
  table.finish(table);
  for (std::size_t i = 1; i < 4; ++i) {
    const auto& snapshot = *review->snapshot();
    const auto is_of = [&](const reports::Reference& each) {
      return snapshot.documents[each.document.index()].key == table.columns[i].key;
    };
    const auto found = std::find_if(table.references.begin(), table.references.end(), is_of);
    REQUIRE(found != table.references.end());
    CHECK(table.columns[i].name == std::to_string(found->number));
  }
  world.style.cite = TableStyle::Cite::author_year;
  reports::Table named = reports::find_table_kind("evidence-map")->make(world);
  CHECK(named.columns[1].name == "D1 n.d.");
  CHECK_THAT(printed_page(named), ContainsSubstring("by their authors and year"));
}

}  // namespace retroduce::tests
