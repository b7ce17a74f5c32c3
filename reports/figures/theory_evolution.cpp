// How the programme theory changed: a column for each version, a box for each statement, a line
// from each statement to what became of it.
#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "reports/numbers.h"
#include "reports/picture.h"
#include "reports/registry.h"
#include "reports/theory_versions.h"

namespace retroduce::reports {

namespace {

constexpr double margin = 16;
constexpr double box_width = 250;
constexpr double column_gap = 80;
constexpr double row_gap = 12;
constexpr double padding = 7;
const TextStyle plain_text{10.5};
const TextStyle remark_text{9.5, false, true};

TextStyle heading_text() {
  TextStyle style{12};
  style.is_bold = true;
  return style;
}

/// Told apart in black and white, from the plainest: kept is heavy, a dropped one has dashes.
Stroke line_of(model::Lineage lineage) {
  switch (lineage) {
    case model::Lineage::kept:
      return {2.5, {}, true};
    case model::Lineage::split:
    case model::Lineage::merged:
      return {1, "7 3", true};
    case model::Lineage::dropped:
      return {1, "2 3", true};
    case model::Lineage::reworded:
    case model::Lineage::created:
      break;
  }
  return {1, {}, true};
}

class Evolution {
 public:
  explicit Evolution(const FigureWorld& world) : all_(world.details->theories()) {
    for (const model::Statement& statement : all_.statements) {
      for (const model::StatementLineage& each : statement.lineage) {
        if (each.earlier.is_set())
          carried_on_.insert(static_cast<std::uint32_t>(each.earlier.index()));
      }
    }
  }

  Figure figure() {
    const std::vector<TheoryLine> lines = programme_theories(all_);
    double y = margin;
    double right = margin + 420;
    for (const TheoryLine& line : lines) {
      if (lines.size() > 1)
        y +=
            picture_.paragraph({margin, y}, 600, all_.theories[line.theory].label, heading_text()) +
            4;
      const auto columns = static_cast<double>(line.versions.size());
      right = std::max(right, margin + columns * box_width + (columns - 1) * column_gap);
      y = draw(line, y) + 18;
    }
    if (lines.empty())
      y += picture_.paragraph({margin, y}, right - margin,
                              "The review holds no programme theory yet.", plain_text);
    else
      y += picture_.paragraph({margin, y}, right - margin, key(), TextStyle{9});
    std::string caption = "How the programme theory changed";
    if (lines.size() == 1)
      caption += ", in " + count_of(static_cast<std::int64_t>(lines[0].versions.size()), "version",
                                    "versions");
    std::string svg = picture_.svg(right + margin, y + margin, caption, description_);
    Figure figure{{}, std::move(caption), std::move(description_), std::move(svg)};
    if (lines.empty()) figure.note = how_to_bring_in_theories("programme theory");
    return figure;
  }

 private:
  static std::string key() {
    return "Heavy lines: kept. Plain: reworded. Long dashes: split or merged. Dotted: dropped. A "
           "box "
           "that no line enters came new with its version; grey boxes are not carried on.";
  }

  double draw(const TheoryLine& line, double top) {
    double bottom = top;
    double x = margin;
    for (const std::uint32_t version : line.versions) {
      bottom = std::max(bottom, draw_version(version, x, top, version == line.newest()));
      x += box_width + column_gap;
    }
    for (const std::uint32_t version : line.versions) {
      for (const std::uint32_t place : statements_of(all_, version)) draw_lines_to(place);
    }
    return bottom;
  }

  double draw_version(std::uint32_t place, double x, double top, bool is_newest) {
    const model::TheoryVersion& version = all_.versions[place];
    const std::string name = version.label + (version.date.empty() ? "" : ", " + version.date);
    double y = top + picture_.paragraph({x, top}, box_width, name, heading_text()) + 4;
    description_ += "Version " + name + ". ";
    for (const std::uint32_t each : statements_of(all_, place)) {
      const double height = draw_statement(each, {x, y}, is_newest);
      y += height + row_gap;
    }
    description_ += "\n";
    return y;
  }

  /// What became of it, in words: "reworded from 1".
  std::string remark_of(const model::Statement& statement) const {
    std::map<std::string, std::vector<std::string>> from;
    for (const model::StatementLineage& each : statement.lineage) {
      auto& earlier = from[std::string(model::to_word(each.lineage))];
      if (each.earlier.is_set()) earlier.push_back(all_.statements[each.earlier.index()].label);
    }
    std::vector<std::string> parts;
    for (const auto& [word, earlier] : from)
      parts.push_back(earlier.empty() ? word : word + " (was " + base::join(earlier, ", ") + ")");
    return base::join(parts, "; ");
  }

  static bool is_dropped(const model::Statement& statement) {
    return std::any_of(statement.lineage.begin(), statement.lineage.end(),
                       [](const auto& each) { return each.lineage == model::Lineage::dropped; });
  }

  double draw_statement(std::uint32_t place, Point corner, bool is_newest) {
    const model::Statement& statement = all_.statements[place];
    const bool is_left = is_dropped(statement) || (!is_newest && carried_on_.count(place) == 0);
    const std::string words =
        statement.label + ". " + (statement.text.empty() ? "(no text)" : statement.text);
    std::string remark = remark_of(statement);
    if (!is_newest && carried_on_.count(place) == 0 && !is_dropped(statement))
      remark += std::string(remark.empty() ? "" : "; ") + "not carried on";
    const double width = box_width - 2 * padding;
    double height = Picture::height_of(words, width, plain_text) + 2 * padding;
    if (!remark.empty()) height += Picture::height_of(remark, width, remark_text) + 2;
    picture_.box({corner.x, corner.y, box_width, height}, {1, is_dropped(statement) ? "2 3" : ""},
                 is_left ? Picture::Fill::light : Picture::Fill::white);
    double y = corner.y + padding;
    y += picture_.paragraph({corner.x + padding, y}, width, words, plain_text);
    if (!remark.empty())
      picture_.paragraph({corner.x + padding, y + 2}, width, remark, remark_text);
    places_[place] = {corner.x, corner.y, box_width, height};
    description_ += words + (remark.empty() ? "" : " [" + remark + "]") + " ";
    return height;
  }

  void draw_lines_to(std::uint32_t place) {
    const Rect& to = places_[place];
    for (const model::StatementLineage& each : all_.statements[place].lineage) {
      if (!each.earlier.is_set()) continue;
      const auto found = places_.find(static_cast<std::uint32_t>(each.earlier.index()));
      if (found == places_.end()) continue;
      const Rect& from = found->second;
      picture_.curve({from.x + from.width, from.y + from.height / 2}, {to.x, to.y + to.height / 2},
                     line_of(each.lineage));
    }
  }

  model::TheoryDetails all_;
  std::set<std::uint32_t> carried_on_;  ///< statements that a later one came out of
  std::map<std::uint32_t, Rect> places_;
  Picture picture_;
  std::string description_;
};

Figure make_theory_evolution(const FigureWorld& world) { return Evolution(world).figure(); }

}  // namespace

const FigureKind figure_theory_evolution{
    "theory-evolution", "How the programme theory changed",
    "The versions of the theory side by side, with what became of each statement.", "",
    make_theory_evolution};

}  // namespace retroduce::reports
