// All configurations of a review at once, each theme in a frame: the programme theory as it stands.
#include "base/text.h"
#include "reports/drawing.h"
#include "reports/registry.h"
#include "reports/subject.h"

namespace retroduce::reports {

namespace {

Figure make_theory(const FigureWorld& world) {
  Drawing drawing(*world.snapshot);
  ConfigurationWalk walk(*world.snapshot);
  std::string heading;
  std::string frame;
  model::ConfigurationId id;
  while (walk.next(heading, id)) {
    if (heading.empty()) {
      drawing.add(id, frame);
    } else {
      frame = heading;
    }
  }
  const auto count = static_cast<std::int64_t>(world.snapshot->configurations.size());
  return {drawing.dot(),
          base::count_of(count, "configuration", "configurations") +
              " of the review: " + world.snapshot->title,
          drawing.description()};
}

}  // namespace

const FigureKind figure_theory{"theory", "The programme theory",
                               "All configurations from left to right, framed by theme.", "",
                               make_theory};

}  // namespace retroduce::reports
