#include "store/extract_index.h"

#include <algorithm>
#include <functional>

namespace retroduce::store {

namespace {

constexpr const char* all_sql =
    "SELECT e.id, e.document, e.span_begin, e.span_end, t.quote "
    "FROM extract e JOIN extract_text t ON t.extract = e.id ORDER BY e.id";
constexpr const char* found_sql =
    "SELECT e.id, e.document, t.quote FROM anchor a JOIN extract e ON e.id = a.extract "
    "JOIN extract_text t ON t.extract = e.id WHERE a.span_found = 1 ORDER BY e.id";
constexpr const char* placed_sql =
    "SELECT e.id, e.document, e.span_begin, e.span_end FROM anchor a JOIN extract e ON e.id = "
    "a.extract WHERE a.how IN ('folded', 'near') AND e.span_begin IS NOT NULL ORDER BY e.id";
constexpr const char* one_sql =
    "SELECT e.document, e.span_begin, e.span_end, t.quote, e.change, e.ordinal "
    "FROM extract e JOIN extract_text t ON t.extract = e.id WHERE e.id = ? ORDER BY e.id";

std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
  return (a ^ (b + 0x9e3779b97f4a7c15U + (a << 6U) + (a >> 2U))) * 0xff51afd7ed558ccdU;
}

std::uint64_t fingerprint(std::int64_t document, const std::optional<base::TextSpan>& span,
                          std::string_view quote) {
  std::uint64_t print = std::hash<std::string_view>{}(quote);
  print = mixed(print, static_cast<std::uint64_t>(document));
  if (!span) return print;
  print = mixed(print, static_cast<std::uint64_t>(span->begin) + 1);
  return mixed(print, static_cast<std::uint64_t>(span->end) + 1);
}

std::optional<base::TextSpan> span_of(const Query& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return base::TextSpan{row.number(column), row.number(column + 1)};
}

}  // namespace

ExtractIndex::ExtractIndex(Connection& connection) : connection_(connection) {
  by_fingerprint_.reserve(1U << 17U);
  Query query(connection_.prepared(all_sql));
  while (query.next()) add(query.number(1), span_of(query, 2), query.view(4), query.number(0));
  Query found(connection_.prepared(found_sql));
  while (found.next()) {
    const std::int64_t extract = found.number(0);
    add(found.number(1), std::nullopt, found.view(2), extract);
    spans_found_.insert(extract);
  }
  Query placed(connection_.prepared(placed_sql));
  while (placed.next())
    placed_.emplace(std::tuple(placed.number(1), placed.number(2), placed.number(3)),
                    placed.number(0));
}

std::int64_t ExtractIndex::placed_at(std::int64_t document, const base::TextSpan& span) const {
  const auto found = placed_.find({document, span.begin, span.end});
  return found == placed_.end() ? 0 : found->second;
}

std::vector<ExtractIndex::Held> ExtractIndex::find(std::int64_t document,
                                                   const std::optional<base::TextSpan>& span,
                                                   std::string_view quote) {
  std::vector<Held> found;
  const auto [first, last] = by_fingerprint_.equal_range(fingerprint(document, span, quote));
  for (auto at = first; at != last; ++at) {
    Query query(connection_.prepared(one_sql));
    query.bind(1, Cell{at->second});
    if (!query.next() || query.number(0) != document || query.view(3) != quote) continue;
    const bool is_without = !span && spans_found_.count(at->second) != 0;
    if (is_without || span_of(query, 1) == span)
      found.push_back({at->second, query.number(4), query.number(5)});
  }
  std::sort(found.begin(), found.end(), [](const Held& a, const Held& b) { return a.id < b.id; });
  return found;
}

void ExtractIndex::add(std::int64_t document, const std::optional<base::TextSpan>& span,
                       std::string_view quote, std::int64_t extract) {
  by_fingerprint_.emplace(fingerprint(document, span, quote), extract);
}

}  // namespace retroduce::store
