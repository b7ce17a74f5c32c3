#include "reports/table_style.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "base/text.h"
#include "reports/subject.h"

namespace retroduce::reports {

namespace {

constexpr std::string_view tags[] = {"(C)", "(c)", "[C1]", "none"};
constexpr std::string_view evidences[] = {"column", "superscript", "bracket", "supplement"};
constexpr std::string_view quotes[] = {"beside", "below", "supplement"};
constexpr std::string_view cites[] = {"numeric", "author-year"};
constexpr std::string_view themes[] = {"heading", "column"};
constexpr std::string_view numberings[] = {"own", "running", "per-theme"};
constexpr std::string_view orientations[] = {"by-width", "portrait", "landscape"};

std::vector<Preset> make_presets() {
  TableStyle bmj;
  bmj.tags = TableStyle::Tags::lower;
  bmj.evidence = TableStyle::Evidence::superscript;
  bmj.font = "Arial";
  TableStyle elsevier;
  elsevier.cite = TableStyle::Cite::author_year;
  elsevier.font = "Arial";
  return {
      {"bmc",
       "BMC: (C) (M) (O), numbered sources; titles of 15 words, legends of 300",
       {},
       15,
       300},
      {"bmj", "BMJ: (c) (m) (o), sources as superscripts", bmj, 0, 0},
      {"elsevier", "Elsevier: sources by author and year", elsevier, 0, 0},
      {"plain", "as without a preset, with no limits", {}, 0, 0},
  };
}

std::size_t count_words(std::string_view text) {
  std::size_t words = 0;
  for (const std::string& word : base::split(text, ' '))
    words += base::trim(word).empty() ? 0U : 1U;
  return words;
}

}  // namespace

std::span<const std::string_view> tag_words() { return tags; }
std::span<const std::string_view> evidence_words() { return evidences; }
std::span<const std::string_view> quote_words() { return quotes; }
std::span<const std::string_view> cite_words() { return cites; }
std::span<const std::string_view> theme_words() { return themes; }
std::span<const std::string_view> numbering_words() { return numberings; }
std::span<const std::string_view> orientation_words() { return orientations; }

std::span<const Preset> presets() {
  static const std::vector<Preset> all = make_presets();
  return all;
}

const Preset* find_preset(std::string_view name) {
  for (const Preset& preset : presets()) {
    if (preset.name == name) return &preset;
  }
  return nullptr;
}

model::SnapshotPtr relabelled(const model::SnapshotPtr& snapshot, const TableStyle& style) {
  const bool renumbers = style.numbering != TableStyle::Numbering::own;
  if (!renumbers && style.label.empty()) return snapshot;
  std::vector<std::string> labels;
  for (const auto& each : snapshot->configurations) labels.push_back(each.label);
  ConfigurationWalk walk(*snapshot);
  std::string heading;
  model::ConfigurationId id;
  std::int64_t number = 0;
  while (walk.next(heading, id)) {
    if (!heading.empty()) {
      if (style.numbering == TableStyle::Numbering::per_theme) number = 0;
      continue;
    }
    std::string& label = labels[id.index()];
    std::size_t digits = label.size();
    while (digits > 0 && std::isdigit(static_cast<unsigned char>(label[digits - 1])) != 0) --digits;
    const std::string stem = style.label.empty() ? label.substr(0, digits) : style.label;
    if (renumbers)
      label = stem + std::to_string(++number);
    else if (digits < label.size())
      label = stem + label.substr(digits);
  }
  std::vector<std::uint32_t> first{0};
  std::vector<char> letters;
  for (const std::string& label : labels) {
    letters.insert(letters.end(), label.begin(), label.end());
    first.push_back(static_cast<std::uint32_t>(letters.size()));
  }
  auto copy = std::make_shared<model::Snapshot>(*snapshot);
  copy->configurations = {model::ListColumn<char>(std::move(first), std::move(letters)),
                          snapshot->configurations.facts()};
  return copy;
}

std::string shortened_quote(std::string_view text, std::size_t length) {
  if (length == 0 || static_cast<std::size_t>(base::count_code_points(text)) <= length)
    return std::string(text);
  constexpr std::string_view mark = " [\u2026]";
  const std::size_t room = length > 4 ? length - 4 : 0;
  std::size_t points = 0;
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size() && points <= room; ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
    if (!begins) continue;
    if (text[at] == ' ' || text[at] == '\n') end = at;
    ++points;
  }
  return std::string(base::trim(text.substr(0, end))) + std::string(mark);
}

std::vector<std::string> lint_table(const Table& table, const Preset& preset) {
  std::vector<std::string> said;
  const std::string journal = preset.name == "bmc" ? "BMC" : std::string(preset.name);
  const std::size_t title = count_words(table.title);
  if (preset.title_words > 0 && title > preset.title_words)
    said.push_back("the title has " + std::to_string(title) + " words; " + journal +
                   " asks for at most " + std::to_string(preset.title_words));
  std::size_t legend = 0;
  for (const std::string& note : table.footnotes) legend += count_words(note);
  if (preset.legend_words > 0 && legend > preset.legend_words)
    said.push_back("the notes have " + std::to_string(legend) + " words; " + journal +
                   " asks for at most " + std::to_string(preset.legend_words));
  if (table.columns.size() > 12)
    said.push_back("the table has " + std::to_string(table.columns.size()) +
                   " columns, which no page carries: send it as an additional file (xlsx, csv)");
  return said;
}

}  // namespace retroduce::reports
