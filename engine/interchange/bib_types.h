// Kinds of publications: our words and those of the bibliographic formats. One table; knows no
// syntax.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace retroduce::interchange {

enum class TypeWords : std::uint8_t { ris, bibtex, csl, endnote, zotero };

/// Our word ("article", "chapter", "thesis" …) for a format's; the format's own, in lower case,
/// where the table has none.
std::string type_from(TypeWords words, std::string_view type);

/// The format's word for ours; empty where it has none.
std::string_view type_in(TypeWords words, std::string_view type);

/// EndNote's name of one of its types by number ("Journal Article" of "17"); empty where unknown.
std::string_view endnote_type_name(std::string_view number);

}  // namespace retroduce::interchange
