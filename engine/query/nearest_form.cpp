#include "query/nearest_form.h"

#include <algorithm>
#include <limits>

#include "base/text.h"
#include "query/operator.h"

namespace retroduce::query {
namespace {

/// The bare words of a question; every name is one sign, so that only the form is compared.
std::string skeleton(const std::vector<Token>& tokens) {
  std::string words;
  for (const Token& token : tokens) {
    if (token.kind == Token::Kind::end) break;
    if (!words.empty()) words += ' ';
    words += token.kind == Token::Kind::quoted ? "\"" : base::fold(token.text);
  }
  return words;
}

std::vector<std::string> names_of(const std::vector<Token>& tokens) {
  std::vector<std::string> names;
  for (const Token& token : tokens) {
    if (token.kind == Token::Kind::quoted) names.push_back(token.text);
  }
  return names;
}

/// "chains" and "chains from"; a question that begins as some forms do means one of those.
bool begins_alike(const Operator& form, const std::vector<Token>& tokens) {
  return tokens.front().is(form.name.substr(0, form.name.find(' ')));
}

std::string with_names(std::string_view example, const std::vector<Token>& tokens,
                       const std::vector<std::string>& names) {
  std::string text;
  std::size_t at = 0;
  std::size_t next = 0;
  for (const Token& token : tokens) {
    if (token.kind != Token::Kind::quoted) continue;
    text += std::string(example.substr(at, token.place.begin - at)) + in_quotes(names[next++]);
    at = token.place.end;
  }
  return text + std::string(example.substr(at));
}

}  // namespace

std::string example_of(const Operator& form, const std::vector<Token>& tokens) {
  const std::vector<std::string> names = names_of(tokens);
  const auto example = read_tokens(form.example);
  const bool fits = !names.empty() && names_of(*example.value).size() == names.size();
  return fits ? with_names(form.example, *example.value, names) : std::string(form.example);
}

std::string nearest_form(const std::vector<Token>& tokens) {
  const std::string asked = skeleton(tokens);
  const Operator* best = nullptr;
  std::size_t least = std::numeric_limits<std::size_t>::max();
  const bool known_start =
      std::any_of(operators().begin(), operators().end(),
                  [&](const Operator* one) { return begins_alike(*one, tokens); });
  for (const Operator* one : operators()) {
    if (known_start && !begins_alike(*one, tokens)) continue;
    const auto example = read_tokens(one->example);
    const std::size_t distance = base::edit_distance(asked, skeleton(*example.value), 200);
    if (distance >= least) continue;
    least = distance;
    best = one;
  }
  const bool is_near = known_start || 2 * least <= asked.size();
  return is_near ? example_of(*best, tokens) : std::string();
}

}  // namespace retroduce::query
