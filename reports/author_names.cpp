#include "reports/author_names.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "base/text_key.h"
#include "reports/characters.h"
#include "reports/cited_fields.h"

namespace retroduce::reports {

namespace {

bool is_ascii_capital(char c) { return c >= 'A' && c <= 'Z'; }

/// "JC-M", "É.A.": one to four capitals, and no country or service that bodies have in their
/// names ("Age UK").
bool reads_as_initials(std::string_view word) {
  constexpr std::size_t most_letters = 4;
  for (const std::string_view other : {"UK", "USA", "NHS"}) {
    if (word == other) return false;
  }
  std::size_t letters = 0;
  for (std::size_t at = 0; at < word.size();) {
    const std::string_view letter = character_at(word, at);
    at += letter.size();
    if (letter == "-" || letter == "." || letter == "\u2019" || letter == "'") continue;
    // Beyond ASCII a capital is what folding changes.
    const bool is_capital =
        letter.size() == 1 ? is_ascii_capital(letter[0]) : base::fold(letter) != letter;
    if (!is_capital) return false;
    ++letters;
  }
  return letters >= 1 && letters <= most_letters;
}

bool is_suffix(std::string_view word) {
  for (const std::string_view suffix :
       {"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "2nd", "3rd"}) {
    if (word == suffix) return true;
  }
  return false;
}

/// "World Health Organization" before ", Geneva": words that families are not called by.
bool is_named_as_body(std::string_view name) {
  const std::vector<std::string> words = base::split(base::fold(name), ' ');
  if (words.size() < 2) return false;
  return std::any_of(words.begin(), words.end(), [](const std::string& word) {
    constexpr std::string_view of_bodies[] = {
        "organization", "organisation", "department", "ministry",   "university", "institute",
        "centre",       "center",       "council",    "agency",     "society",    "association",
        "committee",    "commission",   "service",    "services",   "foundation", "authority",
        "hospital",     "nhs",          "government", "federation", "network",    "alliance"};
    return std::find(std::begin(of_bodies), std::end(of_bodies), word) != std::end(of_bodies);
  });
}

/// "Family, Given"; a body's name may hold a comma too ("Department of Health, Social Services and
/// Public Safety"), which is told by its words for what it is of.
bool is_person_with_comma(std::string_view author) {
  const std::size_t comma = author.find(',');
  if (comma == std::string_view::npos) return false;
  constexpr std::size_t most_names = 4;
  std::size_t given_names = 0;
  for (const std::string& word : base::split(base::trim(author.substr(comma + 1)), ' '))
    given_names += word.empty() ? 0U : 1U;
  if (given_names == 0 || given_names > most_names || is_named_as_body(author.substr(0, comma)))
    return false;
  for (const std::string& word : base::split(base::fold(author), ' ')) {
    for (const std::string_view other :
         {"of", "for", "and", "&", "inc", "inc.", "ltd", "ltd.", "llc", "plc", "gmbh"}) {
      if (word == other) return false;
    }
  }
  return true;
}

/// The family name of "Family Initials" or "Family, Given"; a body's name as it is.
std::string family_name(std::string_view author) {
  if (is_person_with_comma(author))
    return std::string(base::trim(author.substr(0, author.find(','))));
  std::string_view person = author;
  if (const std::size_t blank = person.rfind(' ');
      blank != std::string_view::npos && is_suffix(person.substr(blank + 1)))
    person = base::trim(person.substr(0, blank));
  const std::size_t blank = person.rfind(' ');
  const bool is_person = blank != std::string_view::npos &&
                         reads_as_initials(person.substr(blank + 1)) && !is_named_as_body(author);
  return std::string(is_person ? base::trim(person.substr(0, blank)) : author);
}

/// "G" of "Geoff", "JP" of "Jean-Paul", "J.-P." and "JP".
std::string initials_of(std::string_view word) {
  constexpr std::size_t longest_run = 3;
  if (word.size() <= longest_run && std::all_of(word.begin(), word.end(), is_ascii_capital))
    return std::string(word);
  std::string initials;
  for (std::size_t at = 0; at < word.size();) {
    if (word[at] == '-' || word[at] == '.') {
      ++at;
      continue;
    }
    initials += character_at(word, at);
    at = word.find_first_of("-.", at);
  }
  return initials;
}

/// "Wong G" of "Wong, Geoff", "King ML Jr" of "King, Martin Luther, Jr"; who has no comma, and a
/// body, stays as it is.
std::string with_initials(const std::string& name) {
  if (!is_person_with_comma(name)) return name;
  const std::size_t comma = name.find(',');
  const std::string_view rest = std::string_view(name).substr(comma + 1);
  const std::size_t second = rest.find(',');
  std::string text(base::trim(std::string_view(name).substr(0, comma)));
  const std::string_view given = base::trim(rest.substr(0, second));
  if (base::begins_east_asian(text) && base::begins_east_asian(given))
    return text + std::string(given);
  std::string initials;
  for (const std::string& word : base::split(base::trim(rest.substr(0, second)), ' '))
    initials += initials_of(word);
  if (!initials.empty()) text += " " + initials;
  if (second != std::string_view::npos)
    text += " " + std::string(base::trim(rest.substr(second + 1)));
  return text;
}

/// What stands for those who are not named.
bool is_others(std::string_view name) {
  const std::string folded = base::fold(base::trim(name));
  return folded == "others" || folded == "and others" || folded == "et al" || folded == "et al.";
}

/// A body's name is in braces where it could be read as a person's.
bool is_in_braces(std::string_view name) { return name.starts_with('{') && name.ends_with('}'); }

/// Of a name as imports keep it in full: "Family, Given, Suffix", or a body.
std::string family_in_full(std::string_view name) {
  if (is_in_braces(name)) return std::string(name.substr(1, name.size() - 2));
  return std::string(base::trim(name.substr(0, name.find(','))));
}

/// A family that is the whole name is a body, which has no initials.
void add(NameList& names, const std::string& name, std::string family) {
  if (is_others(name)) {
    names.has_others = true;
    return;
  }
  names.listed.push_back(name == family ? name : with_initials(name));
  names.families.push_back(std::move(family));
}

/// The lines of a field, none for none.
std::vector<std::string> lines_of(const model::Document& document, std::string_view name) {
  const std::string_view value = field(document, name);
  return value.empty() ? std::vector<std::string>() : base::split(value, '\n');
}

}  // namespace

NameList authors_of(const model::Document& document) {
  const std::vector<std::string> in_full = lines_of(document, "authors in full");
  const bool is_told = in_full.size() == document.authors.size();
  NameList names;
  for (std::size_t i = 0; i < document.authors.size(); ++i) {
    const std::string& author = document.authors[i];
    add(names, author, is_told ? family_in_full(in_full[i]) : family_name(author));
  }
  return names;
}

NameList editors_of(const model::Document& document) {
  NameList names;
  for (const std::string& editor : lines_of(document, "editors")) {
    if (is_in_braces(editor))
      add(names, family_in_full(editor), family_in_full(editor));
    else
      add(names, editor, family_name(editor));
  }
  return names;
}

}  // namespace retroduce::reports
