#include "cli/drawing.h"

#include <optional>
#include <string_view>
#include <vector>

#include "base/child_process.h"
#include "base/error.h"
#include "base/text.h"
#include "cli/drawing_graphml.h"
#include "reports/picture.h"

namespace retroduce::cli {

namespace {

using Command = std::vector<std::string>;

[[noreturn]] void fail(const std::string& words) {
  throw base::Error(base::ErrorCode::unsupported, words);
}

/// What the first of the programs that is there makes of the input; nothing where none is.
std::optional<std::string> made_by(const std::vector<Command>& commands, const std::string& input,
                                   const std::string& format) {
  for (const Command& command : commands) {
    const auto result = base::run_child(command, input);
    if (!result) continue;
    if (result->exit_code != 0 || result->output.empty())
      fail("the program " + command[0] + " could not draw this figure as " + format);
    return result->output;
  }
  return {};
}

std::string by_dot(const reports::Figure& figure, const std::string& format, int dpi) {
  Command command{"dot", "-T" + format};
  if (format == "png") command.push_back("-Gdpi=" + std::to_string(dpi));
  const auto made = made_by({command}, figure.dot, format);
  if (!made)
    fail("the program dot is not there to draw " + format +
         "; install it (Debian: graphviz) or take DOT");
  return *made;
}

/// An SVG counts 96 to the inch.
std::string by_svg_programs(const std::string& svg, const std::string& format, int dpi) {
  const std::string zoom =
      std::to_string(dpi / 96) + "." + std::to_string(dpi % 96 * 1000 / 96 + 1000).substr(1);
  Command rsvg{"rsvg-convert", "--format", format};
  if (format == "png") rsvg.insert(rsvg.end(), {"--zoom", zoom});
  const Command inkscape{"inkscape", "--pipe", "--export-filename=-", "--export-type=" + format,
                         "--export-dpi=" + std::to_string(dpi)};
  const auto made = made_by({rsvg, inkscape}, svg, format);
  if (!made)
    fail(
        "no program is there to make " + format +
        " of the figure; install rsvg-convert (Debian: librsvg2-bin) or inkscape, or take --format "
        "svg");
  return *made;
}

/// Programs write the hour into a PDF; the same figure must give the same bytes.
std::string without_hour(std::string pdf) {
  constexpr std::string_view before = "/CreationDate (D:";
  constexpr std::string_view none = "19700101000000";
  const std::size_t at = pdf.find(before);
  if (at != std::string::npos && at + before.size() + none.size() <= pdf.size())
    pdf.replace(at + before.size(), none.size(), none);
  return pdf;
}

std::string picture_of(const reports::Figure& figure, const std::string& format, int dpi) {
  if (!figure.dot.empty()) return by_dot(figure, format, dpi);
  return format == "svg" ? figure.svg : by_svg_programs(figure.svg, format, dpi);
}

}  // namespace

std::string drawn(const reports::Figure& figure, const std::string& format, int dpi) {
  if (format == "dot") {
    if (figure.dot.empty()) fail("this figure is no network, so there is no DOT of it; take svg");
    return figure.dot;
  }
  if (format == "graphml") {
    if (figure.dot.empty())
      fail("this figure is no network, so there is no GraphML of it; take svg");
    return graphml_of(by_dot(figure, "dot_json", dpi));
  }
  std::string picture = picture_of(figure, format, dpi);
  if (format == "pdf") return without_hour(std::move(picture));
  if (format == "png" || figure.dot.empty()) return picture;
  return reports::accessible_svg(std::move(picture), figure.caption, figure.description);
}

}  // namespace retroduce::cli
