#include "model/snapshot_builder.h"

#include "base/error.h"
#include "support/catch.h"
#include "support/given.h"

using namespace retroduce::model;
using retroduce::tests::given;

TEST_CASE("a snapshot numbers its things in label order and keeps every reference", "[model]") {
  const auto review = given(
      "CMOC 12: zeal -> trust -> attends; CMOC 7: attends -> belonging -> zeal;"
      "study one trial: D2; D10, D2 support CMOC 12; D1 contradicts CMOC 7");
  const auto snapshot = review->snapshot();
  REQUIRE(snapshot->configurations.size() == 2);
  CHECK(snapshot->configurations[0].label == "CMOC 7");
  CHECK(snapshot->configurations[1].label == "CMOC 12");
  CHECK(snapshot->documents[0].key == "D1");
  CHECK(snapshot->documents[2].key == "D10");
  const auto elements = snapshot->elements_of(ConfigurationId(1U));
  REQUIRE(elements.size() == 3);
  CHECK(snapshot->concepts[elements[0].concept_.index()].label == "zeal");
  CHECK(elements[2].role == Role::outcome);
  const auto evidence = snapshot->evidence_of(ConfigurationId(1U));
  REQUIRE(evidence.size() == 2);
  CHECK(snapshot->documents[evidence[0].document.index()].key == "D2");
}

TEST_CASE("a document without a study is its own", "[model]") {
  const auto snapshot = given("K1: a -> m -> o; study S: D1; D1, D2 support K1")->snapshot();
  CHECK(snapshot->studies[snapshot->documents[0].study.index()] == "S");
  CHECK(snapshot->studies[snapshot->documents[1].study.index()] == "D2");
}

TEST_CASE("a snapshot of rows that point nowhere is our own fault", "[model]") {
  SnapshotParts parts;
  parts.configurations.resize(1);
  parts.elements.push_back({0, {ConceptId(7U)}});
  CHECK_THROWS_AS(build_snapshot(parts), retroduce::base::InternalError);
}
