#include "reports/labels.h"

#include "model/snapshot_builder.h"
#include "reports/numbers.h"
#include "support/catch.h"

namespace retroduce::tests {

namespace {

std::string ranges(const std::vector<std::string>& labels) {
  model::SnapshotParts parts;
  std::vector<model::ConfigurationId> ids;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    parts.configurations.push_back({labels[i], {}, -1, model::Status::proposed, 0});
    ids.emplace_back(labels.size() - 1 - i);
  }
  ids.push_back(ids.front());
  return reports::label_ranges(*build_snapshot(std::move(parts)), ids);
}

}  // namespace

TEST_CASE("three labels or more in sequence become a range with an en dash", "[reports][labels]") {
  CHECK(ranges({"CMOC 2", "CMOC 6", "CMOC 7", "CMOC 8", "CMOC 12", "CMOC 13"}) ==
        "CMOC 2, 6\u20138, 12, 13");
  CHECK(ranges({"6", "7", "8"}) == "6\u20138");
}

TEST_CASE("numbers have no comma, which a reader may take for a decimal sign",
          "[reports][labels]") {
  CHECK(reports::grouped(9999) == "9999");
  CHECK(reports::grouped(12040) == "12\u00a0040");
  CHECK(reports::grouped(-1234567) == "-1\u00a0234\u00a0567");
  CHECK(reports::count_of(100000, "row", "rows") == "100\u00a0000 rows");
  CHECK(reports::count_of(1, "row", "rows") == "1 row");
}

TEST_CASE("labels of other stems, or without a number of their own, stay whole",
          "[reports][labels]") {
  CHECK(ranges({"A1", "B2", "B3", "B4"}) == "A1, B2\u20134");
  CHECK(ranges({"K 01", "K 02", "K 03"}) == "K 01, K 02, K 03");
  CHECK(ranges({"trust", "trust 9999999999"}) == "trust, trust 9999999999");
}

}  // namespace retroduce::tests
