#include "store/document_matcher.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

#include "model/kept_document.h"
#include "store/stored.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr std::string_view citations_sql =
    "SELECT d.id, d.doi, d.title, d.authors, d.year, d.pages, d.volume, "
    "(SELECT value FROM document_field f WHERE f.document = d.id AND f.name = 'pmid'), "
    "(SELECT value FROM document_field f WHERE f.document = d.id AND f.name = 'pmcid'), "
    "d.container "
    "FROM document d ORDER BY d.id";

/// What leads from one citation to another of the same paper.
std::vector<std::uint64_t> keys_of(const Citation& citation) {
  const std::hash<std::string> hash;
  std::vector<std::uint64_t> keys;
  const auto add = [&](char kind, const std::string& value) {
    if (!value.empty()) keys.push_back(hash(kind + value));
  };
  add('d', citation.doi);
  add('p', citation.pmid);
  add('c', citation.pmcid);
  add('t', citation.title);
  // Titles that are nearly one are looked for among papers of one author, year and place.
  if (!citation.family.empty() && citation.year) {
    const std::string paper = citation.family + " " + std::to_string(*citation.year) + " ";
    if (!citation.page.empty()) add('g', paper + citation.page);
    if (!citation.volume.empty()) add('v', paper + citation.volume);
  }
  return keys;
}

}  // namespace

DocumentMatcher::DocumentMatcher(Connection& connection) {
  Query query(connection.prepared(citations_sql));
  while (query.next()) {
    Document document;
    document.doi = query.text(1);
    document.title = query.text(2);
    document.authors = stored_texts(query.view(3));
    if (!query.is_null(4)) document.year = static_cast<int>(query.number(4));
    document.pages = query.text(5);
    document.volume = query.text(6);
    if (!query.is_null(7)) document.fields.push_back({"pmid", query.text(7)});
    if (!query.is_null(8)) document.fields.push_back({"pmcid", query.text(8)});
    document.container = query.text(9);
    add(query.number(0), citation_of(document));
  }
  Query joined(
      connection.prepared("SELECT document, came FROM source_record WHERE came <> '' ORDER BY id"));
  while (joined.next()) add(joined.number(0), citation_of(document_that_came(joined.view(1))));
  Query decided(connection.prepared(
      "SELECT document, other FROM sameness WHERE same = 0 ORDER BY document, other"));
  while (decided.next()) {
    apart_.emplace(decided.number(0), decided.number(1));
    apart_.emplace(decided.number(1), decided.number(0));
  }
}

void DocumentMatcher::add(std::int64_t document, Citation citation) {
  const auto place = static_cast<std::uint32_t>(rows_.size());
  for (const std::uint64_t key : keys_of(citation)) places_.emplace(key, place);
  rows_.push_back(document);
  citations_.push_back(std::move(citation));
}

void DocumentMatcher::each_candidate(const Citation& citation,
                                     const std::function<void(std::uint32_t)>& visit) const {
  std::vector<std::uint32_t> places;
  for (const std::uint64_t key : keys_of(citation)) {
    const auto [first, last] = places_.equal_range(key);
    // Hundreds of papers are called "Editorial": those that came first stand for all.
    std::size_t count = 0;
    for (auto each = first; each != last && count < 1000; ++each, ++count)
      places.push_back(each->second);
  }
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  for (const std::uint32_t place : places) visit(place);
}

DocumentMatcher::Found DocumentMatcher::best(const Citation& citation) const {
  Found found;
  bool is_torn = false;
  each_candidate(citation, [&](std::uint32_t place) {
    const Match match = compare(citation, citations_[place]);
    const std::pair rank(match.likeness, match.score);
    const std::pair best(found.match.likeness, found.match.score);
    if (rank == best && apart_.count({found.document, rows_[place]}) != 0) is_torn = true;
    if (rank <= best) return;
    found = {rows_[place], match};
    is_torn = false;
  });
  if (is_torn && found.match.likeness == Likeness::certain)
    found.match.likeness = Likeness::doubtful;
  return found;
}

void DocumentMatcher::each_pair(
    const std::set<std::int64_t>* of,
    const std::function<void(std::int64_t, std::int64_t, const Match&)>& visit) const {
  std::map<std::pair<std::int64_t, std::int64_t>, Match> pairs;
  for (std::uint32_t place = 0; place < citations_.size(); ++place) {
    each_candidate(citations_[place], [&](std::uint32_t other) {
      if (other <= place || rows_[place] == rows_[other]) return;
      if (of != nullptr && of->count(rows_[place]) + of->count(rows_[other]) == 0) return;
      const Match match = compare(citations_[place], citations_[other]);
      if (match.likeness == Likeness::different) return;
      Match& best = pairs[std::minmax(rows_[place], rows_[other])];
      if (std::pair(best.likeness, best.score) < std::pair(match.likeness, match.score))
        best = match;
    });
  }
  for (const auto& [rows, match] : pairs) visit(rows.first, rows.second, match);
}

}  // namespace retroduce::store
