// The options that shape tables for print, shared by the commands that write them.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "reports/table_style.h"

namespace CLI {
class App;
class IsMember;
}  // namespace CLI

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

/// What --preset, --order and --layout may be; the words of the other options are of
/// reports/table_style.h.
std::span<const std::string_view> preset_words();
std::span<const std::string_view> order_words();
std::span<const std::string_view> layout_words();

/// For an option that must be one of the words.
CLI::IsMember one_of(std::span<const std::string_view> words);

void add_style_options(CLI::App& app, StyleOptions& options);

/// The preset's style with what was said on top of it. The words have been checked by CLI11.
reports::TableStyle style_of(const StyleOptions& options);

}  // namespace retroduce::cli
