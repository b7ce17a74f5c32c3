// A picture that we lay out ourselves, as SVG: boxes, lines and words at places, in points of 1/96
// inch. Words stay words, so that they can be searched, read aloud and changed. Black on white;
// nothing is said by colour. Knows nothing of reviews.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retroduce::reports {

struct Point {
  double x = 0, y = 0;
};

struct Rect {
  double x = 0, y = 0, width = 0, height = 0;
};

struct TextStyle {
  enum class Anchor { start, middle, end };
  double size = 11;
  bool is_bold = false;
  bool is_italic = false;
  Anchor anchor = Anchor::start;
  double turned = 0;  ///< degrees about its place

  double line_height() const { return size * 1.3; }
};

struct Stroke {
  double width = 1;
  std::string dashes = {};  ///< "4 3"; empty = drawn through
  bool has_arrow = false;   ///< at the last point
};

/// Shapes are drawn in the order that they are added.
class Picture {
 public:
  enum class Fill { none, white, light, black };

  /// What a sans-serif face as wide as Helvetica takes; never exact, so leave some room.
  static double text_width(std::string_view text, const TextStyle& style);
  /// Lines no wider than `width`, broken at blanks, within words only where one alone is too wide;
  /// one line at least.
  static std::vector<std::string> wrapped(std::string_view text, double width,
                                          const TextStyle& style);
  /// The height of the text where it is wrapped to that width.
  static double height_of(std::string_view text, double width, const TextStyle& style);

  /// One line; `at` is on its base line.
  void words(Point at, std::string_view text, const TextStyle& style = {});
  /// Wrapped, from its upper left corner (centred or to the right within `width` where the style
  /// says so). Gives the height that it took.
  double paragraph(Point corner, double width, std::string_view text, const TextStyle& style = {});
  void box(const Rect& rect, const Stroke& stroke, Fill fill = Fill::white, double radius = 0);
  void line(const std::vector<Point>& points, const Stroke& stroke = {});
  /// A line that bows from one side to the other, level at both ends.
  void curve(Point from, Point to, const Stroke& stroke);
  void circle(Point centre, double radius, Fill fill, double stroke_width = 1);

  /// The whole file: `title` and `description` for those who cannot see it.
  std::string svg(double width, double height, std::string_view title,
                  std::string_view description) const;

 private:
  std::string shapes_;
};

/// What dot has drawn, with title and description in place of its own titles of shapes, which are
/// names that nobody should read. A text that is no SVG comes back as it is.
std::string accessible_svg(std::string svg, std::string_view title, std::string_view description);

}  // namespace retroduce::reports
