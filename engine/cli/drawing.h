// From a figure's DOT to a picture, by the program `dot` where it is there.
#pragma once

#include <string>

#include "reports/figure.h"

namespace retroduce::cli {

/// `format` is dot, svg, pdf or png. Fails: Error unsupported where `dot` is missing or fails.
std::string drawn(const reports::Figure& figure, const std::string& format);

}  // namespace retroduce::cli
