// A bibliographic record as a document of the review, and back. The only place that decides which
// value stands in which member of a document and which travels as a field of a plain name. Knows no
// format's syntax.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "interchange/bib_record.h"

namespace retroduce::interchange {

/// Several values of one name are joined by line feeds, in order. Without a key of its own the
/// record's is made: family name (or first word of the title) and year in ASCII. Identifiers,
/// dates, pages and the language are brought into their plain form here.
model::Document document_of(BibRecord record);

/// What document_of made of a record gives an equal document again.
BibRecord record_of(const model::Document& document);

/// Whether a key serves as one: 1 to 64 characters without blanks, braces, commas or quotes, a
/// letter among them, and no address.
bool is_usable_key(std::string_view key);

/// "[country] England" of a field that a format has no place for, to stand among its notes.
std::string noted(const model::Field& field);
/// The field of such a note; nothing where the text is no such note.
std::optional<model::Field> field_of_note(std::string_view note);

/// Notes as they are written one by one: a line that would come back as a field stays below the one
/// before it.
std::vector<std::string> notes_to_write(const std::vector<std::string>& notes);

/// Gives a field that came back to the member of the record that it belongs to ("pmid", "date"),
/// else to the others.
void restore_field(BibRecord& record, const model::Field& field);

}  // namespace retroduce::interchange
