// Declares every table kind, writer and figure of the .def files, so that their own files define
// what is listed. Plain aggregates: no order of initialisation.
#pragma once

#include "reports/figure.h"
#include "reports/table.h"

namespace retroduce::reports {

#define ENTRY(name) extern const TableKind table_##name;
#include "reports/tables.def"
#undef ENTRY

#define ENTRY(name) extern const TableWriter writer_##name;
#include "reports/writers.def"
#undef ENTRY

#define ENTRY(name) extern const FigureKind figure_##name;
#include "reports/figures.def"
#undef ENTRY

}  // namespace retroduce::reports
