#include "query/lexer.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "base/text.h"

namespace retroduce::query {
namespace {

constexpr std::string_view open_curly = "\u201c";
constexpr std::string_view close_curly = "\u201d";
constexpr std::string_view blanks = " \t\r\n\v\f";
constexpr std::string_view sign_bytes = "=<>!,?";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

class Lexer {
 public:
  Lexer(std::string_view question, bool is_question)
      : question_(question), is_question_(is_question) {}

  base::Parsed<std::vector<Token>> read() {
    base::Parsed<std::vector<Token>> result;
    std::vector<Token> tokens;
    while (skip_blanks(), at_ < question_.size()) {
      std::optional<Token> token = next();
      if (!token) {
        result.found = std::move(found_);
        return result;
      }
      if (!means_nothing(*token)) tokens.push_back(std::move(*token));
    }
    if (is_question_ && !tokens.empty() && tokens.back().is("?")) tokens.pop_back();
    tokens.push_back({Token::Kind::end, "", {question_.size(), question_.size()}});
    result.value = std::move(tokens);
    return result;
  }

 private:
  bool means_nothing(const Token& token) const {
    return token.is("the") || (is_question_ && (token.is("which") || token.is("what")));
  }

  void skip_blanks() {
    while (at_ < question_.size() && blanks.find(question_[at_]) != std::string_view::npos) ++at_;
  }

  bool stands(std::string_view text) const { return question_.substr(at_).starts_with(text); }

  std::optional<Token> next() {
    if (stands("\"")) return quoted("\"");
    if (stands(open_curly) || stands(close_curly)) return quoted(close_curly);
    if (sign_bytes.find(question_[at_]) != std::string_view::npos) return sign();
    return word();
  }

  Token sign() {
    const std::size_t begin = at_++;
    const bool may_double = question_[begin] != ',' && question_[begin] != '?';
    if (may_double && at_ < question_.size() && question_[at_] == '=') ++at_;
    return {Token::Kind::sign, std::string(question_.substr(begin, at_ - begin)), {begin, at_}};
  }

  Token word() {
    const std::size_t begin = at_;
    while (at_ < question_.size() && blanks.find(question_[at_]) == std::string_view::npos &&
           sign_bytes.find(question_[at_]) == std::string_view::npos && !stands("\"") &&
           !stands(open_curly) && !stands(close_curly)) {
      ++at_;
    }
    return {Token::Kind::word, std::string(question_.substr(begin, at_ - begin)), {begin, at_}};
  }

  std::optional<Token> quoted(std::string_view closing) {
    const std::size_t begin = at_;
    at_ += stands("\"") ? 1 : open_curly.size();
    std::string name;
    while (at_ < question_.size() && !stands(closing)) {
      const bool escaped = stands("\\\"") || stands("\\\\");
      if (escaped) ++at_;
      name += question_[at_++];
    }
    if (at_ >= question_.size()) {
      found_.add(refuse(question_, {begin, question_.size()}, "query.open-quote",
                        "the name that begins here has no closing quote"));
      return std::nullopt;
    }
    at_ += closing.size();
    return Token{Token::Kind::quoted, std::move(name), {begin, at_}};
  }

  std::string_view question_;
  bool is_question_;
  std::size_t at_ = 0;
  base::Diagnostics found_;
};

/// One line, whatever blanks the question holds; places stay where they are.
std::string as_line(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return line;
}

/// The last `most` code points of a text of one line; "…" stands for what is left out.
std::string shorten_front(const std::string& text, std::size_t most) {
  const std::int64_t count = base::count_code_points(text);
  const auto keep = static_cast<std::int64_t>(most);
  if (count <= keep) return text;
  const auto end = base::slice(text, {count - keep, count});
  return "\u2026" + std::string(end ? *end : std::string_view());
}

}  // namespace

bool Token::is(std::string_view word_or_sign) const {
  if (kind == Kind::quoted || kind == Kind::end) return false;
  return std::equal(text.begin(), text.end(), word_or_sign.begin(), word_or_sign.end(),
                    [](char a, char b) { return lower(a) == b; });
}

namespace {

base::Parsed<std::vector<Token>> tokens_of(std::string_view question, bool is_question) {
  if (base::first_invalid_utf8(question)) {
    base::Parsed<std::vector<Token>> refused;
    refused.found.add(base::Severity::refused, "query.utf8",
                      "the question holds bytes that are not UTF-8");
    return refused;
  }
  return Lexer(question, is_question).read();
}

}  // namespace

base::Parsed<std::vector<Token>> read_tokens(std::string_view question) {
  return tokens_of(question, true);
}

base::Parsed<std::vector<Token>> read_sentence(std::string_view sentence) {
  return tokens_of(sentence, false);
}

std::string in_quotes(std::string_view name) {
  std::string text = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + '"';
}

std::string shown_name(std::string_view name) {
  constexpr std::size_t widest_name = 80;
  return in_quotes(base::shorten(name, widest_name));
}

base::Diagnostic refuse(std::string_view question, Place place, std::string code,
                        std::string message, std::vector<std::string> more) {
  base::Diagnostic diagnostic{base::Severity::refused, std::move(code), std::move(message), {}, {}};
  constexpr std::size_t widest_before = 160;
  constexpr std::size_t widest_place = 120;
  constexpr std::size_t widest_note = 1000;
  const std::string_view before = question.substr(0, place.begin);
  const std::size_t width =
      std::min(widest_place,
               base::display_width(as_line(question.substr(place.begin, place.end - place.begin))));
  diagnostic.origin.column = static_cast<std::size_t>(base::count_code_points(before)) + 1;
  const std::string lead = shorten_front(as_line(before), widest_before);
  std::string caret(base::display_width(lead), ' ');
  caret += '^';
  if (width > 1) caret.append(width - 1, '~');
  diagnostic.notes.push_back(
      lead + base::shorten(as_line(question.substr(place.begin)), widest_place + 1));
  diagnostic.notes.push_back(std::move(caret));
  for (const std::string& note : more) {
    diagnostic.notes.push_back(base::shorten(note, widest_note));
  }
  return diagnostic;
}

}  // namespace retroduce::query
