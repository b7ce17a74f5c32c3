// References in words. Vancouver after the ICMJE's sample references; author-date as natural and
// social sciences have it (author, year in brackets, title, host).
#include "reports/bibliography.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "reports/cited_fields.h"

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

std::string name_list(const std::vector<std::string>& names) {
  const std::size_t named = std::min(names.size(), authors_named);
  std::string list;
  for (std::size_t i = 0; i < named; ++i) {
    if (i > 0) list += ", ";
    list += names[i];
  }
  return names.size() > named ? list + ", et al" : list;
}

/// The code point that begins at `at`.
std::string_view letter_at(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
  return text.substr(at, end - at);
}

bool is_ascii_capital(char c) { return c >= 'A' && c <= 'Z'; }

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
    initials += letter_at(word, at);
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
  std::string initials;
  for (const std::string& word : base::split(base::trim(rest.substr(0, second)), ' '))
    initials += initials_of(word);
  if (!initials.empty()) text += " " + initials;
  if (second != std::string_view::npos)
    text += " " + std::string(base::trim(rest.substr(second + 1)));
  return text;
}

std::vector<std::string> all_with_initials(std::vector<std::string> names) {
  for (std::string& name : names) name = with_initials(name);
  return names;
}

/// "Pawson R, Tilley N, editors", or nothing.
std::string editor_list(const model::Document& document) {
  const std::string_view lines = field(document, "editors");
  if (lines.empty()) return {};
  const std::vector<std::string> names = all_with_initials(base::split(lines, '\n'));
  return name_list(names) + (names.size() == 1 ? ", editor" : ", editors");
}

/// How a type of document is printed.
enum class Form : std::uint8_t {
  part_of_serial,  ///< journal; volume, issue, pages
  part_of_book,    ///< "In:" a book with editors and publisher
  whole            ///< by itself, with publisher
};

struct TypeForm {
  std::string_view type;
  Form form;
  std::string_view mark;  ///< stands behind the title
};

constexpr TypeForm forms[] = {
    {"chapter", Form::part_of_book, ""},
    {"conference paper", Form::part_of_book, ""},
    {"conference", Form::part_of_book, ""},
    {"encyclopedia entry", Form::part_of_book, ""},
    {"dictionary entry", Form::part_of_book, ""},
    {"book", Form::whole, ""},
    {"edited book", Form::whole, ""},
    {"proceedings", Form::whole, ""},
    {"thesis", Form::whole, "thesis"},
    {"report", Form::whole, ""},
    {"manual", Form::whole, ""},
    {"pamphlet", Form::whole, ""},
    {"standard", Form::whole, ""},
    {"web page", Form::whole, "Internet"},
    {"blog", Form::whole, "blog"},
    {"preprint", Form::part_of_serial, "preprint"},
    {"dataset", Form::whole, "dataset"},
    {"software", Form::whole, "software"},
    {"video", Form::whole, "video"},
    {"film", Form::whole, "film"},
    {"audiovisual", Form::whole, "audiovisual"},
    {"presentation", Form::whole, "presentation"},
    {"interview", Form::whole, "interview"},
    {"letter", Form::whole, "letter"},
    {"unpublished", Form::whole, "unpublished"},
    {"patent", Form::whole, "patent"},
    {"map", Form::whole, "map"},
};

/// A type that is not listed, and none, goes by what is known: with a publisher and no journal it
/// stands by itself.
TypeForm form_of(const model::Document& document) {
  const std::string type = base::fold(document.type);
  // RIS has one type for proceedings and for a paper in them; pages of a host tell the paper.
  const bool is_paper =
      type == "proceedings" && !document.container.empty() && !document.pages.empty();
  for (const TypeForm& each : forms) {
    if (each.type == (is_paper ? "conference paper" : type)) return each;
  }
  const bool stands_alone = document.container.empty() && !field(document, "publisher").empty();
  return {"", stands_alone ? Form::whole : Form::part_of_serial, ""};
}

/// What both styles are made of; any of it may be empty.
struct Parts {
  Form form = Form::part_of_serial;
  std::string people;  ///< authors; of a book without, its editors
  std::string title;   ///< with the mark of its type
  std::string host;    ///< journal, book or series, with its editors
  std::string edition;
  std::string imprint;          ///< "London: Sage"
  std::string place;            ///< "18(1):49", or the pages alone
  std::optional<Day> accessed;  ///< of what stands by itself
};

std::string title_of(const model::Document& document, std::string_view mark) {
  std::string title(base::trim(document.title));
  if (document.is_consultation) mark = "stakeholder consultation";
  if (title.empty() || mark.empty()) return title;
  if (title.back() == '.') title.pop_back();
  return title + " [" + std::string(mark) + "]";
}

/// "18(1):49"; of a serial.
std::string serial_place(const model::Document& document) {
  std::string place = document.volume;
  if (!document.issue.empty()) place += "(" + document.issue + ")";
  if (!document.pages.empty()) place += (place.empty() ? "p. " : ":") + document.pages;
  return place;
}

Parts parts_of(const model::Document& document) {
  const TypeForm type = form_of(document);
  Parts parts;
  parts.form = type.form;
  parts.people = name_list(all_with_initials(document.authors));
  parts.title = title_of(document, type.mark);
  const std::string editors = editor_list(document);
  const bool is_by_editors = parts.people.empty() && type.form == Form::whole;
  if (is_by_editors) parts.people = editors;
  parts.host = document.container;
  if (type.form == Form::part_of_book && !(document.container.empty() && editors.empty()))
    parts.host = "In: " + editors + (editors.empty() || document.container.empty() ? "" : ". ") +
                 document.container;
  parts.edition = edition_of(document);
  if (type.form == Form::whole) parts.accessed = accessed_on(document);
  parts.imprint = field(document, "place");
  const std::string_view publisher = field(document, "publisher");
  if (!publisher.empty())
    parts.imprint += (parts.imprint.empty() ? "" : ": ") + std::string(publisher);
  parts.place = serial_place(document);
  return parts;
}

bool is_printed_by_url(const model::Document& document) {
  return document.doi.empty() && !document.url.empty();
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
    if (document.title.empty()) return document.key;
    const std::vector<std::string> lines = base::wrap(document.title, longest_title - 1);
    return lines.front() + (lines.size() > 1 ? "\u2026" : "");
  }
  if (authors.size() == 1) return family_name(authors[0]);
  if (authors.size() == 2) return family_name(authors[0]) + " and " + family_name(authors[1]);
  return family_name(authors[0]) + " et al.";
}

std::string year_of(const model::Document& document) {
  return document.year ? std::to_string(*document.year) : "n.d.";
}

std::string vancouver(const model::Document& document) {
  const Parts parts = parts_of(document);
  const std::string year = document.year ? std::to_string(*document.year) : std::string();
  std::string reference;
  add_sentence(reference, parts.people);
  add_sentence(reference, parts.title);
  add_sentence(reference, parts.host);
  add_sentence(reference, parts.edition);
  const bool is_serial = parts.form == Form::part_of_serial;
  if (is_serial && !parts.imprint.empty() && parts.host.empty())
    add_sentence(reference, parts.imprint);
  std::string when =
      is_serial || parts.imprint.empty() ? year : parts.imprint + (year.empty() ? "" : "; " + year);
  if (is_serial) {
    const bool is_pages = document.volume.empty() && document.issue.empty();
    if (!when.empty() && !parts.place.empty()) when += is_pages ? ":" : ";";
    add_sentence(reference, when + (is_pages && !when.empty() ? document.pages : parts.place));
  } else {
    if (parts.accessed && is_printed_by_url(document))
      when += (when.empty() ? "[cited " : " [cited ") + year_first(*parts.accessed) + "]";
    add_sentence(reference, when);
    const bool is_pages = document.volume.empty() && document.issue.empty();
    if (!is_pages) add_sentence(reference, "Vol. " + parts.place);
    if (is_pages && !document.pages.empty()) add_sentence(reference, "p. " + document.pages);
  }
  if (!document.doi.empty()) {
    reference += (reference.empty() ? "doi:" : " doi:") + bare_doi(document.doi);
  } else if (is_printed_by_url(document)) {
    reference += (reference.empty() ? "Available from: " : " Available from: ") + document.url;
  }
  return reference.empty() ? document.key : reference;
}

std::string author_date(const model::Document& document, std::string_view letter) {
  const Parts parts = parts_of(document);
  const std::string year = " (" + year_of(document) + std::string(letter) + ")";
  std::string reference = parts.people.empty() ? parts.title : parts.people;
  if (reference.empty()) reference = document.key;
  if (!parts.people.empty() && reference.ends_with(" et al")) reference += ".";
  reference += year;
  if (!parts.people.empty() && !parts.title.empty()) {
    reference += " " + parts.title;
  }
  if (std::string_view(".?!").find(reference.back()) == std::string_view::npos) reference += '.';
  if (parts.form == Form::part_of_serial) {
    std::string host = parts.host.empty() ? parts.imprint : parts.host;
    if (!host.empty() && !parts.place.empty())
      host += (document.volume.empty() && document.issue.empty() ? ", " : " ") + parts.place;
    add_sentence(reference, host.empty() ? parts.place : host);
  } else {
    add_sentence(reference, parts.host);
    add_sentence(reference, parts.edition);
    add_sentence(reference, parts.imprint);
    const bool is_pages = document.volume.empty() && document.issue.empty();
    if (!is_pages) add_sentence(reference, "Vol. " + parts.place);
    if (is_pages && !document.pages.empty()) add_sentence(reference, "p. " + document.pages);
  }
  if (!document.doi.empty()) {
    reference += " https://doi.org/" + bare_doi(document.doi);
  } else if (is_printed_by_url(document)) {
    reference += " " + document.url;
    if (parts.accessed) reference += " (accessed " + day_first(*parts.accessed) + ")";
  }
  return reference;
}

}  // namespace retroduce::reports
