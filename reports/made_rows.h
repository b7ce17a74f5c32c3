// Tables of a page or two, whose rows are made all at once when the first is pulled.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "reports/citations.h"
#include "reports/notes.h"
#include "reports/table.h"

namespace retroduce::reports {

/// What a maker fills. Notes come after those that `used` stands for.
struct MadeRows {
  explicit MadeRows(const TableWorld& of) : world(of), citations(of) {}

  TableWorld world;
  Citations citations;
  NotesUsed used;
  std::vector<TableRow> rows;
  std::vector<std::string> notes;

  /// A row about the thing of that label or key.
  std::vector<Cell>& add(std::string id) {
    rows.push_back({{}, {}, std::move(id)});
    return rows.back().cells;
  }
  void heading(std::string text) { rows.push_back({std::move(text), {}, {}}); }
};

/// Which kind of table it is and what stands above it.
struct TableHead {
  std::string kind;
  std::string title;
  std::vector<Column> columns;
  std::string group_key = {};
};

/// `make` is called when the first row is pulled (Error io, corrupt).
Table table_of_made_rows(const TableWorld& world, TableHead head,
                         std::function<void(MadeRows&)> make);

}  // namespace retroduce::reports
