// What a project says in words that a person can read in any program, and read back from them: a
// configuration (notes and cases say it so), and what is known of a quote without a full text.
// Knows neither XML nor the records' places in a batch.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "model/vocabulary.h"

namespace retroduce::interchange::refi {

struct ToldElement {
  model::Role role = model::Role::context;
  model::MechanismPart part = model::MechanismPart::unsplit;
  std::string concept_;  ///< its label; empty: there is only a wording
  std::string wording;
  bool opposite = false;
  model::Direction direction = model::Direction::unstated;
  bool is_unintended = false;
  bool when_not_fired = false;
  friend bool operator==(const ToldElement&, const ToldElement&) = default;
};

struct ToldExtract {
  std::string document;  ///< its key
  std::string quote;
  std::string page;
  bool is_paraphrase = false;
  std::optional<std::int64_t> at;  ///< where the words begin, if they are marked twice
  friend bool operator==(const ToldExtract&, const ToldExtract&) = default;
};

struct ToldEvidence {
  model::Stance stance = model::Stance::supports;
  model::Inference inference = model::Inference::stated;
  ToldExtract extract;
  std::optional<std::int64_t> element;  ///< from 1, in the order of the elements
  std::string coder;
  std::string note;
  std::string line;  ///< as it stood; nothing to write
  friend bool operator==(const ToldEvidence&, const ToldEvidence&) = default;
};

/// From the configuration that says it to another one.
struct ToldLink {
  model::LinkKind kind = model::LinkKind::ripple;
  std::string to;  ///< its label
  std::string coder;
  std::string note;
  std::vector<std::pair<model::Stance, ToldExtract>> evidence;
  friend bool operator==(const ToldLink&, const ToldLink&) = default;
};

/// The role of one coding, where its code alone does not tell it.
struct ToldRole {
  std::optional<model::Role> role;  ///< nothing: the coding has none
  std::string concept_;             ///< its label
  ToldExtract extract;
  std::string coder;
  friend bool operator==(const ToldRole&, const ToldRole&) = default;
};

struct ToldClaim {
  std::string label;
  std::string title;
  std::string theme;
  std::string level;
  model::Status status = model::Status::proposed;
  std::string statement;
  std::string note;
  std::vector<ToldElement> elements;
  std::vector<ToldEvidence> evidence;
  std::vector<ToldLink> links;
  std::vector<std::string> others;  ///< lines that say none of this; nothing to write
  friend bool operator==(const ToldClaim&, const ToldClaim&) = default;
};

/// Stands in a text that is made of quotes, so that nobody takes it for the document's.
inline constexpr std::string_view quotes_alone =
    "Only quotes stand here: the review does not have the full text of this document.";

/// The line above a quote in such a text; empty where there is nothing to say.
struct ToldQuote {
  bool is_paraphrase = false;
  std::string page;
  std::optional<base::TextSpan> span;  ///< in the text that the review does not have
  friend bool operator==(const ToldQuote&, const ToldQuote&) = default;
};

std::string in_words(const ToldQuote& quote);
/// Nothing where the line is none of these.
std::optional<ToldQuote> quote_in(std::string_view line);

std::string in_words(const ToldClaim& claim);

/// The note that tells roles: this line first, then one for each coding.
inline constexpr std::string_view roles_head =
    "The roles of codings whose code is coded in several:";
std::string in_words(const ToldRole& role);
/// What the lines say; nothing where they do not begin so, or one of them says no role.
std::optional<std::vector<ToldRole>> roles_in(std::string_view text);

/// What the lines say; nothing where they do not begin with "configuration: LABEL".
std::optional<ToldClaim> claim_in(std::string_view text);

/// What a note is about, for programs that drop the links that say it.
struct ToldSubject {
  model::ThingKind kind = model::ThingKind::review;
  std::string name;  ///< its label or key
};
/// The last line of a note.
std::string in_words(const ToldSubject& subject);
/// Takes that line off the text; nothing where it is not there.
std::optional<ToldSubject> take_subject(std::string& text);

}  // namespace retroduce::interchange::refi
