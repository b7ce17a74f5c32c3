// renumber: labels of configurations in a row; every reference holds.
#include <algorithm>

#include "base/text.h"
#include "store/apart_history.h"
#include "store/edit_steps.h"

namespace retroduce::store {

using namespace model;

namespace {

void apply(EditContext& context) {
  context.take("configurations");
  const std::string prefix =
      context.at_end() ? std::string("CMOC ") : context.name("the words before the number");
  context.finish();
  std::vector<std::string> labels = context.things().names(ThingKind::configuration);
  std::sort(labels.begin(), labels.end(),
            [](const auto& a, const auto& b) { return base::compare_labels(a, b) < 0; });
  std::vector<ThingName> things;
  for (const std::string& label : labels)
    things.push_back(context.things().find(ThingKind::configuration, label).front());
  const auto relabel = [&](const ThingName& thing, const std::string& label) {
    Image image = context.image(thing);
    image["label"] = label;
    context.session().put(thing, image);
  };
  const auto wanted = [&](std::size_t i) { return prefix + std::to_string(i + 1); };
  // By way of names that nobody has, since labels are unique at every step.
  for (std::size_t i = 0; i < things.size(); ++i)
    if (labels[i] != wanted(i))
      relabel(things[i], labels[i] + " \u2192 " + context.session().uid());
  std::size_t changed = 0;
  for (std::size_t i = 0; i < things.size(); ++i) {
    if (labels[i] == wanted(i)) continue;
    relabel(things[i], wanted(i));
    // How many others have made apart is not told.
    if (!context.session().hidden().hides(things[i])) ++changed;
  }
  context.done =
      "renumbered " + std::to_string(changed) + " configurations as \"" + prefix + "1\" and so on";
}

}  // namespace

extern const EditVerb edit_renumber;
const EditVerb edit_renumber{"renumber", "renumber [configurations] [\"PREFIX\"]",
                             "renumber \"CMOC \"",
                             "Numbers configurations anew in the order of their labels.", apply};

}  // namespace retroduce::store
