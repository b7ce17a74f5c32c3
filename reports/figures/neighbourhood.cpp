// Everything that one concept takes part in: the configurations that hold it, whole.
#include <algorithm>

#include "base/text.h"
#include "reports/drawing.h"
#include "reports/numbers.h"
#include "reports/overview.h"
#include "reports/registry.h"

namespace retroduce::reports {

namespace {

bool holds_any(const model::Snapshot& snapshot, model::ConfigurationId id,
               const std::vector<model::ConceptId>& concepts) {
  const auto elements = snapshot.elements_of(id);
  return std::any_of(elements.begin(), elements.end(), [&](const model::SnapshotElement& element) {
    return std::find(concepts.begin(), concepts.end(), element.concept_) != concepts.end();
  });
}

/// Of what was named, not of what stands below it.
std::string name_of(const model::Snapshot& snapshot, const std::vector<model::ConceptId>& about) {
  for (const model::ConceptId id : about) {
    const model::ConceptId parent = snapshot.concepts.facts()[id.index()].parent;
    if (std::find(about.begin(), about.end(), parent) == about.end())
      return snapshot.concepts[id.index()].label;
  }
  return {};
}

Figure make_neighbourhood(const FigureWorld& world) {
  const model::Snapshot& snapshot = *world.snapshot;
  std::vector<model::ConfigurationId> around;
  for (const model::ConfigurationId id : chosen_configurations(world)) {
    if (holds_any(snapshot, id, world.about)) around.push_back(id);
  }
  Drawing drawing(snapshot);
  drawing.emphasise(world.about);
  const std::string name = name_of(snapshot, world.about);
  if (around.size() <= most_shapes) {
    for (const model::ConfigurationId id : around) drawing.add(id);
  }
  const std::string about = "Around \u201c" + name + "\u201d: ";
  if (around.size() > most_shapes || drawing.shapes() > most_shapes) {
    Figure figure = overview_by_concept(world, around);
    figure.caption.insert(0, about);
    return figure;
  }
  return {
      drawing.dot(),
      about + count_of(static_cast<std::int64_t>(around.size()), "configuration", "configurations"),
      drawing.description()};
}

}  // namespace

const FigureKind figure_neighbourhood{
    "neighbourhood",
    "Around a concept",
    "The configurations that hold a concept (--about NAME) or one below it, each whole.",
    "",
    make_neighbourhood,
    true};

}  // namespace retroduce::reports
