#include "reports/picture.h"

#include <array>
#include <charconv>
#include <cstdint>

#include "base/text.h"
#include "reports/characters.h"
#include "reports/escape.h"

namespace retroduce::reports {

namespace {

// Widths of the printable ASCII characters in Helvetica, thousandths of the size, from the blank.
constexpr std::array<std::uint16_t, 95> widths{
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584};
constexpr double width_of_others = 0.6;
constexpr double width_of_wide = 1.0;
constexpr double more_when_bold = 1.08;

/// To a tenth, in every locale.
std::string number(double value) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                 std::chars_format::fixed, 1);
  std::string text(digits.data(), end.ptr);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text == "-0" ? "0" : text;
}

std::string attribute(std::string_view name, double value) {
  return " " + std::string(name) + "=\"" + number(value) + "\"";
}

std::string_view fill_word(Picture::Fill fill) {
  switch (fill) {
    case Picture::Fill::white:
      return "white";
    case Picture::Fill::light:
      return "#e6e6e6";
    case Picture::Fill::black:
      return "black";
    case Picture::Fill::none:
      break;
  }
  return "none";
}

std::string stroke_attributes(const Stroke& stroke) {
  std::string text = stroke.width > 0 ? " stroke=\"black\"" : " stroke=\"none\"";
  if (stroke.width > 0) text += attribute("stroke-width", stroke.width);
  if (!stroke.dashes.empty()) text += " stroke-dasharray=\"" + stroke.dashes + "\"";
  if (stroke.has_arrow) text += " marker-end=\"url(#arrow)\"";
  return text;
}

/// Puts the parts of a word that is too wide for a line on lines of their own, but for the last.
std::string break_word(std::string_view word, double width, const TextStyle& style,
                       std::vector<std::string>& lines) {
  std::string part;
  while (!word.empty()) {
    const std::string_view first = character_at(word, 0);
    if (!part.empty() && Picture::text_width(part + std::string(first), style) > width) {
      lines.push_back(part);
      part.clear();
    }
    part += first;
    word.remove_prefix(first.size());
  }
  return part;
}

}  // namespace

double Picture::text_width(std::string_view text, const TextStyle& style) {
  double sum = 0;
  while (!text.empty()) {
    const std::string_view first = character_at(text, 0);
    const auto c = static_cast<unsigned char>(first[0]);
    if (c >= 0x20 && c < 0x7f) {
      sum += widths[c - 0x20U] / 1000.0;
    } else if (c >= 0x80) {
      sum += base::display_width(first) > 1 ? width_of_wide : width_of_others;
    }
    text.remove_prefix(first.size());
  }
  return sum * style.size * (style.is_bold ? more_when_bold : 1.0);
}

std::vector<std::string> Picture::wrapped(std::string_view text, double width,
                                          const TextStyle& style) {
  std::vector<std::string> lines;
  std::string line;
  for (const std::string& word : base::split(base::collapse_blanks(text), ' ')) {
    const std::string longer = line.empty() ? word : line + " " + word;
    if (text_width(longer, style) <= width) {
      line = longer;
      continue;
    }
    if (!line.empty()) lines.push_back(line);
    line = text_width(word, style) <= width ? word : break_word(word, width, style, lines);
  }
  if (!line.empty() || lines.empty()) lines.push_back(line);
  return lines;
}

double Picture::height_of(std::string_view text, double width, const TextStyle& style) {
  return static_cast<double>(wrapped(text, width, style).size()) * style.line_height();
}

void Picture::words(Point at, std::string_view text, const TextStyle& style) {
  shapes_ +=
      "<text" + attribute("x", at.x) + attribute("y", at.y) + attribute("font-size", style.size);
  if (style.is_bold) shapes_ += " font-weight=\"bold\"";
  if (style.is_italic) shapes_ += " font-style=\"italic\"";
  if (style.anchor == TextStyle::Anchor::middle) shapes_ += " text-anchor=\"middle\"";
  if (style.anchor == TextStyle::Anchor::end) shapes_ += " text-anchor=\"end\"";
  if (style.turned != 0) {
    shapes_ += " transform=\"rotate(" + number(style.turned) + " " + number(at.x) + " " +
               number(at.y) + ")\"";
  }
  shapes_ += ">" + html_text(text) + "</text>\n";
}

double Picture::paragraph(Point corner, double width, std::string_view text,
                          const TextStyle& style) {
  double x = corner.x;
  if (style.anchor == TextStyle::Anchor::middle) x += width / 2;
  if (style.anchor == TextStyle::Anchor::end) x += width;
  double y = corner.y + style.size;
  const std::vector<std::string> lines = wrapped(text, width, style);
  for (const std::string& line : lines) {
    words({x, y}, line, style);
    y += style.line_height();
  }
  return static_cast<double>(lines.size()) * style.line_height();
}

void Picture::box(const Rect& rect, const Stroke& stroke, Fill fill, double radius) {
  shapes_ += "<rect" + attribute("x", rect.x) + attribute("y", rect.y) +
             attribute("width", rect.width) + attribute("height", rect.height);
  if (radius > 0) shapes_ += attribute("rx", radius);
  shapes_ += " fill=\"" + std::string(fill_word(fill)) + "\"" + stroke_attributes(stroke) + "/>\n";
}

void Picture::line(const std::vector<Point>& points, const Stroke& stroke) {
  shapes_ += "<polyline points=\"";
  for (std::size_t i = 0; i < points.size(); ++i)
    shapes_ += (i == 0 ? "" : " ") + number(points[i].x) + "," + number(points[i].y);
  shapes_ += "\" fill=\"none\"" + stroke_attributes(stroke) + "/>\n";
}

void Picture::curve(Point from, Point to, const Stroke& stroke) {
  const double middle = (from.x + to.x) / 2;
  shapes_ += "<path d=\"M" + number(from.x) + "," + number(from.y) + " C" + number(middle) + "," +
             number(from.y) + " " + number(middle) + "," + number(to.y) + " " + number(to.x) + "," +
             number(to.y) + "\" fill=\"none\"" + stroke_attributes(stroke) + "/>\n";
}

void Picture::circle(Point centre, double radius, Fill fill, double stroke_width) {
  shapes_ += "<circle" + attribute("cx", centre.x) + attribute("cy", centre.y) +
             attribute("r", radius) + " fill=\"" + std::string(fill_word(fill)) + "\"" +
             stroke_attributes({stroke_width}) + "/>\n";
}

std::string Picture::svg(double width, double height, std::string_view title,
                         std::string_view description) const {
  const std::string size = number(width) + " " + number(height);
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" role=\"img\" "
         "aria-labelledby=\"title description\"" +
         attribute("width", width) + attribute("height", height) + " viewBox=\"0 0 " + size +
         "\" font-family=\"Helvetica, Arial, 'Liberation Sans', sans-serif\">\n<title "
         "id=\"title\">" +
         html_text(title) + "</title>\n<desc id=\"description\">" + html_text(description) +
         "</desc>\n<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" "
         "markerWidth=\"8\" markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" "
         "orient=\"auto\"><path d=\"M0,0 L8,4 L0,8 Z\"/></marker></defs>\n"
         "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n" +
         shapes_ + "</svg>\n";
}

std::string accessible_svg(std::string svg, std::string_view title, std::string_view description) {
  const std::size_t begin = svg.find("<svg ");
  const std::size_t end = begin == std::string::npos ? begin : svg.find('>', begin);
  if (end == std::string::npos) return svg;
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg role=\"img\" "
      "aria-labelledby=\"title description\"" +
      svg.substr(begin + 4, end + 1 - begin - 4) + "\n<title id=\"title\">" + html_text(title) +
      "</title>\n<desc id=\"description\">" + html_text(description) + "</desc>";
  std::size_t at = end + 1;
  constexpr std::string_view open = "<title>";
  constexpr std::string_view close = "</title>";
  while (true) {
    const std::size_t next = svg.find(open, at);
    const std::size_t after = next == std::string::npos ? next : svg.find(close, next);
    if (after == std::string::npos) break;
    out.append(svg, at, next - at);
    at = after + close.size();
  }
  return out.append(svg, at);
}

}  // namespace retroduce::reports
