#include "reports/overview.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "reports/drawing.h"
#include "reports/escape.h"
#include "reports/notes.h"
#include "reports/numbers.h"
#include "reports/subject.h"

namespace retroduce::reports {

namespace {

using model::ConfigurationId;
using model::Role;
using model::SnapshotElement;

std::string wrapped(const std::string& text) {
  return base::join(base::wrap(text, dot_label_columns), "\n");
}

bool takes_part(const SnapshotElement& element) { return !element.when_not_fired; }

/// A shape that stands for several things.
struct Group {
  std::string label;
  std::int64_t configurations = 0;
  std::int64_t refuted = 0;
  std::set<std::uint32_t> supporting;
  std::set<std::uint32_t> disputing;

  void take(const model::Snapshot& snapshot, ConfigurationId id) {
    ++configurations;
    refuted += is_refuted(snapshot, id) ? 1 : 0;
    for (const std::uint32_t d : snapshot.supporters()[id.index()]) supporting.insert(d);
    for (const std::uint32_t d : snapshot.disputers()[id.index()]) disputing.insert(d);
  }
  std::string counts() const {
    std::string words =
        count_of(configurations, "configuration", "configurations") +
        (refuted > 0 ? " (" + grouped(refuted) + " refuted)" : std::string()) + ",\n" +
        count_of(static_cast<std::int64_t>(supporting.size()), "document", "documents");
    if (!disputing.empty()) words += ", " + std::to_string(disputing.size()) + " against";
    return words;
  }
  std::string counts_in_a_line() const {
    std::string words = counts();
    std::replace(words.begin(), words.end(), '\n', ' ');
    return words;
  }
};

std::string node(const std::string& name, const Group& group, const char* style) {
  return "  " + name + " [" + style +
         "label=" + dot_string(wrapped(group.label) + "\n" + group.counts()) +
         ", tooltip=" + dot_string(group.label + ": " + group.counts_in_a_line()) + "];\n";
}

std::string edge(const std::string& from, const std::string& to, std::int64_t count,
                 const std::string& words) {
  return "  " + from + " -> " + to + " [penwidth=" + std::to_string(line_weight(count)) +
         ", label=\"" + std::to_string(count) + "\", tooltip=" + dot_string(words) + "];\n";
}

/// Which theme each configuration stands under, by the names of ConfigurationWalk.
struct ByTheme {
  std::vector<Group> groups;
  std::vector<std::size_t> group_of;  ///< by configuration

  explicit ByTheme(const model::Snapshot& snapshot) : group_of(snapshot.configurations.size(), 0) {
    ConfigurationWalk walk(snapshot);
    std::string heading;
    ConfigurationId id;
    while (walk.next(heading, id)) {
      if (!heading.empty()) {
        groups.push_back({heading, 0, 0, {}, {}});
        continue;
      }
      group_of[id.index()] = groups.size() - 1;
      groups.back().take(snapshot, id);
    }
  }
};

/// How many joints lead from one theme to another: pairs of configurations, an outcome of the one
/// being a context of the other.
using Joints = std::map<std::pair<std::size_t, std::size_t>, std::int64_t>;

Joints joints_between(const model::Snapshot& snapshot, const ByTheme& themes) {
  struct Ends {
    std::map<std::size_t, std::int64_t> yielding, needing;  // by theme
  };
  std::map<std::pair<model::ConceptId, bool>, Ends> ends;
  for (std::size_t i = 0; i < snapshot.configurations.size(); ++i) {
    for (const SnapshotElement& element : snapshot.elements_of(ConfigurationId(i))) {
      if (!takes_part(element)) continue;
      if (element.role == Role::outcome)
        ++ends[{element.concept_, element.opposite}].yielding[themes.group_of[i]];
      if (element.role == Role::context)
        ++ends[{element.concept_, element.opposite}].needing[themes.group_of[i]];
    }
  }
  Joints joints;
  for (const auto& [term, both] : ends) {
    for (const auto& [from, yielding] : both.yielding) {
      for (const auto& [to, needing] : both.needing) joints[{from, to}] += yielding * needing;
    }
  }
  return joints;
}

/// Leaves those with the largest numbers, ties by their place; tells how many go.
template <typename Key>
std::int64_t keep_largest(std::map<Key, std::int64_t>& counts, std::size_t most) {
  if (counts.size() <= most) return 0;
  std::vector<std::pair<std::int64_t, Key>> order;
  for (const auto& [key, count] : counts) order.push_back({-count, key});
  std::sort(order.begin(), order.end());
  for (std::size_t i = most; i < order.size(); ++i) counts.erase(order[i].second);
  return static_cast<std::int64_t>(order.size() - most);
}

// Two to a shape.
constexpr std::size_t most_lines = 2 * most_shapes;

std::string left_out_words(std::int64_t shapes, std::int64_t lines) {
  std::string words;
  if (shapes > 0) words += "; the " + count_of(shapes, "smallest is", "smallest are") + " left out";
  if (lines > 0)
    words += "; the " + count_of(lines, "lightest line is", "lightest lines are") + " left out";
  return words;
}

std::string plural(std::int64_t count) { return count_of(count, "joint", "joints"); }

bool has_disputes(const std::vector<Group>& groups) {
  return std::any_of(groups.begin(), groups.end(),
                     [](const Group& group) { return !group.disputing.empty(); });
}

// A shape in one of three columns, and a line between two of them.
using Place = std::pair<int, std::uint32_t>;
using Pair = std::pair<Place, Place>;

class ByConcept {
 public:
  explicit ByConcept(const model::Snapshot& snapshot) : snapshot_(snapshot) {}

  void take(ConfigurationId id) {
    std::set<std::uint32_t> columns[3];
    for (const SnapshotElement& element : snapshot_.elements_of(id)) {
      if (!takes_part(element)) continue;
      const int column = column_of(element.role);
      if (column >= 0) columns[column].insert(top_of(element.concept_));
    }
    for (int column = 0; column < 3; ++column) {
      if (columns[column].empty()) columns[column].insert(not_stated);
      for (const std::uint32_t top : columns[column]) {
        groups_[{column, top}].label = label_of(column, top);
        groups_[{column, top}].take(snapshot_, id);
      }
    }
    for (int column = 0; column < 2; ++column) {
      for (const std::uint32_t from : columns[column]) {
        for (const std::uint32_t to : columns[column + 1])
          ++pairs_[{{column, from}, {column + 1, to}}];
      }
    }
  }

  /// Leaves what a page holds, and tells in words what goes.
  std::string keep() {
    std::map<Place, std::int64_t> sizes;
    for (const auto& [place, group] : groups_) sizes[place] = group.configurations;
    const std::int64_t shapes = keep_largest(sizes, most_shapes);
    std::erase_if(groups_, [&](const auto& each) { return sizes.count(each.first) == 0; });
    std::erase_if(pairs_, [&](const auto& each) {
      return groups_.count(each.first.first) == 0 || groups_.count(each.first.second) == 0;
    });
    return left_out_words(shapes, keep_largest(pairs_, most_lines));
  }

  std::string dot(const std::string& key) const {
    std::string text = dot_head(key);
    for (const auto& [place, group] : groups_)
      text += node(name_of(place), group, place.first == 1 ? "" : "style=\"filled,rounded\", ");
    for (const auto& [pair, count] : pairs_) {
      text += edge(name_of(pair.first), name_of(pair.second), count, words_of(pair, count));
    }
    return text + "}\n";
  }

  std::string description() const {
    std::string text;
    for (const auto& [pair, count] : pairs_) {
      text += words_of(pair, count) + ".\n";
    }
    return text;
  }

 private:
  static constexpr std::uint32_t not_stated = 0xffffffffU;

  static int column_of(Role role) {
    return role == Role::context ? 0 : role == Role::mechanism ? 1 : role == Role::outcome ? 2 : -1;
  }

  std::uint32_t top_of(model::ConceptId concept_) const {
    const auto& facts = snapshot_.concepts.facts();
    // A path of parents is never longer than the list, unless they go round in a circle.
    for (std::size_t step = 0; step < snapshot_.concepts.size(); ++step) {
      const model::ConceptId parent = facts[concept_.index()].parent;
      if (!parent.is_set()) break;
      concept_ = parent;
    }
    return concept_.value;
  }

  std::string label_of(int column, std::uint32_t top) const {
    if (top == not_stated) {
      return column == 0   ? "context not stated"
             : column == 1 ? "mechanism not stated"
                           : "outcome not stated";
    }
    return snapshot_.concepts[top].label;
  }

  static std::string name_of(const Place& place) {
    return "group_" + std::to_string(place.first) + "_" + std::to_string(place.second);
  }

  std::string words_of(const Pair& pair, std::int64_t count) const {
    return groups_.at(pair.first).label + " > " + groups_.at(pair.second).label + ": " +
           count_of(count, "configuration", "configurations");
  }

  const model::Snapshot& snapshot_;
  std::map<Place, Group> groups_;
  std::map<Pair, std::int64_t> pairs_;
};

/// The theme with all below it, by place.
std::vector<bool> themes_below(const model::Snapshot& snapshot, model::ThemeId theme) {
  std::vector<bool> below(snapshot.themes.size(), false);
  for (std::size_t i = 0; i < below.size(); ++i) {
    model::ThemeId at(i);
    // A theme may be listed before its parent; a chain of parents is never longer than the list.
    for (std::size_t step = 0; at.is_set() && at != theme && step < below.size(); ++step)
      at = snapshot.themes[at.index()].parent;
    below[i] = at == theme;
  }
  return below;
}

}  // namespace

std::vector<ConfigurationId> chosen_configurations(const FigureWorld& world) {
  const model::Snapshot& snapshot = *world.snapshot;
  std::vector<ConfigurationId> all = ConfigurationWalk(snapshot).order();
  if (!world.theme.is_set()) return all;
  const std::vector<bool> below = themes_below(snapshot, world.theme);
  std::erase_if(all, [&](ConfigurationId id) {
    const model::ThemeId theme = snapshot.configurations.facts()[id.index()].theme;
    return !theme.is_set() || !below[theme.index()];
  });
  return all;
}

std::string theme_words(const FigureWorld& world) {
  if (!world.theme.is_set()) return {};
  return "\u201c" + world.snapshot->themes[world.theme.index()].label + "\u201d";
}

Figure overview_by_theme(const FigureWorld& world) {
  const model::Snapshot& snapshot = *world.snapshot;
  const ByTheme themes(snapshot);
  Joints joints = joints_between(snapshot, themes);
  std::map<std::size_t, std::int64_t> drawn;  // by place among the themes
  for (std::size_t i = 0; i < themes.groups.size(); ++i) drawn[i] = themes.groups[i].configurations;
  const std::int64_t themes_left_out = keep_largest(drawn, most_shapes);
  std::string key =
      "Boxes: themes. Lines: pairs of configurations, an outcome of the one being a context of\n"
      "the other, with their number; heavier: more of them.";
  if (has_disputes(themes.groups)) key += " Against: documents that contradict.";
  std::string dot = dot_head(key);
  std::string description;
  const auto name = [](std::size_t i) { return "theme_" + std::to_string(i); };
  for (const auto& [place, size] : drawn) {
    const Group& group = themes.groups[place];
    const auto inside = joints.find({place, place});
    description += group.label + ": " + group.counts_in_a_line();
    if (inside != joints.end()) description += ", " + plural(inside->second) + " inside";
    description += ".\n";
    dot += node(name(place), group, "penwidth=1.5, ");
  }
  std::erase_if(joints, [&](const auto& each) {
    const auto [from, to] = each.first;
    return from == to || drawn.count(from) == 0 || drawn.count(to) == 0;
  });
  const std::int64_t lines_left_out = keep_largest(joints, most_lines);
  for (const auto& [ends, count] : joints) {
    const std::string words = themes.groups[ends.first].label + " > " +
                              themes.groups[ends.second].label + ": " + plural(count);
    dot += edge(name(ends.first), name(ends.second), count, words);
    description += words + ".\n";
  }
  const auto count = static_cast<std::int64_t>(snapshot.configurations.size());
  return {dot + "}\n",
          count_of(count, "configuration", "configurations") + " of the review in " +
              count_of(static_cast<std::int64_t>(themes.groups.size()), "theme", "themes") +
              ": too many to draw whole, so gathered by theme" +
              left_out_words(themes_left_out, lines_left_out),
          description,
          {},
          true};
}

Figure overview_by_concept(const FigureWorld& world,
                           const std::vector<ConfigurationId>& configurations) {
  ByConcept groups(*world.snapshot);
  for (const ConfigurationId id : configurations) groups.take(id);
  const std::string left_out = groups.keep();
  std::string caption =
      count_of(static_cast<std::int64_t>(configurations.size()), "configuration",
               "configurations") +
      (world.theme.is_set() ? " of the theme " + theme_words(world) : "") +
      ": too many to draw whole, so gathered by the concepts at the top of the tree";
  caption += left_out;
  return {groups.dot("From left to right: contexts, mechanisms, outcomes, under their top "
                     "concepts, opposites with them.\nNumbers and heavier lines: configurations. "
                     "Two lines in a row need not be one configuration."),
          caption,
          groups.description(),
          {},
          true};
}

}  // namespace retroduce::reports
