// The lists behind table_kinds(), table_writers() and figure_kinds(), made of the .def files.
#include "reports/registry.h"

namespace retroduce::reports {

namespace {

template <typename Entry>
const Entry* find(std::span<const Entry* const> entries, std::string_view name) {
  for (const Entry* entry : entries) {
    if (entry->name == name) return entry;
  }
  return nullptr;
}

}  // namespace

#define ENTRY(name) &table_##name,
std::span<const TableKind* const> table_kinds() {
  static constexpr const TableKind* kinds[] = {
#include "reports/tables.def"
  };
  return kinds;
}
#undef ENTRY

#define ENTRY(name) &writer_##name,
std::span<const TableWriter* const> table_writers() {
  static constexpr const TableWriter* writers[] = {
#include "reports/writers.def"
  };
  return writers;
}
#undef ENTRY

#define ENTRY(name) &figure_##name,
std::span<const FigureKind* const> figure_kinds() {
  static constexpr const FigureKind* kinds[] = {
#include "reports/figures.def"
  };
  return kinds;
}
#undef ENTRY

const TableKind* find_table_kind(std::string_view name) { return find(table_kinds(), name); }
const TableWriter* find_table_writer(std::string_view name) { return find(table_writers(), name); }
const FigureKind* find_figure_kind(std::string_view name) { return find(figure_kinds(), name); }

}  // namespace retroduce::reports
