#include "interchange/bib_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <vector>

#include "base/markup.h"
#include "base/text.h"

namespace retroduce::interchange {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

int number_of(std::string_view digits) {
  int number = 0;
  for (const char c : digits.substr(0, 6)) number = number * 10 + (c - '0');
  return number;
}

constexpr std::array<std::string_view, 12> month_names = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// Beginnings of the months' names in languages that exports use, English first.
constexpr std::array<std::pair<std::string_view, int>, 27> month_words = {{
    {"jan", 1},  {"feb", 2},  {"mar", 3},  {"apr", 4},  {"may", 5},  {"jun", 6},  {"jul", 7},
    {"aug", 8},  {"sep", 9},  {"oct", 10}, {"nov", 11}, {"dec", 12}, {"mär", 3},  {"mai", 5},
    {"okt", 10}, {"dez", 12}, {"fév", 2},  {"avr", 4},  {"juin", 6}, {"juil", 7}, {"aoû", 8},
    {"déc", 12}, {"ene", 1},  {"abr", 4},  {"ago", 8},  {"dic", 12}, {"mrt", 3},
}};

std::string two(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

/// Empty where the parts are no date.
std::string iso(int year, int month, int day) {
  if (year <= 0 || year > 9999 || month < 0 || month > 12 || day < 0 || day > 31) return {};
  std::string text = std::to_string(year);
  text.insert(0, 4 - std::min<std::size_t>(4, text.size()), '0');
  if (month == 0) return text;
  text += "-" + two(month);
  return day == 0 ? text : text + "-" + two(day);
}

std::vector<std::string> pieces(std::string_view text, std::string_view separators) {
  std::vector<std::string> out(1);
  for (const char c : text) {
    if (separators.find(c) != std::string_view::npos)
      out.emplace_back();
    else
      out.back() += c;
  }
  return out;
}

/// Year first, in digits, or the month in words, with what separates them.
std::string one_date(std::string_view text) {
  const std::size_t time = text.find('T');
  if (time == 10 && is_digit(text[0])) text = text.substr(0, time);
  std::vector<std::string> words;
  for (std::string& piece : pieces(text, " /.,-")) {
    if (!piece.empty()) words.push_back(std::move(piece));
  }
  if (words.empty() || words.size() > 3) return {};
  const auto year = std::find_if(words.begin(), words.end(), [](const std::string& word) {
    return word.size() == 4 && all_digits(word);
  });
  if (year == words.end()) return {};
  const bool year_first = year == words.begin();
  if (!year_first && year != words.end() - 1) return {};
  std::vector<std::string> rest(words.begin() + (year_first ? 1 : 0),
                                words.end() - (year_first ? 0 : 1));
  int month = 0;
  int day = 0;
  if (!rest.empty()) {
    const bool named_second = rest.size() == 2 && !all_digits(rest[1]);
    const bool named_first = !all_digits(rest[0]);
    if (!year_first && !named_first && !named_second) return {};  // 03/04/2019: which is which?
    month = month_of(rest[named_second ? 1 : 0]);
    const bool zero = rest[0] == "00" || rest[0] == "0";
    if (month == 0 && !zero) return {};
    if (rest.size() == 2) {
      const std::string& other = rest[named_second ? 0 : 1];
      if (!all_digits(other) || other.size() > 2) return {};
      day = month == 0 ? 0 : number_of(other);
    }
  }
  return iso(number_of(*year), month, day);
}

struct Language {
  std::string_view tag;
  std::string_view three;
  std::string_view other_three;
  std::string_view name;
};

constexpr std::array<Language, 32> languages = {{
    {"en", "eng", "", "english"},    {"de", "ger", "deu", "german"},
    {"fr", "fre", "fra", "french"},  {"es", "spa", "", "spanish"},
    {"it", "ita", "", "italian"},    {"pt", "por", "", "portuguese"},
    {"nl", "dut", "nld", "dutch"},   {"da", "dan", "", "danish"},
    {"sv", "swe", "", "swedish"},    {"nb", "nob", "", "bokmål"},
    {"no", "nor", "", "norwegian"},  {"fi", "fin", "", "finnish"},
    {"pl", "pol", "", "polish"},     {"cs", "cze", "ces", "czech"},
    {"hu", "hun", "", "hungarian"},  {"ru", "rus", "", "russian"},
    {"uk", "ukr", "", "ukrainian"},  {"tr", "tur", "", "turkish"},
    {"el", "gre", "ell", "greek"},   {"he", "heb", "", "hebrew"},
    {"ar", "ara", "", "arabic"},     {"fa", "per", "fas", "persian"},
    {"zh", "chi", "zho", "chinese"}, {"ja", "jpn", "", "japanese"},
    {"ko", "kor", "", "korean"},     {"hi", "hin", "", "hindi"},
    {"hr", "hrv", "", "croatian"},   {"sl", "slv", "", "slovenian"},
    {"sk", "slo", "slk", "slovak"},  {"ro", "rum", "ron", "romanian"},
    {"ca", "cat", "", "catalan"},    {"is", "ice", "isl", "icelandic"},
}};

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
  return text;
}

}  // namespace

int month_of(std::string_view word) {
  std::string folded = base::fold(word);
  if (!folded.empty() && folded.back() == '.') folded.pop_back();
  if (all_digits(folded)) {
    const int number = folded.size() > 2 ? 0 : number_of(folded);
    return number <= 12 ? number : 0;
  }
  for (const auto& [begin, month] : month_words) {
    if (folded.starts_with(begin)) return month;
  }
  return 0;
}

std::string_view month_name(int month) {
  return month < 1 || month > 12 ? std::string_view()
                                 : month_names[static_cast<std::size_t>(month) - 1];
}

std::string plain_date(std::string_view text) {
  const std::string folded = base::collapse_blanks(text);
  if (const std::string date = one_date(folded); !date.empty()) return date;
  const std::size_t slash = folded.find('/');
  if (slash != std::string::npos && folded.find('/', slash + 1) == std::string::npos) {
    const std::string from = one_date(folded.substr(0, slash));
    const std::string to = one_date(folded.substr(slash + 1));
    if (!from.empty() && !to.empty()) return from + "/" + to;
  }
  return folded;
}

std::string date_of(std::string_view year, std::string_view month, std::string_view day) {
  const std::string y = base::collapse_blanks(year);
  std::string whole = y;
  if (!base::trim(month).empty()) whole += " " + base::collapse_blanks(month);
  if (!base::trim(day).empty()) whole += " " + base::collapse_blanks(day);
  return plain_date(whole);
}

std::optional<int> year_of(std::string_view date) {
  for (std::size_t at = 0; at + 4 <= date.size(); ++at) {
    if (!all_digits(date.substr(at, 4))) continue;
    const bool alone =
        (at == 0 || !is_digit(date[at - 1])) && (at + 4 == date.size() || !is_digit(date[at + 4]));
    // There is no year 0: some programs write it for none.
    if (alone && number_of(date.substr(at, 4)) != 0) return number_of(date.substr(at, 4));
  }
  return std::nullopt;
}

std::optional<PlainDate> parts_of(std::string_view date) {
  const auto at = [&](std::size_t from, std::size_t count) { return date.substr(from, count); };
  if (date.size() < 4 || !all_digits(at(0, 4))) return std::nullopt;
  PlainDate parts{number_of(at(0, 4)), 0, 0};
  if (date.size() == 4) return parts;
  if (date.size() < 7 || date[4] != '-' || !all_digits(at(5, 2))) return std::nullopt;
  parts.month = number_of(at(5, 2));
  if (parts.month < 1 || parts.month > 12) return std::nullopt;
  if (date.size() == 7) return parts;
  if (date.size() != 10 || date[7] != '-' || !all_digits(at(8, 2))) return std::nullopt;
  parts.day = number_of(at(8, 2));
  if (parts.day < 1 || parts.day > 31) return std::nullopt;
  return parts;
}

std::string plain_pages(std::string_view text) {
  std::string pages = base::collapse_blanks(text);
  for (const std::string_view dash : {"–", "—", "‐", "‑", "−", "---", "--"})
    pages = replaced(std::move(pages), dash, "-");
  const std::size_t dash = pages.find('-');
  if (dash == std::string::npos || pages.find('-', dash + 1) != std::string::npos) return pages;
  const std::string from(base::trim(std::string_view(pages).substr(0, dash)));
  std::string to(base::trim(std::string_view(pages).substr(dash + 1)));
  if (!all_digits(from) || !all_digits(to)) return pages;
  if (to.size() < from.size()) to = from.substr(0, from.size() - to.size()) + to;
  return from == to ? from : from + "-" + to;
}

std::string plain_doi(std::string_view text) {
  const std::string decoded = base::without_percents(base::trim(text));
  std::string_view rest = decoded;
  const std::size_t at = rest.find("10.");
  if (at == std::string_view::npos) return {};
  const std::string before = base::fold(rest.substr(0, at));
  const bool known = before.empty() || before.find("doi") != std::string::npos;
  if (!known) return {};
  rest.remove_prefix(at);
  rest = rest.substr(0, rest.find_first_of(" \t\r\n<>\""));
  while (!rest.empty() && (rest.back() == '.' || rest.back() == ',' || rest.back() == ';'))
    rest.remove_suffix(1);
  const std::size_t slash = rest.find('/');
  if (slash == std::string_view::npos || slash < 5 || slash + 1 == rest.size()) return {};
  return std::string(rest);
}

std::string doi_in(std::string_view text) {
  for (const std::string_view mark : {"doi.org/", "doi:", "DOI:", "doi ", "DOI "}) {
    const std::size_t at = text.find(mark);
    if (at == std::string_view::npos) continue;
    const std::string_view rest = base::trim(text.substr(at + mark.size()));
    if (!rest.starts_with("10.")) continue;
    if (std::string doi = plain_doi(rest); !doi.empty()) return doi;
  }
  return {};
}

std::string plain_pmid(std::string_view text) {
  std::string_view rest = base::trim(text);
  const std::string folded = base::fold(rest.substr(0, 5));
  if (folded.starts_with("pmid")) rest.remove_prefix(4);
  while (!rest.empty() && (rest.front() == ':' || rest.front() == ' ')) rest.remove_prefix(1);
  if (!all_digits(rest) || rest.size() > 9) return {};
  while (rest.size() > 1 && rest.front() == '0') rest.remove_prefix(1);
  return std::string(rest);
}

std::string plain_pmcid(std::string_view text) {
  std::string_view rest = base::trim(text);
  if (base::fold(rest.substr(0, 5)) == "pmcid") rest.remove_prefix(5);
  while (!rest.empty() && (rest.front() == ':' || rest.front() == ' ')) rest.remove_prefix(1);
  if (base::fold(rest.substr(0, 3)) == "pmc") rest.remove_prefix(3);
  rest = base::trim(rest);
  const std::size_t dot = rest.find('.');  // a version: PMC12.1
  if (dot != std::string_view::npos && all_digits(rest.substr(dot + 1))) rest = rest.substr(0, dot);
  return all_digits(rest) ? "PMC" + std::string(rest) : std::string();
}

std::string plain_language(std::string_view text) {
  const std::string kept = base::collapse_blanks(text);
  const std::string folded = base::fold(kept);
  for (const Language& each : languages) {
    if (folded == each.tag || folded == each.three || folded == each.name ||
        (!each.other_three.empty() && folded == each.other_three))
      return std::string(each.tag);
  }
  return kept;
}

bool is_isbn(std::string_view number) {
  const auto fits = [](std::string_view text) {
    const auto digits = std::count_if(text.begin(), text.end(),
                                      [](char c) { return is_digit(c) || c == 'X' || c == 'x'; });
    return digits == 10 || digits == 13;
  };
  if (fits(number)) return true;
  const auto words = pieces(number, " ,;");
  return std::any_of(words.begin(), words.end(), fits);
}

}  // namespace retroduce::interchange
