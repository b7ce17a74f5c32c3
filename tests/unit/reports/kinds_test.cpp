// What the further kinds of table say of a review.
#include <algorithm>

#include "printed_page.h"
#include "reports/agreement_lines.h"
#include "sample_review.h"
#include "support/catch.h"
#include "support/given.h"

namespace retroduce::tests {

namespace {

bool says(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a matrix shows of a study what its own evidence supports, and Unknown else",
          "[reports][kinds]") {
  const auto review = given(
      "K1: time -> [resource] a talk + [reasoning] trust -> comes back; K2: time -> fear -> stays "
      "away; D1 supports K1; D2 supports outcome 1 of K1; D3 contradicts K2; D1 supports K2");
  const std::string text = page("matrix", *review);
  CHECK(says(text,
             "D1 n.d. [1] | Unknown | K1: time\nK2: time | K1: a talk | K1: trust\nK2: fear | "
             "K1: comes back\nK2: stays away\n"));
  CHECK(says(text, "D2 n.d. [2] | Unknown | Unknown | Unknown | Unknown | K1: comes back\n"));
  CHECK(says(
      text,
      "D3 n.d. [3] | Unknown | K2: evidence against the whole | Unknown | K2: evidence against "
      "the whole | K2: evidence against the whole\n"));
}

TEST_CASE("a chain says whether one document saw both of its configurations", "[reports][kinds]") {
  const auto review = given(
      "K1: a -> m -> b; K2: b -> n -> c; K3: c -> o -> d; D1 supports K1; D1 supports K2; D2 "
      "supports K3");
  const std::string text = page("chains", *review);
  CHECK(says(text, "1 | 1 | K1 | b \u2192 context of K2 | same document | 1\n"));
  CHECK(says(text, "1 | 2 | K2 | c | same document | 1\n"));
  CHECK(says(text, "2 | 1 | K2 | c \u2192 context of K3 | stitched | 1\n"));
  CHECK(says(text, "note: same document: one document supports both steps."));
  CHECK(says(text, "note: stitched: "));
  CHECK_FALSE(says(text, "conflicting contexts:"));
  CHECK(says(page("chains", *given("K1: a -> m -> b; D1 supports K1")),
             "note: No outcome of a configuration is, exactly, a context of another."));
}

TEST_CASE("a regularity is counted by documents and names its exceptions", "[reports][kinds]") {
  const auto review = given(
      "K1: a -> m -> b; K2: a -> m -> b; K3: a -> m -> not b; D1, D2 support K1; D3 supports K2; "
      "D1 "
      "supports K2; D4 supports K3; setting of D1 is clinic; setting of D2 is clinic");
  CHECK(says(page("regularities", *review),
             "a (C), m (M), b (O) | K1, 2 | 3 | clinic\nothers not stated | K3 (the opposite "
             "outcome)\n"));
}

TEST_CASE("present and absent outcomes stand side by side, the others are counted",
          "[reports][kinds]") {
  const auto review =
      given("K1: a -> m -> b + [when not fired] c; K2: a -> m -> d; D1 supports K1");
  const std::string text = page("present-absent", *review);
  CHECK(says(text, "K1 | a | m | b | c | 1\n"));
  CHECK_FALSE(says(text, "K2 |"));
  CHECK(says(text, "note: Not shown: 1 configuration for which"));
}

TEST_CASE("a page is called one where it does not say so itself", "[reports][kinds]") {
  const auto pages = [](const char* words) {
    auto review = given("K1: a -> m -> b; D1 supports K1");
    model::Extract extract;
    extract.document = model::Ref<model::Document>(0U);
    extract.page = words;
    extract.quote = "Another quote";
    review->add(extract);
    model::Evidence evidence;
    evidence.configuration = model::Ref<model::Configuration>(0U);
    evidence.extract = model::Ref<model::Extract>(1U);
    review->add(evidence);
    return page("evidence", *review);
  };
  CHECK(says(pages("12"), "; p. 12 ["));
  CHECK(says(pages("p. 3"), "; p. 3 ["));
  CHECK(says(pages("4-6"), "; pp. 4\u20136 ["));
}

TEST_CASE("an evidence map has a letter for each stance and counts documents once",
          "[reports][kinds]") {
  const auto review = given(
      "K1: a -> m -> b; K2: a -> m -> c; D1 supports K1; D1 contradicts K1; D2 refines K1; D2 "
      "supports K2");
  const std::string text = page("evidence-map", *review);
  CHECK(says(text, "K1 | SC | R | 2 | 1\n"));
  CHECK(says(text, "K2 | \u2013 | S | 1 | 0\n"));
  CHECK(says(text, "CMOCs, total | 1 | 2 | 2 | 1\n"));
}

TEST_CASE("a theory is told as it was and as it is, what was left behind too", "[reports][kinds]") {
  const auto review = sample_review();
  const std::string evolution = page("theory-evolution", *review);
  CHECK(
      says(evolution,
           "1 | Groups make people less lonely | those who did not feel at home left [1] | Groups "
           "in which people feel at home make them less lonely | reworded | CMOC 2, 10 | refined"
           "\n"));
  CHECK(says(evolution,
             "2 | Leaflets help | not stated | not carried on | not carried on | none | "
             "initial, 2020-01-01\n"));
  CHECK(says(page("programme-theory", *review),
             "Groups in which people feel at home make them less lonely | CMOC 2, 10 | less "
             "lonely\n"));
  CHECK(says(page("theories", *review),
             "Social identity (Invented 1999) [1] | identification: seeing oneself in a group | to "
             "explain who stays | CMOC 2\n"));
}

TEST_CASE("rivals come from the list and from links between configurations", "[reports][kinds]") {
  const std::string text = page("rivals", *sample_review());
  CHECK(says(text,
             "Belonging makes people stay | Cheap lunch does | not stated | not stated | both, "
             "for different people\n"));
  CHECK(says(text, "CMOC 2: When loneliness"));
  CHECK(says(text, " | CMOC 3 (refuted): =HYPERLINK"));
}

TEST_CASE("the checklist has nineteen items, and says which have no page", "[reports][kinds]") {
  const std::string text = page("rameses", *sample_review());
  CHECK(std::count(text.begin(), text.end(), '\n') >= 19);
  CHECK(says(text, "8 | Methods | Searching processes | p. 4 | none\n"));
  CHECK(says(text,
             "13 | Results | Document characteristics | missing | In the review file: 5 "
             "documents\n"));
  CHECK(says(text, "note: 18 items have no page yet."));
}

TEST_CASE("keys of documents in a list are cited, a number of studies is no reference",
          "[reports][kinds]") {
  const auto review = given("K1: a -> m -> b; D1, D2 support K1");
  const auto add = [&](model::EntryList list, std::vector<model::Field> fields) {
    model::Entry entry;
    entry.list = list;
    entry.fields = std::move(fields);
    review->add(entry);
  };
  add(model::EntryList::glossary, {{"term", "x"}, {"definition", "y"}, {"reference", "D2; D1"}});
  add(model::EntryList::glossary, {{"term", "z"}, {"definition", "y"}, {"reference", "D2 and us"}});
  add(model::EntryList::cerqual, {{"finding", "f"}, {"studies", "3"}});
  const std::string text = page("glossary", *review);
  CHECK(says(text, "x | y | 1, 2\n"));
  CHECK(says(text, "z | y | D2 and us\n"));
  CHECK(says(page("cerqual", *review), " | as stated: 3\n"));
}

TEST_CASE("what follows where the mechanism does not fire stands in if-then, and is called so",
          "[reports][kinds]") {
  const auto review = given("K1: a -> m -> b + [when not fired] c; D1 supports K1");
  CHECK(says(page("if-then", *review), "| b\nc (where the mechanism does not fire) | m |"));
}

TEST_CASE("a profile is of its configuration, and those without one are counted",
          "[reports][kinds]") {
  const std::string text = page("cerqual", *sample_review());
  CHECK(says(text, "CMOC 2: When loneliness"));
  CHECK(says(text, "Trust comes first | not stated"));
  CHECK(says(text, "note: 3 of 4 configurations have no profile."));
}

TEST_CASE("a list that the review lacks says how to bring it in", "[reports][kinds]") {
  const auto review = given("K1: a -> m -> b");
  for (const char* kind : {"criteria", "steps", "glossary", "appraisal-levels", "cerqual"}) {
    INFO(kind);
    CHECK(says(page(kind, *review), "Bring them in with: retroduce import REVIEW"));
  }
  CHECK(says(page("programme-theory", *review), "note: The review holds no programme theory yet."));
  const std::string flow = page("flow", *review);
  CHECK(says(flow, "included | \u2013 | \u2013 | documents | 0 | \u2013 | \u2013\n"));
  CHECK(says(flow, "retroduce import REVIEW flow.csv"));
}

TEST_CASE("a codebook follows the tree and counts extracts", "[reports][kinds]") {
  const auto review = given("trust > trust in her; alias faith = trust; K1: trust -> m -> b");
  const std::string text = page("codebook", *review);
  CHECK(says(text, "trust | not stated | faith | context 1 | unsupported: K1 | 0\n"));
  CHECK(says(text, "\u2003trust in her | not stated | \u2013 | none | none | 0\n"));
}

TEST_CASE("concepts in a circle of parents, and a tree as deep as it is long, are listed once each",
          "[reports][kinds]") {
  const auto circle = given("a > b; b > a; K1: a -> m -> b");
  const std::string text = page("codebook", *circle);
  CHECK(says(text, "a | not stated"));
  CHECK(says(text, "\u2003b | not stated"));
  std::string deep = "K1: c0 -> m -> c1; ";
  constexpr int depth = 5000;
  for (int i = 0; i < depth; ++i)
    deep += "c" + std::to_string(i) + " > c" + std::to_string(i + 1) + "; ";
  CHECK(says(page("codebook", *given(deep)), "c" + std::to_string(depth) + " | not stated"));
}

TEST_CASE("the audit trail has a row per thing changed", "[reports][kinds]") {
  MemoryReview review;
  model::Change change;
  change.uid = "0123456789abcdef";
  change.at = "2024-01-02";
  change.by = "AB";
  change.what = "renamed it";
  change.why = "typing error";
  change.rows = {
      {model::ThingKind::configuration, "x.1", R"({"label":"CMOC 1"})", R"({"label":"CMOC 9"})"}};
  review.add(change);
  CHECK(says(page("audit", review),
             "2024-01-02 | AB | configuration \u201cCMOC 9\u201d | changed: renamed it | typing "
             "error\n"));
  change.at = "2024-01-02T10:11:12Z";
  change.rows = {{model::ThingKind::evidence, "x.2", R"({"stance":"supports"})", ""}};
  review.add(change);
  CHECK(says(page("audit", review), "2024-01-02 10:11 | AB | evidence x.2 | removed: renamed it"));
}

TEST_CASE("agreement shows what was worked out, who settled it and what is open",
          "[reports][kinds]") {
  const auto review = sample_review();
  reports::TableWorld world = world_of(*review);
  world.agreement = [] {
    reports::AgreementSummary summary;
    summary.coders = {"AB", "CD"};
    reports::AgreementLine all;
    all.item = "all concepts";
    all.extracts = 1200;
    all.percent = 0.9251;
    all.alpha = 0.8149;
    all.alpha_low = -0.001;
    all.alpha_high = 0.9;
    all.differing = 3;
    all.open = 1;
    all.resolved_by = {"CD", "AB"};
    reports::AgreementLine none;
    none.item = "trust";
    summary.lines = {all, none};
    summary.left_out = {"Not compared: 2 extracts."};
    return summary;
  };
  const std::string text = written(reports::find_table_kind("agreement")->make(world), "md");
  CHECK_THAT(text, ContainsSubstring("| all concepts | AB, CD | 1200 | 92.5 %; alpha 0.81 (0.00 to "
                                     "0.90) | CD, AB; 1 of 3 open |"));
  CHECK_THAT(text,
             ContainsSubstring("| trust | AB, CD | 0 | *not stated* | *nothing to resolve* |"));
  CHECK_THAT(text, ContainsSubstring("Not compared: 2 extracts."));
  CHECK_THAT(text, ContainsSubstring("; alpha: Krippendorff's alpha"));
  world.agreement = [] {
    reports::AgreementSummary summary;
    summary.lines.resize(1);
    return summary;
  };
  CHECK_THAT(written(reports::find_table_kind("agreement")->make(world), "md"),
             !ContainsSubstring("Krippendorff"));
}

TEST_CASE("notes explain the signs and dashes that a table shows, and no others",
          "[reports][kinds]") {
  const auto plain = given("K1: a -> m -> b; D1 supports K1");
  const std::string without = page("narrative", *plain);
  CHECK(says(without, "(C) context, (M) mechanism, (O) outcome.\n"));
  const auto review = sample_review();
  CHECK(says(page("narrative", *review), "; a sign after the letter of the outcome"));
  const std::string dash = "\u2013: the configuration names none, and need not.";
  CHECK_FALSE(says(page("cmoc", *plain), dash));
  CHECK(says(page("cmoc", *given("K1: [actor] nurse + a -> m -> b; K2: a -> m -> c")), dash));
}

}  // namespace retroduce::tests
