// A question in words, names and signs. Knows no form of question.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"

namespace retroduce::query {

/// Bytes [begin, end) of the question.
struct Place {
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct Token {
  enum class Kind : std::uint8_t { word, quoted, sign, end };
  Kind kind = Kind::end;
  std::string text;  ///< words as written, quoted names without quotes and escapes
  Place place;
  bool is(std::string_view word_or_sign) const;  ///< never true of a quoted name; case ignored
};

/// Ends with one token of kind `end`. `which`, `what`, `the` and a final `?` are left out.
/// Names stand in " or “ ”; inside, \" and \\ stand for " and \.
/// Diagnostics: query.open-quote, query.utf8.
base::Parsed<std::vector<Token>> read_tokens(std::string_view question);
/// The same of a sentence that says what to do: there `which`, `what` and ? are words of their own.
base::Parsed<std::vector<Token>> read_sentence(std::string_view sentence);

/// A name as it stands in a question: in double quotes, with \" and \\ where it needs them.
std::string in_quotes(std::string_view name);

/// The same for people: a long name is cut.
std::string shown_name(std::string_view name);

/// A refused question: the sentence, the question's line, a caret run under the place, then `more`.
/// Of a long question only what stands around the place is shown.
base::Diagnostic refuse(std::string_view question, Place place, std::string code,
                        std::string message, std::vector<std::string> more = {});

}  // namespace retroduce::query
