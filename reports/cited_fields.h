// What a reference prints that a document has no place of its own for: each bibliographic format
// keeps it under its own name, and here are the names.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "model/records.h"

namespace retroduce::reports {

/// The value of a document's field of that name; empty where it has none. Lent by the document.
std::string_view field(const model::Document& document, std::string_view name);

/// "2nd ed", "revised edition", of software "Version 4.3"; empty where none is told, and for the
/// first, which is not printed. Some databases put a date there (RIS ET),
/// which is none.
std::string edition_of(const model::Document& document);

/// Where the retraction was told, "BMJ. 2018;360:k1"; empty where the record does not say.
std::string_view retracted_in(const model::Document& document);

/// "NG197" of a report, "c. 23" of a law.
std::string_view number_of(const model::Document& document);
/// "PhD thesis", as the record has it.
std::string_view kind_of(const model::Document& document);
/// "Lecture Notes in Computer Science".
std::string_view series_of(const model::Document& document);
/// Where a talk was given: the conference, and the town.
std::string_view event_of(const model::Document& document);
std::string_view event_place_of(const model::Document& document);
/// Its URL, also where a format keeps it under another name.
std::string_view address_of(const model::Document& document);
/// It is told to be out before the issue that it will stand in.
bool is_ahead_of_print(const model::Document& document);

/// When a page was looked at, year, month, day; what is not known is 0.
using Day = std::array<int, 3>;
std::optional<Day> accessed_on(const model::Document& document);
/// When it came out.
std::optional<Day> appeared_on(const model::Document& document);

/// "2024 Mar 2", as Vancouver has it, and "2 Mar 2024", as far as known.
std::string year_first(const Day& day);
std::string day_first(const Day& day);

}  // namespace retroduce::reports
