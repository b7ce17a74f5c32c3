// Configurations as tables speak of them.
#include "reports/subject.h"

#include <algorithm>

#include "base/text.h"

namespace retroduce::reports {

using model::Snapshot;

namespace {

std::string element_text(const Snapshot& snapshot, const model::SnapshotElement& element,
                         const std::string& wording) {
  const std::string& label = snapshot.concepts[element.concept_.index()].label;
  // A wording that only repeats the label says nothing of the opposite.
  const bool says_more = !wording.empty() && base::fold(wording) != base::fold(label);
  if (says_more || (!wording.empty() && !element.opposite)) return wording;
  return term_text(snapshot, element.concept_, element.opposite);
}

/// Themes depth first: a theme, then those below it, siblings in the review's order.
struct ThemeOrder {
  std::vector<std::uint32_t> place;  ///< by ThemeId
  std::vector<std::string> headings;
};

ThemeOrder order_themes(const Snapshot& snapshot) {
  const std::size_t count = snapshot.themes.size();
  std::vector<std::vector<std::uint32_t>> below(count + 1);  // the last: those at the top
  for (std::uint32_t i = 0; i < count; ++i) {
    const model::ThemeId parent = snapshot.themes[i].parent;
    below[parent.is_set() ? parent.index() : count].push_back(i);
  }
  ThemeOrder order;
  order.place.resize(count);
  std::vector<std::string> names(count);
  std::vector<bool> is_placed(count, false);
  const auto place_all = [&](std::vector<std::uint32_t> open) {
    while (!open.empty()) {
      const std::uint32_t theme = open.back();
      open.pop_back();
      if (is_placed[theme]) continue;
      is_placed[theme] = true;
      const model::SnapshotTheme& entry = snapshot.themes[theme];
      const bool is_below = entry.parent.is_set() && !names[entry.parent.index()].empty();
      names[theme] = is_below ? names[entry.parent.index()] + ": " + entry.label : entry.label;
      order.place[theme] = static_cast<std::uint32_t>(order.headings.size());
      order.headings.push_back(names[theme]);
      open.insert(open.end(), below[theme].rbegin(), below[theme].rend());
    }
  };
  place_all({below[count].rbegin(), below[count].rend()});
  // Themes in a circle of parents, which only a damaged file can hold, begin anew.
  for (std::uint32_t theme = 0; theme < count; ++theme) place_all({theme});
  return order;
}

}  // namespace

Subject read_subject(const TableWorld& world, model::ConfigurationId id) {
  const Snapshot& snapshot = *world.snapshot;
  const model::ConfigurationDetail& detail = world.details->configuration(id);
  Subject subject{&snapshot, id, snapshot.elements_of(id), {}, detail.title, detail.statement};
  for (std::size_t i = 0; i < subject.elements.size(); ++i) {
    const std::string wording = i < detail.wordings.size() ? detail.wordings[i] : std::string();
    subject.texts.push_back(element_text(snapshot, subject.elements[i], wording));
  }
  return subject;
}

std::string term_text(const Snapshot& snapshot, model::ConceptId concept_, bool opposite) {
  const std::string& label = snapshot.concepts[concept_.index()].label;
  return opposite ? "not: " + label : label;
}

std::string_view direction_sign(model::Direction direction) {
  switch (direction) {
    case model::Direction::rise:
      return "+";
    case model::Direction::fall:
      return "\u2212";
    case model::Direction::mixed:
      return "mixed";
    case model::Direction::none:
      return "none";
    case model::Direction::unstated:
      break;
  }
  return "not stated";
}

std::vector<Bearing> bearings(const Snapshot& snapshot, model::ConfigurationId id) {
  std::vector<Bearing> list;
  for (const model::SnapshotEvidence& evidence : snapshot.evidence_of(id)) {
    if (list.empty() || list.back().document != evidence.document) {
      list.push_back({evidence.document, false, false, true});
    }
    Bearing& bearing = list.back();
    const bool contradicts = evidence.stance == model::Stance::contradicts;
    bearing.contradicts |= contradicts;
    bearing.supports |= !contradicts;
    if (evidence.element == model::SnapshotEvidence::whole) bearing.in_part = false;
  }
  return list;
}

ConfigurationWalk::ConfigurationWalk(const Snapshot& snapshot) {
  ThemeOrder themes = order_themes(snapshot);
  headings_ = std::move(themes.headings);
  const auto none = static_cast<std::uint32_t>(headings_.size());
  headings_.emplace_back("No theme");
  for (std::size_t i = 0; i < snapshot.configurations.size(); ++i) {
    const model::ThemeId theme = snapshot.configurations.facts()[i].theme;
    is_grouped_ = is_grouped_ || theme.is_set();
    stops_.push_back(
        {theme.is_set() ? themes.place[theme.index()] : none, model::ConfigurationId(i)});
  }
  std::stable_sort(stops_.begin(), stops_.end(),
                   [](const Stop& a, const Stop& b) { return a.theme_place < b.theme_place; });
}

std::vector<model::ConfigurationId> ConfigurationWalk::order() const {
  std::vector<model::ConfigurationId> order;
  order.reserve(stops_.size());
  for (const Stop& stop : stops_) order.push_back(stop.configuration);
  return order;
}

bool ConfigurationWalk::next(std::string& heading, model::ConfigurationId& configuration) {
  if (at_ == stops_.size()) return false;
  const Stop& stop = stops_[at_];
  const bool is_first = at_ == 0 || stops_[at_ - 1].theme_place != stop.theme_place;
  if (is_grouped_ && is_first && !heading_given_) {
    heading = headings_[stop.theme_place];
    heading_given_ = true;
    return true;
  }
  heading.clear();
  heading_given_ = false;
  configuration = stop.configuration;
  ++at_;
  return true;
}

}  // namespace retroduce::reports
