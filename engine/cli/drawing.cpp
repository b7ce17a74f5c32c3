#include "cli/drawing.h"

#include "base/child_process.h"
#include "base/error.h"

namespace retroduce::cli {

std::string drawn(const reports::Figure& figure, const std::string& format) {
  if (format == "dot") return figure.dot;
  const auto result = base::run_child({"dot", "-T" + format}, figure.dot);
  if (!result) {
    throw base::Error(base::ErrorCode::unsupported,
                      "the program dot is not there to draw " + format +
                          "; install it (Debian: graphviz) or take --format dot");
  }
  if (result->exit_code != 0 || result->output.empty()) {
    throw base::Error(base::ErrorCode::unsupported,
                      "the program dot could not draw this figure as " + format);
  }
  return result->output;
}

}  // namespace retroduce::cli
