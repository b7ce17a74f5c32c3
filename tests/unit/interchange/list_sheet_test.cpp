// Sheets that hold a list of the review are known by their headings.
#include "model/entry_lists.h"
#include "support/catch.h"
#include "table_helpers.h"

using namespace retroduce;
using namespace retroduce::tests;
using model::EntryList;

namespace {

const std::vector<model::Entry>& entries(const ReadBack& read) {
  return read.review->records().entries;
}

}  // namespace

TEST_CASE("a sheet whose headings are those of a list is read as that list",
          "[interchange][list]") {
  const auto read = read_sheet("criteria.csv",
                               "Criterion,Include,Exclude,Code\n"
                               "Population,adults,children,E1\n"
                               ",,,\n"
                               "Design,any,\"opinion, unless detailed\",\n");
  CHECK(told(read.found).empty());
  REQUIRE(entries(read).size() == 2);
  CHECK(entries(read)[0].list == EntryList::criteria);
  CHECK(entries(read)[0].place == 1);
  CHECK(entries(read)[0].line == 2);
  CHECK(entries(read)[0].fields.back() == model::Field{"code", "E1"});
  CHECK(entries(read)[1].place == 2);
  CHECK(value_in(entries(read)[1], "exclude") == "opinion, unless detailed");
}

TEST_CASE("columns of a list stand in any order, in our own spelling too", "[interchange][list]") {
  const auto read =
      read_sheet("x.csv", "id,by_whom,step,what_was_done\nSearch,AB,Search,five databases\n");
  CHECK(told(read.found).empty());
  REQUIRE(entries(read).size() == 1);
  CHECK(entries(read)[0].list == EntryList::steps);
  CHECK(value_in(entries(read)[0], "what was done") == "five databases");
}

TEST_CASE("a CERQual profile says of which configuration it is", "[interchange][list]") {
  const auto read = read_sheet("x.csv", "Finding,Confidence\nCMOC 7,high\n");
  REQUIRE(entries(read).size() == 1);
  CHECK(entries(read)[0].configuration_label == "CMOC 7");
}

TEST_CASE("what a list has no field for is named as lost", "[interchange][list]") {
  const auto read = read_sheet("x.csv", "Term,Definition,Colour\ntrust,confidence,red,extra\n");
  CHECK_FALSE(read.found.refused());
  CHECK(finding(read, "list.column-not-read").find("\"Colour\"") != std::string::npos);
  CHECK_FALSE(finding(read, "list.too-many-cells").empty());
  REQUIRE(entries(read).size() == 1);
}

TEST_CASE("an extraction sheet that has a finding and a relevance stays one",
          "[interchange][list]") {
  const auto read = read_sheet("x.csv",
                               "document,finding,relevance,context,mechanism,outcome\n"
                               "a2019,x,high,time,trust,comes back\n");
  CHECK(entries(read).empty());
  CHECK(read.review->records().configurations.size() == 1);
}
