// Reading back what was written in words or as JSON. What a sound file cannot hold is damage, not a
// bug.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "model/vocabulary.h"

namespace retroduce::store {

/// Throws base::Error corrupt: the file holds something that it should not.
[[noreturn]] void raise_damaged(std::string_view found);

/// The value of a word that a CHECK has let in.
template <typename E>
E stored_word(std::string_view word) {
  const auto words = model::words_of<E>();
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) raise_damaged(word);
  return static_cast<E>(found - words.begin());
}

/// A JSON array of texts.
std::vector<std::string> stored_texts(std::string_view json);

}  // namespace retroduce::store
