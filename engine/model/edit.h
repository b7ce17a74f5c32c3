// An edit: one sentence that says what is to be done to the review, in words, names and signs. What
// the verbs mean stands with each of them (store/edits); its tokens come from whoever reads
// sentences.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace retroduce::model {

struct EditToken {
  enum class Kind : std::uint8_t { word, name, sign };
  Kind kind = Kind::word;
  std::string text;       ///< names without their quotes
  std::size_t begin = 0;  ///< bytes [begin, end) of the sentence
  std::size_t end = 0;
};

struct Edit {
  std::string text;  ///< the sentence
  std::vector<EditToken> tokens;
  std::size_t line = 0;  ///< of the script, from 1; 0 where it stands alone
  std::string form;      ///< the fingerprint of the filled form that it is of; empty: of none
};

}  // namespace retroduce::model
