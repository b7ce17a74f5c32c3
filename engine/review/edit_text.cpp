#include "review/edit_text.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "query/lexer.h"

namespace retroduce::review {

namespace {

using query::Token;

model::EditToken edit_token(const Token& token) {
  using Kind = model::EditToken::Kind;
  const Kind kind = token.kind == Token::Kind::quoted ? Kind::name
                    : token.kind == Token::Kind::sign ? Kind::sign
                                                      : Kind::word;
  return {kind, token.text, token.place.begin, token.place.end};
}

/// What a terminal obeys and no format can carry. Tabs are blanks.
std::optional<unsigned char> control_in(std::string_view sentence) {
  const auto found = std::find_if(sentence.begin(), sentence.end(), [](char each) {
    const auto c = static_cast<unsigned char>(each);
    return (c < 0x20 && c != '\t' && c != '\r') || c == 0x7f;
  });
  return found == sentence.end() ? std::nullopt : std::optional<unsigned char>(*found);
}

std::string control_name(unsigned char control) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  return std::string("U+00") + digits[control >> 4] + digits[control & 15];
}

bool is_utf16(std::string_view text) {
  return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") ||
         (text.size() > 1 && (text[0] == '\0') != (text[1] == '\0'));
}

}  // namespace

base::Parsed<std::vector<model::Edit>> read_edits(std::string_view text, const std::string& name) {
  base::Parsed<std::vector<model::Edit>> result;
  std::vector<model::Edit> edits;
  const bool is_script = !name.empty();
  // Some editors put a mark at the beginning that says that what follows is UTF-8.
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  if (is_script && text.starts_with(mark)) text.remove_prefix(mark.size());
  if (is_script && is_utf16(text)) {
    result.found.add(base::Severity::refused, "edit.utf16",
                     "the script is in UTF-16, as some editors save it; save it as UTF-8",
                     {name, 0, 0});
    return result;
  }
  std::size_t line = 0;
  const auto lines =
      is_script ? base::split(text, '\n') : std::vector<std::string>{std::string(text)};
  for (const std::string& each : lines) {
    ++line;
    const std::string_view sentence = base::trim(each);
    if (sentence.empty() || sentence.front() == '#') continue;
    if (const auto control = control_in(sentence)) {
      result.found.add(base::Severity::refused, "edit.control",
                       "the sentence holds a control character (" + control_name(*control) +
                           "), which nobody can see; take it out",
                       {name, is_script ? line : 0, 0});
      continue;
    }
    const auto tokens = query::read_sentence(sentence);
    for (base::Diagnostic found : tokens.found.sorted()) {
      found.origin.name = name;
      if (is_script) found.origin.line = line;
      if (found.code == "query.utf8")
        found.message = "the sentence holds bytes that are not UTF-8; save the script as UTF-8";
      result.found.add(std::move(found));
    }
    if (!tokens) continue;
    model::Edit edit{std::string(sentence), {}, is_script ? line : 0, {}};
    for (const Token& token : *tokens.value)
      if (token.kind != Token::Kind::end) edit.tokens.push_back(edit_token(token));
    edits.push_back(std::move(edit));
  }
  if (edits.empty() && !result.found.refused())
    result.found.add(base::Severity::refused, "edit.empty",
                     "there is no sentence in it that says what to do", {name, 0, 0},
                     {"See: retroduce edit --help"});
  if (!result.found.refused()) result.value = std::move(edits);
  return result;
}

}  // namespace retroduce::review
