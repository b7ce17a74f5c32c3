#include "interchange/bib_names.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "base/text_key.h"

namespace retroduce::interchange {

namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

std::size_t length_of_first(std::string_view text) {
  std::size_t length = 1;
  while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U)
    ++length;
  return length;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (std::string& word : base::split(base::collapse_blanks(text), ' ')) {
    if (!word.empty()) words.push_back(std::move(word));
  }
  return words;
}

/// "YM", "R.", "J.-P.", "ÅK": one to four capitals and nothing else.
bool is_initials(std::string_view word) {
  std::size_t letters = 0;
  for (std::size_t at = 0; at < word.size();) {
    const std::size_t length = length_of_first(word.substr(at));
    const char c = word[at];
    if (length == 1 && c != '.' && c != '-') {
      if (!is_upper(c)) return false;
      ++letters;
    } else if (length > 1) {
      // A letter beyond ASCII is a capital where folding changes it.
      const std::string letter(word.substr(at, length));
      if (base::fold(letter) == letter) return false;
      ++letters;
    }
    at += length;
  }
  return letters >= 1 && letters <= 4;
}

/// The initials of one word of a given name: "Anna-Lena" gives AL, "JP" stays, "J.-P." gives JP.
std::string initials_of_word(std::string_view word) {
  const bool short_capitals =
      word.size() <= 3 && std::all_of(word.begin(), word.end(), [](char c) { return is_upper(c); });
  if (short_capitals) return std::string(word);
  std::string out;
  bool at_start = true;
  for (std::size_t at = 0; at < word.size();) {
    const std::size_t length = length_of_first(word.substr(at));
    const char c = word[at];
    if (c == '.' || c == '-' || c == '\'' || c == '(' || c == ')') {
      at_start = c != '\'' && c != ')';
    } else if (at_start) {
      out.append(word.substr(at, length));
      at_start = false;
    }
    at += length;
  }
  return out;
}

std::string initials_of(std::string_view given) {
  std::string out;
  for (const std::string& word : words_of(given)) {
    if (is_lower(word.front()) && word.size() > 1) continue;  // "van" behind a given name
    out += initials_of_word(word);
  }
  return out;
}

bool is_suffix(std::string_view word) {
  std::string folded = base::fold(word);
  if (!folded.empty() && folded.back() == '.') folded.pop_back();
  return folded == "jr" || folded == "sr" || folded == "ii" || folded == "iii" || folded == "iv" ||
         folded == "2nd" || folded == "3rd";
}

/// "Y. M." of YM.
std::string dotted(std::string_view initials) {
  std::string out;
  for (std::size_t at = 0; at < initials.size();) {
    const std::size_t length = length_of_first(initials.substr(at));
    if (initials[at] != '.' && initials[at] != '-') {
      if (!out.empty()) out += ' ';
      out.append(initials.substr(at, length)) += '.';
    }
    at += length;
  }
  return out;
}

std::string plain(std::string_view text) { return base::collapse_blanks(text); }

std::string join_words(const std::vector<std::string>& words, std::size_t from, std::size_t to) {
  return base::join({words.begin() + static_cast<std::ptrdiff_t>(from),
                     words.begin() + static_cast<std::ptrdiff_t>(to)},
                    " ");
}

/// Commas outside braces.
std::vector<std::string> comma_parts(std::string_view name) {
  std::vector<std::string> parts(1);
  int depth = 0;
  for (const char c : name) {
    if (c == '{') ++depth;
    if (c == '}') --depth;
    if (c == ',' && depth <= 0)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  for (std::string& part : parts) part = plain(part);
  return parts;
}

std::string without_braces(std::string text) {
  text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c == '{' || c == '}'; }),
             text.end());
  return plain(text);
}

/// Words outside braces, each with its braces.
std::vector<std::string> brace_words(std::string_view name) {
  std::vector<std::string> words(1);
  int depth = 0;
  for (const char c : name) {
    if (c == '{') ++depth;
    if (c == '}') --depth;
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '~';
    if (blank && depth <= 0) {
      if (!words.back().empty()) words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

bool is_braced(std::string_view text) {
  if (text.size() < 2 || text.front() != '{' || text.back() != '}') return false;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{') ++depth;
    if (text[i] == '}' && --depth == 0) return i + 1 == text.size();
  }
  return false;
}

BibPerson body(std::string_view name) { return {without_braces(std::string(name)), "", "", true}; }

BibPerson natural_order(std::string_view name);

/// "John A Jr", as PubMed has it: the suffix stands behind the given names.
void part_suffix(BibPerson& person) {
  const auto words = words_of(person.given);
  if (words.size() < 2 || !is_suffix(words.back())) return;
  person.given = join_words(words, 0, words.size() - 1);
  person.suffix = words.back();
}

/// Family, given, suffix; "First Last, Jr." is a person too. Empty parts say nothing.
BibPerson from_commas(std::vector<std::string> parts) {
  parts.erase(std::remove_if(parts.begin(), parts.end(),
                             [](const std::string& part) { return without_braces(part).empty(); }),
              parts.end());
  if (parts.empty()) return {};
  if (parts.size() == 1) return body(parts[0]);
  if (parts.size() == 2 && is_suffix(parts[1])) {
    BibPerson person = natural_order(parts[0]);
    person.suffix = without_braces(parts[1]);
    person.is_body = false;
    return person;
  }
  BibPerson person{without_braces(parts[0]), without_braces(parts[1]), "", false};
  if (parts.size() == 2) part_suffix(person);
  for (std::size_t i = 2; i < parts.size(); ++i)
    person.suffix += (person.suffix.empty() ? "" : ", ") + without_braces(parts[i]);
  return person;
}

/// "First von Last"; one word alone is a body.
BibPerson natural_order(std::string_view name) {
  const auto words = brace_words(name);
  if (words.size() < 2) return body(name);
  // First words, then those in lower case with all that follows them.
  std::size_t family = words.size() - 1;
  for (std::size_t i = 1; i + 1 < words.size(); ++i) {
    if (is_lower(words[i].front())) {
      family = i;
      break;
    }
  }
  return {without_braces(join_words(words, family, words.size())),
          without_braces(join_words(words, 0, family)), "", false};
}

}  // namespace

BibPerson person_of(std::string_view name) {
  const std::string text = plain(name);
  if (is_braced(text)) return body(text);
  const auto parts = comma_parts(text);
  if (parts.size() > 1 && !parts[0].empty() && !parts[1].empty()) return from_commas(parts);
  const std::string whole = parts.size() > 1 && !parts[0].empty() ? parts[0] : text;
  auto words = words_of(whole);
  std::string suffix;
  if (words.size() > 2 && is_suffix(words.back()) && is_initials(words[words.size() - 2])) {
    suffix = words.back();
    words.pop_back();
  }
  if (words.size() > 1 && is_initials(words.back()))
    return {join_words(words, 0, words.size() - 1), dotted(words.back()), suffix, false};
  return {whole, "", "", true};
}

BibPerson bibtex_person(std::string_view name) {
  const std::string text = plain(name);
  if (is_braced(text)) return body(text);
  const auto parts = comma_parts(text);
  if (parts.size() > 2) return from_commas({parts[0], parts[2], parts[1]});
  if (parts.size() == 2) return from_commas(parts);
  return natural_order(text);
}

std::string short_name(const BibPerson& person) {
  if (person.is_body || person.given.empty())
    return person.suffix.empty() ? person.family : person.family + " " + person.suffix;
  if (base::begins_east_asian(person.family) && base::begins_east_asian(person.given))
    return person.family + person.given;
  const std::string initials = initials_of(person.given);
  std::string name = person.family;
  if (!initials.empty()) name += " " + initials;
  if (!person.suffix.empty()) name += " " + person.suffix;
  return name;
}

std::string full_name(const BibPerson& person) {
  if (person.is_body) {
    const BibPerson read = person_of(person.family);
    return read == person ? person.family : "{" + person.family + "}";
  }
  std::string name = person.family;
  if (!person.given.empty()) name += ", " + person.given;
  if (!person.suffix.empty()) name += ", " + person.suffix;
  return name;
}

std::string names_in_full(const std::vector<BibPerson>& people) {
  std::string lines;
  bool says_more = false;
  for (const BibPerson& person : people) {
    const std::string full = full_name(person);
    says_more = says_more || full != full_name(person_of(short_name(person)));
    lines += (lines.empty() ? "" : "\n") + full;
  }
  return says_more ? lines : std::string();
}

std::vector<BibPerson> people_of(const std::vector<std::string>& short_names,
                                 std::string_view in_full) {
  std::vector<BibPerson> people;
  if (!in_full.empty()) {
    for (const std::string& line : base::split(in_full, '\n')) people.push_back(person_of(line));
    if (people.size() == short_names.size()) return people;
    people.clear();
  }
  for (const std::string& name : short_names) people.push_back(person_of(name));
  return people;
}

}  // namespace retroduce::interchange
