#include "interchange/wide_sheet.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>

#include "base/text.h"
#include "interchange/sheet_columns.h"

namespace retroduce::interchange {

namespace {

constexpr std::array numbered = {
    SheetField::intervention, SheetField::actor,     SheetField::context,   SheetField::mechanism,
    SheetField::resource,     SheetField::reasoning, SheetField::outcome,   SheetField::direction,
    SheetField::quote,        SheetField::page,      SheetField::statement, SheetField::stance,
    SheetField::label,        SheetField::theme,     SheetField::level,     SheetField::note};

struct WideColumn {
  std::size_t place = 0;
  SheetField field = SheetField::context;
  int number = 0;
  bool is_grouped = false;  ///< a word such as CMOC says that the number is a configuration's
};

std::vector<std::string> words_of(std::string_view heading) {
  std::vector<std::string> words;
  std::string word;
  const auto end = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (const char c : base::fold(heading)) {
    const bool is_digit = std::isdigit(static_cast<unsigned char>(c)) != 0;
    const bool is_letter = std::isalpha(static_cast<unsigned char>(c)) != 0;
    const bool was_digit = !word.empty() && std::isdigit(static_cast<unsigned char>(word[0])) != 0;
    if (!is_digit && !is_letter)
      end();
    else {
      if (!word.empty() && was_digit != is_digit) end();
      word.push_back(c);
    }
  }
  end();
  return words;
}

std::optional<SheetField> field_of(const std::string& word) {
  constexpr std::pair<std::string_view, SheetField> letters[] = {{"c", SheetField::context},
                                                                 {"m", SheetField::mechanism},
                                                                 {"o", SheetField::outcome},
                                                                 {"i", SheetField::intervention},
                                                                 {"a", SheetField::actor}};
  for (const auto& [letter, field] : letters) {
    if (word == letter) return field;
  }
  for (const SheetField field : numbered) {
    const std::string_view own = to_word(field);
    if (word == own || word == std::string(own) + "s") return field;
  }
  return std::nullopt;
}

bool is_group_word(const std::string& word) {
  return word == "cmo" || word == "cmoc" || word == "cmocs" || word == "configuration" ||
         word == "claim" || word == "theory" || word == "pt";
}

/// "context 1", "Context_1", "C1", "CMOC 2: outcome", "outcome (CMO 2)".
std::optional<WideColumn> wide_column(const std::string& heading, std::size_t place) {
  WideColumn column;
  column.place = place;
  bool has_number = false;
  bool has_field = false;
  for (const std::string& word : words_of(heading)) {
    if (std::isdigit(static_cast<unsigned char>(word[0])) != 0) {
      if (has_number || word.size() > 3) return std::nullopt;
      column.number = std::stoi(word);
      has_number = true;
    } else if (is_group_word(word)) {
      column.is_grouped = true;
    } else if (const auto field = field_of(word); field && !has_field) {
      column.field = *field;
      has_field = true;
    } else {
      return std::nullopt;
    }
  }
  if (!has_number || !has_field) return std::nullopt;
  return column;
}

/// Whether the numbers are configurations: each has an outcome and what leads to it.
bool numbers_are_configurations(const std::vector<WideColumn>& columns) {
  if (std::all_of(columns.begin(), columns.end(), [](const auto& c) { return c.is_grouped; }))
    return true;
  std::map<int, std::set<SheetField>> fields;
  for (const WideColumn& column : columns) fields[column.number].insert(column.field);
  return fields.size() > 1 && std::all_of(fields.begin(), fields.end(), [](const auto& each) {
           const auto has = [&](SheetField field) { return each.second.count(field) != 0; };
           return has(SheetField::outcome) &&
                  (has(SheetField::context) || has(SheetField::mechanism) ||
                   has(SheetField::resource) || has(SheetField::reasoning));
         });
}

/// "context" beside "context 2" is the first of them.
void add_bare_columns(const std::vector<std::string>& headings, std::vector<WideColumn>& columns) {
  std::set<SheetField> fields;
  for (const WideColumn& column : columns) {
    if (column.field <= SheetField::outcome && column.field >= SheetField::intervention)
      fields.insert(column.field);
  }
  for (std::size_t i = 0; i < headings.size(); ++i) {
    const auto words = words_of(headings[i]);
    const auto field = words.size() == 1 ? field_of(words.front()) : std::nullopt;
    if (field && fields.count(*field) != 0) columns.push_back({i, *field, 1, false});
  }
  std::sort(columns.begin(), columns.end(),
            [](const WideColumn& a, const WideColumn& b) { return a.place < b.place; });
}

std::string cell_at(const CsvRow& row, std::size_t place) {
  return place < row.cells.size() ? row.cells[place] : std::string();
}

class Lengthening {
 public:
  Lengthening(const Grid& grid, std::size_t header, const std::string& stem,
              const ReadOptions& options, std::vector<WideColumn> columns)
      : grid_(grid), header_(header), stem_(stem), columns_(std::move(columns)) {
    result_.options = options;
    result_.grid.name = grid.name;
    result_.grid.is_ragged = true;
    for (const WideColumn& column : columns_) wide_.insert(column.place);
  }

  /// A row for each number of each row.
  LongSheet by_configuration() {
    start({SheetField::label});
    for (std::size_t i = header_ + 1; i < grid_.rows.size(); ++i) {
      std::set<int> numbers;
      for (const WideColumn& column : columns_) {
        if (!base::trim(cell_at(grid_.rows[i], column.place)).empty())
          numbers.insert(column.number);
      }
      if (numbers.empty()) add_row(grid_.rows[i], 0);
      for (const int number : numbers) add_row(grid_.rows[i], number);
    }
    return std::move(result_);
  }

  /// A row for each row, with several values in a cell.
  LongSheet by_element() {
    if (result_.options.split.empty()) result_.options.split = value_sign;
    start({});
    for (std::size_t i = header_ + 1; i < grid_.rows.size(); ++i) add_row(grid_.rows[i], -1);
    return std::move(result_);
  }

 private:
  void start(std::vector<SheetField> own) {
    const CsvRow& heading = grid_.rows[header_];
    CsvRow row;
    row.row = heading.row;
    row.line = heading.line;
    for (std::size_t i = 0; i < heading.cells.size(); ++i) {
      if (wide_.count(i) == 0) {
        kept_.push_back(i);
        row.cells.push_back(heading.cells[i]);
      }
    }
    fields_ = std::move(own);
    for (const WideColumn& column : columns_) {
      if (std::find(fields_.begin(), fields_.end(), column.field) == fields_.end())
        fields_.push_back(column.field);
    }
    for (const SheetField field : fields_) row.cells.emplace_back(to_word(field));
    result_.grid.rows.push_back(std::move(row));
  }

  /// `number` -1: all of them in one row.
  void add_row(const CsvRow& from, int number) {
    CsvRow row = from;
    row.cells.clear();
    for (const std::size_t place : kept_) row.cells.push_back(cell_at(from, place));
    for (const SheetField field : fields_) {
      std::string value;
      for (const WideColumn& column : columns_) {
        const std::string own(base::trim(cell_at(from, column.place)));
        if (column.field != field || own.empty()) continue;
        if (number >= 0 && column.number != number) continue;
        value += (value.empty() ? "" : result_.options.split) + own;
      }
      if (field == SheetField::label && number > 0 && value.empty())
        value = stem_ + " row " + std::to_string(from.row) + " CMOC " + std::to_string(number);
      row.cells.push_back(std::move(value));
    }
    result_.grid.rows.push_back(std::move(row));
  }

  const Grid& grid_;
  std::size_t header_;
  const std::string& stem_;
  std::vector<WideColumn> columns_;
  std::set<std::size_t> wide_;
  std::vector<std::size_t> kept_;
  std::vector<SheetField> fields_;
  LongSheet result_;
};

}  // namespace

std::optional<LongSheet> long_sheet(const Grid& grid, std::size_t header, const std::string& name,
                                    const std::string& stem, const ReadOptions& options,
                                    base::Diagnostics& found) {
  std::vector<WideColumn> columns;
  const std::vector<std::string>& headings = grid.rows[header].cells;
  for (std::size_t i = 0; i < headings.size(); ++i) {
    const bool is_mapped = std::any_of(
        options.columns.begin(), options.columns.end(),
        [&](const auto& entry) { return base::fold(entry.second) == base::fold(headings[i]); });
    const auto column = wide_column(headings[i], i);
    if (column && !is_mapped) columns.push_back(*column);
  }
  add_bare_columns(headings, columns);
  const bool has_elements = std::any_of(columns.begin(), columns.end(), [](const auto& column) {
    return column.field >= SheetField::intervention && column.field <= SheetField::outcome;
  });
  if (!has_elements) return std::nullopt;
  const bool is_wide = columns.size() > 1 || (columns.size() == 1 && columns[0].is_grouped);
  if (!is_wide) return std::nullopt;
  Lengthening lengthening(grid, header, stem, options, columns);
  const bool by_number = numbers_are_configurations(columns);
  std::set<int> numbers;
  for (const WideColumn& column : columns) numbers.insert(column.number);
  found.add(base::Severity::note, "sheet.wide",
            by_number ? "has columns for " + std::to_string(numbers.size()) +
                            " configurations in a row (by the numbers in the headings); each is "
                            "read as a claim of its own"
                      : "has several columns for one role; their values are elements of one "
                        "configuration",
            {name, grid.rows[header].row});
  return by_number ? lengthening.by_configuration() : lengthening.by_element();
}

}  // namespace retroduce::interchange
