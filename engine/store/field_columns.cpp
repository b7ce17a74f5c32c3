#include "store/field_columns.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

#include "base/text.h"
#include "store/raw_rows.h"

namespace retroduce::store {

using model::FieldColumn;

namespace {

/// Sorted words, and codes that follow.
void sort_words(FieldColumn& column) {
  std::vector<std::size_t> order(column.words.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return base::compare_labels(column.words[a], column.words[b]) < 0;
  });
  std::vector<std::int32_t> rank(order.size());
  std::vector<std::string> words;
  words.reserve(order.size());
  for (const std::size_t place : order) {
    rank[place] = static_cast<std::int32_t>(words.size());
    words.push_back(std::move(column.words[place]));
  }
  column.words = std::move(words);
  for (std::int32_t& code : column.code) {
    if (code >= 0) code = rank[static_cast<std::size_t>(code)];
  }
}

/// Texts and tags of bibliographies that a person reads and nobody compares: they would make the
/// snapshot many times as large.
bool is_for_reading(std::string_view name) {
  constexpr std::array<std::string_view, 9> long_ones = {
      "abstract",     "keywords",   "authors in full", "editors",     "mesh headings",
      "affiliations", "other urls", "attachments",     "key as given"};
  constexpr std::array<std::string_view, 9> formats = {
      "ris.", "bibtex.", "nbib.", "pubmed.", "endnote.", "csljson.", "zotero.", "wos.", "scopus."};
  return std::find(long_ones.begin(), long_ones.end(), name) != long_ones.end() ||
         std::any_of(formats.begin(), formats.end(),
                     [&](std::string_view format) { return name.starts_with(format); });
}

}  // namespace

void FieldColumns::read(const NumbersByRow& places, const NumbersByRow& with_doubles,
                        std::size_t documents, const std::vector<std::string>& ratings) {
  documents_ = documents;
  read_own(places);
  read_ratings(with_doubles, ratings);
  read_descriptors(places);
}

std::vector<FieldColumn> FieldColumns::take() {
  std::vector<FieldColumn> columns;
  for (auto& [name, building] : columns_) {
    if (building.column.kind != FieldColumn::Kind::rating) sort_words(building.column);
    columns.push_back(std::move(building.column));
  }
  columns_.clear();
  return columns;
}

FieldColumns::Building& FieldColumns::building(const std::string& name, FieldColumn::Kind kind) {
  const auto [found, is_new] = columns_.try_emplace(name);
  if (is_new) found->second.column = {name, kind, {}, std::vector<std::int32_t>(documents_, -1)};
  return found->second;
}

void FieldColumns::set(Building& building, std::size_t document, std::string_view word) {
  if (word.empty() || document == NumbersByRow::none) return;
  FieldColumn& column = building.column;
  const auto [found, is_new] =
      building.codes.try_emplace(std::string(word), static_cast<std::int32_t>(column.words.size()));
  if (is_new) column.words.emplace_back(word);
  column.code[document] = found->second;
}

void FieldColumns::read_own(const NumbersByRow& places) {
  using Kind = FieldColumn::Kind;
  const std::array<Building*, 5> own = {
      &building("year", Kind::number), &building("key", Kind::text), &building("study", Kind::text),
      &building("type", Kind::text), &building("language", Kind::text)};
  RawRows row(connection_.database().getHandle(),
              "SELECT d.id, d.year, d.key, ifnull(s.label, d.key), d.type, d.language "
              "FROM document d LEFT JOIN study s ON s.id = d.study ORDER BY d.id");
  while (row.next()) {
    const std::size_t document = places.at(row.number(0));
    for (std::size_t i = 0; i < own.size(); ++i) {
      set(*own[i], document, row.text(static_cast<int>(i) + 1));
    }
  }
}

void FieldColumns::read_ratings(const NumbersByRow& places,
                                const std::vector<std::string>& ratings) {
  for (const std::string_view criterion : model::words_of<model::Criterion>()) {
    building(std::string(criterion), FieldColumn::Kind::rating).column.words = ratings;
  }
  // What was resolved stands, else the lowest of the coders'; of several decisions, which only
  // copies of a review bring, the lowest.
  std::set<std::pair<std::string, std::size_t>> resolved;
  RawRows row(
      connection_.database().getHandle(),
      "SELECT a.document, a.criterion, s.place - 1, a.resolution FROM appraisal a "
      "JOIN rating_scale s ON s.word = a.rating WHERE a.document IS NOT NULL ORDER BY a.id");
  while (row.next()) {
    const std::size_t document = places.at(row.number(0));
    const std::string criterion(row.text(1));
    const auto code = static_cast<std::int32_t>(row.number(2));
    std::int32_t& there = columns_.at(criterion).column.code[document];
    if (row.number(3) != 0) {
      const bool is_first = resolved.emplace(criterion, document).second;
      there = is_first ? code : std::min(there, code);
    } else if (resolved.count({criterion, document}) == 0) {
      there = there < 0 ? code : std::min(there, code);
    }
  }
}

void FieldColumns::read_descriptors(const NumbersByRow& places) {
  const std::set<std::string> reserved = [&] {
    std::set<std::string> names;
    for (const auto& [name, building] : columns_) names.insert(name);
    return names;
  }();
  RawRows row(connection_.database().getHandle(),
              "SELECT document, name, value FROM document_field ORDER BY document, place");
  while (row.next()) {
    // "Country" and "country" are one field: a question must not read half of it.
    const std::string name = base::fold(row.text(1));
    if (reserved.count(name) != 0 || is_for_reading(name)) continue;
    set(building(name, FieldColumn::Kind::text), places.at(row.number(0)), row.text(2));
  }
}

}  // namespace retroduce::store
