#include "query/renamed.h"

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "base/text.h"
#include "query/lexer.h"
#include "query/operator.h"
#include "query/parser.h"

namespace retroduce::query {
namespace {

using model::Renamed;
using model::ThingKind;

/// What names in a slot, or values of a field in `where`, are names of.
std::optional<ThingKind> named_in(const Slot& slot) {
  if (slot.kind == Slot::Kind::concepts) return ThingKind::concept_;
  if (slot.kind == Slot::Kind::configuration) return ThingKind::configuration;
  if (slot.kind == Slot::Kind::coder) return ThingKind::coder;
  return std::nullopt;
}
std::optional<ThingKind> named_in(const std::string& field) {
  if (field == "actor") return ThingKind::concept_;
  if (field == "label") return ThingKind::configuration;
  if (field == "theme") return ThingKind::theme;
  if (field == "key") return ThingKind::document;
  if (field == "study") return ThingKind::study;
  return std::nullopt;
}

struct NewName {
  Place place;
  std::string name;
};

class NamesOfToday {
 public:
  explicit NamesOfToday(const std::vector<Renamed>& renamed) : renamed_(renamed) {}

  void look_at(const Question& question) {
    for (std::size_t i = 0; i < question.arguments.size(); ++i) {
      for (const Name& name : question.arguments[i].names)
        look_at(named_in(question.form->slots[i]), name);
    }
    for (const Name& key : question.without) look_at(ThingKind::document, key);
    for (const Condition& one : question.where)
      look_at(named_in(base::fold(one.field.text)), one.value);
    if (question.inner) look_at(*question.inner);
  }

  /// The last first, so that places hold while names are put in.
  std::vector<NewName> from_the_end() {
    std::sort(found_.begin(), found_.end(),
              [](const NewName& a, const NewName& b) { return a.place.begin > b.place.begin; });
    return std::move(found_);
  }

 private:
  void look_at(std::optional<ThingKind> kind, const Name& name) {
    if (!kind) return;
    for (const Renamed& one : renamed_) {
      if (one.kind != *kind || base::fold(one.then) != base::fold(name.text)) continue;
      found_.push_back({name.place, one.now});
      return;
    }
  }

  const std::vector<Renamed>& renamed_;
  std::vector<NewName> found_;
};

/// Stand around a number behind a name; they stand in no text.
constexpr char opens_number = '\x01';
constexpr char closes_number = '\x02';

using ByName = std::map<std::pair<ThingKind, std::string>, std::string, std::less<>>;

ByName by_name(const std::vector<Renamed>& list) {
  ByName found;
  for (const Renamed& one : list) found.emplace(std::pair(one.kind, one.then), one.now);
  return found;
}

std::string called(const ByName& names, ThingKind kind, std::string label) {
  const auto at = names.find(std::pair(kind, label));
  return at != names.end() ? at->second : label;
}

model::ListColumn<char> called(const ByName& names, ThingKind kind,
                               const model::ListColumn<char>& labels) {
  const auto is_meant = [kind](const auto& each) { return each.first.first == kind; };
  if (std::none_of(names.begin(), names.end(), is_meant)) return labels;
  std::vector<std::uint32_t> first{0};
  std::vector<char> letters;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const std::string label = called(names, kind, model::Label(labels[i]));
    letters.insert(letters.end(), label.begin(), label.end());
    first.push_back(static_cast<std::uint32_t>(letters.size()));
  }
  return {std::move(first), std::move(letters)};
}

/// As it stands within quotes.
std::string escaped(const std::string& name) {
  const std::string quoted = in_quotes(name);
  return quoted.substr(1, quoted.size() - 2);
}

/// Whether the text ended with the name, in whose place the other stands now.
bool replace_end(std::string& text, const std::string& name, const std::string& other) {
  if (!text.ends_with(name)) return false;
  text.replace(text.size() - name.size(), name.size(), other);
  return true;
}

}  // namespace

std::string asked_today(std::string_view question, const std::vector<Renamed>& renamed) {
  std::string text(base::trim(question));
  if (renamed.empty()) return text;
  const auto parsed = parse(text);
  if (!parsed) return text;
  NamesOfToday names(renamed);
  names.look_at(*parsed.value);
  for (const NewName& one : names.from_the_end())
    text.replace(one.place.begin, one.place.end - one.place.begin, in_quotes(one.name));
  return text;
}

BothNames::BothNames(const std::vector<Renamed>& renamed) : renamed_(renamed) {
  for (std::size_t i = 0; i < renamed.size(); ++i) {
    const Renamed& one = renamed[i];
    marked_.push_back(
        {one.kind, one.now, one.now + opens_number + std::to_string(i) + closes_number});
  }
}

model::SnapshotPtr BothNames::shown_in(const model::Snapshot& snapshot) const {
  const ByName names = by_name(marked_);
  auto marked = std::make_shared<model::Snapshot>(snapshot);
  marked->concepts = {called(names, ThingKind::concept_, snapshot.concepts.labels()),
                      snapshot.concepts.facts()};
  marked->configurations = {
      called(names, ThingKind::configuration, snapshot.configurations.labels()),
      snapshot.configurations.facts()};
  for (auto& study : marked->studies) study = called(names, ThingKind::study, study);
  for (auto& theme : marked->themes) theme.label = called(names, ThingKind::theme, theme.label);
  for (auto& document : marked->documents) {
    const std::string key = called(names, ThingKind::document, document.key);
    // A document without a study is its own, by its key.
    std::string& study = marked->studies[document.study.index()];
    if (study == document.key) study = key;
    document.key = key;
  }
  return marked;
}

std::string BothNames::then(std::string_view text) const {
  std::string told;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text[at] == opens_number ? text.find(closes_number, at) : at;
    if (end == at || end == std::string_view::npos) {
      told += text[at++];
      continue;
    }
    const std::string number(text.substr(at + 1, end - at - 1));
    for (std::size_t i = 0; i < renamed_.size(); ++i) {
      const Renamed& one = renamed_[i];
      if (number == std::to_string(i) && !replace_end(told, one.now, one.then))
        replace_end(told, escaped(one.now), escaped(one.then));
    }
    at = end + 1;
  }
  return told;
}

std::string BothNames::now(std::string_view text) {
  std::string told;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t end = text[at] == opens_number ? text.find(closes_number, at) : at;
    if (end == at || end == std::string_view::npos) {
      told += text[at];
    } else {
      at = end;
    }
  }
  return told;
}

}  // namespace retroduce::query
