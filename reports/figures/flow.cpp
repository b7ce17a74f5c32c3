// The flow of records, documents and studies: a lane for each round of searching, a box for each
// stage with what was left out beside it, and what is included under all of them.
#include <algorithm>

#include "base/text.h"
#include "model/entry_lists.h"
#include "reports/entry_rows.h"
#include "reports/numbers.h"
#include "reports/picture.h"
#include "reports/registry.h"

namespace retroduce::reports {

namespace {

using model::EntryList;

constexpr double margin = 16;
constexpr double box_width = 200;
constexpr double side_width = 170;
constexpr double side_gap = 26;
constexpr double lane_gap = 30;
constexpr double stage_gap = 26;
constexpr double padding = 7;
const TextStyle plain_text{10.5};

TextStyle bold_text() {
  TextStyle style = plain_text;
  style.is_bold = true;
  return style;
}

struct Stage {
  std::string name;
  std::vector<std::string> lines;     ///< "Medline, 2021-02-01: 412 records"
  std::vector<std::string> left_out;  ///< "no outcome told: 12"
  std::string all_left_out;           ///< how many, where that is stated apart from the reasons

  std::string heading_left_out() const {
    return all_left_out.empty() ? "Left out" : "Left out: " + all_left_out;
  }
  bool has_left_out() const { return !left_out.empty() || !all_left_out.empty(); }
};

struct Lane {
  std::string round;
  std::vector<Stage> stages;

  Stage& stage(const std::string& name) {
    const auto found = std::find_if(stages.begin(), stages.end(),
                                    [&](const Stage& each) { return each.name == name; });
    if (found != stages.end()) return *found;
    stages.push_back({name, {}, {}, {}});
    return stages.back();
  }
};

class Flow {
 public:
  explicit Flow(const FigureWorld& world) : world_(world), snapshot_(*world.snapshot) {
    for (const model::SearchDetail& one : world.details->searches()) take(one);
    for (const model::Entry& entry : world.details->entries(EntryList::flow)) take(entry);
  }

  Figure figure() {
    const bool is_empty = lanes_.empty();
    double x = margin;
    double bottom = margin;
    std::vector<Point> ends;
    for (const Lane& lane : lanes_) {
      const Point end = draw(lane, x);
      bottom = std::max(bottom, end.y);
      ends.push_back(end);
      x += lane_width(lane) + lane_gap;
    }
    const double right = std::max(is_empty ? x : x - lane_gap, margin + 420);
    bottom = draw_included(ends, bottom, right);
    if (is_empty) bottom += draw_nothing_known(bottom, right);
    std::string caption = "Flow of records, documents and studies" +
                          (lanes_.size() > 1 ? ", " + std::to_string(lanes_.size()) +
                                                   " rounds of searching from left to right"
                                             : std::string());
    std::string svg = picture_.svg(right + margin, bottom + margin, caption, description_);
    Figure figure{{}, std::move(caption), std::move(description_), std::move(svg)};
    figure.note = is_empty ? how_to_bring_in(EntryList::flow)
                           : base::join(notes_on_included(snapshot_, *world_.details), "; ");
    return figure;
  }

 private:
  /// Lines without a round stand in one lane; a later round never hides an earlier one.
  Lane& lane(const std::string& round) {
    const auto found = std::find_if(lanes_.begin(), lanes_.end(),
                                    [&](const Lane& each) { return each.round == round; });
    if (found != lanes_.end()) return *found;
    lanes_.push_back({round, {}});
    return lanes_.back();
  }

  void take(const model::SearchDetail& one) {
    Stage& stage = lane(one.search).stage("records found");
    std::string where = one.database.empty() ? "database not stated" : one.database;
    if (!one.searched.empty()) where += ", " + one.searched;
    stage.lines.push_back(where + ": " + count_of(one.records, "record", "records"));
    if (one.records > one.new_documents)
      stage.left_out.push_back(
          where + ", of a document already found: " + grouped(one.records - one.new_documents));
  }

  void take(const model::Entry& entry) {
    const auto value = [&](const char* field) {
      return std::string(model::value_in(entry, field));
    };
    // "1" and "round 1" are one round.
    const std::string round = value("round");
    const bool is_known = std::any_of(lanes_.begin(), lanes_.end(), [&](const Lane& each) {
      return each.round == "round " + round;
    });
    Stage& stage = lane(is_known ? "round " + round : round).stage(value("stage"));
    const std::string source = value("source");
    const std::string counted = value("counted");
    if (!value("n").empty())
      stage.lines.push_back((source.empty() ? "" : source + ": ") + value("n") +
                            (counted.empty() ? "" : " " + counted));
    // A number without a reason is that of all, whose reasons stand in lines of their own.
    if (value("reason").empty() && stage.all_left_out.empty())
      stage.all_left_out = value("excluded");
    else if (!value("excluded").empty() || !value("reason").empty())
      stage.left_out.push_back(
          (value("reason").empty() ? "no reason stated" : value("reason")) + ": " +
          (value("excluded").empty() ? "number not stated" : value("excluded")));
  }

  static bool has_sides(const Lane& lane) {
    return std::any_of(lane.stages.begin(), lane.stages.end(),
                       [](const Stage& stage) { return stage.has_left_out(); });
  }

  static double lane_width(const Lane& lane) {
    return box_width + (has_sides(lane) ? side_gap + side_width : 0);
  }

  static double text_height(const std::string& heading, const std::vector<std::string>& lines,
                            double width) {
    double height = Picture::height_of(heading, width - 2 * padding, bold_text());
    for (const std::string& line : lines)
      height += Picture::height_of(line, width - 2 * padding, plain_text);
    return height + 2 * padding;
  }

  void draw_box(const Rect& rect, const std::string& heading,
                const std::vector<std::string>& lines) {
    picture_.box(rect, {1});
    const double width = rect.width - 2 * padding;
    double y = rect.y + padding;
    y += picture_.paragraph({rect.x + padding, y}, width, heading, bold_text());
    for (const std::string& line : lines)
      y += picture_.paragraph({rect.x + padding, y}, width, line, plain_text);
  }

  static std::string capitalised(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
      text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
  }

  /// "Round 1"; what has no round needs a heading only beside others.
  std::string heading_of(const Lane& lane) const {
    if (lane.round.empty()) return lanes_.size() > 1 ? "Round not stated" : "";
    const bool is_number = std::all_of(lane.round.begin(), lane.round.end(),
                                       [](char c) { return c >= '0' && c <= '9'; });
    return is_number ? "Round " + lane.round : capitalised(lane.round);
  }

  static std::string left_out_words(const Stage& stage) {
    std::string words = stage.heading_left_out();
    words[0] = 'l';
    if (stage.left_out.empty()) return words;
    return words + (stage.all_left_out.empty() ? ": " : ", of these ") +
           base::join(stage.left_out, "; ");
  }

  /// Gives the middle of the lower edge of the last box.
  Point draw(const Lane& lane, double x) {
    double y = margin;
    const std::string heading = heading_of(lane);
    if (!heading.empty()) {
      TextStyle style = bold_text();
      style.size = 12;
      y += picture_.paragraph({x, y}, lane_width(lane), heading, style) + 6;
      description_ += heading + ". ";
    }
    const double middle = x + box_width / 2;
    Point end{middle, y};
    for (const Stage& stage : lane.stages) {
      if (&stage != &lane.stages.front()) {
        picture_.line({end, {middle, y}}, {1, {}, true});
      }
      const std::string name = capitalised(stage.name.empty() ? "stage not stated" : stage.name);
      const double own = text_height(name, stage.lines, box_width);
      const double side = stage.has_left_out()
                              ? text_height(stage.heading_left_out(), stage.left_out, side_width)
                              : 0;
      draw_box({x, y, box_width, own}, name, stage.lines);
      if (side > 0) {
        const double side_x = x + box_width + side_gap;
        picture_.line({{x + box_width, y + own / 2}, {side_x, y + own / 2}}, {1, {}, true});
        draw_box({side_x, y, side_width, std::max(side, own)}, stage.heading_left_out(),
                 stage.left_out);
      }
      description_ += name + ": " + base::join(stage.lines, "; ") +
                      (side > 0 ? "; " + left_out_words(stage) : "") + ".\n";
      end = {middle, y + own};
      y += std::max(own, side) + stage_gap;
    }
    return end;
  }

  /// Under all lanes: the documents, and the studies that they report.
  double draw_included(const std::vector<Point>& ends, double bottom, double right) {
    const auto documents = static_cast<std::int64_t>(snapshot_.documents.size());
    const auto studies = static_cast<std::int64_t>(snapshot_.studies.size());
    std::vector<std::string> lines{count_of(documents, "document", "documents"),
                                   count_of(studies, "study", "studies")};
    const double top = ends.empty() ? bottom : bottom + stage_gap + 8;
    const double height = text_height("Included in the review", lines, right - margin);
    for (const Point& end : ends) picture_.line({end, {end.x, top}}, {1, {}, true});
    draw_box({margin, top, right - margin, height}, "Included in the review", lines);
    description_ += "Included in the review: " + base::join(lines, ", ") + ".\n";
    return top + height;
  }

  /// Gives the height that it took.
  double draw_nothing_known(double bottom, double right) {
    const std::string words = "Of searches and of the stages before, nothing is recorded.";
    description_ += words + "\n";
    return 8 + picture_.paragraph({margin, bottom + 8}, right - margin, words, plain_text);
  }

  const FigureWorld& world_;
  const model::Snapshot& snapshot_;
  std::vector<Lane> lanes_;
  Picture picture_;
  std::string description_;
};

Figure make_flow(const FigureWorld& world) { return Flow(world).figure(); }

}  // namespace

const FigureKind figure_flow{
    "flow", "Flow of records, documents and studies",
    "Rounds of searching side by side, stages from top to bottom, what was "
    "left out and why, documents and studies apart.",
    "", make_flow};

}  // namespace retroduce::reports
