// References in words. Vancouver after the ICMJE's sample references; author-date as natural and
// social sciences have it (author, year in brackets, title, host).
#include "reports/bibliography.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/markup.h"
#include "base/text.h"
#include "model/retraction.h"
#include "reports/author_names.h"
#include "reports/cited_fields.h"

namespace retroduce::reports {

namespace {

constexpr std::size_t authors_named = 6;
constexpr std::size_t longest_title = 40;  // columns, where it stands for the authors

/// A sentence of the reference: its text with a full stop, unless it ends in a mark of its own.
void add_sentence(std::string& reference, std::string_view text) {
  text = base::trim(text);
  if (text.empty()) return;
  if (!reference.empty()) reference += ' ';
  reference += text;
  if (std::string_view(".?!").find(text.back()) == std::string_view::npos) reference += '.';
}

std::string name_list(const NameList& names) {
  const std::size_t named = std::min(names.listed.size(), authors_named);
  std::string list = base::join(
      {names.listed.begin(), names.listed.begin() + static_cast<std::ptrdiff_t>(named)}, ", ");
  const bool has_more = names.has_others || names.listed.size() > named;
  return has_more && !list.empty() ? list + ", et al" : list;
}

/// "Pawson R, Tilley N, editors", or nothing.
std::string editor_list(const model::Document& document) {
  const NameList names = editors_of(document);
  if (names.listed.empty()) return {};
  const bool is_one = names.listed.size() == 1 && !names.has_others;
  return name_list(names) + (is_one ? ", editor" : ", editors");
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
    {"case", Form::whole, ""},
    {"statute", Form::whole, ""},
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

/// In arXiv and its like, as BibTeX has it.
bool is_deposited(const model::Document& document) {
  return document.container.empty() && !field(document, "bibtex.eprint").empty() &&
         !field(document, "bibtex.archiveprefix").empty();
}

/// A type that is not listed, and none, goes by what is known: with a publisher and no journal it
/// stands by itself.
TypeForm form_of(const model::Document& document) {
  const std::string type = base::fold(document.type);
  // RIS has one type for proceedings and for a paper in them; pages of a host tell the paper.
  const bool is_paper =
      type == "proceedings" && !document.container.empty() && !document.pages.empty();
  // A report in a series that counts volumes is printed as what that is.
  if (type == "report" && !document.container.empty() && !document.volume.empty())
    return {"", Form::part_of_serial, ""};
  for (const TypeForm& each : forms) {
    if (each.type == (is_paper ? "conference paper" : type)) return each;
  }
  if (is_deposited(document)) return {"", Form::part_of_serial, "preprint"};
  const bool is_page = type == "other" && !address_of(document).empty();
  const bool stands_alone =
      document.container.empty() && (is_page || !field(document, "publisher").empty());
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
  std::string volume;           ///< of what is no serial: "Vol. 2", "Report No.: Cm 7881"
  std::string place;            ///< of a serial: "18(1):49", or the pages alone
  std::optional<Day> accessed;  ///< of what stands by itself
};

bool is_in_press(const model::Document& document) {
  const std::string date = base::fold(field(document, "date"));
  return date == "in press" || date == "forthcoming";
}

std::string title_of(const model::Document& document, std::string_view mark) {
  std::string title(base::trim(base::without_inline_tags(document.title)));
  if (mark == "thesis" && !kind_of(document).empty()) mark = kind_of(document);
  std::string marks(document.is_consultation ? "stakeholder consultation" : mark);
  // What has no title, such as a word from somebody, is called what it is.
  if (title.empty() && !document.authors.empty() && !marks.empty()) return "[" + marks + "]";
  if (model::is_retracted(document)) marks += marks.empty() ? "retracted" : ", retracted";
  if (title.empty() || marks.empty()) return title;
  if (title.back() == '.') title.pop_back();
  return title + " [" + marks + "]";
}

/// "18(1):49"; of a serial.
std::string serial_place(const model::Document& document) {
  std::string place = document.volume;
  if (!document.issue.empty()) place += "(" + document.issue + ")";
  if (!document.pages.empty()) place += (place.empty() ? "p. " : ":") + document.pages;
  return place;
}

/// "[2015] UKSC 11", "[1990] 2 AC 605".
std::string law_report(const model::Document& document) {
  const std::string year = document.year ? "[" + std::to_string(*document.year) + "]" : "";
  std::vector<std::string> parts{year, document.container, document.volume, document.pages};
  if (!document.pages.empty()) std::swap(parts[1], parts[2]);
  std::erase(parts, "");
  return base::join(parts, " ");
}

bool is_case(const model::Document& document) {
  return base::fold(document.type) == "case" && !document.container.empty();
}

/// "Report No.: Cm 7881", of a law "c. 23", else "No. 12"; empty where there is none.
std::string numbered(const model::Document& document) {
  const std::string type = base::fold(document.type);
  const bool is_report = type == "report";
  std::string number = document.issue;
  if (number.empty() && (is_report || type == "statute")) number = number_of(document);
  if (number.empty() || type == "statute") return number;
  return (is_report ? "Report No.: " : "No. ") + number;
}

/// "Vol. 2", "LNCS; vol. 2", "Vol. 2, no. 3", "No. 12"; what is no number ("c. 7" of a law) says
/// itself what it is.
std::string volume_of(const model::Document& document) {
  std::string volume = document.volume;
  const std::string series(series_of(document));
  const bool is_number = volume.find_first_of("0123456789") == 0 ||
                         volume.find_first_not_of("IVXLC") == std::string::npos;
  if (!volume.empty() && is_number) volume.insert(0, series.empty() ? "Vol. " : "vol. ");
  if (!series.empty()) volume = series + (volume.empty() ? "" : "; " + volume);
  if (volume.empty()) return numbered(document);
  return document.issue.empty() ? volume : volume + ", no. " + document.issue;
}

/// Where a talk was given: "Presented at: RAMESES conference".
std::string presented_at(const model::Document& document) {
  const std::string event(event_of(document));
  return event.empty() ? event : "Presented at: " + event;
}

Parts parts_of(const model::Document& document) {
  const TypeForm type = form_of(document);
  Parts parts;
  parts.form = type.form;
  parts.people = name_list(authors_of(document));
  parts.title = title_of(document, type.mark);
  const std::string editors = editor_list(document);
  const bool is_by_editors = parts.people.empty() && type.form == Form::whole;
  if (is_by_editors) parts.people = editors;
  parts.host = document.container.empty() ? presented_at(document) : document.container;
  if (is_case(document)) parts.host = law_report(document);
  if (is_deposited(document)) parts.host = field(document, "bibtex.archiveprefix");
  if (type.form == Form::part_of_book && !(document.container.empty() && editors.empty()))
    parts.host = "In: " + editors + (editors.empty() || document.container.empty() ? "" : ". ") +
                 document.container;
  parts.edition = edition_of(document);
  if (type.form == Form::whole) parts.accessed = accessed_on(document);
  parts.imprint = field(document, "place");
  if (parts.imprint.empty()) parts.imprint = event_place_of(document);
  const std::string_view publisher = field(document, "publisher");
  if (!publisher.empty())
    parts.imprint += (parts.imprint.empty() ? "" : ": ") + std::string(publisher);
  if (type.form == Form::part_of_serial)
    parts.place = serial_place(document);
  else if (!is_case(document))
    parts.volume = volume_of(document);
  return parts;
}

bool is_printed_by_url(const model::Document& document) {
  return document.doi.empty() && !address_of(document).empty();
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
  NameList names = authors_of(document);
  // As the list has it: a book goes by its editors where it has no authors.
  if (names.families.empty() && form_of(document).form == Form::whole) names = editors_of(document);
  const auto& families = names.families;
  if (families.empty()) {
    if (document.title.empty()) return document.key;
    const std::vector<std::string> lines =
        base::wrap(base::without_inline_tags(document.title), longest_title - 1);
    return lines.front() + (lines.size() > 1 ? "\u2026" : "");
  }
  if (names.has_others || families.size() > 2) return families[0] + " et al.";
  return base::join(families, " and ");
}

std::string year_of(const model::Document& document) {
  if (document.year) return std::to_string(*document.year);
  return is_in_press(document) ? "in press" : "n.d.";
}

namespace {

/// "2002", of what comes out by the day "2002 Aug 12".
std::string when_of(const model::Document& document) {
  if (is_case(document)) return {};  // its law report has it
  const std::string type = base::fold(document.type);
  const bool is_of_a_day = type == "newspaper article" || type == "letter" || type == "blog";
  const std::optional<Day> day = appeared_on(document);
  if (is_of_a_day && day && document.year == (*day)[0]) return year_first(*day);
  if (document.year) return std::to_string(*document.year);
  return is_in_press(document) ? "Forthcoming" : "";
}

/// What a number of an archive or the state of a paper adds: "arXiv:2001.12345", "Epub ahead of
/// print".
std::string added(const model::Document& document) {
  if (is_deposited(document))
    return std::string(field(document, "bibtex.archiveprefix")) + ":" +
           std::string(field(document, "bibtex.eprint"));
  return is_ahead_of_print(document) ? "Epub ahead of print" : "";
}

}  // namespace

std::string vancouver(const model::Document& document) {
  Parts parts = parts_of(document);
  const std::string_view abbreviation = field(document, "journal abbreviation");
  if (parts.form == Form::part_of_serial && !abbreviation.empty()) parts.host = abbreviation;
  const std::string year = when_of(document);
  std::string reference;
  add_sentence(reference, parts.people);
  add_sentence(reference, parts.title);
  add_sentence(reference, parts.host);
  add_sentence(reference, parts.edition);
  add_sentence(reference, parts.volume);
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
    if (!document.pages.empty() && !is_case(document))
      add_sentence(reference, "p. " + document.pages);
  }
  add_sentence(reference, added(document));
  if (!retracted_in(document).empty())
    add_sentence(reference, "Retracted in: " + std::string(retracted_in(document)));
  if (!document.doi.empty()) {
    reference += (reference.empty() ? "doi:" : " doi:") + bare_doi(document.doi);
  } else if (is_printed_by_url(document)) {
    reference += (reference.empty() ? "Available from: " : " Available from: ");
    reference += address_of(document);
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
    add_sentence(reference, parts.volume);
    add_sentence(reference, parts.imprint);
    if (!document.pages.empty() && !is_case(document))
      add_sentence(reference, "p. " + document.pages);
  }
  add_sentence(reference, added(document));
  if (!document.doi.empty()) {
    reference += " https://doi.org/" + bare_doi(document.doi);
  } else if (is_printed_by_url(document)) {
    reference += " ";
    reference += address_of(document);
    if (parts.accessed) reference += " (accessed " + day_first(*parts.accessed) + ")";
  }
  return reference;
}

}  // namespace retroduce::reports
