// Entries of lists: what makes two the same, and whose profile one is.
#include "support/catch.h"
#include "world.h"

using namespace retroduce;
using namespace retroduce::model;
using namespace retroduce::tests;

namespace {

Entry criterion(const std::string& name, std::vector<Field> more = {}, int place = 0) {
  Entry entry;
  entry.list = EntryList::criteria;
  entry.place = place;
  entry.fields = {{"criterion", name}};
  entry.fields.insert(entry.fields.end(), more.begin(), more.end());
  return entry;
}

Entry profile(const std::string& finding) {
  Entry entry;
  entry.list = EntryList::cerqual;
  entry.fields = {{"finding", finding}, {"confidence", "high"}};
  entry.configuration_label = finding;
  return entry;
}

auto sends(std::vector<Entry> entries) {
  return [entries](BatchSink& sink) {
    for (const Entry& entry : entries) sink.add(entry);
  };
}

}  // namespace

TEST_CASE("an entry is known by the values that name it, wherever it stands", "[store][entry]") {
  const StoreWorld world;
  world.import(sends({criterion("Design"), criterion("Population", {{"include", "adults"}}, 1)}));
  const auto again = world.import(
      sends({criterion("Population", {{"include", "adults"}}, 2), criterion("Setting")}));
  CHECK(counts(again, "entries") == "1/1/0");
  const auto differs = world.import(sends({criterion("Population", {{"include", "anyone"}})}));
  CHECK(differs.found.refused());
  CHECK_FALSE(differs.changed());
}

TEST_CASE("fields stand in the list's order, and empty ones not at all", "[store][entry]") {
  const StoreWorld world;
  Entry entry = criterion("Population", {{"code", "E1"}, {"exclude", ""}, {"include", "adults"}});
  std::swap(entry.fields.front(), entry.fields.back());
  world.import(sends({entry, criterion("First", {}, -1)}));
  const auto entries = world.open()->details().entries(EntryList::criteria);
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].fields == std::vector<Field>{{"criterion", "First"}});
  CHECK(entries[1].fields ==
        std::vector<Field>{{"criterion", "Population"}, {"include", "adults"}, {"code", "E1"}});
}

TEST_CASE("an entry with an unknown field, or without a name, is refused", "[store][entry]") {
  const StoreWorld world;
  world.import(fill_little);
  const auto odd = world.import(sends({criterion("x", {{"colour", "red"}})}));
  CHECK(odd.found.refused());
  CHECK(codes(odd.found) == "import.unknown-field\n");
  const auto nameless = world.import(sends({criterion("", {{"include", "all"}})}));
  CHECK(codes(nameless.found) == "import.no-label\n");
  CHECK(world.open()->details().entries(EntryList::criteria).empty());
}

TEST_CASE("a profile is tied to the configuration that its finding names", "[store][entry]") {
  const StoreWorld world;
  world.import([](auto& sink) { fill_all_kinds(sink, true); });
  const auto receipt = world.import(sends({profile("CMOC 7"), profile("Trust comes first")}));
  CHECK(codes(receipt.found) == "import.no-such-configuration\n");
  const auto review = world.open();
  const auto entries = review->details().entries(EntryList::cerqual);
  REQUIRE(entries.size() == 3);
  REQUIRE(entries[0].configuration.is_set());
  CHECK(review->snapshot()->configurations[entries[0].configuration.index()].label == "CMOC 7");
  CHECK(entries[0].fields == std::vector<Field>{{"confidence", "high"}});
  CHECK_FALSE(entries[1].configuration.is_set());
  CHECK(entries[1].fields.front() == Field{"finding", "Trust comes first"});
  CHECK(counts(world.import(sends({profile("CMOC 7")})), "entries") == "0/1/0");
}

TEST_CASE("why a profile cannot be taken is said in the words of its sheet", "[store][entry]") {
  const StoreWorld world;
  world.import([](auto& sink) { fill_all_kinds(sink, true); });
  world.import(sends({profile("CMOC 7")}));
  Entry other = profile("CMOC 7");
  other.fields.back().value = "low";
  const auto first = [&world](std::vector<Entry> entries) {
    const auto receipt = world.import(sends(std::move(entries)));
    REQUIRE(receipt.found.refused());
    return receipt.found.sorted().front();
  };
  const auto differs = first({other});
  CHECK(differs.message ==
        "entry of cerqual \"CMOC 7\" is in the review already with another confidence");
  CHECK(differs.notes.front() == "confidence: in the review \"high\", in the file \"low\"");
  CHECK(differs.notes.back() ==
        "Where the file holds: retroduce edit REVIEW 'set entry of cerqual \"CMOC 7\" confidence "
        "\"low\"'");
  Entry nameless = profile("");
  CHECK(
      first({nameless}).message ==
      "the column \"finding\" is empty in this row of the CERQual profiles; write there the label "
      "of a configuration (CMOC 7), or the finding in words");
  Entry again = profile("Trust comes first");
  again.fields.back().value = "low";
  CHECK(first({profile("Trust comes first"), again}).message ==
        "an earlier row of this file is of \"Trust comes first\", too, and says \"high\" under "
        "\"confidence\", this one \"low\"; leave one of the two");
}

TEST_CASE("theories, judgements, links and changes are told as one batch", "[store][entry]") {
  const StoreWorld world;
  world.import([](auto& sink) { fill_all_kinds(sink, true); });
  const auto review = world.open();
  const auto& details = review->details();
  const auto snapshot = review->snapshot();
  const auto label = [&](auto ref) {
    return std::string(snapshot->configurations[ref.index()].label);
  };
  const TheoryDetails all = details.theories();
  REQUIRE(all.theories.size() == 2);
  CHECK(snapshot->documents.at(all.theories[1].document.index()).key == "smith2019");
  REQUIRE(all.constructs.size() == 1);
  CHECK(label(all.constructs[0].configurations.at(0)) == "CMOC 12");
  REQUIRE(all.statements.size() == 2);
  CHECK(all.versions.at(all.statements[1].version.index()).label == "refined");
  CHECK(all.statements[1].lineage ==
        std::vector<StatementLineage>{{Ref<Statement>(0U), Lineage::reworded}});
  CHECK(details.extract(all.statements[1].moved_by.at(0).value).quote == "they trusted her.");
  CHECK(label(all.statements[1].configurations.at(0)) == "CMOC 7");
  const auto appraisals = details.appraisals();
  REQUIRE(appraisals.size() == 3);
  CHECK(snapshot->documents.at(appraisals[0].document.index()).key == "meeting1");
  CHECK(appraisals[0].extract.is_set());
  CHECK(appraisals[1].reason == "r");
  const auto links = details.links();
  REQUIRE(links.size() == snapshot->links.size());
  CHECK(label(links[0].from) == "CMOC 7");
  CHECK(links[0].evidence.at(0).stance == Stance::contradicts);
  const auto searches = details.searches();
  REQUIRE(searches.size() == 1);
  CHECK(searches[0].database == "PubMed");
  CHECK(searches[0].records == 1);
  CHECK(details.changes().size() >= 2);
}
