// Extracts as a reader meets them: by document key, then place; what has no span comes last, by
// page, and then as it came. Never by row number, which another copy of the review numbers
// otherwise.
#include <algorithm>
#include <limits>
#include <string>
#include <tuple>

#include "base/text.h"
#include "store/details.h"
#include "store/raw_rows.h"

namespace retroduce::store {

using model::ExtractKey;

namespace {

struct Place {
  std::uint32_t document = 0;
  std::int64_t begin = 0;
  std::int64_t end = 0;
  std::string page;
  std::uint32_t change = 0;
  std::int64_t ordinal = 0;
  ExtractKey key = 0;
};

bool before(const Place& a, const Place& b) {
  const auto first = [](const Place& p) { return std::tie(p.document, p.begin, p.end); };
  if (first(a) != first(b)) return first(a) < first(b);
  const auto pages = base::compare_labels(a.page, b.page);
  if (pages != 0) return pages < 0;
  return std::tie(a.change, a.ordinal) < std::tie(b.change, b.ordinal);
}

constexpr std::string_view places_sql =
    "SELECT id, document, span_begin, span_end, page, change, ordinal FROM extract ORDER BY id";
constexpr std::string_view place_sql =
    "SELECT id, document, span_begin, span_end, page, change, ordinal FROM extract WHERE id = ? "
    "ORDER BY id";
constexpr std::size_t worth_a_scan =
    2000;  // beyond it, reading all places is quicker than one by one

class PlaceReader {
 public:
  PlaceReader(Connection& connection, const LoadedSnapshot& loaded)
      : connection_(connection), loaded_(loaded) {
    RawRows row(connection.database().getHandle(),
                "SELECT id FROM change ORDER BY at, by_whom, id");
    for (std::uint32_t rank = 0; row.next(); ++rank) changes_.set(row.number(0), rank);
  }

  template <typename Row>
  Place place_in(Row& row) const {
    constexpr std::int64_t last = std::numeric_limits<std::int64_t>::max();
    return {loaded_.documents.at(row.number(1)),
            row.is_null(2) ? last : row.number(2),
            row.is_null(3) ? last : row.number(3),
            std::string(row.text(4)),
            changes_.at(row.number(5)),
            row.number(6),
            row.number(0)};
  }

  template <typename Wanted>
  std::vector<Place> scan(Wanted&& wanted) const {
    std::vector<Place> places;
    RawRows row(connection_.database().getHandle(), places_sql);
    while (row.next()) {
      if (wanted(row.number(0))) places.push_back(place_in(row));
    }
    return places;
  }

  std::vector<Place> look_up(const std::vector<ExtractKey>& keys) const {
    std::vector<Place> places;
    for (const ExtractKey key : keys) {
      Query query(connection_.prepared(place_sql));
      query.bind(1, Cell{key});
      if (query.next()) places.push_back(place_in(query));
    }
    return places;
  }

 private:
  Connection& connection_;
  const LoadedSnapshot& loaded_;
  NumbersByRow changes_;
};

PlacedExtracts placed(const std::vector<Place>& places) {
  PlacedExtracts extracts;
  extracts.reserve(places.size());
  for (const Place& place : places) {
    extracts.emplace_back(place.key, model::DocumentId(place.document));
  }
  return extracts;
}

std::vector<Place> sorted(std::vector<Place> places) {
  std::sort(places.begin(), places.end(), before);
  return places;
}

}  // namespace

PlacedExtracts in_reading_order(Connection& connection, const LoadedSnapshot& loaded,
                                std::vector<ExtractKey> keys) {
  const PlaceReader reader(connection, loaded);
  if (keys.size() <= worth_a_scan) return placed(sorted(reader.look_up(keys)));
  std::sort(keys.begin(), keys.end());
  return placed(sorted(reader.scan(
      [&](ExtractKey key) { return std::binary_search(keys.begin(), keys.end(), key); })));
}

PlacedExtracts all_in_reading_order(Connection& connection, const LoadedSnapshot& loaded) {
  return placed(sorted(PlaceReader(connection, loaded).scan([](ExtractKey) { return true; })));
}

}  // namespace retroduce::store
