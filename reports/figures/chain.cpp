// The chains of an answer, drawn together: what they share is drawn once.
#include "base/text.h"
#include "reports/drawing.h"
#include "reports/registry.h"

namespace retroduce::reports {

namespace {

Figure make_chain(const FigureWorld& world) {
  Drawing drawing(*world.snapshot);
  std::string chains;
  std::int64_t count = 0;
  for (const query::Row& row : world.answer->rows) {
    chains += "Chain " + std::to_string(++count) + ": ";
    for (std::size_t i = 0; i < row.configurations.size(); ++i) {
      drawing.add(row.configurations[i]);
      if (i > 0) chains += " > ";
      chains += world.snapshot->configurations[row.configurations[i].index()].label;
    }
    chains += ".\n";
  }
  return {
      drawing.dot(),
      base::count_of(count, "chain", "chains") + " of configurations: " + world.answer->question,
      chains + drawing.description()};
}

}  // namespace

const FigureKind figure_chain{
    "chain", "Chains of configurations",
    "The chains of an answer from left to right, each configuration whole.", "chains", make_chain};

}  // namespace retroduce::reports
