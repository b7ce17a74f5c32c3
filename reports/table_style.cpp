#include "reports/table_style.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <utility>

#include "base/error.h"
#include "base/grapheme.h"
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
  // What is longer than a page goes beside the paper (BMC says so of tables over one).
  constexpr std::size_t rows_of_a_page = 40;
  TableStyle bmc;
  bmc.most_rows = rows_of_a_page;
  bmc.supplement = "Additional file ";
  TableStyle bmj;
  bmj.most_rows = rows_of_a_page;
  bmj.supplement = "Supplementary file ";
  bmj.tags = TableStyle::Tags::lower;
  bmj.evidence = TableStyle::Evidence::superscript;
  bmj.font = "Arial";
  TableStyle elsevier;
  elsevier.most_rows = rows_of_a_page;
  elsevier.cite = TableStyle::Cite::author_year;
  elsevier.font = "Arial";
  return {
      {"bmc",
       "BMC: (C) (M) (O), numbered sources; titles of 15 words, legends of 300; additional files",
       bmc, 15, 300},
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

namespace {

/// A label before its last number.
std::string_view stem_of(std::string_view label) {
  std::size_t digits = label.size();
  while (digits > 0 && std::isdigit(static_cast<unsigned char>(label[digits - 1])) != 0) --digits;
  return label.substr(0, digits);
}

/// What stands before a number where a label of its own ends in none: as before the others.
std::string usual_stem(const model::Snapshot& snapshot) {
  for (const auto& each : snapshot.configurations) {
    const std::string_view stem = stem_of(each.label);
    if (stem.size() < std::string_view(each.label).size()) return std::string(stem);
  }
  return {};
}

std::string new_label(const std::string& own, const TableStyle& style, const std::string& usual,
                      std::int64_t number) {
  const std::string own_stem(stem_of(own));
  const std::string digits = own.substr(own_stem.size());
  const bool is_own = style.numbering == TableStyle::Numbering::own;
  if (digits.empty() && is_own) return own;
  const std::string stem = style.label.value_or(digits.empty() ? usual : own_stem);
  return stem + (is_own ? digits : std::to_string(number));
}

std::vector<std::string> new_labels(const model::Snapshot& snapshot, const TableStyle& style) {
  std::vector<std::string> labels;
  for (const auto& each : snapshot.configurations) labels.emplace_back(each.label);
  const std::string usual = usual_stem(snapshot);
  ConfigurationWalk walk(snapshot);
  std::string heading;
  model::ConfigurationId id;
  std::int64_t number = 0;
  while (walk.next(heading, id)) {
    if (!heading.empty()) {
      if (style.numbering == TableStyle::Numbering::per_theme) number = 0;
      continue;
    }
    std::string& label = labels[id.index()];
    label = theme_prefix(snapshot, style, id) + new_label(label, style, usual, ++number);
  }
  return labels;
}

/// One label for two would let a reader take the one for the other.
void refuse_doubles(const model::Snapshot& snapshot, const std::vector<std::string>& labels) {
  std::map<std::string_view, std::size_t> seen;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto [there, is_new] = seen.try_emplace(labels[i], i);
    if (is_new) continue;
    throw base::Error(base::ErrorCode::usage,
                      std::string(snapshot.configurations[there->second].label) + " and " +
                          std::string(snapshot.configurations[i].label) + " would both be " +
                          labels[i] + "; number them anew with --numbering running");
  }
}

}  // namespace

std::string theme_prefix(const model::Snapshot& snapshot, const TableStyle& style,
                         model::ConfigurationId id) {
  if (style.numbering != TableStyle::Numbering::per_theme || snapshot.themes.empty()) return {};
  const model::ThemeId theme = snapshot.configurations.facts()[id.index()].theme;
  return (theme.is_set() ? snapshot.themes[theme.index()].label : std::string("No theme")) + ": ";
}

model::SnapshotPtr relabelled(const model::SnapshotPtr& snapshot, TableStyle& style) {
  if (style.numbering == TableStyle::Numbering::own && !style.label) return snapshot;
  const std::vector<std::string> labels = new_labels(*snapshot, style);
  refuse_doubles(*snapshot, labels);
  style.labelled_from = snapshot;
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

namespace {

bool begins_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

/// Where the last blank stands among the first code points; 0 where there is none.
std::size_t last_blank(std::string_view text, std::size_t points) {
  std::size_t end = 0;
  std::size_t seen = 0;
  for (std::size_t at = 0; at < text.size() && seen <= points; ++at) {
    if (!begins_code_point(text[at])) continue;
    if (text[at] == ' ' || text[at] == '\n') end = at;
    ++seen;
  }
  return end;
}

/// Where the last character that is whole within the first code points ends: of a long address, or
/// of a script without blanks.
std::size_t last_character(std::string_view text, std::size_t points) {
  std::size_t end = 0;
  std::size_t seen = 0;
  for (std::size_t at = 0; at < text.size() && seen <= points; ++at) {
    if (!begins_code_point(text[at])) continue;
    if (!base::splits_character(text, static_cast<std::int64_t>(seen))) end = at;
    ++seen;
  }
  return end;
}

}  // namespace

std::string shortened_quote(std::string_view text, std::size_t length) {
  if (length == 0 || static_cast<std::size_t>(base::count_code_points(text)) <= length)
    return std::string(text);
  constexpr std::string_view mark = " [\u2026]";
  constexpr std::size_t mark_length = 4;
  const std::size_t room = length > mark_length ? length - mark_length : 0;
  const auto words_of = [&](std::size_t end) { return base::trim(text.substr(0, end)); };
  std::string_view kept = words_of(last_blank(text, room));
  if (kept.empty()) kept = words_of(last_character(text, room));
  return std::string(kept) + std::string(kept.empty() ? mark.substr(1) : mark);
}

std::vector<std::string> lint_table(const Table& table, std::size_t rows, const Preset& preset) {
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
  if (rows == 0) said.emplace_back("the table has no rows");
  if (preset.style.most_rows > 0 && rows > preset.style.most_rows)
    said.push_back("the table has " + std::to_string(rows) +
                   " rows, more than a page: send it as an additional file");
  if (table.columns.size() > 12)
    said.push_back("the table has " + std::to_string(table.columns.size()) +
                   " columns, which no page carries: send it as an additional file (xlsx, csv)");
  return said;
}

}  // namespace retroduce::reports
