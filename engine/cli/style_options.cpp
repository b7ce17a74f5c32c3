#include "cli/style_options.h"

#include <algorithm>
#include <vector>

#include <CLI/CLI.hpp>

namespace retroduce::cli {

namespace {

/// Sets `value` to what the word stands for; the option has been checked.
template <typename E>
void choose(E& value, const std::string& word, std::span<const std::string_view> words) {
  const auto found = std::find(words.begin(), words.end(), word);
  if (found != words.end()) value = static_cast<E>(found - words.begin());
}

}  // namespace

std::span<const std::string_view> preset_words() {
  static const std::vector<std::string_view> words = [] {
    std::vector<std::string_view> names;
    for (const reports::Preset& preset : reports::presets()) names.push_back(preset.name);
    return names;
  }();
  return words;
}

std::span<const std::string_view> order_words() {
  static constexpr std::string_view words[] = {"C-O-M", "C-M-O", "O-C-M"};
  return words;
}

std::span<const std::string_view> layout_words() {
  static constexpr std::string_view words[] = {"columns", "transposed", "narrative"};
  return words;
}

CLI::IsMember one_of(std::span<const std::string_view> words) {
  return CLI::IsMember(std::vector<std::string>(words.begin(), words.end()));
}

reports::TableStyle style_of(const StyleOptions& options) {
  reports::TableStyle style;
  if (!options.preset.empty()) style = reports::find_preset(options.preset)->style;
  choose(style.tags, options.tags, reports::tag_words());
  choose(style.evidence, options.evidence, reports::evidence_words());
  choose(style.quotes, options.quotes, reports::quote_words());
  choose(style.cite, options.cite, reports::cite_words());
  choose(style.theme, options.theme, reports::theme_words());
  choose(style.numbering, options.numbering, reports::numbering_words());
  choose(style.orientation, options.orientation, reports::orientation_words());
  if (!options.order.empty()) style.order = options.order;
  if (options.label) style.label = options.label;
  if (options.quote_length != 0) style.quote_length = options.quote_length;
  if (!options.font.empty()) style.font = options.font;
  style.sort = options.sort;
  style.merges = options.merges;
  style.is_transposed = options.layout == "transposed";
  return style;
}

void add_style_options(CLI::App& app, StyleOptions& options) {
  std::string presets = "A journal's shape, which other options change:";
  for (const reports::Preset& preset : reports::presets()) {
    presets += "\n" + std::string(preset.name) + ": " + std::string(preset.help);
  }
  app.add_option("--preset", options.preset, presets)->check(one_of(preset_words()));
  app.add_option("--tags", options.tags, "How parts of a sentence are marked")
      ->check(one_of(reports::tag_words()));
  app.add_option("--order", options.order, "The order of the clauses of a sentence")
      ->check(one_of(order_words()));
  app.add_option("--label", options.label,
                 "What stands before each number, such as \"CMOc \"; may be empty");
  app.add_option("--numbering", options.numbering, "The numbers of configurations")
      ->check(one_of(reports::numbering_words()));
  app.add_option("--theme", options.theme, "Themes as heading rows or as a column")
      ->check(one_of(reports::theme_words()));
  app.add_option("--evidence", options.evidence, "Where sources stand")
      ->check(one_of(reports::evidence_words()));
  app.add_option("--quotes", options.quotes, "Where quotations stand")
      ->check(one_of(reports::quote_words()));
  app.add_option("--quote-length", options.quote_length,
                 "Characters of a quotation at most; what is left out is marked");
  app.add_option("--cite", options.cite, "Sources by number or by author and year")
      ->check(one_of(reports::cite_words()));
  app.add_option("--orientation", options.orientation, "How the page lies")
      ->check(one_of(reports::orientation_words()));
  app.add_option("--font", options.font, "The typeface (Times New Roman)");
  app.add_flag(
      "--merge", options.merges,
      "One cell for equal neighbours in a column (docx, html, tex); without it the page is "
      "easier to convert and to hear");
}

}  // namespace retroduce::cli
