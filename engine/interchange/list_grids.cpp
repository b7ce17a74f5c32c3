#include "interchange/list_grids.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "interchange/findings.h"
#include "model/entry_lists.h"

namespace retroduce::interchange {

namespace {

using base::Severity;
using model::ListShape;

/// A heading as fields are named: case and blanks aside, "by_whom" being "by whom".
std::string field_name(std::string_view heading) {
  std::string name(heading);
  std::replace(name.begin(), name.end(), '_', ' ');
  return base::fold(name);
}

bool has_field(const ListShape& shape, const std::string& name) {
  const auto fields = shape.fields();
  return std::find(fields.begin(), fields.end(), name) != fields.end();
}

const ListShape* list_of(const Grid& grid) {
  if (grid.rows.empty()) return nullptr;
  std::vector<std::string> names;
  for (const std::string& cell : grid.rows.front().cells) names.push_back(field_name(cell));
  const bool has_outcome = std::any_of(names.begin(), names.end(), [](const std::string& name) {
    return name.find("outcome") != std::string::npos;
  });
  if (has_outcome) return nullptr;
  for (const ListShape& shape : model::list_shapes()) {
    const auto known = std::count_if(names.begin(), names.end(),
                                     [&](const auto& name) { return has_field(shape, name); });
    const bool has_first =
        std::find(names.begin(), names.end(), shape.fields().front()) != names.end();
    if (has_first && known > 1) return &shape;
  }
  return nullptr;
}

/// Rows of one list.
class ListReader {
 public:
  ListReader(const Grid& grid, const ListShape& shape, std::string file, model::BatchSink& sink,
             Findings& findings)
      : grid_(grid), shape_(shape), file_(std::move(file)), sink_(sink), findings_(findings) {}

  void read() {
    read_heading();
    for (auto row = grid_.rows.begin() + 1; row != grid_.rows.end(); ++row) read_row(*row);
  }

 private:
  void tell(const char* code, const std::string& message, const CsvRow& row) {
    findings_.add(Severity::loss, code, message, {file_, row.row});
  }

  /// A column "id" is what our own tables carry beside the fields, so it is no loss.
  void read_heading() {
    const CsvRow& heading = grid_.rows.front();
    for (const std::string& cell : heading.cells) {
      const std::string name = field_name(cell);
      const bool is_again = std::find(columns_.begin(), columns_.end(), name) != columns_.end();
      const bool is_field = has_field(shape_, name) && !is_again;
      columns_.push_back(is_field ? name : std::string());
      if (!is_field && !name.empty() && name != "id")
        tell("list.column-not-read",
             "the column \"" + cell + "\" is no field of the " + std::string(shape_.title) +
                 " and is left out",
             heading);
    }
  }

  void read_row(const CsvRow& row) {
    model::Entry entry;
    entry.list = shape_.list;
    entry.line = static_cast<model::Line>(row.row);
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const std::string value(base::trim(row.cells[i]));
      if (value.empty()) continue;
      if (i >= columns_.size())
        tell("list.too-many-cells", "the row has more cells than the heading; they are left out",
             row);
      else if (!columns_[i].empty())
        entry.fields.push_back({columns_[i], value});
    }
    if (entry.fields.empty()) return;
    if (shape_.is_of_configuration)
      entry.configuration_label = value_in(entry, shape_.fields().front());
    entry.place = ++place_;
    sink_.add(entry);
  }

  const Grid& grid_;
  const ListShape& shape_;
  std::string file_;
  model::BatchSink& sink_;
  Findings& findings_;
  std::vector<std::string> columns_;  ///< the field of each; empty = none
  int place_ = 0;
};

}  // namespace

bool has_lists(const std::vector<Grid>& grids) {
  return std::any_of(grids.begin(), grids.end(),
                     [](const Grid& grid) { return list_of(grid) != nullptr; });
}

void read_list_grids(const std::vector<Grid>& grids, const std::string& file,
                     model::BatchSink& sink, base::Diagnostics& found) {
  Findings findings(found);
  std::vector<std::string> others;
  for (const Grid& grid : grids) {
    const ListShape* shape = list_of(grid);
    if (shape == nullptr) {
      if (!grid.rows.empty()) others.push_back("\"" + grid.name + "\"");
      continue;
    }
    const std::string name = grid.name.empty() ? file : file + ", " + grid.name;
    ListReader(grid, *shape, name, sink, findings).read();
  }
  if (!others.empty())
    findings.add(Severity::loss, "list.other-sheets",
                 "only the sheets that hold a list are read, not " + base::join(others, ", "),
                 {file});
  findings.close();
}

}  // namespace retroduce::interchange
