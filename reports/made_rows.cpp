#include "reports/made_rows.h"

#include <memory>

#include "reports/cells.h"

namespace retroduce::reports {

namespace {

class MadeRowSource {
 public:
  MadeRowSource(const TableWorld& world, std::function<void(MadeRows&)> make)
      : made_(world), make_(std::move(make)) {}

  bool next(TableRow& row) {
    if (make_) {
      make_(made_);
      make_ = nullptr;
    }
    if (at_ == made_.rows.size()) return false;
    row = std::move(made_.rows[at_++]);
    return true;
  }

  void finish(Table& table) {
    table.references = made_.citations.references();
    made_.used.sources |= !table.references.empty();
    table.footnotes = footnotes(made_.used);
    table.footnotes.insert(table.footnotes.end(), made_.notes.begin(), made_.notes.end());
  }

 private:
  MadeRows made_;
  std::function<void(MadeRows&)> make_;
  std::size_t at_ = 0;
};

}  // namespace

Table table_of_made_rows(const TableWorld& world, TableHead head,
                         std::function<void(MadeRows&)> make) {
  Table table;
  table.kind = std::move(head.kind);
  table.title = std::move(head.title);
  table.review = world.snapshot->title;
  table.snapshot = world.snapshot;
  table.group_key = std::move(head.group_key);
  table.columns = std::move(head.columns);
  pull_from(table, std::make_shared<MadeRowSource>(world, std::move(make)));
  return table;
}

}  // namespace retroduce::reports
