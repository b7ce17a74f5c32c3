#include "store/match_scores.h"

#include <algorithm>
#include <cmath>

#include <sqlite3.h>

namespace retroduce::store {

namespace {

constexpr const char* function_name = "match_score";
constexpr const char* pointer_kind = "retroduce.match_scores";
constexpr double k1 = 1.2;
constexpr double b = 0.75;

/// A word in more than half of all quotes would count against them; FTS5 lets it count for little.
constexpr double least_weight = 1e-6;

double weight_of(std::int64_t rows, std::int64_t found) {
  const double idf = std::log((static_cast<double>(rows) - static_cast<double>(found) + 0.5) /
                              (static_cast<double>(found) + 0.5));
  return idf <= 0.0 ? least_weight : idf;
}

/// A number as SQLite writes it in records: seven bits a byte, the highest first.
std::uint64_t first_varint(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const char each : bytes) {
    const auto byte = static_cast<unsigned char>(each);
    value = (value << 7U) | (byte & 0x7fU);
    if (byte < 0x80) break;
  }
  return value;
}

int count_row(const Fts5ExtensionApi* /*api*/, Fts5Context* /*row*/, void* count) {
  ++*static_cast<std::int64_t*>(count);
  return SQLITE_OK;
}

int occurrences(const Fts5ExtensionApi& api, Fts5Context* row, int phrase, double& count) {
  Fts5PhraseIter iterator{};
  int column = 0;
  int offset = 0;
  count = 0;
  const int result = api.xPhraseFirst(row, phrase, &iterator, &column, &offset);
  if (result != SQLITE_OK) return result;
  for (; column >= 0; api.xPhraseNext(row, &iterator, &column, &offset)) ++count;
  return SQLITE_OK;
}

fts5_api* api_of(Connection& connection) {
  sqlite3* handle = connection.database().getHandle();
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(handle, "SELECT fts5(?)", -1, &statement, nullptr) == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  if (api == nullptr) throw SQLite::Exception("this SQLite has no full-text search (FTS5)");
  return api;
}

}  // namespace

QuoteLengths QuoteLengths::load(Connection& connection) {
  QuoteLengths lengths;
  RawRows row(connection.database().getHandle(),
              "SELECT id, sz FROM extract_search_docsize ORDER BY id");
  while (row.next()) {
    const auto place = static_cast<std::size_t>(row.number(0));
    need(place < most_things * 10);
    lengths.words_.resize(place + 1, unknown);
    lengths.words_[place] = static_cast<std::uint16_t>(
        std::min<std::uint64_t>(first_varint(row.bytes(1)), std::uint64_t{unknown}));
  }
  return lengths;
}

QuoteLengths QuoteLengths::unpack(Unpacker& in) {
  QuoteLengths lengths;
  lengths.words_ = in.all<std::uint16_t>();
  need(in.is_done());
  return lengths;
}

void MatchScores::define(Connection& connection) {
  fts5_api* api = api_of(connection);
  if (api->xCreateFunction(api, function_name, nullptr, &MatchScores::of_row, nullptr) != SQLITE_OK)
    throw SQLite::Exception(connection.database().getHandle());
}

void MatchScores::bind(sqlite3_stmt* statement, int place) {
  sqlite3_bind_pointer(statement, place, this, pointer_kind, nullptr);
}

double MatchScores::weight(std::int64_t found) const {
  return weights_.size() == 1 ? weight_of(rows_, found) : 1.0;
}

void MatchScores::of_row(const Fts5ExtensionApi* api, Fts5Context* row, sqlite3_context* result,
                         int count, sqlite3_value** values) {
  auto* scores = count == 1
                     ? static_cast<MatchScores*>(sqlite3_value_pointer(values[0], pointer_kind))
                     : nullptr;
  int code = scores == nullptr ? SQLITE_MISUSE : SQLITE_OK;
  if (code == SQLITE_OK && scores->weights_.empty()) code = scores->begin(*api, row);
  if (code == SQLITE_OK) code = scores->reckon(*api, row);
  if (code != SQLITE_OK) sqlite3_result_error_code(result, code);
}

int MatchScores::begin(const Fts5ExtensionApi& api, Fts5Context* row) {
  sqlite3_int64 rows = 0;
  sqlite3_int64 words = 0;
  int code = api.xRowCount(row, &rows);
  if (code == SQLITE_OK) code = api.xColumnTotalSize(row, -1, &words);
  if (code != SQLITE_OK) return code;
  rows_ = rows;
  mean_ = static_cast<double>(words) / static_cast<double>(rows_);
  const int phrases = api.xPhraseCount(row);
  // The rows of a single phrase are those that are found: they need not be counted beforehand.
  if (phrases == 1) weights_ = {1.0};
  for (int phrase = 0; phrases > 1 && phrase < phrases; ++phrase) {
    std::int64_t found = 0;
    code = api.xQueryPhrase(row, phrase, &found, count_row);
    if (code != SQLITE_OK) return code;
    weights_.push_back(weight_of(rows_, found));
  }
  return SQLITE_OK;
}

int MatchScores::length(const Fts5ExtensionApi& api, Fts5Context* row, double& words) const {
  if (lengths_ != nullptr) {
    if (const auto known = lengths_->of(api.xRowid(row))) {
      words = *known;
      return SQLITE_OK;
    }
  }
  int counted = 0;
  const int code = api.xColumnSize(row, -1, &counted);
  words = counted;
  return code;
}

int MatchScores::reckon(const Fts5ExtensionApi& api, Fts5Context* row) {
  double words = 0;
  int code = length(api, row, words);
  score_ = 0;
  for (std::size_t phrase = 0; phrase < weights_.size() && code == SQLITE_OK; ++phrase) {
    double often = 0;
    code = occurrences(api, row, static_cast<int>(phrase), often);
    score_ +=
        weights_[phrase] * ((often * (k1 + 1.0)) / (often + k1 * (1 - b + b * words / mean_)));
  }
  return code;
}

}  // namespace retroduce::store
