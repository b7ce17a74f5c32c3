#include "reports/labels.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "base/text.h"
#include "reports/cells.h"

namespace retroduce::reports {

namespace {

/// A label cut before its last number; `number` is -1 where it does not end in one that prints as
/// it stands.
struct Label {
  std::string stem;
  std::int64_t number = -1;
};

Label cut(const std::string& text) {
  std::size_t at = text.size();
  while (at > 0 && std::isdigit(static_cast<unsigned char>(text[at - 1])) != 0) --at;
  const std::size_t digits = text.size() - at;
  if (digits == 0 || digits > 9 || (digits > 1 && text[at] == '0')) return {text, -1};
  std::int64_t number = 0;
  std::from_chars(text.data() + at, text.data() + text.size(), number);
  return {text.substr(0, at), number};
}

}  // namespace

std::string label_ranges(const model::Snapshot& snapshot,
                         std::span<const model::ConfigurationId> asked) {
  std::vector<model::ConfigurationId> configurations(asked.begin(), asked.end());
  std::sort(configurations.begin(), configurations.end());
  configurations.erase(std::unique(configurations.begin(), configurations.end()),
                       configurations.end());
  std::vector<std::string> texts;
  for (const model::ConfigurationId id : configurations)
    texts.push_back(snapshot.configurations[id.index()].label);
  // A style may have labelled them anew, in another order than that of their ids.
  std::sort(texts.begin(), texts.end(), [](const std::string& a, const std::string& b) {
    return base::compare_labels(a, b) < 0;
  });
  std::vector<Label> labels;
  for (const std::string& text : texts) labels.push_back(cut(text));
  std::string text;
  for (std::size_t i = 0; i < labels.size();) {
    std::size_t end = i + 1;
    while (end < labels.size() && labels[i].number >= 0 && labels[end].stem == labels[i].stem &&
           labels[end].number == labels[end - 1].number + 1) {
      ++end;
    }
    if (end - i < 3) end = i + 1;
    const bool same_stem = i > 0 && labels[i].number >= 0 && labels[i - 1].number >= 0 &&
                           labels[i - 1].stem == labels[i].stem;
    if (i > 0) text += ", ";
    if (!same_stem) text += labels[i].stem;
    if (labels[i].number >= 0) text += std::to_string(labels[i].number);
    if (end - i >= 3) text += "\u2013" + std::to_string(labels[end - 1].number);
    i = end;
  }
  return text;
}

Line marked_labels(const model::Snapshot& snapshot,
                   const std::vector<model::ConfigurationId>& configurations, NotesUsed& used) {
  std::vector<model::ConfigurationId> upheld;
  std::vector<model::ConfigurationId> unsupported;
  std::vector<model::ConfigurationId> refuted;
  for (const model::ConfigurationId id : configurations) {
    if (is_refuted(snapshot, id))
      refuted.push_back(id);
    else
      (is_supported(snapshot, id) ? upheld : unsupported).push_back(id);
  }
  used.unsupported |= !unsupported.empty();
  used.refuted |= !refuted.empty();
  Line line;
  const auto add = [&](const char* mark, std::vector<model::ConfigurationId>& ids) {
    if (ids.empty()) return;
    if (!line.empty()) line.push_back(plain("; "));
    if (*mark != '\0') line.push_back(muted(mark));
    line.push_back(plain(label_ranges(snapshot, std::move(ids))));
  };
  add("", upheld);
  add("unsupported: ", unsupported);
  add("refuted: ", refuted);
  return line;
}

Cell labels_cell(const model::Snapshot& snapshot, const Witness& witness,
                 const std::string& why_none, NotesUsed& used) {
  if (witness.configurations.empty()) return missing_cell(why_none, witness, "none");
  return {{marked_labels(snapshot, {witness.configurations.begin(), witness.configurations.end()},
                         used)},
          {},
          witness};
}

}  // namespace retroduce::reports
