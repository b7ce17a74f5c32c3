// The options that shape tables for print, shared by the commands that write them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "reports/table_style.h"

namespace CLI {
class App;
}

namespace retroduce::cli {

/// As said on the command line; empty = as the preset has it.
struct StyleOptions {
  std::string preset;
  std::string layout;  ///< of `table` alone
  std::string tags, order, evidence, quotes, cite, theme, numbering, orientation;
  std::optional<std::string> label;
  std::size_t quote_length = 0;
  std::string font;
  std::string sort;  ///< of `table` alone
  bool merges = false;
};

void add_style_options(CLI::App& app, StyleOptions& options);

/// The preset's style with what was said on top of it. The words have been checked by CLI11.
reports::TableStyle style_of(const StyleOptions& options);

}  // namespace retroduce::cli
