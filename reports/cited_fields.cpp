#include "reports/cited_fields.h"

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace retroduce::reports {

namespace {

constexpr std::array<std::string_view, 8> names_of_edition = {
    "edition",         "ris.ET",         "bibtex.edition",       "csljson.edition",
    "endnote.edition", "bibtex.version", "zotero.prism:edition", "csljson.version"};
constexpr std::array<std::string_view, 3> names_of_number = {"number", "csljson.number", "ris.M1"};
constexpr std::array<std::string_view, 3> names_of_kind = {"ris.M3", "bibtex.type",
                                                           "csljson.genre"};
constexpr std::array<std::string_view, 3> names_of_series = {"series", "bibtex.series",
                                                             "csljson.collection-title"};
constexpr std::array<std::string_view, 2> names_of_event = {"event", "csljson.event-title"};
constexpr std::array<std::string_view, 2> names_of_event_place = {"event place",
                                                                  "csljson.event-place"};
constexpr std::array<std::string_view, 5> names_of_access = {
    "accessed", "ris.Y2", "bibtex.urldate", "csljson.accessed", "zotero.dcterms:dateSubmitted"};

constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

template <std::size_t size>
std::string_view first_field(const model::Document& document,
                             const std::array<std::string_view, size>& names) {
  for (const std::string_view name : names) {
    if (const auto value = base::trim(field(document, name)); !value.empty()) return value;
  }
  return {};
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "2025/09/15/19:01:43", "2024-03-02", {"date-parts": [[2024, 3, 2]]}: the numbers in their order.
std::optional<Day> day_in(std::string_view text) {
  Day day{};
  std::size_t part = 0;
  for (std::size_t at = 0; at < text.size() && part < day.size();) {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    const std::size_t length = end - at;
    if (length > 0) {
      const bool is_year = length == 4;
      if (is_year != (part == 0) || length == 3 || length > 4) break;
      day[part++] = std::stoi(std::string(text.substr(at, length)));
    }
    at = length > 0 ? end : at + 1;
  }
  if (day[0] == 0) return std::nullopt;
  if (day[1] < 1 || day[1] > 12) return Day{day[0], 0, 0};
  if (day[2] < 1 || day[2] > 31) day[2] = 0;
  return day;
}

std::string ordinal(int number) {
  const int last = number % 10;
  const bool is_teen = number / 10 % 10 == 1;
  return std::to_string(number) + (is_teen || last < 1 || last > 3 ? "th"
                                   : last == 1                     ? "st"
                                   : last == 2                     ? "nd"
                                                                   : "rd");
}

}  // namespace

std::string_view field(const model::Document& document, std::string_view name) {
  for (const model::Field& each : document.fields) {
    if (each.name == name) return each.value;
  }
  return {};
}

std::string edition_of(const model::Document& document) {
  std::string edition(first_field(document, names_of_edition));
  if (edition.empty() || day_in(edition)) return {};
  if (document.type == "software" || document.type == "dataset")
    return base::fold(edition).starts_with("v") ? edition : "Version " + edition;
  constexpr std::string_view words[] = {"first", "second",  "third",  "fourth", "fifth",
                                        "sixth", "seventh", "eighth", "ninth",  "tenth"};
  const auto word = std::find(std::begin(words), std::end(words), base::fold(edition));
  const bool is_number =
      edition.size() <= 3 && std::all_of(edition.begin(), edition.end(), is_digit);
  if (is_number) edition = ordinal(std::stoi(edition));
  if (word != std::end(words)) edition = ordinal(static_cast<int>(word - std::begin(words)) + 1);
  if (edition == "1st") return {};
  const bool says_so = edition.ends_with("ed") || edition.ends_with("ed.") ||
                       edition.find("dition") != std::string::npos;
  return says_so ? edition : edition + " ed";
}

std::string_view retracted_in(const model::Document& document) {
  std::string_view notice = field(document, "nbib.RIN");
  notice = notice.substr(0, notice.find('\n'));
  return base::trim(notice.substr(0, notice.find("PMID:")));
}

std::string_view number_of(const model::Document& document) {
  return first_field(document, names_of_number);
}

std::string_view kind_of(const model::Document& document) {
  return first_field(document, names_of_kind);
}

std::string_view series_of(const model::Document& document) {
  return first_field(document, names_of_series);
}

std::string_view event_of(const model::Document& document) {
  return first_field(document, names_of_event);
}

std::string_view event_place_of(const model::Document& document) {
  return first_field(document, names_of_event_place);
}

std::string_view address_of(const model::Document& document) {
  const std::string_view published = field(document, "bibtex.howpublished");
  if (document.url.empty() && published.starts_with("http")) return published;
  return document.url;
}

bool is_ahead_of_print(const model::Document& document) {
  if (!document.volume.empty()) return false;
  return base::fold(document.note).find("ahead of print") != std::string::npos ||
         field(document, "csljson.status") == "advance online publication";
}

std::optional<Day> appeared_on(const model::Document& document) {
  return day_in(field(document, "date"));
}

std::optional<Day> accessed_on(const model::Document& document) {
  return day_in(first_field(document, names_of_access));
}

std::string year_first(const Day& day) {
  std::string text = std::to_string(day[0]);
  if (day[1] > 0) text.append(" ").append(months[static_cast<std::size_t>(day[1]) - 1]);
  if (day[2] > 0) text.append(" ").append(std::to_string(day[2]));
  return text;
}

std::string day_first(const Day& day) {
  std::string text = day[2] > 0 ? std::to_string(day[2]) + " " : std::string();
  if (day[1] > 0) text.append(months[static_cast<std::size_t>(day[1]) - 1]).append(" ");
  return text + std::to_string(day[0]);
}

}  // namespace retroduce::reports
