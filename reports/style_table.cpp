// A made table in the shape that a style asks for: columns moved and rows changed as they are
// pulled.
#include <algorithm>
#include <memory>
#include <optional>

#include "reports/cells.h"
#include "reports/notes.h"
#include "reports/number_ranges.h"
#include "reports/table.h"
#include "reports/table_style.h"

namespace retroduce::reports {

namespace {

std::optional<std::size_t> place_of(const Table& table, std::string_view key) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i].key == key) return i;
  }
  return std::nullopt;
}

/// Puts a change between the table and who pulls its rows.
void change_rows(Table& table, std::function<void(TableRow&)> change) {
  table.next = [next = std::move(table.next), change = std::move(change)](TableRow& row) {
    if (!next(row)) return false;
    if (row.heading.empty()) change(row);
    return true;
  };
}

void add_note(Table& table, std::string note) {
  table.finish = [finish = std::move(table.finish), note = std::move(note)](Table& finished) {
    finish(finished);
    finished.footnotes.push_back(note);
  };
}

void drop_column(Table& table, std::size_t place) {
  table.columns.erase(table.columns.begin() + static_cast<std::ptrdiff_t>(place));
}

/// Takes a column out of each row and hands it on.
void take_column(Table& table, std::size_t place,
                 std::function<void(TableRow& row, Cell taken)> use) {
  drop_column(table, place);
  change_rows(table, [place, use = std::move(use)](TableRow& row) {
    Cell taken = std::move(row.cells[place]);
    row.cells.erase(row.cells.begin() + static_cast<std::ptrdiff_t>(place));
    use(row, std::move(taken));
  });
}

void append_mark(Cell& cell, const char* words) {
  if (cell.lines.empty()) cell.lines.emplace_back();
  cell.lines.back().push_back(muted(words));
}

bool has_support(const model::Snapshot& snapshot, const Witness& witness) {
  return std::any_of(witness.configurations.begin(), witness.configurations.end(),
                     [&](model::ConfigurationId id) { return is_supported(snapshot, id); });
}

/// A comma without a blank, behind which a line may end.
std::vector<Run> raised_comma(const Run& separator) {
  return {mark(",", separator.data.value_or(separator.text)), only_on_paper(plain("\u200b"))};
}

/// The sources behind the last words of a cell, raised or in brackets.
void append_sources(Cell& cell, const Cell& sources, bool is_raised) {
  if (cell.lines.empty()) cell.lines.emplace_back();
  Line& line = cell.lines.back();
  if (!is_raised) line.push_back(plain(" ["));
  for (Run run : sources.lines.front()) {
    if (is_raised && run.text == ", ") {
      for (Run& part : raised_comma(run)) line.push_back(std::move(part));
      continue;
    }
    if (is_raised && !run.text.empty()) run.style = Run::Style::superscript;
    line.push_back(std::move(run));
  }
  if (!is_raised) line.push_back(plain("]"));
  cell.number.reset();
  cell.witness.documents = sources.witness.documents;
  cell.witness.extracts = sources.witness.extracts;
}

/// A list that nothing in the table leads to is no use to its reader, nor are notes on marks of
/// sources that are not there.
void without_references(Table& table) {
  table.finish = [finish = std::move(table.finish)](Table& finished) {
    finish(finished);
    finished.references.clear();
    std::erase_if(finished.footnotes, [](const std::string& note) {
      return note == note_on_sources || note == note_on_contradicts || note == note_on_in_part;
    });
    finished.footnotes.emplace_back(
        "The sources of each configuration stand in the supplement with the evidence.");
  };
}

/// The configuration that a row is about: the one of its first cell that is called as the row is.
std::optional<model::ConfigurationId> subject_of(const model::Snapshot& snapshot,
                                                 const TableRow& row) {
  if (row.cells.empty()) return std::nullopt;
  for (const model::ConfigurationId id : row.cells.front().witness.configurations) {
    if (snapshot.configurations[id.index()].label == row.id) return id;
  }
  return std::nullopt;
}

/// Labels that a style gave are of the page: what a row is about keeps the label that the review
/// knows, and under its theme a number goes without the theme's name.
void keep_own_labels(Table& table, const TableStyle& style) {
  const auto numbers = place_of(table, "no");
  const bool is_grouped = !table.group_key.empty();
  change_rows(table, [=, snapshot = table.snapshot](TableRow& row) {
    const auto id = subject_of(*snapshot, row);
    if (!id) return;
    row.id = style.labelled_from->configurations[id->index()].label;
    if (!numbers || !is_grouped) return;
    const std::string prefix = theme_prefix(*snapshot, style, *id);
    auto& lines = row.cells[*numbers].lines;
    if (lines.empty() || lines.front().empty()) return;
    Run& run = lines.front().front();
    if (run.text.starts_with(prefix)) run.text.erase(0, prefix.size());
  });
}

/// What the marks behind moved sources say, in place of the notes on the column.
void note_moved(Table& table, std::shared_ptr<bool> has_unsupported) {
  table.finish = [finish = std::move(table.finish),
                  has_unsupported = std::move(has_unsupported)](Table& finished) {
    finish(finished);
    auto& notes = finished.footnotes;
    for (std::string& note : notes) {
      if (note == note_on_no_evidence)
        note = "no evidence: no extract is evidence for the configuration.";
    }
    if (*has_unsupported &&
        std::find(notes.begin(), notes.end(), note_on_unsupported) == notes.end())
      notes.emplace_back(note_on_unsupported);
  };
}

/// Behind the last column of words that stands before the sources.
void move_sources(Table& table, TableStyle::Evidence evidence) {
  const auto sources = place_of(table, "sources");
  if (!sources || *sources == 0 || evidence == TableStyle::Evidence::column) return;
  std::size_t target = *sources - 1;
  for (const char* key : {"outcome", "outcome_not_fired", "because", "then"}) {
    if (const auto found = place_of(table, key); found && *found < *sources) target = *found;
  }
  const bool is_supplement = evidence == TableStyle::Evidence::supplement;
  const bool is_raised = evidence == TableStyle::Evidence::superscript;
  const auto has_unsupported = std::make_shared<bool>(false);
  // A row without support says so even where its sources stand elsewhere.
  take_column(table, *sources, [=, snapshot = table.snapshot](TableRow& row, const Cell& taken) {
    Cell& cell = row.cells[target];
    if (!taken.witness.why_none.empty()) {
      append_mark(cell, " (no evidence)");
    } else if (!is_supplement) {
      append_sources(cell, taken, is_raised);
    } else if (!has_support(*snapshot, taken.witness)) {
      *has_unsupported = true;
      append_mark(cell, " (unsupported)");
    }
  });
  note_moved(table, has_unsupported);
  if (!is_supplement)
    add_note(table, "The sources behind the last words of a row are those of the whole row.");
  if (is_supplement) without_references(table);
}

/// The quotation marks are ours, and stand around what is left.
std::string shortened_within_marks(const std::string& text, std::size_t length) {
  constexpr std::string_view opening = "\u201c";
  constexpr std::string_view closing = "\u201d";
  if (!text.starts_with(opening) || !text.ends_with(closing) ||
      text.size() < opening.size() + closing.size())
    return shortened_quote(text, length);
  const std::string_view inner =
      std::string_view(text).substr(opening.size(), text.size() - opening.size() - closing.size());
  return std::string(opening) + shortened_quote(inner, length) + std::string(closing);
}

void move_quotes(Table& table, const TableStyle& style) {
  const auto quotation = place_of(table, "quotation");
  if (!quotation) return;
  if (style.quote_length > 0) {
    change_rows(table, [place = *quotation, length = style.quote_length](TableRow& row) {
      for (Line& line : row.cells[place].lines) {
        for (Run& run : line) {
          if (run.style == Run::Style::plain) run.text = shortened_within_marks(run.text, length);
        }
      }
    });
  }
  if (style.quotes == TableStyle::Quotes::beside) return;
  const auto statement = place_of(table, "statement");
  const bool is_below = style.quotes == TableStyle::Quotes::below && statement;
  take_column(table, *quotation, [=](TableRow& row, Cell taken) {
    if (!is_below) return;
    Cell& cell = row.cells[*statement];
    if (taken.witness.why_none.empty() && !taken.lines.empty() && !taken.lines.front().empty()) {
      Line& first = taken.lines.front();  // which a reader would take for a second claim
      first.insert(first.begin(), only_on_paper(muted("Evidence: ")));
    }
    for (Line& line : taken.lines) cell.lines.push_back(std::move(line));
    cell.witness.documents = taken.witness.documents;
    cell.witness.extracts = taken.witness.extracts;
  });
  if (!is_below) add_note(table, "The quotations stand in the supplement.");
}

/// The heading rows as a first column.
void theme_as_column(Table& table) {
  if (table.group_key.empty()) return;
  std::string name = table.group_key;
  name[0] = static_cast<char>(name[0] - 'a' + 'A');
  table.columns.insert(table.columns.begin(), {name, table.group_key, 1.3});
  table.group_key.clear();
  auto heading = std::make_shared<std::string>();
  table.next = [next = std::move(table.next), heading](TableRow& row) {
    while (next(row)) {
      if (!row.heading.empty()) {
        *heading = row.heading;
        continue;
      }
      const Witness witness = row.cells.empty() ? Witness{} : row.cells.front().witness;
      row.cells.insert(row.cells.begin(), heading->empty()
                                              ? missing_cell("it has no theme", witness, "none")
                                              : text_cell(*heading, witness));
      return true;
    }
    return false;
  };
}

/// Columns become rows: the first column's cells stand in the head. Groups become a row of their
/// own.
void transpose(Table& table) {
  theme_as_column(table);
  std::vector<TableRow> rows;
  TableRow row;
  while (table.next(row)) rows.push_back(std::move(row));
  const bool has_theme = !table.columns.empty() && table.columns[0].key == "theme";
  const std::size_t head = has_theme ? 1 : 0;
  std::vector<Column> columns{{"", "part", 1.2}};
  for (const TableRow& each : rows) {
    const std::string name = each.cells.size() > head ? printed_text(each.cells[head]) : each.id;
    columns.push_back({name, each.id, 2});
  }
  auto turned = std::make_shared<std::vector<TableRow>>();
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (c == head) continue;
    TableRow made;
    made.id = table.columns[c].key;
    made.cells.push_back(text_cell(table.columns[c].name, {{}, {}, {}, "the name of the part"}));
    made.cells.front().lines.front().front().style = Run::Style::strong;
    for (const TableRow& each : rows) made.cells.push_back(each.cells[c]);
    turned->push_back(std::move(made));
  }
  columns[0].name = table.columns.empty() ? std::string() : table.columns[head].name;
  table.columns = std::move(columns);
  auto at = std::make_shared<std::size_t>(0);
  table.next = [turned, at](TableRow& next) {
    if (*at == turned->size()) return false;
    next = (*turned)[(*at)++];
    return true;
  };
}

/// The note on tags in the tags of the style.
void note_tags(Table& table, TableStyle::Tags tags) {
  if (tags == TableStyle::Tags::upper) return;
  table.finish = [finish = std::move(table.finish), tags](Table& finished) {
    finish(finished);
    for (auto note = finished.footnotes.begin(); note != finished.footnotes.end(); ++note) {
      if (!note->starts_with("(C) context")) continue;
      const std::size_t rest = note->find_first_of(";.");
      if (tags == TableStyle::Tags::none) {
        finished.footnotes.erase(note);
        return;
      }
      std::string words = note->substr(0, rest);
      for (char& c : words) {
        const bool is_lower = tags == TableStyle::Tags::lower;
        if (is_lower && c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (!is_lower && c == '(') c = '[';
        if (!is_lower && c == ')') c = ']';
      }
      if (tags == TableStyle::Tags::square) words += ", numbered in each sentence";
      *note = words + note->substr(rest);
    }
  };
}

/// Where citations go by author and year no number leads anywhere.
void note_citations(Table& table) {
  table.finish = [finish = std::move(table.finish)](Table& finished) {
    finish(finished);
    std::erase(finished.footnotes, note_on_sources);
  };
}

}  // namespace

void style_table(Table& table, const TableStyle& style) {
  if (style.cite == TableStyle::Cite::numeric) {
    change_rows(table, [](TableRow& row) {
      for (Cell& cell : row.cells) {
        for (Line& line : cell.lines) join_numbers(line);
      }
    });
  }
  if (style.labelled_from) keep_own_labels(table, style);
  note_tags(table, style.tags);
  table.font = style.font;
  table.orientation = style.orientation;
  table.is_author_year = style.cite == TableStyle::Cite::author_year;
  if (table.is_author_year) note_citations(table);
  move_sources(table, style.evidence);
  move_quotes(table, style);
  if (style.theme == TableStyle::Theme::column) theme_as_column(table);
  if (style.is_transposed) transpose(table);
}

}  // namespace retroduce::reports
