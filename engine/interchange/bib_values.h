// Values of bibliographic records in one form: dates and months, page ranges, identifiers,
// languages. Knows no format; each function leaves what it cannot read as it came.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace retroduce::interchange {

/// 1 to 12 for "3", "03", "Mar", "march", "März" …; 0 for anything else.
int month_of(std::string_view word);
/// "Mar" of 3.
std::string_view month_name(int month);

/// "2019", "2019-03", "2019-03-14" of what RIS, MEDLINE, EndNote, Zotero or people write
/// ("2019/03/14/", "2019 Mar 14", "14 March 2019", "2019-03-14T10:00"); a range of two such with a
/// slash between; else the text as it came, blanks folded.
std::string plain_date(std::string_view text);
/// The same of a year and a month or day in fields of their own.
std::string date_of(std::string_view year, std::string_view month, std::string_view day = {});
/// The (first) year of a date as plain_date gives it.
std::optional<int> year_of(std::string_view date);

struct PlainDate {
  int year = 0;
  int month = 0;  ///< 0: not said
  int day = 0;    ///< 0: not said
};
/// One plain date taken apart; nothing for a range or for words.
std::optional<PlainDate> parts_of(std::string_view date);

/// "454-481" of "454-81", "12--19", "12–19"; "e12" and others as they are.
std::string plain_pages(std::string_view text);

/// Without resolver, "doi:" and blanks; empty where it is no DOI.
std::string plain_doi(std::string_view text);
/// The first DOI in a text that says that it is one ("doi: 10.1…", "https://doi.org/10.1…").
std::string doi_in(std::string_view text);

/// Digits alone, of "PMID: 123"; empty where there are none.
std::string plain_pmid(std::string_view text);
/// "PMC" and digits; empty where it is no such number.
std::string plain_pmcid(std::string_view text);

/// BCP 47 where the language is a common one ("eng", "English" → "en"), else as it came.
std::string plain_language(std::string_view text);

/// Whether the digits of a serial or book number are those of an ISBN (10 or 13).
bool is_isbn(std::string_view number);

}  // namespace retroduce::interchange
