#include "model/citation_match.h"

#include <algorithm>
#include <cstdlib>

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

std::string plain_doi(std::string_view doi) {
  std::string folded = base::fold(doi);
  const std::size_t at = folded.find("10.");
  return at == std::string::npos ? folded : folded.substr(at);
}

/// "Field AB Jr" without initials; a body whole.
std::string family_of(const std::string& author) {
  std::string name = author;
  const std::size_t blank = name.rfind(' ');
  if (blank != std::string::npos && name.size() - blank <= 5) name.resize(blank);
  return base::letters_and_digits(name);
}

Match by_number(std::string_view name, std::string_view doubt, int score, const Citation& a,
                const Citation& b) {
  if (alike(a.title, b.title)) return {Likeness::certain, name, score};
  return {Likeness::doubtful, doubt, 60};
}

Match by_title(const Citation& a, const Citation& b) {
  const bool same_family = same(a.family, b.family);
  const bool same_page = same(a.page, b.page);
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
    if (a.title.size() >= long_title) return {Likeness::doubtful, "title, other author", 40};
    return {};
  }
  if (differ(a.doi, b.doi)) return {Likeness::doubtful, "title, year and author, two DOIs", 70};
  if (differ(a.pmid, b.pmid)) return {Likeness::doubtful, "title, year and author, two PMIDs", 70};
  if (!years_known) return {Likeness::doubtful, "title and author, no year", 65};
  if (differ(a.page, b.page) && differ(a.volume, b.volume))
    return {Likeness::doubtful, "title, year and author, other pages", 75};
  const int score = 90 + (years == 0 ? 3 : 0) + (same_family && same_page ? 5 : 0);
  return {Likeness::certain, same_family ? "title, year and author" : "title, year and page",
          score};
}

}  // namespace

Citation citation_of(const Document& document) {
  Citation citation;
  citation.doi = plain_doi(document.doi);
  citation.pmid = known_field(document, "pmid");
  citation.pmcid = known_field(document, "pmcid");
  citation.title = base::letters_and_digits(document.title);
  if (!document.authors.empty()) citation.family = family_of(document.authors.front());
  citation.page = base::letters_and_digits(document.pages.substr(0, document.pages.find('-')));
  citation.volume = base::letters_and_digits(document.volume);
  citation.year = document.year;
  return citation;
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
  return same(a.title, b.title) ? by_title(a, b) : Match{};
}

}  // namespace retroduce::model
