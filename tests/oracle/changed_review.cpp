#include "changed_review.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "base/text.h"

namespace retroduce::tests {

namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }
bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

/// Calls `one` for each word of a letter and a number, `rest` for the text between.
template <typename One, typename Rest>
void each_name(const std::string& text, const One& one, const Rest& rest) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    if (!is_word(text[at])) {
      rest(text.substr(at, 1));
      at = end;
      continue;
    }
    while (end < text.size() && is_word(text[end])) ++end;
    const std::string word = text.substr(at, end - at);
    const bool is_name = word.size() > 1 && !is_digit(word[0]) &&
                         std::all_of(word.begin() + 1, word.end(), is_digit);
    if (is_name) {
      one(word[0], std::stoi(word.substr(1)));
    } else {
      rest(word);
    }
    at = end;
  }
}

std::set<std::string> names_in(const std::string& text) {
  std::set<std::string> names;
  each_name(
      text, [&](char letter, int number) { names.insert(letter + std::to_string(number)); },
      [](const std::string&) {});
  return names;
}

using Statements = std::vector<std::string>;

/// Tries each thing to leave out, and keeps what still shows the fault; true where any was left
/// out.
template <typename Without>
bool leave_out(Statements& list, const Shows& shows, const std::vector<std::string>& things,
               const Without& without) {
  bool any = false;
  for (const std::string& thing : things) {
    Statements fewer = without(list, thing);
    if (fewer == list || !shows(joined(fewer))) continue;
    list = std::move(fewer);
    any = true;
  }
  return any;
}

Statements without_name(const Statements& list, const std::string& name) {
  Statements fewer = list;
  std::erase_if(fewer, [&](const std::string& one) { return names_in(one).count(name) != 0; });
  return fewer;
}

Statements without_statement(const Statements& list, const std::string& statement) {
  Statements fewer = list;
  std::erase(fewer, statement);
  return fewer;
}

/// Each configuration with one element less, one after the other.
bool leave_out_elements(Statements& list, const Shows& shows) {
  bool any = false;
  for (std::string& statement : list) {
    for (std::size_t side = 0; side < 3; ++side) {
      for (std::size_t i = 0; claim_of(statement) && i < claim_of(statement)->sides[side].size();) {
        const std::string before = statement;
        Claim claim = *claim_of(statement);
        claim.sides[side].erase(claim.sides[side].begin() + static_cast<std::ptrdiff_t>(i));
        statement = to_text(claim);
        const bool less = shows(joined(list));
        if (!less) statement = before;
        i += less ? 0 : 1;
        any = any || less;
      }
    }
  }
  return any;
}

std::vector<std::string> split_at(std::string text, const std::string& separator) {
  std::vector<std::string> parts;
  for (std::size_t at = text.find(separator); at != std::string::npos; at = text.find(separator)) {
    parts.push_back(text.substr(0, at));
    text = text.substr(at + separator.size());
  }
  parts.push_back(text);
  return parts;
}

}  // namespace

std::vector<std::string> statements(const std::string& review) {
  Statements list;
  for (const std::string& part : base::split(review, ';')) {
    if (const std::string one(base::trim(part)); !one.empty()) list.push_back(one);
  }
  return list;
}

std::string joined(const std::vector<std::string>& statements) {
  std::string review;
  for (const std::string& one : statements) review += one + ";\n";
  return review;
}

std::optional<Claim> claim_of(const std::string& statement) {
  const std::size_t colon = statement.find(": ");
  if (colon == std::string::npos) return std::nullopt;
  const auto sides = split_at(statement.substr(colon + 2), "->");
  if (sides.size() != 3) return std::nullopt;
  Claim claim{statement.substr(0, colon), {}};
  for (std::size_t side = 0; side < 3; ++side) {
    for (const std::string& part : split_at(sides[side], " + ")) {
      if (const std::string one(base::trim(part)); !one.empty()) claim.sides[side].push_back(one);
    }
  }
  return claim;
}

std::string to_text(const Claim& claim) {
  std::string text = claim.label + ": ";
  for (std::size_t side = 0; side < 3; ++side)
    text += (side == 0 ? "" : " -> ") + base::join(claim.sides[side], " + ");
  return text;
}

std::string renamed(const std::string& review,
                    const std::function<std::string(char letter, int number)>& name) {
  std::string text;
  each_name(
      review, [&](char letter, int number) { text += name(letter, number); },
      [&](const std::string& rest) { text += rest; });
  return text;
}

std::string shrunk(std::string review, const Shows& shows) {
  Statements list = statements(review);
  for (bool again = true; again;) {
    const std::set<std::string> names = names_in(joined(list));
    again = leave_out(list, shows, {names.begin(), names.end()}, without_name);
    again = leave_out(list, shows, Statements(list), without_statement) || again;
    again = leave_out_elements(list, shows) || again;
  }
  return joined(list);
}

}  // namespace retroduce::tests
