// References in words. ICMJE Recommendations, sample references (Vancouver).
#include "reports/bibliography.h"

#include <algorithm>
#include <string_view>

#include "base/text.h"

namespace retroduce::reports {

namespace {

constexpr std::size_t authors_named = 6;
constexpr std::size_t longest_title = 40;    // columns, where it stands for the authors
constexpr std::size_t longest_initials = 8;  // bytes: "JC-M", "É.A."

bool reads_as_initials(std::string_view word) {
  return !word.empty() && word.size() <= longest_initials &&
         std::none_of(word.begin(), word.end(),
                      [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

/// The family name of "Family Initials" or "Family, Given"; a body's name as it is.
std::string family_name(std::string_view author) {
  if (const std::size_t comma = author.find(','); comma != std::string_view::npos) {
    return std::string(base::trim(author.substr(0, comma)));
  }
  const std::size_t blank = author.rfind(' ');
  if (blank == std::string_view::npos || !reads_as_initials(author.substr(blank + 1))) {
    return std::string(author);
  }
  return std::string(base::trim(author.substr(0, blank)));
}

/// A sentence of the reference: its text with a full stop, unless it ends in a mark of its own.
void add_sentence(std::string& reference, std::string_view text) {
  text = base::trim(text);
  if (text.empty()) return;
  if (!reference.empty()) reference += ' ';
  reference += text;
  if (std::string_view(".?!").find(text.back()) == std::string_view::npos) reference += '.';
}

std::string author_list(const model::Document& document) {
  const std::size_t named = std::min(document.authors.size(), authors_named);
  std::string list;
  for (std::size_t i = 0; i < named; ++i) {
    if (i > 0) list += ", ";
    list += document.authors[i];
  }
  return document.authors.size() > named ? list + ", et al" : list;
}

/// "2020;18(1):49"
std::string when_and_where(const model::Document& document) {
  std::string text = document.year ? std::to_string(*document.year) : std::string();
  std::string place = document.volume;
  if (!document.issue.empty()) place += "(" + document.issue + ")";
  if (!document.pages.empty()) place += (place.empty() ? "p. " : ":") + document.pages;
  if (!text.empty() && !place.empty()) text += ";";
  return text + place;
}

std::string bare_doi(std::string_view doi) {
  for (const std::string_view prefix : {"https://doi.org/", "http://doi.org/",
                                        "https://dx.doi.org/", "http://dx.doi.org/", "doi:"}) {
    if (doi.substr(0, prefix.size()) == prefix) doi.remove_prefix(prefix.size());
  }
  return std::string(base::trim(doi));
}

}  // namespace

std::string short_authors(const model::Document& document) {
  const auto& authors = document.authors;
  if (authors.empty()) {
    return document.title.empty() ? document.key : base::shorten(document.title, longest_title);
  }
  if (authors.size() == 1) return family_name(authors[0]);
  if (authors.size() == 2) return family_name(authors[0]) + " and " + family_name(authors[1]);
  return family_name(authors[0]) + " et al.";
}

std::string year_of(const model::Document& document) {
  return document.year ? std::to_string(*document.year) : "n.d.";
}

std::string vancouver(const model::Document& document) {
  std::string reference;
  add_sentence(reference, author_list(document));
  add_sentence(reference, document.title);
  if (document.is_consultation) add_sentence(reference, "[Stakeholder consultation]");
  add_sentence(reference, document.container);
  add_sentence(reference, when_and_where(document));
  if (!document.doi.empty()) {
    reference += (reference.empty() ? "doi:" : " doi:") + bare_doi(document.doi);
  } else if (!document.url.empty()) {
    reference += (reference.empty() ? "Available from: " : " Available from: ") + document.url;
  }
  return reference.empty() ? document.key : reference;
}

}  // namespace retroduce::reports
