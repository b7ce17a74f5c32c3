// The chains of an answer, drawn together: what they share is drawn once. The strongest that a page
// holds; how many there are, and whether anybody saw them whole, is always said.
#include <map>
#include <string_view>

#include "base/text.h"
#include "reports/drawing.h"
#include "reports/numbers.h"
#include "reports/overview.h"
#include "reports/registry.h"

namespace retroduce::reports {

namespace {

using query::Answer;
using query::Row;

struct ClassWords {
  std::string_view name;  ///< as in the answer
  const char* words;
};

// In the order in which they should worry the reader least.
constexpr ClassWords classes[] = {
    {"thread", "told whole by one document"},
    {"study", "told whole by one study"},
    {"stitched", "stitched together from sources none of which saw the whole"},
    {"unsupported", "with a step that no document supports"},
    {"conflict", "with contexts that contradict each other"},
};

template <typename T>
const T* field(const Row& row, std::string_view name) {
  for (const auto& [key, value] : row.fields) {
    if (key == name) return std::get_if<T>(&value.value);
  }
  return nullptr;
}

std::string class_of(const Row& row) {
  const auto* found = field<std::string>(row, "support_class");
  return found == nullptr ? std::string() : *found;
}

const char* words_of(const ClassWords& one, const Answer& answer) {
  const bool is_by_study = answer.counts_studies && one.name == "thread";
  return is_by_study ? "told whole by one study" : one.words;
}

/// "1 told whole by one document, 2 stitched together …"
std::string classes_in_words(const Answer& answer, std::size_t drawn) {
  std::map<std::string, std::int64_t> counts;
  for (std::size_t i = 0; i < drawn; ++i) ++counts[class_of(answer.rows[i])];
  std::string text;
  for (const ClassWords& one : classes) {
    const auto found = counts.find(std::string(one.name));
    if (found == counts.end()) continue;
    if (!text.empty()) text += ", ";
    text += std::to_string(found->second) + " " + words_of(one, answer);
  }
  return text;
}

std::string labels_of(const model::Snapshot& snapshot, const Row& row) {
  std::vector<std::string> labels;
  for (const model::ConfigurationId id : row.configurations)
    labels.emplace_back(snapshot.configurations[id.index()].label);
  return base::join(labels, " > ");
}

/// "Chain 1 (strength 2, stitched): CMOC 3 > CMOC 7."
std::string in_words(const model::Snapshot& snapshot, const Row& row, std::size_t number) {
  std::string text = "Chain " + std::to_string(number);
  if (const auto* strength = field<std::int64_t>(row, "strength"); strength != nullptr)
    text += " (strength " + std::to_string(*strength) + ", " + class_of(row) + ")";
  return text + ": " + labels_of(snapshot, row) + ".\n";
}

/// "12 of at least 1,000 chains of configurations, the strongest: the question"
std::string caption_of(const Answer& answer, std::size_t drawn) {
  const auto shown = static_cast<std::int64_t>(drawn);
  const std::string counted =
      answer.total > shown
          ? std::to_string(drawn) + (answer.total_is_exact ? " of " : " of at least ") +
                count_of(answer.total, "chain", "chains") + " of configurations, the strongest"
          : count_of(shown, "chain", "chains") + " of configurations";
  const std::string classes_there = classes_in_words(answer, drawn);
  return counted + ": " + answer.question + (classes_there.empty() ? "" : "; " + classes_there);
}

void add(Drawing& drawing, const Row& row) {
  for (const model::ConfigurationId id : row.configurations) drawing.add(id);
}

bool fits(const Drawing& drawing, const Row& row) {
  Drawing tried(drawing);
  add(tried, row);
  return tried.shapes() <= most_shapes;
}

/// One chain that no page holds.
Figure gathered(const FigureWorld& world) {
  const Row& row = world.answer->rows.front();
  Figure figure = overview_by_concept(world, row.configurations);
  figure.caption = caption_of(*world.answer, 1) + "; " + figure.caption;
  figure.description.insert(0, in_words(*world.snapshot, row, 1));
  return figure;
}

Figure make_chain(const FigureWorld& world) {
  const Answer& answer = *world.answer;
  Drawing drawing(*world.snapshot);
  std::string chains;
  std::size_t drawn = 0;
  while (drawn < answer.rows.size() && fits(drawing, answer.rows[drawn])) {
    add(drawing, answer.rows[drawn]);
    chains += in_words(*world.snapshot, answer.rows[drawn], drawn + 1);
    ++drawn;
  }
  if (drawn == 0 && !answer.rows.empty()) return gathered(world);
  const std::string classes_there = classes_in_words(answer, drawn);
  if (!classes_there.empty()) drawing.add_to_key("Chains: " + classes_there + ".");
  return {drawing.dot(), caption_of(answer, drawn), chains + drawing.description()};
}

}  // namespace

const FigureKind figure_chain{
    "chain", "Chains of configurations",
    "The chains of an answer from left to right, each configuration whole; the strongest that a "
    "page holds.",
    "chains", make_chain};

}  // namespace retroduce::reports
