// Which document bears on which configuration, as a grid of marks. Where a page cannot hold that
// many rows or columns, configurations are gathered by theme and documents by year.
#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "base/text.h"
#include "reports/bibliography.h"
#include "reports/citations.h"
#include "reports/notes.h"
#include "reports/numbers.h"
#include "reports/picture.h"
#include "reports/registry.h"
#include "reports/subject.h"

namespace retroduce::reports {

namespace {

constexpr std::size_t most_rows = 120;
constexpr std::size_t most_columns = 120;
constexpr double cell = 14;
constexpr double margin = 16;
const TextStyle small{9};

struct Mark {
  std::set<std::uint32_t> supporting;  ///< documents
  std::set<std::uint32_t> refining;
  std::set<std::uint32_t> contradicting;
};

struct Row {
  std::string label;
  bool is_heading = false;
  std::map<std::size_t, Mark> marks;  ///< by column
};

class Map {
 public:
  explicit Map(const FigureWorld& world)
      : world_(world), snapshot_(*world.snapshot), column_of_(snapshot_.documents.size(), 0) {
    make_columns();
    make_rows();
  }

  Figure figure() {
    const double left = label_width();
    const double top = column_height();
    draw_columns(left, top);
    double y = top;
    for (const Row& row : rows_) y = draw_row(row, left, y);
    draw_totals(left, y + 4);
    y += 4 + cell;
    const double grid = left + static_cast<double>(columns_.size()) * cell;
    const double width = std::max(grid + 80, 420.0) + margin;
    y += 10 + draw_key({margin, y + 10}, width - 2 * margin);
    std::string caption = caption_text();
    std::string svg = picture_.svg(width, y + margin, caption, description_);
    return {{}, std::move(caption), std::move(description_), std::move(svg)};
  }

 private:
  bool by_year() const { return is_by_year_; }

  void make_columns() {
    std::vector<bool> bears(snapshot_.documents.size(), false);
    for (const model::SnapshotEvidence& evidence : snapshot_.evidence.all())
      bears[evidence.document.index()] = true;
    documents_ = static_cast<std::size_t>(std::count(bears.begin(), bears.end(), true));
    is_by_year_ = documents_ > most_columns;
    if (is_by_year_) {
      make_years(bears);
      return;
    }
    for (std::size_t d = 0; d < bears.size(); ++d) {
      if (!bears[d]) continue;
      column_of_[d] = columns_.size();
      columns_.push_back(name_of(model::DocumentId(d)));
    }
  }

  /// Two of the same authors and year must not look like one.
  std::string name_of(model::DocumentId id) {
    if (world_.name_of) return world_.name_of(id);
    if (!has_letters_) letters_ = year_letters({world_.snapshot, world_.details});
    has_letters_ = true;
    const model::Document document = world_.details->document(id);
    const auto letter = letters_.find(id);
    return base::shorten(short_authors(document), longest_name) + " " + year_of(document) +
           (letter == letters_.end() ? "" : letter->second);
  }

  void make_years(const std::vector<bool>& bears) {
    const auto year = std::find_if(snapshot_.fields.begin(), snapshot_.fields.end(),
                                   [](const auto& field) { return field.name == "year"; });
    std::map<std::string, std::vector<std::size_t>> years;
    for (std::size_t d = 0; d < bears.size(); ++d) {
      if (!bears[d]) continue;
      const bool is_known = year != snapshot_.fields.end() && year->code[d] >= 0;
      years[is_known ? year->words[static_cast<std::size_t>(year->code[d])] : "n.d."].push_back(d);
    }
    for (const auto& [name, documents] : years) {
      for (const std::size_t d : documents) column_of_[d] = columns_.size();
      columns_.push_back(name);
    }
  }

  void make_rows() {
    is_by_theme_ = snapshot_.configurations.size() > most_rows;
    ConfigurationWalk walk(snapshot_);
    std::string heading;
    model::ConfigurationId id;
    if (is_by_theme_ && !walk.is_grouped()) rows_.push_back({"All configurations", false, {}});
    while (walk.next(heading, id)) {
      if (!heading.empty()) {
        rows_.push_back({heading, !is_by_theme_, {}});
        continue;
      }
      if (!is_by_theme_) rows_.push_back({label_of(id), false, {}});
      take(rows_.back(), id);
    }
  }

  std::string label_of(model::ConfigurationId id) const {
    std::string label(snapshot_.configurations[id.index()].label);
    return is_refuted(snapshot_, id) ? label + " (refuted)" : label;
  }

  void take(Row& row, model::ConfigurationId id) {
    for (const model::SnapshotEvidence& evidence : snapshot_.evidence_of(id)) {
      Mark& mark = row.marks[column_of_[evidence.document.index()]];
      auto& documents = evidence.stance == model::Stance::supports  ? mark.supporting
                        : evidence.stance == model::Stance::refines ? mark.refining
                                                                    : mark.contradicting;
      documents.insert(evidence.document.value);
    }
  }

  double label_width() const {
    double width = 60;
    for (const Row& row : rows_) {
      if (!row.is_heading) width = std::max(width, Picture::text_width(row.label, small) + 8);
    }
    return margin + width;
  }

  double column_height() const {
    double height = 30;
    for (const std::string& name : columns_)
      height = std::max(height, Picture::text_width(name, small) + 10);
    return margin + height;
  }

  void draw_columns(double left, double top) {
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const double x = left + (static_cast<double>(c) + 0.5) * cell + 3;
      TextStyle style = small;
      style.turned = -90;
      picture_.words({x, top - 5}, columns_[c], style);
    }
    const double end = left + static_cast<double>(columns_.size()) * cell;
    TextStyle style = small;
    style.turned = -90;
    picture_.words({end + 20, top - 5}, "For", style);
    picture_.words({end + 48, top - 5}, "Against", style);
  }

  double draw_row(const Row& row, double left, double y) {
    if (row.is_heading) {
      TextStyle style = small;
      style.is_bold = true;
      picture_.words({margin, y + 15}, row.label, style);
      return y + 20;
    }
    picture_.words({margin, y + 10}, row.label, small);
    Mark all;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const double x = left + static_cast<double>(c) * cell;
      picture_.box({x, y, cell, cell}, {0.25}, Picture::Fill::none);
      const auto found = row.marks.find(c);
      if (found == row.marks.end()) continue;
      draw_mark({x, y}, found->second);
      add(all, found->second);
    }
    draw_counts(left + static_cast<double>(columns_.size()) * cell, y, all);
    describe(row, all);
    return y + cell;
  }

  static void add(Mark& all, const Mark& one) {
    all.supporting.insert(one.supporting.begin(), one.supporting.end());
    all.supporting.insert(one.refining.begin(), one.refining.end());
    all.contradicting.insert(one.contradicting.begin(), one.contradicting.end());
  }

  void draw_counts(double x, double y, const Mark& all) {
    TextStyle style = small;
    style.anchor = TextStyle::Anchor::end;
    picture_.words({x + 24, y + 10}, std::to_string(all.supporting.size()), style);
    picture_.words({x + 52, y + 10}, std::to_string(all.contradicting.size()), style);
  }

  void draw_mark(Point corner, const Mark& mark) {
    const bool supports = !mark.supporting.empty();
    const bool refines = !mark.refining.empty();
    const Rect inner{corner.x + 2.5, corner.y + 2.5, cell - 5, cell - 5};
    if (supports) {
      picture_.box(inner, {1}, Picture::Fill::black);
    } else if (refines) {
      picture_.box(inner, {1}, Picture::Fill::white);
      picture_.box({inner.x, inner.y + inner.height / 2, inner.width, inner.height / 2}, {1},
                   Picture::Fill::black);
    }
    if (mark.contradicting.empty()) return;
    has_both_ = has_both_ || supports || refines;
    const double x = corner.x + cell / 2;
    const double y = corner.y + cell / 2;
    // A cross of its own, and on a dark square a white disc under it.
    if (supports || refines) picture_.circle({x, y}, 4.2, Picture::Fill::white, 0.5);
    const double arm = supports || refines ? 2.4 : 4;
    picture_.line({{x - arm, y - arm}, {x + arm, y + arm}}, {1.5});
    picture_.line({{x - arm, y + arm}, {x + arm, y - arm}}, {1.5});
  }

  void draw_totals(double left, double y) {
    std::map<std::size_t, std::size_t> counts;
    for (const Row& row : rows_) {
      for (const auto& [column, mark] : row.marks) ++counts[column];
    }
    picture_.words({margin, y + 10}, is_by_theme_ ? "Themes" : "CMOCs", small);
    TextStyle style = small;
    style.anchor = TextStyle::Anchor::middle;
    for (const auto& [column, count] : counts)
      picture_.words({left + (static_cast<double>(column) + 0.5) * cell, y + 10},
                     std::to_string(count), style);
  }

  double draw_key(Point at, double width) {
    struct Sample {
      Mark mark;
      const char* words;
    };
    std::vector<Sample> samples{
        {{{1}, {}, {}}, "supports"}, {{{}, {1}, {}}, "refines"}, {{{}, {}, {1}}, "contradicts"}};
    const bool shows_both = has_both_;
    if (shows_both) samples.push_back({{{1}, {}, {1}}, "for and against"});
    double x = at.x;
    for (const Sample& sample : samples) {
      draw_mark({x, at.y}, sample.mark);
      picture_.words({x + cell + 3, at.y + 10}, sample.words, small);
      x += cell + 16 + Picture::text_width(sample.words, small);
    }
    return cell + 4 +
           picture_.paragraph(
               {at.x, at.y + cell + 4}, width,
               std::string("For: documents that support or refine; against: that "
                           "contradict; each once. Below: on how many ") +
                   (is_by_theme_ ? "themes" : "configurations") +
                   (by_year() ? " the documents of a year bear." : " a document bears."),
               small);
  }

  void describe(const Row& row, const Mark& all) {
    description_ +=
        row.label + ": " +
        count_of(static_cast<std::int64_t>(all.supporting.size()), "document", "documents") +
        " for, " + std::to_string(all.contradicting.size()) + " against.\n";
  }

  std::string caption_text() const {
    std::string caption = "Evidence of " +
                          count_of(static_cast<std::int64_t>(documents_), "document", "documents") +
                          " on " +
                          count_of(static_cast<std::int64_t>(snapshot_.configurations.size()),
                                   "configuration", "configurations");
    if (by_year()) caption += "; too many documents for a page, so gathered by year";
    if (is_by_theme_) caption += "; too many configurations for a page, so gathered by theme";
    return caption;
  }

  const FigureWorld& world_;
  const model::Snapshot& snapshot_;
  std::vector<std::size_t> column_of_;  ///< by document
  std::vector<std::string> columns_;
  std::vector<Row> rows_;
  std::size_t documents_ = 0;
  bool is_by_year_ = false;
  bool is_by_theme_ = false;
  bool has_both_ = false;
  bool has_letters_ = false;
  std::unordered_map<model::DocumentId, std::string> letters_;
  Picture picture_;
  std::string description_;
};

Figure make_evidence_map(const FigureWorld& world) { return Map(world).figure(); }

}  // namespace

const FigureKind figure_evidence_map{
    "evidence-map", "Evidence map",
    "A grid of configurations and documents: which supports, refines or contradicts which.", "",
    make_evidence_map};

}  // namespace retroduce::reports
