#include "interchange/sheet_columns.h"

#include <algorithm>

#include "base/text.h"

namespace retroduce::interchange {

namespace {

using base::Severity;

constexpr std::size_t rows_searched = 10;
constexpr std::string_view descriptor_prefix = "descriptor.";

struct FieldNames {
  std::string_view word;
  std::string_view
      headings;  ///< further plain headings, in the form that `plain` gives, best first
};

/// In the order of SheetField. `study` comes after `document`, which takes a column "Study" where
/// no other column names the document.
constexpr std::array<FieldNames, sheet_field_count> fields = {{
    {"document", "citekey citationkey documentkey sourcekey key study source paper"},
    {"study", "studylabel"},
    {"title", "documenttitle"},
    {"authors", "author"},
    {"year", "publicationyear"},
    {"container", "journal"},
    {"doi", ""},
    {"url", "link"},
    {"quote", "quotation extract excerpt verbatim"},
    {"paraphrase", "excerptparaphrase quoteparaphrase"},
    {"page", "pages p"},
    {"intervention", "interventions i"},
    {"actor", "actors a"},
    {"context", "contexts contextstatement c"},
    {"mechanism", "mechanisms mechanismstatement m"},
    {"resource", "mechanismresource resources"},
    {"reasoning", "mechanismreasoning response mechanismresponse"},
    {"outcome", "outcomes outcomestatement o"},
    {"direction", "outcomedirection"},
    {"level", ""},
    {"theme", "area"},
    {"label", "cmoc cmoclabel"},
    {"statement", "cmocstatement"},
    {"stance", ""},
    {"inference", ""},
    {"coder", "codedby reviewer"},
    {"note", "notes comment comments"},
}};

/// Descriptors of a document that reviews commonly have as columns of their own.
constexpr std::array<std::string_view, 3> plain_descriptors = {"country", "design", "setting"};

/// A heading without case, blanks and underscores.
std::string plain(std::string_view heading) {
  std::string out;
  for (const char c : base::fold(heading)) {
    if (c != ' ' && c != '_') out.push_back(c);
  }
  return out;
}

std::string listed(const std::vector<std::string>& header) {
  std::vector<std::string> named;
  for (const std::string& heading : header) {
    if (!heading.empty()) named.push_back(heading);
  }
  return "Columns found: " + (named.empty() ? "none" : base::join(named, ", "));
}

std::optional<std::size_t> column_named(const std::vector<std::string>& header,
                                        std::string_view name) {
  const auto exact = std::find(header.begin(), header.end(), name);
  if (exact != header.end()) return static_cast<std::size_t>(exact - header.begin());
  const std::string wanted = plain(name);
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (!wanted.empty() && plain(header[i]) == wanted) return i;
  }
  return std::nullopt;
}

std::string_view descriptor_of(std::string_view heading) {
  if (base::fold(heading.substr(0, descriptor_prefix.size())) != descriptor_prefix) return {};
  return base::trim(heading.substr(descriptor_prefix.size()));
}

std::optional<std::size_t> field_named(std::string_view word) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].word == word) return i;
  }
  return std::nullopt;
}

void guess_fields(SheetColumns& columns) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    std::vector<std::string> names = base::split(fields[i].headings, ' ');
    names.insert(names.begin(), std::string(fields[i].word));
    for (const std::string& name : names) {
      if (columns.places[i] || name.empty()) continue;
      const auto column = column_named(columns.header, name);
      if (column && !columns.is_used(*column)) columns.places[i] = column;
    }
  }
}

void guess_descriptors(SheetColumns& columns) {
  for (std::size_t i = 0; i < columns.header.size(); ++i) {
    if (columns.is_used(i)) continue;
    const std::string_view said = descriptor_of(columns.header[i]);
    const std::string folded = plain(columns.header[i]);
    std::string name(said);
    for (const std::string_view common : plain_descriptors) {
      if (folded == common) name = common;
    }
    const bool taken = std::any_of(columns.descriptors.begin(), columns.descriptors.end(),
                                   [&](const auto& entry) { return entry.first == name; });
    if (!name.empty() && !taken) columns.descriptors.emplace_back(name, i);
  }
  std::sort(columns.descriptors.begin(), columns.descriptors.end());
}

bool take_mapping(SheetColumns& columns, const std::string& field, const std::string& column,
                  const base::Origin& origin, base::Diagnostics& found) {
  const auto place = column_named(columns.header, column);
  if (!place) {
    found.add(Severity::refused, "sheet.no-such-column",
              "there is no column \"" + column + "\" to hold the " + field, origin,
              {listed(columns.header)});
    return false;
  }
  if (const std::string_view descriptor = descriptor_of(field); !descriptor.empty()) {
    columns.descriptors.emplace_back(descriptor, *place);
    return true;
  }
  const auto known = field_named(field);
  if (!known) {
    std::vector<std::string> words;
    for (const FieldNames& each : fields) words.emplace_back(each.word);
    found.add(Severity::refused, "sheet.unknown-field",
              "--map " + field + ": there is no such field", origin,
              {"Fields: " + base::join(words, ", ") + ", descriptor.NAME"});
    return false;
  }
  columns.places[*known] = place;
  return true;
}

SheetColumns header_of(const CsvRow& row) {
  SheetColumns columns;
  columns.header_row = row.row;
  for (const std::string& cell : row.cells)
    columns.header.emplace_back(base::collapse_blanks(cell));
  while (!columns.header.empty() && columns.header.back().empty()) columns.header.pop_back();
  return columns;
}

/// The column that looks like a shortened or lengthened form of the field's name: Outc. for
/// outcome.
std::string likely_column(const SheetColumns& columns, std::string_view field) {
  std::vector<std::string> free;
  for (std::size_t i = 0; i < columns.header.size(); ++i) {
    if (columns.header[i].empty() || columns.is_used(i)) continue;
    std::string short_form = plain(columns.header[i]);
    while (!short_form.empty() && short_form.back() == '.') short_form.pop_back();
    const std::size_t length = std::min(short_form.size(), field.size());
    if (length >= 3 && short_form.substr(0, length) == field.substr(0, length))
      return columns.header[i];
    free.push_back(columns.header[i]);
  }
  const auto near = base::nearest(field, free, 1);
  return near.empty() ? "COLUMN" : near.front();
}

std::string map_hint(const SheetColumns& columns, std::string_view field) {
  const std::string column = likely_column(columns, field);
  const bool quoted = column.find(' ') != std::string::npos;
  return "Say which one with: --map " + std::string(field) + "=" +
         (quoted ? "'" + column + "'" : column);
}

bool check_needed(const SheetColumns& columns, const base::Origin& origin,
                  base::Diagnostics& found) {
  const auto has = [&](SheetField field) { return columns.place(field).has_value(); };
  const auto refuse = [&](const std::string& code, const std::string& what,
                          std::string_view field) {
    found.add(Severity::refused, code, "no column holds " + what, origin,
              {listed(columns.header), map_hint(columns, field)});
  };
  const bool has_mechanism =
      has(SheetField::mechanism) || has(SheetField::resource) || has(SheetField::reasoning);
  const bool has_outcome = has(SheetField::outcome);
  if (!has_outcome && !has_mechanism && !has(SheetField::context)) {
    found.add(Severity::refused, "sheet.no-claim",
              "no column holds a context, a mechanism or an outcome", origin,
              {listed(columns.header), map_hint(columns, "outcome"),
               "A list of papers comes in as RIS, BibTeX or the like, a codebook as REFI-QDA "
               "(.qdc): see retroduce formats"});
    return false;
  }
  if (!has_outcome) refuse("sheet.no-outcome", "the outcome", "outcome");
  if (!has(SheetField::document)) refuse("sheet.no-document", "the document", "document");
  return has_outcome && has(SheetField::document);
}

void tell_unread(const SheetColumns& columns, const base::Origin& origin,
                 base::Diagnostics& found) {
  for (std::size_t i = 0; i < columns.header.size(); ++i) {
    const std::string& heading = columns.header[i];
    if (heading.empty() || columns.is_used(i)) continue;
    const bool is_second = column_named(columns.header, heading) != i;
    found.add(Severity::loss, "sheet.column-not-read", "the column \"" + heading + "\" is not read",
              {origin.name, origin.line, origin.line == 0 ? 0 : i + 1},
              {is_second ? "Another column has that heading: give one of the two another name."
                         : "If it is about the document, keep it with: --map 'descriptor." +
                               heading + "=" + heading + "'"});
  }
}

}  // namespace

std::string_view to_word(SheetField field) { return fields[static_cast<std::size_t>(field)].word; }

bool SheetColumns::is_used(std::size_t column) const {
  const bool as_field =
      std::find(places.begin(), places.end(), std::optional(column)) != places.end();
  return as_field || std::any_of(descriptors.begin(), descriptors.end(),
                                 [&](const auto& entry) { return entry.second == column; });
}

std::optional<std::size_t> find_header(const Grid& grid, const ReadOptions& options) {
  const std::size_t last = std::min(grid.rows.size(), rows_searched);
  for (std::size_t i = 0; i < last; ++i) {
    SheetColumns columns = header_of(grid.rows[i]);
    std::size_t recognised = 0;
    for (const auto& [field, column] : options.columns) {
      if (column_named(columns.header, column)) ++recognised;
    }
    guess_fields(columns);
    for (const auto& place : columns.places) recognised += place ? 1U : 0U;
    if (recognised >= 2) return i;
  }
  return grid.rows.empty() ? std::nullopt : std::optional<std::size_t>(0);
}

std::optional<SheetColumns> match_columns(const CsvRow& row, const ReadOptions& options,
                                          const std::string& name, base::Diagnostics& found) {
  SheetColumns columns = header_of(row);
  const base::Origin origin{name, row.row};
  bool sound = true;
  for (const auto& [field, column] : options.columns) {
    sound = take_mapping(columns, field, column, {name}, found) && sound;
  }
  if (!sound) return std::nullopt;
  guess_fields(columns);
  guess_descriptors(columns);
  if (!check_needed(columns, {name}, found)) return std::nullopt;
  tell_unread(columns, origin, found);
  return columns;
}

}  // namespace retroduce::interchange
