// Full text over quotes. Words are handed to FTS5 in quotes, so that nothing a person types is its
// syntax.
#include <algorithm>
#include <cmath>
#include <string>

#include "store/details.h"
#include "store/kept_snapshot.h"
#include "store/raw_rows.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr std::string_view search_sql =
    "SELECT rowid, match_score(extract_search, ?2) FROM extract_search WHERE extract_search MATCH "
    "?1 ORDER BY rowid";
constexpr std::size_t worth_the_list = 200;  // hits; for fewer, each length is looked up

struct Token {
  std::string text;
  bool is_prefix = false;
};

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Dashes, curly apostrophes and the like (U+2000 to U+206F) separate words as their plain forms
/// do.
bool is_general_punctuation(std::string_view text, std::size_t at) {
  return at + 2 < text.size() && text[at] == '\xe2' &&
         (text[at + 1] == '\x80' || (text[at + 1] == '\x81' && text[at + 2] <= '\xaf'));
}

std::vector<Token> tokens_of(const std::vector<std::string>& words) {
  std::vector<Token> tokens;
  for (const std::string& word : words) {
    std::string token;
    const auto end_token = [&](bool is_prefix) {
      if (!token.empty()) tokens.push_back({std::exchange(token, {}), is_prefix});
    };
    for (std::size_t at = 0; at < word.size(); ++at) {
      if (is_general_punctuation(word, at)) {
        end_token(false);
        at += 2;
      } else if (is_word_byte(word[at])) {
        token.push_back(word[at]);
      } else {
        end_token(word[at] == '*' && at + 1 == word.size());
      }
    }
    end_token(false);
  }
  return tokens;
}

/// The same score for the same review on every machine: six decimals of the logarithms are left
/// out.
double rounded(double score) { return std::round(score * 1e6) / 1e6; }

}  // namespace

std::string full_text_expression(const TextQuery& query) {
  const std::vector<Token> tokens = tokens_of(query.words);
  if (tokens.empty()) return {};
  std::string expression;
  if (query.mode == TextQuery::Mode::phrase) {
    // FTS5 knows a prefix at the end of a phrase only; elsewhere the word stands for itself.
    for (const Token& token : tokens) expression += (expression.empty() ? "" : " ") + token.text;
    return "\"" + expression + "\"" + (tokens.back().is_prefix ? " *" : "");
  }
  const std::string joint = query.mode == TextQuery::Mode::all ? " AND " : " OR ";
  for (const Token& token : tokens) {
    if (!expression.empty()) expression += joint;
    expression += "\"" + token.text + "\"" + (token.is_prefix ? " *" : "");
  }
  return expression;
}

TextSearch::TextSearch(Connection& connection, const LoadedSnapshot& loaded)
    : connection_(connection), loaded_(loaded) {
  MatchScores::define(connection);
}

std::vector<TextHit> TextSearch::hits(const std::string& expression) {
  std::vector<TextHit> hits;
  MatchScores scores;
  RawRows row(connection_.database().getHandle(), search_sql);
  row.bind(1, std::string_view(expression));
  scores.bind(row.statement(), 2);
  while (row.next()) {
    if (hits.size() == worth_the_list && !lengths_) lengths_ = kept_lengths(connection_);
    if (hits.size() == worth_the_list && *lengths_) scores.use(**lengths_);
    hits.push_back({row.number(0), {}, scores.score()});
  }
  const double weight = scores.weight(static_cast<std::int64_t>(hits.size()));
  for (TextHit& hit : hits) hit.score = rounded(weight * hit.score);
  return hits;
}

std::vector<TextHit> TextSearch::search(const TextQuery& query, std::size_t limit,
                                        std::int64_t& total) {
  total = 0;
  const std::string expression = full_text_expression(query);
  if (expression.empty()) return {};
  std::vector<TextHit> hits = this->hits(expression);
  total = static_cast<std::int64_t>(hits.size());
  const auto better = [](const TextHit& a, const TextHit& b) {
    return a.score != b.score ? a.score > b.score : a.key < b.key;
  };
  if (limit != 0 && hits.size() > limit) {
    // What ties with the last one listed takes part until the places are known.
    const auto last = hits.begin() + static_cast<std::ptrdiff_t>(limit) - 1;
    std::nth_element(hits.begin(), last, hits.end(), better);
    std::erase_if(hits, [least = last->score](const TextHit& hit) { return hit.score < least; });
  }
  std::vector<ExtractKey> keys;
  for (const TextHit& hit : hits) keys.push_back(hit.key);
  std::sort(hits.begin(), hits.end(),
            [](const TextHit& a, const TextHit& b) { return a.key < b.key; });
  std::vector<TextHit> ordered;
  for (const auto& [key, document] : in_reading_order(connection_, loaded_, std::move(keys))) {
    ordered.push_back(
        *std::lower_bound(hits.begin(), hits.end(), key,
                          [](const TextHit& hit, ExtractKey wanted) { return hit.key < wanted; }));
    ordered.back().document = document;
  }
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const TextHit& a, const TextHit& b) { return a.score > b.score; });
  if (limit != 0 && ordered.size() > limit) ordered.resize(limit);
  return ordered;
}

}  // namespace retroduce::store
