#include "store/named_papers.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "base/text_key.h"
#include "store/stored.h"

namespace retroduce::store {

namespace {

/// An author's family name, in ASCII where it has letters there, and a year.
using Paper = std::pair<std::string, int>;

/// What a name says, with the letter behind the year and the import that brought it.
struct Named {
  Paper paper;
  char letter = '\0';
  std::int64_t change = 0;
};

/// Letters behind the year are how one list tells two papers of an author apart.
bool are_told_apart(const Named& a, const Named& b) {
  return a.change == b.change && a.letter != '\0' && b.letter != '\0' && a.letter != b.letter;
}

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

std::string name_key(std::string_view name) {
  std::string key = base::ascii_key(name);
  return key.empty() ? base::letters_and_digits(name) : key;
}

/// Without "AB" behind it: initials are short and in capitals.
std::string_view without_initials(std::string_view name) {
  const std::size_t blank = name.rfind(' ');
  if (blank == std::string_view::npos || name.size() - blank > 5) return name;
  const std::string_view last = name.substr(blank + 1);
  const bool is_low = std::any_of(last.begin(), last.end(), [](char c) {
    return std::islower(static_cast<unsigned char>(c)) != 0;
  });
  return is_low ? name : name.substr(0, blank);
}

/// "Smith et al. (2010a)", "smith2010", "Smith & Jones, 2010".
std::optional<Named> paper_called(std::string_view key) {
  Named named;
  while (!key.empty() && (key.back() == ')' || key.back() == ']' || key.back() == ' '))
    key.remove_suffix(1);
  if (key.size() > 5 && std::islower(static_cast<unsigned char>(key.back())) != 0) {
    named.letter = key.back();
    key.remove_suffix(1);
  }
  if (key.size() < 6) return std::nullopt;
  const std::string_view year = key.substr(key.size() - 4);
  if (!std::all_of(year.begin(), year.end(), is_digit) || is_digit(key[key.size() - 5]) ||
      (!year.starts_with("19") && !year.starts_with("20")))
    return std::nullopt;
  std::string_view name = key.substr(0, key.size() - 4);
  for (const std::string_view more : {" et al", " & ", " and ", " und ", " y ", ",", ";", "+", "/"})
    name = name.substr(0, name.find(more));
  std::string family = name_key(without_initials(base::trim(name)));
  if (family.size() < 2) return std::nullopt;
  named.paper = Paper(std::move(family), std::stoi(std::string(year)));
  return named;
}

constexpr std::string_view papers_sql =
    "SELECT id, key, authors, ifnull(year, 0), title = '' AND authors = '[]' AND doi = '' AND "
    "container = '' AND consultation = 0, change FROM document ORDER BY id";

constexpr std::string_view any_sql =
    "SELECT EXISTS (SELECT 1 FROM document WHERE title = '' AND authors = '[]' AND doi = '' AND "
    "container = '')";

struct Papers {
  std::map<std::int64_t, Named> named;               ///< nothing but a name, by row
  std::map<Paper, std::vector<std::int64_t>> known;  ///< by author and year
};

Papers read_papers(Connection& connection) {
  Papers papers;
  Query query(connection.prepared(papers_sql));
  while (query.next()) {
    const std::int64_t row = query.number(0);
    if (query.flag(4)) {
      if (auto named = paper_called(query.view(1))) {
        named->change = query.number(5);
        papers.named.emplace(row, std::move(*named));
      }
      continue;
    }
    const auto authors = stored_texts(query.view(2));
    if (authors.empty() || query.number(3) == 0) continue;
    papers.known[{name_key(without_initials(authors.front())), static_cast<int>(query.number(3))}]
        .push_back(row);
  }
  for (const auto& [row, named] : papers.named) papers.known[named.paper].push_back(row);
  return papers;
}

}  // namespace

void each_named_pair(Connection& connection, const std::set<std::int64_t>* of,
                     const std::function<void(std::int64_t, std::int64_t)>& visit) {
  if (connection.number(any_sql) == 0) return;
  const Papers papers = read_papers(connection);
  std::set<std::pair<std::int64_t, std::int64_t>> met;
  for (const auto& [row, named] : papers.named) {
    for (const std::int64_t other : papers.known.at(named.paper)) {
      if (other == row || (of != nullptr && of->count(row) + of->count(other) == 0)) continue;
      const auto by_name = papers.named.find(other);
      if (by_name != papers.named.end() && are_told_apart(named, by_name->second)) continue;
      const auto pair = std::minmax(row, other);
      if (met.emplace(pair).second) visit(pair.first, pair.second);
    }
  }
}

}  // namespace retroduce::store
