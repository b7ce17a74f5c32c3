// The configurations of a review, or of one of its themes: the programme theory as it stands.
#include "base/text.h"
#include "reports/drawing.h"
#include "reports/numbers.h"
#include "reports/overview.h"
#include "reports/registry.h"
#include "reports/subject.h"

namespace retroduce::reports {

namespace {

/// Each theme in a frame; in layers none, for a frame holds its shapes together and so out of their
/// layers.
Drawing draw_whole(const FigureWorld& world) {
  Drawing drawing(*world.snapshot, world.layout);
  std::vector<bool> chosen(world.snapshot->configurations.size(), false);
  for (const model::ConfigurationId id : chosen_configurations(world)) chosen[id.index()] = true;
  ConfigurationWalk walk(*world.snapshot);
  std::string heading;
  std::string frame;
  model::ConfigurationId id;
  while (walk.next(heading, id)) {
    if (!heading.empty()) {
      frame = heading;
    } else if (chosen[id.index()]) {
      drawing.add(id, world.layout == FigureWorld::Layout::layered ? std::string() : frame);
    }
  }
  return drawing;
}

std::string of_what(const FigureWorld& world) {
  if (world.theme.is_set()) return " of the theme " + theme_words(world);
  const std::string& title = world.snapshot->title;
  return title.empty() ? " of the review" : " of the review: " + title;
}

Figure make_theory(const FigureWorld& world) {
  const std::vector<model::ConfigurationId> configurations = chosen_configurations(world);
  // A mechanism is a shape for each configuration, so this is known before anything is drawn.
  const bool is_surely_too_much = configurations.size() > most_shapes;
  if (!is_surely_too_much) {
    const Drawing drawing = draw_whole(world);
    if (drawing.shapes() <= most_shapes) {
      return {drawing.dot(),
              count_of(static_cast<std::int64_t>(configurations.size()), "configuration",
                       "configurations") +
                  of_what(world),
              drawing.description()};
    }
  }
  const bool has_themes = !world.theme.is_set() && ConfigurationWalk(*world.snapshot).is_grouped();
  return has_themes ? overview_by_theme(world) : overview_by_concept(world, configurations);
}

}  // namespace

const FigureKind figure_theory{
    "theory", "The programme theory",
    "Contexts, mechanisms and outcomes in columns, each theme in a frame (--layout layered: by "
    "what "
    "leads to what, without frames); gathered by theme where there are too many.",
    "", make_theory};

}  // namespace retroduce::reports
