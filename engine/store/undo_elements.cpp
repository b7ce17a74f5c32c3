#include "store/undo_elements.h"

#include <algorithm>

#include "base/text.h"
#include "store/edit_steps.h"
#include "store/history_words.h"
#include "store/step_back.h"

namespace retroduce::store {

using namespace model;

namespace {

std::vector<std::string> sentences_of(Things& things, const ThingName& thing, const Image& was,
                                      const Image& made) {
  std::vector<std::string> sentences;
  const auto configuration = things.image(thing);
  if (!configuration) return sentences;
  const auto add = [&](const Image& from, const Image& other, const std::string& verb,
                       const std::string& preposition) {
    for (const Image& element : from) {
      const auto same = [&](const Image& each) { return is_same_element(each, element); };
      if (std::none_of(other.begin(), other.end(), same))
        sentences.push_back(verb + " " + bare_element(images_of(things), element) + preposition +
                            configuration->at("label").dump());
    }
  };
  add(was, made, "add", " to ");
  add(made, was, "remove", " from ");
  if (!sentences.empty())
    sentences.insert(sentences.begin(), "Change them back one by one, with retroduce edit:");
  return sentences;
}

}  // namespace

std::vector<std::string> element_sentences(Connection& connection,
                                           const std::vector<HistoryRow>& rows) {
  Things things(connection);
  for (const HistoryRow& row : rows) {
    if (row.thing != ThingKind::configuration || row.before.empty() || row.after.empty()) continue;
    const Image was = read_image(row.before);
    const Image made = read_image(row.after);
    if (was.contains("elements") || made.contains("elements"))
      return sentences_of(things, {row.thing, row.thing_id}, was.value("elements", Image()),
                          made.value("elements", Image()));
  }
  return {};
}

namespace {

Image elements_in(const Image& image) { return image.value("elements", Image::array()); }

/// Where each element of the list stands in the other, from 1; 0: nowhere. Where as many of a role
/// came as went, they came in their place.
std::vector<std::size_t> places_in(const Image& list, const Image& other) {
  std::vector<std::size_t> places(list.size());
  std::set<std::size_t> taken;
  for (std::size_t i = 0; i < list.size(); ++i)
    for (std::size_t j = 0; j < other.size() && places[i] == 0; ++j)
      if (is_same_element(list[i], other[j]) && taken.insert(j).second) places[i] = j + 1;
  std::map<Image, std::pair<std::vector<std::size_t>, std::vector<std::size_t>>> left;  // by role
  for (std::size_t i = 0; i < list.size(); ++i)
    if (places[i] == 0) left[list[i].value("role", Image())].first.push_back(i);
  for (std::size_t j = 0; j < other.size(); ++j)
    if (taken.count(j) == 0) left[other[j].value("role", Image())].second.push_back(j);
  for (const auto& [role, both] : left)
    for (std::size_t i = 0; both.first.size() == both.second.size() && i < both.first.size(); ++i)
      places[both.first[i]] = both.second[i] + 1;
  return places;
}

/// What one change made of the elements of claims, by configuration.
using ElementLists = std::map<std::string, std::pair<Image, Image>>;

/// Whether the ids of two pieces of evidence, or of two elements, name one element before the
/// change and after it.
bool stand_for_one(const ElementLists& lists, const std::string& was, const std::string& is) {
  auto from = base::split(was, ' ');
  auto to = base::split(is, ' ');
  const auto found = lists.find(from.at(0));
  const std::size_t place = std::stoul(from.at(1));
  const std::size_t other = std::stoul(to.at(1));
  from.erase(from.begin() + 1);
  to.erase(to.begin() + 1);
  if (from != to || found == lists.end() || place == 0 || other == 0) return false;
  const auto& [before, after] = found->second;
  return place <= before.size() && other <= after.size() &&
         is_same_element(before[place - 1], after[other - 1]);
}

bool followed(const ElementLists& lists, const HistoryRow& row) {
  if (row.thing != ThingKind::memo && row.thing != ThingKind::foreign_part) return false;
  if (row.before.empty() || row.after.empty()) return false;
  const Image before = read_image(row.before);
  const Image after = read_image(row.after);
  if (before.size() != 1 || after.size() != 1 || !before.contains("about") ||
      !after.contains("about") || before.at("about").at(0) != after.at("about").at(0))
    return false;
  const auto kind = before.at("about").at(0).get<std::string>();
  return (kind == "element" || kind == "evidence") &&
         stand_for_one(lists, before.at("about").at(1).get<std::string>(),
                       after.at("about").at(1).get<std::string>());
}

/// What stands on an element that moved, as it is and as it is to be.
struct Along {
  ThingName was;
  ThingName is;
  Image image;
};

}  // namespace

std::set<const HistoryRow*> moved_with_elements(const std::vector<HistoryRow>& rows) {
  ElementLists lists;
  for (const HistoryRow& row : rows) {
    if (row.thing != ThingKind::configuration || row.before.empty() || row.after.empty()) continue;
    const Image before = elements_in(read_image(row.before));
    const Image after = elements_in(read_image(row.after));
    if (before != after) lists[row.thing_id] = {before, after};
  }
  std::set<const HistoryRow*> moved;
  const auto without_place = [](const std::string& text) {
    Image image = read_image(text);
    image.erase("element");
    return image;
  };
  for (const HistoryRow& gone : rows) {
    if (followed(lists, gone)) moved.insert(&gone);
    if (gone.thing != ThingKind::evidence || !gone.after.empty()) continue;
    for (const HistoryRow& come : rows)
      if (come.thing == ThingKind::evidence && come.before.empty() && !come.after.empty() &&
          stand_for_one(lists, gone.thing_id, come.thing_id) &&
          without_place(gone.before) == without_place(come.after))
        moved.insert({&gone, &come});
  }
  return moved;
}

std::size_t MovedElements::place_in(const Places& places, const std::string& configuration,
                                    std::size_t place) {
  const auto found = places.find(configuration);
  if (place == 0 || found == places.end() || place > found->second.size()) return place;
  return found->second[place - 1];
}

void MovedElements::follow(HistoryRow& row, const HistoryRow& as_made) const {
  auto parts = base::split(row.thing_id, ' ');
  std::size_t place = place_in(now_, parts.at(0), std::stoul(parts.at(1)));
  // What stood on an element that was gone until now.
  const std::size_t then = std::stoul(base::split(as_made.thing_id, ' ').at(1));
  if (place == 0 && row.after.empty() && was_.count(parts[0]) > 0)
    place = place_in(was_, parts[0], then);
  parts[1] = std::to_string(place);
  row.thing_id = base::join(parts, " ");
  for (std::string* text : {&row.before, &row.after}) {
    if (text->empty()) continue;
    Image image = read_image(*text);
    if (image.contains("element")) image["element"] = place;
    *text = image_text(image);
  }
}

std::optional<ThingName> MovedElements::decide(EditSession& session, const ThingName& configuration,
                                               const Image& now, const Image& after,
                                               const std::set<std::string>& fields,
                                               const Image& was, const Stays& stays) {
  Things& things = session.things();
  now_[configuration.id] = places_in(elements_in(now), elements_in(after));
  was_[configuration.id] = places_in(elements_in(was), elements_in(after));
  std::vector<Along> evidence;
  std::vector<Along> remarks;
  const auto follow_remarks = [&](const ThingName& on, const Image& about) {
    for (const auto& user : things.users(on)) {
      if (user.field->type != ThingField::Type::about) continue;
      Image image = things.image(user.thing).value();
      if (image.at("about").at(1) != on.id && on.kind == ThingKind::evidence) continue;
      image["about"] = about;
      remarks.push_back({user.thing, user.thing, std::move(image)});
    }
  };
  for (const auto& user : things.users(configuration)) {
    if (stays(user.thing)) continue;
    Image image = things.image(user.thing).value();
    if (user.thing.kind == ThingKind::evidence) {
      const auto place = image.value("element", std::size_t{0});
      const std::size_t moved = place_in(now_, configuration.id, place);
      if (moved == place) continue;
      if (moved == 0) return user.thing;
      image["element"] = moved;
      const ThingName is{ThingKind::evidence, natural_id_of(shape_of(ThingKind::evidence), image)};
      follow_remarks(user.thing, {"evidence", is.id});
      evidence.push_back({user.thing, is, std::move(image)});
    } else if (user.field->type == ThingField::Type::about &&
               image.at("about").at(0) == "element") {
      const std::string id = image.at("about").at(1).get<std::string>();
      const std::size_t place = std::stoul(id.substr(id.find(' ') + 1));
      const std::size_t moved = place_in(now_, configuration.id, place);
      image["about"] = moved == 0
                           ? Image{"configuration", configuration.id}
                           : Image{"element", configuration.id + " " + std::to_string(moved)};
      if (moved != place) remarks.push_back({user.thing, user.thing, std::move(image)});
    }
  }
  for (const Along& each : evidence) session.put(each.was, std::nullopt);
  session.decide(configuration, now, after, fields);
  for (const Along& each : evidence) session.put(each.is, each.image);
  for (const Along& each : remarks) session.put(each.is, each.image);
  return std::nullopt;
}

}  // namespace retroduce::store
