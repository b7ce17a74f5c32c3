// What each kind of table says of a review, in reviews given in the tool's own language.
#include <algorithm>

#include "reports/cells.h"
#include "sample_review.h"
#include "support/catch.h"
#include "support/given.h"
#include "support/random_review.h"

namespace retroduce::tests {

namespace {

struct Pulled {
  std::vector<std::string> keys;
  std::vector<std::string> headings;
  std::vector<std::vector<std::string>> rows;  ///< as printed
  std::vector<reports::TableRow> whole;
  reports::Table table;

  std::string cell(std::size_t row, const std::string& key) const {
    const auto at = std::find(keys.begin(), keys.end(), key);
    return at == keys.end() ? "no such column"
                            : rows.at(row).at(static_cast<std::size_t>(at - keys.begin()));
  }
};

Pulled pull(const char* kind, const MemoryReview& review) {
  Pulled pulled;
  reports::Table table = reports::find_table_kind(kind)->make(world_of(review));
  for (const reports::Column& column : table.columns) pulled.keys.push_back(column.key);
  reports::TableRow row;
  while (table.next(row)) {
    if (!row.heading.empty()) {
      pulled.headings.push_back(row.heading);
      continue;
    }
    pulled.rows.emplace_back();
    for (const reports::Cell& cell : row.cells)
      pulled.rows.back().push_back(reports::printed_text(cell));
    pulled.whole.push_back(row);
  }
  table.finish(table);
  pulled.table = std::move(table);
  return pulled;
}

bool mentions(const std::vector<std::string>& notes, const std::string& start) {
  return std::any_of(notes.begin(), notes.end(),
                     [&start](const std::string& note) { return note.starts_with(start); });
}

}  // namespace

TEST_CASE("every cell of every table rests on something or says why it does not",
          "[reports][tables]") {
  std::vector<std::unique_ptr<MemoryReview>> reviews;
  reviews.push_back(sample_review());
  for (std::uint64_t seed = 1; seed <= 10; ++seed)
    reviews.push_back(given(random_review(seed, 12)));
  for (const auto& review : reviews) {
    for (const reports::TableKind* kind : reports::table_kinds()) {
      const Pulled pulled = pull(std::string(kind->name).c_str(), *review);
      for (const reports::TableRow& row : pulled.whole) {
        CHECK(row.cells.size() == pulled.keys.size());
        CHECK_FALSE(row.id.empty());
        for (const reports::Cell& cell : row.cells) {
          const reports::Witness& witness = cell.witness;
          CHECK((!witness.configurations.empty() || !witness.documents.empty() ||
                 !witness.why_none.empty()));
          CHECK_FALSE(reports::printed_text(cell).empty());
        }
      }
    }
  }
}

TEST_CASE("a table of plain configurations has no column for parts that no row has",
          "[reports][tables]") {
  const auto review = given("K1: c -> m -> o; D1 supports K1");
  CHECK(pull("cmoc", *review).keys ==
        std::vector<std::string>{"no", "context", "mechanism", "outcome", "sources"});
}

TEST_CASE("a column stands as soon as one row has the part", "[reports][tables]") {
  const auto review = given(
      "K1: c -> [resource] r -> o; K2: c + [actor] nurses -> m -> o; level of K1 is micro; "
      "K3: [intervention] link workers + c -> m -> o");
  const Pulled pulled = pull("cmoc", *review);
  CHECK(pulled.keys == std::vector<std::string>{"no", "intervention", "context", "resource",
                                                "reasoning", "outcome", "level", "actor",
                                                "sources"});
  CHECK(pulled.cell(0, "resource") == "r");
  CHECK(pulled.cell(0, "reasoning") == "not stated");
  CHECK(pulled.cell(1, "resource") == "not split");
  CHECK(pulled.cell(1, "reasoning") == "m (not split)");
  CHECK(pulled.cell(1, "actor") == "nurses");
  CHECK(pulled.cell(0, "intervention") == "\u2013");
  CHECK(pulled.cell(2, "intervention") == "link workers");
}

TEST_CASE("sources are numbered as they first appear, and who contradicts is said",
          "[reports][tables]") {
  const auto review = given(
      "K1: a -> m -> o; K2: b -> m -> o; D3 supports K1; D1, D3 support K2; D2 contradicts K2; "
      "D1 contradicts K2; D4 supports outcome 1 of K2");
  const Pulled pulled = pull("cmoc", *review);
  CHECK(pulled.cell(0, "sources") == "1");
  CHECK(pulled.cell(1, "sources") == "1, 2 (also contradicts), 3 (contradicts), 4*");
  REQUIRE(pulled.table.references.size() == 4);
  CHECK(pulled.table.snapshot->documents[pulled.table.references[0].document.index()].key == "D3");
  CHECK(mentions(pulled.table.footnotes, "(contradicts)"));
  CHECK(mentions(pulled.table.footnotes, "* The evidence"));
  CHECK_FALSE(mentions(pulled.table.footnotes, "(refuted)"));
}

TEST_CASE("a document counts once however many of its extracts bear on a configuration",
          "[reports][tables]") {
  const auto review = given("K1: a -> m -> o; D1 supports K1; D1 supports K1; D1 refines K1");
  CHECK(pull("cmoc", *review).cell(0, "sources") == "1");
  CHECK(pull("evidence", *review).rows.size() == 3);
}

TEST_CASE("partial, refuted and unsupported configurations are shown as such",
          "[reports][tables]") {
  const auto review = given("K1: a -> -> ; status of K1 is refuted");
  const Pulled pulled = pull("cmoc", *review);
  CHECK(pulled.cell(0, "no") == "K1 (refuted)");
  CHECK(pulled.cell(0, "mechanism") == "not stated");
  CHECK(pulled.cell(0, "outcome") == "not stated");
  CHECK(pulled.cell(0, "sources") == "none");
  CHECK(pull("evidence", *review).rows.size() == 1);
}

TEST_CASE("opposites, unintended and unfired outcomes are marked in words", "[reports][tables]") {
  const auto review = given("K1: not trust -> m -> not o + [unintended] u + [when not fired] n");
  const Pulled pulled = pull("cmoc", *review);
  CHECK(pulled.cell(0, "context") == "not: trust");
  CHECK(pulled.cell(0, "outcome") ==
        "not: o\nu (unintended)\nn (when the mechanism does not fire)");
}

TEST_CASE("rows are grouped by theme, those without one last", "[reports][tables]") {
  const auto review = given(
      "K1: a -> m -> o; K2: a -> m -> o; K10: a -> m -> o; K9: a -> m -> o; "
      "theme of K10 is buy-in; theme of K2 is buy-in; theme of K1 is trust");
  const Pulled pulled = pull("narrative", *review);
  CHECK(pulled.headings == std::vector<std::string>{"buy-in", "trust", "No theme"});
  std::vector<std::string> labels;
  for (const auto& row : pulled.rows) labels.push_back(row.at(0));
  CHECK(labels == std::vector<std::string>{"K2", "K10", "K1", "K9"});
  CHECK(pull("narrative", *given("K1: a -> m -> o")).headings.empty());
}

TEST_CASE("paraphrases are marked and stand without quotation marks", "[reports][tables]") {
  const auto review = sample_review();
  const Pulled pulled = pull("evidence", *review);
  int paraphrases = 0;
  for (std::size_t i = 0; i < pulled.rows.size(); ++i) {
    const std::string quotation = pulled.cell(i, "quotation");
    if (quotation == "none") continue;
    const bool is_paraphrase = quotation.find("(paraphrase)") != std::string::npos;
    CHECK(is_paraphrase != quotation.starts_with("\u201c"));
    paraphrases += is_paraphrase ? 1 : 0;
  }
  CHECK(paraphrases == 1);
}

TEST_CASE("a page says a statement once, data say it on every row", "[reports][tables]") {
  const auto review = given("K1: a -> m -> o; D1, D2 support K1");
  const Pulled pulled = pull("evidence", *review);
  REQUIRE(pulled.whole.size() == 2);
  CHECK(pulled.cell(1, "statement") == "as above");
  CHECK(reports::data_text(pulled.whole[1].cells[1]) == "When a (C), o (O) because m (M).");
}

TEST_CASE("each document is characterised, also one that nothing was taken from",
          "[reports][tables]") {
  const auto review = given(
      "K2: a -> m -> o; K10: b -> m -> o; D1 supports K10; D1 contradicts K2; country of D2 is "
      "Wales; "
      "rigour of D1 is high");
  const Pulled pulled = pull("characteristics", *review);
  REQUIRE(pulled.rows.size() == 2);
  CHECK(pulled.cell(0, "configurations") == "K2 (contradicts), K10");
  CHECK(pulled.cell(0, "appraisal") == "rigour high");
  CHECK(pulled.cell(0, "aim") == "no such column");
  CHECK(pulled.cell(1, "configurations") == "none");
  CHECK(pulled.cell(1, "country") == "Wales");
}

}  // namespace retroduce::tests
