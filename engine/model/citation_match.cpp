#include "model/citation_match.h"

#include <algorithm>
#include <cstdlib>
#include <utility>
#include <vector>

#include "base/markup.h"
#include "base/text.h"
#include "base/text_key.h"

namespace retroduce::model {

namespace {

constexpr std::size_t short_title = 15;  // "editorial", "introduction": many papers are called so
constexpr std::size_t long_title = 30;

/// Both are known, and equal.
bool same(const std::string& a, const std::string& b) { return !a.empty() && a == b; }
/// Both are known, and not equal.
bool differ(const std::string& a, const std::string& b) {
  return !a.empty() && !b.empty() && a != b;
}

/// Titles of one paper: equal, one the other without its subtitle, or a few letters apart.
bool alike(const std::string& a, const std::string& b) {
  if (a.empty() || b.empty() || a == b) return true;
  const std::string& shorter = a.size() < b.size() ? a : b;
  const std::string& longer = a.size() < b.size() ? b : a;
  if (shorter.size() >= short_title && longer.find(shorter) != std::string::npos) return true;
  const std::size_t limit = longer.size() / 7;
  if (longer.size() - shorter.size() > limit || longer.size() > 2000) return false;
  return base::edit_distance(a, b, limit) <= limit;
}

std::string known_field(const Document& document, std::string_view name) {
  for (const Field& field : document.fields) {
    if (field.name == name) return base::fold(field.value);
  }
  return {};
}

/// "Field AB" is parted into the family name and the first initial; a body is whole.
void take_author(Citation& citation, const std::string& author) {
  const std::size_t blank = author.rfind(' ');
  const bool has_initials = blank != std::string::npos && author.size() - blank <= 5;
  citation.family =
      base::letters_and_digits(author.substr(0, has_initials ? blank : author.size()));
  const std::string initials = has_initials ? base::letters_and_digits(author.substr(blank)) : "";
  if (!initials.empty()) citation.initial = initials.front();
}

/// One spelling of what databases spell in several: tags of italics, "&" and "and".
std::string plain_title(const std::string& title) {
  std::string text = base::without_inline_tags(title);
  for (const std::string_view sign : {"&amp;", "&"})
    for (std::size_t at = 0; (at = text.find(sign, at)) != std::string::npos; at += 5)
      text.replace(at, sign.size(), " and ");
  return text;
}

std::vector<std::string> words_of(const std::string& container) {
  std::vector<std::string> words;
  for (std::string& word : base::split(container, ' ')) {
    word = base::letters_and_digits(word);
    if (!word.empty() && word != "the" && word != "of" && word != "and" && word != "for" &&
        word != "in")
      words.push_back(std::move(word));
  }
  return words;
}

/// One journal: the same words, perhaps shortened ("J Adv Nurs"), or their first letters ("BMJ").
bool one_journal(const std::string& a, const std::string& b) {
  std::vector<std::string> shorter = words_of(a);
  std::vector<std::string> longer = words_of(b);
  if (base::join(shorter, "").size() > base::join(longer, "").size()) std::swap(shorter, longer);
  if (shorter.size() == 1 && longer.size() > 1) {
    std::string letters;
    for (const std::string& word : longer) letters += word.front();
    if (letters == shorter.front()) return true;
  }
  if (shorter.size() != longer.size()) return false;
  for (std::size_t i = 0; i < shorter.size(); ++i) {
    if (!longer[i].starts_with(shorter[i]) && !shorter[i].starts_with(longer[i])) return false;
  }
  return true;
}

Match by_number(std::string_view name, std::string_view doubt, int score, const Citation& a,
                const Citation& b) {
  if (alike(a.title, b.title)) return {Likeness::certain, name, score};
  return {Likeness::doubtful, doubt, 60};
}

/// Title and first author or first page agree: what else is known of where it stands?
Match by_place(const Citation& a, const Citation& b, bool same_family, int years) {
  const bool same_page = same(a.page, b.page);
  const bool same_volume = same(a.volume, b.volume);
  if (differ(a.page, b.page) && differ(a.volume, b.volume))
    return {Likeness::doubtful, "title, year and author, other pages", 75};
  const bool in_journals = !a.container.empty() && !b.container.empty();
  const bool in_one = in_journals && one_journal(a.container, b.container);
  if (in_journals && !in_one && !(same_page && same_volume))
    return {Likeness::doubtful, "title, year and author, other journal", 67};
  const bool is_placed = same_page || same_volume || in_one;
  const bool is_telling = a.title.size() >= long_title && a.initial != '\0' && years == 0;
  if (!is_placed && !is_telling)
    return {Likeness::doubtful, "title, year and author, no journal", 68};
  const int score = 90 + (years == 0 ? 3 : 0) + (same_family && same_page ? 5 : 0);
  return {Likeness::certain, same_family ? "title, year and author" : "title, year and page",
          score};
}

Match by_title(const Citation& a, const Citation& b) {
  const bool same_page = same(a.page, b.page);
  const bool same_name = same(a.family, b.family);
  const bool initials_differ = a.initial != '\0' && b.initial != '\0' && a.initial != b.initial;
  const bool same_family = same_name && !initials_differ;
  const bool years_known = a.year && b.year;
  const int years = years_known ? std::abs(*a.year - *b.year) : 0;
  if (a.title.size() < short_title) {
    if (!same_family || !same_page || years > 1) return {};
    if (same(a.volume, b.volume) && years_known && years == 0)
      return {Likeness::certain, "title, author, volume and page", 92};
    return {Likeness::doubtful, "short title, author and page", 60};
  }
  if (years > 1) {
    if (same_family && years <= 3) return {Likeness::doubtful, "title and author, other year", 50};
    return {};
  }
  if (!same_family && !same_page) {
    const bool unknown = a.family.empty() || b.family.empty();
    if (unknown) return {Likeness::doubtful, "title alone", 55};
    if (same_name) return {Likeness::doubtful, "title and family name, other initials", 45};
    if (a.title.size() >= long_title) return {Likeness::doubtful, "title, other author", 40};
    return {};
  }
  if (differ(a.doi, b.doi)) return {Likeness::doubtful, "title, year and author, two DOIs", 70};
  if (differ(a.pmid, b.pmid)) return {Likeness::doubtful, "title, year and author, two PMIDs", 70};
  if (!years_known) return {Likeness::doubtful, "title and author, no year", 65};
  return by_place(a, b, same_family, years);
}

/// A slip of the pen in the title, or a subtitle that one of the two lacks: a person must look.
Match by_near_title(const Citation& a, const Citation& b) {
  const bool same_place = same(a.page, b.page) || same(a.volume, b.volume);
  if (!same(a.family, b.family) || a.year != b.year || !a.year || !same_place) return {};
  if (differ(a.doi, b.doi) || differ(a.pmid, b.pmid) || differ(a.page, b.page)) return {};
  if (std::min(a.title.size(), b.title.size()) < short_title || !alike(a.title, b.title)) return {};
  return {Likeness::doubtful, "nearly one title, author, year and place", 72};
}

}  // namespace

Citation citation_of(const Document& document) {
  Citation citation;
  citation.doi = comparable_doi(document.doi);
  citation.pmid = known_field(document, "pmid");
  citation.pmcid = known_field(document, "pmcid");
  citation.title = base::letters_and_digits(plain_title(document.title));
  if (!document.authors.empty()) take_author(citation, document.authors.front());
  citation.container = base::fold(document.container);
  citation.page = base::letters_and_digits(document.pages.substr(0, document.pages.find('-')));
  citation.volume = base::letters_and_digits(document.volume);
  citation.year = document.year;
  return citation;
}

std::string comparable_doi(std::string_view doi) {
  const std::string folded = base::fold(base::without_percents(doi));
  const std::size_t at = folded.find("10.");
  return at == std::string::npos ? std::string() : folded.substr(at);
}

Match compare(const Citation& a, const Citation& b) {
  if (same(a.doi, b.doi)) return by_number("DOI", "one DOI, two titles", 100, a, b);
  if (same(a.pmid, b.pmid)) {
    if (differ(a.doi, b.doi)) return {Likeness::doubtful, "one PMID, two DOIs", 70};
    return by_number("PMID", "one PMID, two titles", 99, a, b);
  }
  if (same(a.pmcid, b.pmcid)) {
    if (differ(a.doi, b.doi)) return {Likeness::doubtful, "one PMCID, two DOIs", 70};
    return by_number("PMCID", "one PMCID, two titles", 98, a, b);
  }
  return same(a.title, b.title) ? by_title(a, b) : by_near_title(a, b);
}

}  // namespace retroduce::model
