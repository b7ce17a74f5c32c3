#include "store/merge_fields.h"

#include <algorithm>
#include <set>

namespace retroduce::store {

using namespace model;
using Form = ThingPart::Form;

namespace {

/// Of the review's own fields these are lists of words.
constexpr std::string_view lists_of_review[] = {"questions", "levels", "ratings"};

/// What tells one line of a list from the others; the rest of it is what the line says.
constexpr std::string_view of_element[] = {"role", "part", "concept", "opposite", "when-not-fired"};

struct Line {
  std::vector<Write> added;  ///< each with the line as it was then
  std::vector<const Deed*> removed;
  std::size_t place = 0;  ///< in the list that had it first
};

std::vector<Rival> rivals_of(const std::vector<Write>& writes) {
  std::vector<Rival> list;
  for (const Write& write : writes) list.push_back({write.by->change, write.value});
  return list;
}

bool last_first(const Write& a, const Write& b) { return is_earlier(*b.by, *a.by); }

/// Writes of different values, the last first.
std::vector<Write> different(std::vector<Write> writes) {
  std::stable_sort(writes.begin(), writes.end(), last_first);
  std::vector<Write> list;
  for (Write& write : writes) {
    if (std::none_of(list.begin(), list.end(),
                     [&](const Write& other) { return says_the_same(other.value, write.value); }))
      list.push_back(std::move(write));
  }
  return list;
}

}  // namespace

bool says_the_same(Image a, Image b) {
  const auto plain = [](Image& value) {
    if (value.is_object()) value.erase("change");
    if (!value.is_array()) return;
    for (Image& item : value)
      if (item.is_object()) item.erase("change");
  };
  plain(a);
  plain(b);
  return a == b;
}

Writes FieldJoin::writes_of(const MergeHistory& history, const std::vector<Deed>& deeds) {
  Writes writes;
  const auto value = [](const Image& image, const std::string& key) {
    return image.value(key, Image());
  };
  std::set<std::string> keys;
  for (const Deed& deed : deeds) {
    if (!deed.is_there) continue;
    for (const Image* image : {&deed.before, &deed.after})
      for (const auto& [key, ignored] : image->items()) keys.insert(key);
  }
  for (const std::string& key : keys) {
    for (const Deed& deed : deeds) {
      if (!deed.is_there) continue;
      const bool says = deed.after.contains(key) || (deed.was_there && deed.before.contains(key));
      // What is added again says of every field that it has not, that it is not set.
      const bool is_again =
          !deed.was_there && std::any_of(deeds.begin(), deeds.end(), [&](const Deed& other) {
            return history.knew(deed, other) && other.is_there;
          });
      if (says || is_again)
        writes[key].push_back({&deed, value(deed.before, key), value(deed.after, key)});
    }
  }
  return writes;
}

const ThingPart* FieldJoin::part_of(const std::string& field) const {
  if (kind_ == ThingKind::review) return nullptr;
  for (const ThingPart& part : shape_of(kind_).parts)
    if (part.key == field && (part.form == Form::values || part.form == Form::objects))
      return &part;
  return nullptr;
}

bool FieldJoin::is_list(const std::string& field) const {
  if (kind_ == ThingKind::review)
    return std::find(std::begin(lists_of_review), std::end(lists_of_review), field) !=
           std::end(lists_of_review);
  return part_of(field) != nullptr;
}

std::string FieldJoin::line_of(const std::string& field, const Image& item) const {
  if (!item.is_object()) return item.dump();
  if (field == "elements") {
    std::string line;
    for (const std::string_view key : of_element)
      line += item.value(std::string(key), Image()).dump() + " ";
    return line;
  }
  if (field == "fields") return item.value("name", Image()).dump();
  return item.dump();
}

std::vector<Write> FieldJoin::holding(const std::vector<Write>& writes) const {
  std::vector<Write> list;
  for (const Write& write : writes) {
    if (std::none_of(writes.begin(), writes.end(),
                     [&](const Write& other) { return history_.knew(*other.by, *write.by); }))
      list.push_back(write);
  }
  return list;
}

Image FieldJoin::value(const std::string& field, const std::vector<Write>& writes,
                       std::vector<Rivals>* rivals) const {
  std::vector<Write> open = different(holding(writes));
  if (open.empty()) return {};
  if (field == "change") return open.back().value;  // whoever added it first
  if (is_list(field)) {
    // Which lines are disputed does not hang on who wrote the list last.
    Image joined = lines(field, writes, rivals);
    return open.size() == 1 ? open.front().value : in_order(field, writes, open, joined, rivals);
  }
  const Image shown = open.front().value;
  if (open.size() > 1 && rivals != nullptr) rivals->push_back({field, "", rivals_of(open)});
  return shown;
}

/// Whether it puts lines that it leaves in another order.
bool FieldJoin::reorders(const std::string& field, const Write& write) const {
  return write.before.is_array() && write.value.is_array() &&
         ordered_like(field, write.value, write.before) !=
             ordered_like(field, write.value, write.value);
}

/// The lines of the list that stand in the other, in its order; then the rest as they are.
Image FieldJoin::ordered_like(const std::string& field, Image list, const Image& order) const {
  if (!list.is_array() || !order.is_array()) return list;
  std::vector<std::string> names;
  for (const Image& item : order) names.push_back(line_of(field, item));
  const auto place = [&](const Image& item) {
    return std::find(names.begin(), names.end(), line_of(field, item)) - names.begin();
  };
  std::vector<Image> items(list.begin(), list.end());
  std::stable_sort(items.begin(), items.end(),
                   [&](const Image& a, const Image& b) { return place(a) < place(b); });
  return items;
}

/// Joined lines in the order that somebody gave them; where two gave different ones and neither
/// knew of the other, that is left open.
Image FieldJoin::in_order(const std::string& field, const std::vector<Write>& writes,
                          const std::vector<Write>& open, const Image& joined,
                          std::vector<Rivals>* rivals) const {
  const auto knows = [this](const Write& later, const Write& earlier) {
    return later.by == earlier.by || history_.knew(*later.by, *earlier.by);
  };
  std::vector<Write> orders;
  for (const Write& each : open) {
    const bool gave_order = std::any_of(writes.begin(), writes.end(), [&](const Write& write) {
      return knows(each, write) && reorders(field, write) &&
             std::any_of(open.begin(), open.end(),
                         [&](const Write& other) { return !knows(other, write); });
    });
    if (gave_order)
      orders.push_back({each.by, each.before, ordered_like(field, joined, each.value)});
  }
  orders = different(std::move(orders));
  if (orders.empty()) return joined;
  if (orders.size() > 1 && rivals != nullptr) rivals->push_back({field, "", rivals_of(orders)});
  return orders.front().value;
}

Image FieldJoin::lines(const std::string& field, const std::vector<Write>& writes,
                       std::vector<Rivals>* rivals) const {
  // The second line of one kind is told from the first.
  const auto named = [&](const Image& list) {
    std::map<std::string, std::pair<std::size_t, Image>> all;
    std::size_t place = 0;
    if (list.is_array()) {
      for (const Image& item : list) {
        std::string name = line_of(field, item);
        while (all.count(name) > 0) name += "+";
        all.emplace(std::move(name), std::pair(place++, item));
      }
    }
    return all;
  };
  std::map<std::string, Line> all;
  std::vector<const Write*> by_time;
  for (const Write& write : writes) by_time.push_back(&write);
  std::stable_sort(by_time.begin(), by_time.end(),
                   [](const Write* a, const Write* b) { return is_earlier(*a->by, *b->by); });
  for (const Write* write : by_time) {
    const auto before = named(write->before);
    const auto after = named(write->value);
    for (const auto& [name, item] : after) {
      const auto old = before.find(name);
      if (old != before.end() && says_the_same(old->second.second, item.second)) continue;
      Line& line = all[name];
      if (line.added.empty()) line.place = item.first;
      line.added.push_back({write->by, {}, item.second});
    }
    for (const auto& [name, item] : before)
      if (after.count(name) == 0) all[name].removed.push_back(write->by);
  }
  std::vector<std::pair<const Line*, Image>> kept;
  for (const auto& [name, line] : all) {
    std::vector<Write> there;
    for (const Write& added : line.added) {
      if (std::none_of(line.removed.begin(), line.removed.end(),
                       [&](const Deed* removed) { return history_.knew(*removed, *added.by); }))
        there.push_back(added);
    }
    std::vector<Write> open = different(holding(there));
    if (open.empty()) continue;
    kept.emplace_back(&line, open.front().value);
    if (open.size() > 1 && rivals != nullptr) rivals->push_back({field, name, rivals_of(open)});
  }
  std::stable_sort(kept.begin(), kept.end(), [&](const auto& a, const auto& b) {
    if (field == "elements") {
      const auto role = [](const Image& item) {
        const auto words = words_of<Role>();
        return std::find(words.begin(), words.end(), item.value("role", std::string())) -
               words.begin();
      };
      if (role(a.second) != role(b.second)) return role(a.second) < role(b.second);
    }
    const Deed& first = *a.first->added.front().by;
    const Deed& second = *b.first->added.front().by;
    if (is_earlier(first, second) != is_earlier(second, first)) return is_earlier(first, second);
    return a.first->place < b.first->place;
  });
  Image joined = Image::array();
  for (const auto& [line, item] : kept) joined.push_back(item);
  return joined.empty() ? Image() : joined;
}

}  // namespace retroduce::store
