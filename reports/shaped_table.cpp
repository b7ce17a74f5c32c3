#include "reports/shaped_table.h"

#include <algorithm>
#include <map>
#include <memory>

#include "base/error.h"
#include "base/text.h"
#include "reports/cells.h"
#include "reports/citations.h"

namespace retroduce::reports {

namespace {

struct Order {
  std::size_t column = 0;
  bool is_falling = false;
};

Order order_of(const Table& table, const std::string& sort) {
  Order order;
  order.is_falling = sort.starts_with("-");
  const std::string key = sort.substr(order.is_falling ? 1 : 0);
  std::vector<std::string> keys;
  for (const Column& column : table.columns) {
    if (column.key == key) return order;
    keys.push_back(column.key);
    ++order.column;
  }
  throw base::Error(base::ErrorCode::usage,
                    "the table " + table.kind + " has no column " + key +
                        " to sort by; its columns are: " + base::join(keys, ", "));
}

/// "not stated" and its like.
bool is_missing(const Cell& cell) {
  for (const Line& line : cell.lines) {
    for (const Run& run : line) {
      if (run.style != Run::Style::muted) return false;
    }
  }
  return true;
}

/// Numbers by size, words as labels; what is missing comes last, whichever way.
bool comes_before(const Cell& a, const Cell& b, bool is_falling) {
  if (is_missing(a) != is_missing(b)) return is_missing(b);
  if (a.number && b.number && *a.number != *b.number) return (*a.number < *b.number) != is_falling;
  const auto compared = base::compare_labels(base::fold(data_text(a)), base::fold(data_text(b)));
  return is_falling ? compared > 0 : compared < 0;
}

/// "as above" would speak of another row.
void say_in_full(TableRow& row) {
  for (Cell& cell : row.cells) {
    for (Line& line : cell.lines) {
      for (Run& run : line) {
        if (run.text == "as above" && run.data) run = plain(*run.data);
      }
    }
  }
}

/// A row about all of them stays the last.
bool is_total(const TableRow& row) {
  return row.id == "total" && row.cells.front().witness.configurations.empty();
}

/// Each group by itself, under its heading.
std::vector<TableRow> sorted_rows(Table& table, const Order& order) {
  std::vector<TableRow> rows;
  TableRow row;
  while (table.next(row)) rows.push_back(std::move(row));
  auto begin = rows.begin();
  while (begin != rows.end()) {
    if (!begin->heading.empty() || is_total(*begin)) {
      ++begin;
      continue;
    }
    const auto end = std::find_if(begin, rows.end(), [](const TableRow& each) {
      return !each.heading.empty() || is_total(each);
    });
    std::stable_sort(begin, end, [&](const TableRow& a, const TableRow& b) {
      return comes_before(a.cells[order.column], b.cells[order.column], order.is_falling);
    });
    begin = end;
  }
  for (TableRow& each : rows) say_in_full(each);
  return rows;
}

/// Cites documents in the order in which the sorted rows show them.
void cite_in_order(const TableKind& kind, const TableWorld& world, const Order& order) {
  TableWorld apart = world;
  apart.cited = nullptr;
  Table table = kind.make(apart);
  const std::vector<TableRow> rows = sorted_rows(table, order);
  table.finish(table);
  std::map<int, model::DocumentId> documents;
  for (const Reference& reference : table.references)
    documents[reference.number] = reference.document;
  Citations citations(world);
  for (const TableRow& row : rows) {
    for (const Cell& cell : row.cells) {
      for (const Line& line : cell.lines) {
        for (const Run& run : line) {
          const auto found = documents.find(run.reference);
          if (found != documents.end()) citations.numbered(found->second);
        }
      }
    }
  }
}

/// Letters tell apart what this table cites and no more, so it is made once to learn what that is;
/// only where there could be any.
void letter(const TableKind& kind, TableWorld& world) {
  const bool is_by_name = world.style.cite == TableStyle::Cite::author_year;
  if (!is_by_name || world.cited || year_letters(world).empty()) return;
  TableWorld apart = world;
  apart.cited = std::make_shared<CitedDocuments>();
  apart.agreement = nullptr;  // cites nothing, and takes long
  Table table = kind.make(apart);
  TableRow row;
  while (table.next(row)) continue;
  world.cited = std::make_shared<CitedDocuments>();
  world.cited->letter(world, apart.cited->in_order());
}

Table sorted_table(const TableKind& kind, TableWorld world) {
  const Order order = order_of(kind.make(world), world.style.sort);
  if (!world.cited) world.cited = std::make_shared<CitedDocuments>();
  cite_in_order(kind, world, order);
  Table table = kind.make(world);
  auto rows = std::make_shared<std::vector<TableRow>>(sorted_rows(table, order));
  auto at = std::make_shared<std::size_t>(0);
  table.next = [rows, at](TableRow& row) {
    if (*at == rows->size()) return false;
    row = std::move((*rows)[(*at)++]);
    return true;
  };
  return table;
}

bool are_one(const Cell& above, const Cell& below) {
  if (above.number || below.number || is_missing(above) || is_missing(below)) return false;
  return printed_text(above) == printed_text(below);
}

/// Marks what stands in one cell with what is above it. Looks one row ahead.
void merge_cells(Table& table) {
  struct Ahead {
    TableRow row;
    bool is_there = false;
    bool has_begun = false;
  };
  auto ahead = std::make_shared<Ahead>();
  table.next = [next = std::move(table.next), ahead](TableRow& row) {
    if (!ahead->has_begun) ahead->is_there = next(ahead->row);
    ahead->has_begun = true;
    if (!ahead->is_there) return false;
    row = std::move(ahead->row);
    ahead->row = {};
    ahead->is_there = next(ahead->row);
    if (!ahead->is_there || row.cells.size() != ahead->row.cells.size()) return true;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (!are_one(row.cells[i], ahead->row.cells[i])) continue;
      row.cells[i].merges_down = true;
      ahead->row.cells[i].merges_up = true;
    }
    return true;
  };
}

}  // namespace

Table shaped_table(const TableKind& kind, const TableWorld& asked) {
  TableWorld world = asked;
  letter(kind, world);
  Table table = world.style.sort.empty() ? kind.make(world) : sorted_table(kind, world);
  style_table(table, world.style);
  if (world.style.merges && !world.style.is_transposed) merge_cells(table);
  return table;
}

}  // namespace retroduce::reports
