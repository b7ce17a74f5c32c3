// What a form of full text is, and the list of them: txt, html, JATS, PDF. A form is one file
// texts/<name>.cpp and one line in texts.def. It gives the words of a paper as one canonical text,
// by a rule with a version: the same bytes give the same text until the version changes, since
// spans count in it. Knows nothing of the database, and nothing of extracts.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/text.h"
#include "model/full_text.h"

namespace retroduce::interchange {

/// One file in memory. Lent for the length of the call.
struct TextFile {
  std::string name;        ///< without a folder
  std::string_view bytes;  ///< all of them
};

/// What a text form makes of a file. `text` is UTF-8 with LF line ends, without other control
/// characters than LF and tab, in the Unicode form of the source.
struct TakenText {
  std::string text;
  model::TextOrigin origin;  ///< all but the source's name and hash, which the caller knows
  std::string title;         ///< what the file itself says of the paper; empty: nothing
  std::string doi;           ///< as in bibliographies: 10.1234/abc
};

/// `take` gives nothing where the file was refused, and `found` tells why; it never throws for the
/// user's material. Fails: Error interrupted.
struct TextFormat {
  std::string_view name;      ///< "pdf"
  std::string_view title;     ///< for people
  std::string_view suffixes;  ///< ".htm .html"
  std::string_view keeps;     ///< what it keeps and what it leaves out, one sentence
  int rule;                   ///< version of the rule by which the text is made
  bool (*sniff)(const TextFile&);
  std::optional<TakenText> (*take)(const TextFile&, base::Diagnostics& found);
};

/// In the order of texts.def, which is the order in which contents are looked at.
std::span<const TextFormat* const> text_formats();

/// By content; a suffix only decides between those that could. Null where none fits.
const TextFormat* detect_text(const TextFile& file);

/// Detects and takes, with the origin filled in: format, rule, source and hash. Nothing where
/// refused; text.unknown-form (refused), text.empty (refused: there is no word in it).
std::optional<TakenText> take_text(const TextFile& file, base::Diagnostics& found);

/// Whether a file of this name may hold a full text, for picking files out of a folder.
bool is_text_name(std::string_view name);

}  // namespace retroduce::interchange
