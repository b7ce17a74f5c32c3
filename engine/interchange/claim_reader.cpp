#include "interchange/claim_reader.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "interchange/bib_values.h"

namespace retroduce::interchange {

namespace {

using base::Severity;
using model::MechanismPart;
using model::Role;

constexpr std::array<std::string_view, 12> empty_words = {
    "unknown", "not stated", "not reported", "not known", "n/a", "na", "n.a.", "n.d.", "-", "–",
    "—",       "?"};
constexpr std::array<std::string_view, 8> error_cells = {
    "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"};
constexpr std::array<std::string_view, 7> denials = {"not",     "no",  "none", "unknown",
                                                     "unclear", "n/a", "na"};

/// As bibliographies give it; a cell that holds more than a DOI stays as it stands.
std::string doi_in_one_form(std::string cell) {
  std::string doi = cell.find(' ') == std::string::npos ? plain_doi(cell) : std::string();
  return doi.empty() ? std::move(cell) : std::move(doi);
}

bool is_denial(std::string_view word) {
  return std::find(denials.begin(), denials.end(), word) != denials.end();
}

bool is_bracketed(std::string_view cell) {
  return cell.size() > 2 && ((cell.front() == '(' && cell.back() == ')') ||
                             (cell.front() == '[' && cell.back() == ']'));
}

/// Whether a cell only says that there is nothing to say: "n/a", "(not stated in the excerpt)". A
/// wording may well hold a "not", so there it must come first; "(authors not shown)" is plain
/// enough for an author.
bool says_nothing(std::string_view cell, bool is_wording) {
  const bool bracketed = is_bracketed(cell);
  constexpr std::size_t longest_word = 12;  // "not reported"
  if (cell.size() > 200 || (!bracketed && cell.size() > longest_word)) return false;
  const std::string folded = base::fold(bracketed ? cell.substr(1, cell.size() - 2) : cell);
  if (std::find(empty_words.begin(), empty_words.end(), folded) != empty_words.end()) return true;
  if (!bracketed) return false;
  const std::vector<std::string> words = base::split(folded, ' ');
  return is_wording ? is_denial(words.front()) : std::any_of(words.begin(), words.end(), is_denial);
}

/// Line ends inside a cell are the program's, not the author's: LF, as Excel has them.
std::string with_plain_line_ends(std::string_view cell) {
  std::string out;
  for (std::size_t at = 0; at < cell.size(); ++at) {
    const bool pair = cell[at] == '\r' && at + 1 < cell.size() && cell[at + 1] == '\n';
    if (!pair) out.push_back(cell[at] == '\r' ? '\n' : cell[at]);
  }
  return out;
}

bool are_initials(std::string_view word) {
  return !word.empty() && word.size() <= 6 &&
         std::none_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// "Tierney S, Wong G" is two authors and "Tierney, Stephanie" is one: commas part names only where
/// each part ends in initials. A semicolon always does.
std::vector<std::string> author_names(std::string_view cell) {
  std::vector<std::string> names;
  const bool by_semicolon = cell.find(';') != std::string_view::npos;
  for (const std::string& part : base::split(cell, by_semicolon ? ';' : ',')) {
    std::string name = base::collapse_blanks(part);
    if (name.empty()) continue;
    const std::size_t blank = name.rfind(' ');
    const bool plain =
        blank != std::string::npos && are_initials(std::string_view(name).substr(blank + 1));
    if (!by_semicolon && !plain && name != "et al" && name != "et al.") {
      return {base::collapse_blanks(cell)};
    }
    names.push_back(std::move(name));
  }
  return names;
}

std::string row_name(std::size_t row) { return "row " + std::to_string(row); }

std::string paraphrase_of(const model::Configuration& configuration) {
  if (!configuration.statement.empty()) return configuration.statement;
  std::vector<std::string> parts;
  for (const model::Element& element : configuration.elements) {
    std::string head(1, static_cast<char>(to_word(element.role).front() - 'a' + 'A'));
    if (element.part != MechanismPart::unsplit)
      head += " (" + std::string(to_word(element.part)) + ")";
    parts.push_back(head + ": " + element.wording);
  }
  return base::join(parts, "; ");
}

}  // namespace

ClaimReader::ClaimReader(const SheetColumns& columns, const ReadOptions& options, std::string name,
                         bool is_ragged, Findings& found)
    : columns_(columns),
      options_(options),
      name_(std::move(name)),
      is_ragged_(is_ragged),
      found_(found) {}

void ClaimReader::refuse_row(std::size_t row, const std::string& code, const std::string& why) {
  const bool skip = options_.skip_bad_rows;
  found_.add(skip ? Severity::loss : Severity::refused, code,
             row_name(row) + " " + why + (skip ? "; the row is left out" : ""), {name_, row});
}

void ClaimReader::tell_empty_words() {
  for (const auto& [column, words] : empty_words_) {
    const auto count = static_cast<std::int64_t>(words.count);
    found_.add(Severity::note, "sheet.empty-words",
               base::count_of(count, "cell", "cells") + " of the column \"" +
                   columns_.header[column] + "\" " + (count == 1 ? "says" : "say") +
                   " that nothing is known, and " + (count == 1 ? "is" : "are") +
                   " taken as empty; first in row " + std::to_string(words.first_row) + ": " +
                   words.example,
               {name_, columns_.header_row, column + 1});
  }
}

std::string ClaimReader::text_at(const CsvRow& row, std::size_t column, bool is_wording) {
  if (column >= row.cells.size() || base::is_unseen(row.cells[column])) return {};
  std::string out = with_plain_line_ends(base::trim(row.cells[column]));
  if (!is_wording) {  // only elements are taken apart
    for (std::size_t at = out.find(value_sign); at != std::string::npos;
         at = out.find(value_sign, at))
      out.replace(at, 1, "; ");
  }
  if (out.empty() || !says_nothing(out, is_wording)) return out;
  EmptyWords& words = empty_words_[column];
  if (words.count++ == 0) {
    words.first_row = row.row;
    words.example = out;
  }
  if (is_wording && is_bracketed(out)) remarks_.push_back(columns_.header[column] + ": " + out);
  return {};
}

/// As it stands, with its line ends, blanks at the ends trimmed.
std::string ClaimReader::text(const CsvRow& row, SheetField field) {
  const auto column = columns_.place(field);
  return column ? text_at(row, *column, false) : std::string();
}

/// As one line.
std::string ClaimReader::line(const CsvRow& row, SheetField field) {
  return base::collapse_blanks(text(row, field));
}

bool ClaimReader::check_size(const CsvRow& row) {
  const std::size_t expected = columns_.header.size();
  std::size_t last = row.cells.size();
  while (last > 0 && base::trim(row.cells[last - 1]).empty()) --last;
  if (last > expected) {
    refuse_row(row.row, "sheet.too-many-cells",
               "has " + base::count_of(static_cast<std::int64_t>(last), "cell", "cells") +
                   ", and the heading names " +
                   base::count_of(static_cast<std::int64_t>(expected), "column", "columns"));
    return false;
  }
  if (!is_ragged_ && row.cells.size() < expected) {
    found_.add(Severity::repair, "sheet.short-row",
               row_name(row.row) + " has " + std::to_string(row.cells.size()) + " cells of " +
                   std::to_string(expected) + "; the missing ones are taken as empty",
               {name_, row.row});
  }
  return true;
}

bool ClaimReader::check_cells(const CsvRow& row) {
  if (row.is_unclosed) {  // It took in all rows after it: leaving it out would leave them out, too.
    found_.add(Severity::refused, "sheet.quotes", row_name(row.row) + ": " + row.problem,
               {name_, row.row});
    return false;
  }
  if (!row.problem.empty()) {
    refuse_row(row.row, "sheet.quotes", "cannot be read: " + row.problem);
    return false;
  }
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (std::find(error_cells.begin(), error_cells.end(), row.cells[i]) == error_cells.end())
      continue;
    const std::string column =
        i < columns_.header.size() ? columns_.header[i] : std::to_string(i + 1);
    refuse_row(row.row, "sheet.error-cell",
               "holds the spreadsheet error " + row.cells[i] + " in the column \"" + column + "\"");
    return false;
  }
  return check_size(row);
}

void ClaimReader::read_year(const CsvRow& row, Claim& claim) {
  const std::string cell = line(row, SheetField::year);
  if (cell.empty()) return;
  int year = 0;
  const char* end = cell.data() + cell.size();
  const auto read = std::from_chars(cell.data(), end, year);
  const bool plausible = read.ec == std::errc{} && year >= 0 && year <= 9999;
  if (plausible) {
    const std::string_view rest(read.ptr, static_cast<std::size_t>(end - read.ptr));
    if (rest.empty() || rest == ".0") {
      claim.document.year = year;
      return;
    }
    if (rest.size() == 1 && rest[0] >= 'a' && rest[0] <= 'z') {
      claim.document.year = year;
      found_.add(Severity::repair, "sheet.year",
                 row_name(row.row) + ": the year " + cell + " is taken as " + std::to_string(year),
                 {name_, row.row});
      return;
    }
  }
  found_.add(Severity::loss, "sheet.year",
             row_name(row.row) + ": the year \"" + cell + "\" is no number and is left out",
             {name_, row.row});
}

bool ClaimReader::read_document(const CsvRow& row, Claim& claim) {
  model::Document& document = claim.document;
  document.key = line(row, SheetField::document);
  if (document.key.empty()) {
    refuse_row(row.row, "sheet.no-document-named", "names no document");
    return false;
  }
  document.title = line(row, SheetField::title);
  document.authors = author_names(text(row, SheetField::authors));
  document.container = line(row, SheetField::container);
  document.doi = doi_in_one_form(line(row, SheetField::doi));
  document.url = line(row, SheetField::url);
  read_year(row, claim);
  for (const auto& [name, column] : columns_.descriptors) {
    std::string value = base::collapse_blanks(text_at(row, column, false));
    if (!value.empty()) document.fields.push_back({name, std::move(value)});
  }
  claim.study = line(row, SheetField::study);
  return true;
}

bool ClaimReader::read_words(const CsvRow& row, Claim& claim) {
  const auto read = [&](SheetField field, auto& value) {
    using Word = std::decay_t<decltype(value)>;
    const std::string cell = line(row, field);
    if (cell.empty()) return true;
    if (const auto word = model::from_word<Word>(cell)) {
      value = *word;
      return true;
    }
    std::string known;
    for (const std::string_view each : model::words_of<Word>()) {
      known += (known.empty() ? "" : ", ") + std::string(each);
    }
    refuse_row(row.row, "sheet.bad-word",
               "has the " + std::string(to_word(field)) + " \"" + cell +
                   "\"; it should be one of " + known);
    return false;
  };
  return read(SheetField::stance, claim.evidence.stance) &&
         read(SheetField::inference, claim.evidence.inference);
}

void ClaimReader::add_elements(const CsvRow& row, SheetField field, model::Element like,
                               Claim& claim) {
  const auto column = columns_.place(field);
  if (!column || *column >= row.cells.size()) return;
  const std::string cell = text_at(row, *column, true);
  std::size_t at = 0;
  while (at <= cell.size() && !cell.empty()) {
    const std::size_t end =
        options_.split.empty() ? std::string::npos : cell.find(options_.split, at);
    like.wording = base::collapse_blanks(std::string_view(cell).substr(at, end - at));
    if (!like.wording.empty()) claim.configuration.elements.push_back(like);
    if (end == std::string::npos) return;
    at = end + options_.split.size();
  }
}

bool ClaimReader::read_directions(const CsvRow& row, Claim& claim) {
  const auto column = columns_.place(SheetField::direction);
  // Not `text`: a lone "-" is a fall here.
  const std::string_view cell =
      column && *column < row.cells.size() ? base::trim(row.cells[*column]) : std::string_view();
  if (cell.empty()) return true;
  std::vector<model::Element*> outcomes;
  for (model::Element& element : claim.configuration.elements) {
    if (element.role == Role::outcome) outcomes.push_back(&element);
  }
  std::vector<std::string> words{std::string(cell)};
  if (options_.split.size() == 1 && cell.find(options_.split) != std::string_view::npos) {
    words = base::split(cell, options_.split.front());
  }
  const bool one_for_all = words.size() == 1;
  if (!one_for_all && words.size() != outcomes.size()) {
    refuse_row(
        row.row, "sheet.bad-word",
        "names " +
            base::count_of(static_cast<std::int64_t>(words.size()), "direction", "directions") +
            " for " +
            base::count_of(static_cast<std::int64_t>(outcomes.size()), "outcome", "outcomes"));
    return false;
  }
  for (std::size_t i = 0; i < std::max(words.size(), outcomes.size()); ++i) {
    const std::string& word = words[one_for_all ? 0 : i];
    const auto direction = model::from_word<model::Direction>(word);
    if (!direction) {
      refuse_row(row.row, "sheet.bad-word",
                 "has the direction \"" + word + "\"; it should be +, -, mixed or none");
      return false;
    }
    if (i < outcomes.size()) outcomes[i]->direction = *direction;
  }
  return true;
}

bool ClaimReader::read_elements(const CsvRow& row, Claim& claim) {
  const auto element = [](Role role, MechanismPart part = MechanismPart::unsplit) {
    model::Element out;
    out.role = role;
    out.part = part;
    return out;
  };
  add_elements(row, SheetField::intervention, element(Role::intervention), claim);
  add_elements(row, SheetField::actor, element(Role::actor), claim);
  add_elements(row, SheetField::context, element(Role::context), claim);
  add_elements(row, SheetField::mechanism, element(Role::mechanism), claim);
  add_elements(row, SheetField::resource, element(Role::mechanism, MechanismPart::resource), claim);
  add_elements(row, SheetField::reasoning, element(Role::mechanism, MechanismPart::reasoning),
               claim);
  add_elements(row, SheetField::outcome, element(Role::outcome), claim);
  return read_directions(row, claim);
}

bool ClaimReader::read_extract(const CsvRow& row, Claim& claim) {
  model::Extract& extract = claim.extract;
  extract.page = line(row, SheetField::page);
  extract.quote = text(row, SheetField::quote);
  if (!extract.quote.empty()) return true;
  // What the row says in the coder's words is no quote and must not pass for one.
  extract.is_paraphrase = true;
  extract.quote = text(row, SheetField::paraphrase);
  if (extract.quote.empty()) extract.quote = paraphrase_of(claim.configuration);
  if (!extract.quote.empty() || columns_.has_papers) return true;
  refuse_row(row.row, "sheet.nothing-said",
             "says nothing: no context, mechanism, outcome, statement or quote");
  return false;
}

bool ClaimReader::read(const CsvRow& row, Claim& claim) {
  remarks_.clear();
  if (!check_cells(row)) return false;
  claim = Claim();
  claim.row = row.row;
  claim.coder = line(row, SheetField::coder);
  claim.theme = line(row, SheetField::theme);
  model::Configuration& configuration = claim.configuration;
  configuration.label = line(row, SheetField::label);
  configuration.level = line(row, SheetField::level);
  configuration.statement = text(row, SheetField::statement);
  if (!read_document(row, claim) || !read_words(row, claim) || !read_elements(row, claim))
    return false;
  claim.evidence.note = text(row, SheetField::note);
  for (const std::string& remark : remarks_) {
    claim.evidence.note += (claim.evidence.note.empty() ? "" : "\n") + remark;
  }
  return read_extract(row, claim);
}

}  // namespace retroduce::interchange
