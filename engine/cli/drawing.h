// From a figure to a picture file, by the programs that are there.
#pragma once

#include <string>

#include "reports/figure.h"

namespace retroduce::cli {

/// Pixels to the inch of a PNG, unless told.
inline constexpr int usual_dpi = 300;

/// `format` is dot, graphml, svg, pdf or png. Networks are laid out by `dot`; PDF and PNG of what
/// is SVG already are made by rsvg-convert or inkscape. Fails: Error unsupported where none of the
/// programs is there or does it, or where a figure that is no network is asked for as DOT or
/// GraphML.
std::string drawn(const reports::Figure& figure, const std::string& format, int dpi = usual_dpi);

}  // namespace retroduce::cli
