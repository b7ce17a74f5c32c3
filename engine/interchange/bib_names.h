// Names of authors: from every way of writing them to a person, and to "Family Initials" and back.
// Knows no format.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "interchange/bib_record.h"

namespace retroduce::interchange {

/// "Family, Given", "Family, Given, Suffix", "Family Initials" ("Takeuchi YM", "Liu R."); anything
/// else, braces around it or one word alone is a body or a mononym.
BibPerson person_of(std::string_view name);

/// BibTeX's rules: "von Last, First", "von Last, Jr, First", "First von Last"; braces protect.
BibPerson bibtex_person(std::string_view name);

/// "Family Initials", with the suffix behind ("Smith J Jr"); a body by its name.
std::string short_name(const BibPerson& person);

/// "Family, Given, Suffix"; a body in braces where it would be read as a person.
std::string full_name(const BibPerson& person);

/// All of them in full, a line each; empty where the short names say as much.
std::string names_in_full(const std::vector<BibPerson>& people);

/// People of their short names, or of the lines of `in_full` where these are as many.
std::vector<BibPerson> people_of(const std::vector<std::string>& short_names,
                                 std::string_view in_full);

}  // namespace retroduce::interchange
