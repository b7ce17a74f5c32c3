#include "store/merge_fields.h"

#include <algorithm>
#include <optional>
#include <set>

#include "store/standing.h"

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
  std::size_t place = 0;    ///< in the list that had it first
  std::vector<Write> open;  ///< what it may say, the last first; empty: it is not there
};
using Lines = std::map<std::string, Line>;
using NamedLines = std::map<std::string, std::pair<std::size_t, Image>>;

/// The lines of one list before and after a write.
struct ListWrite {
  const Deed* by = nullptr;
  NamedLines before;
  NamedLines after;
  bool touches(const std::string& name) const {
    const auto was = before.find(name);
    const auto is = after.find(name);
    if (was == before.end() || is == after.end()) return was != before.end() || is != after.end();
    return !says_the_same(was->second.second, is->second.second);
  }
  bool has(const std::string& name) const { return before.count(name) + after.count(name) > 0; }
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

/// Those of which no other knew.
std::vector<Write> holding(const MergeHistory& history, const std::vector<Write>& writes) {
  std::vector<Write> list;
  for (const Write& write : writes) {
    if (std::none_of(writes.begin(), writes.end(),
                     [&](const Write& other) { return history.knew(*other.by, *write.by); }))
      list.push_back(write);
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
  if (field == "lineage") return item.value("earlier", Image()).dump();
  return item.dump();
}

/// Without what was done and taken back while the field was open: whoever did both has decided
/// nothing, though they knew of all who differ.
std::vector<Write> FieldJoin::without_taken_back(std::vector<Write> writes) const {
  std::stable_sort(writes.begin(), writes.end(),
                   [](const Write& a, const Write& b) { return is_earlier(*a.by, *b.by); });
  for (std::size_t i = 0; i < writes.size();) {
    const ChangeNode* undo = writes[i].by->change;
    Deed made;
    if (undo != nullptr && undo->kind.starts_with(undo_prefix))
      made.change = history_.change_called(undo->kind.substr(undo_prefix.size()));
    std::vector<Write> known;  // to who did it
    if (made.change != nullptr)
      std::copy_if(writes.begin(), writes.end(), std::back_inserter(known),
                   [&](const Write& each) { return history_.knew(made, *each.by); });
    const std::vector<Write> open = different(holding(history_, known));
    const bool says_nothing =
        open.size() > 1 && std::any_of(open.begin(), open.end(), [&](const Write& each) {
          return says_the_same(each.value, writes[i].value);
        });
    if (!says_nothing) {
      ++i;
      continue;
    }
    std::erase_if(writes, [&](const Write& each) {
      return each.by->change == undo || each.by->change == made.change;
    });
    i = 0;
  }
  return writes;
}

namespace {

/// A note (of a statement its reason) that had lines put behind it which keep what another of its
/// kind said (edits/merge.cpp).
struct KeptLines {
  std::string note;   ///< without them
  std::string lines;  ///< empty: the note is as somebody wrote it
};

KeptLines kept_lines(const Write& write) {
  const std::string now = write.value.is_string() ? write.value.get<std::string>() : std::string();
  const std::string was =
      write.before.is_string() ? write.before.get<std::string>() : std::string();
  const std::string begin = was.empty() ? was : was + "\n";
  if (!now.starts_with(begin) || !std::string_view(now).substr(begin.size()).starts_with("From \""))
    return {now, {}};
  return {was, now.substr(begin.size())};
}

/// Lines that the program wrote stand behind the note that somebody else changed meanwhile; nothing
/// where whoever had the lines written changed it, too.
std::optional<std::string> behind_note(const MergeHistory& history,
                                       const std::vector<Write>& writes,
                                       const std::vector<Write>& open) {
  const auto is_plain = [](const Write& write) { return kept_lines(write).lines.empty(); };
  if (std::count_if(open.begin(), open.end(), is_plain) != 1) return std::nullopt;
  const Write& note = *std::find_if(open.begin(), open.end(), is_plain);
  std::vector<Write> more;
  for (const Write& write : writes) {
    if (write.by == note.by || history.knew(*note.by, *write.by)) continue;
    if (is_plain(write)) return std::nullopt;
    more.push_back(write);
  }
  std::stable_sort(more.begin(), more.end(),
                   [](const Write& a, const Write& b) { return is_earlier(*a.by, *b.by); });
  std::string text = kept_lines(note).note;
  for (const Write& write : more) text += (text.empty() ? "" : "\n") + kept_lines(write).lines;
  return text;
}

/// Lines that the program wrote on several sides stand one after the other, behind the one note
/// that people wrote; nothing where they wrote different ones.
std::optional<std::string> joined_note(const std::vector<Write>& open) {
  std::string note;
  std::vector<std::string> all;
  for (auto write = open.rbegin(); write != open.rend(); ++write) {  // the earliest first
    const KeptLines each = kept_lines(*write);
    const bool goes_on = each.note.starts_with(note);
    if (!goes_on && !note.starts_with(each.note)) return std::nullopt;
    if (goes_on) note = each.note;
    if (!each.lines.empty() && std::find(all.begin(), all.end(), each.lines) == all.end())
      all.push_back(each.lines);
  }
  if (all.empty()) return std::nullopt;
  for (const std::string& lines : all) note += (note.empty() ? "" : "\n") + lines;
  return note;
}

}  // namespace

Image FieldJoin::value(const std::string& field, const std::vector<Write>& writes,
                       std::vector<Rivals>* rivals) const {
  const bool is_whole =
      is_list(field) || std::none_of(writes.begin(), writes.end(), [](const Write& each) {
        return each.by->change != nullptr && each.by->change->kind.starts_with(undo_prefix);
      });
  std::vector<Write> open =
      different(holding(history_, is_whole ? writes : without_taken_back(writes)));
  if (open.empty()) return {};
  if (field == "change") return open.back().value;  // whoever added it first
  if (is_list(field)) {
    // Which lines are disputed does not hang on who wrote the list last.
    Image joined = lines(field, writes, rivals);
    return open.size() == 1 ? open.front().value : in_order(field, writes, open, joined, rivals);
  }
  if (open.size() > 1 && (field == "note" || field == "reason")) {
    if (auto note = behind_note(history_, writes, open)) return *note;
    if (auto note = joined_note(open)) return *note;
  }
  const Image shown = open.front().value;
  if (open.size() > 1 && rivals != nullptr) rivals->push_back({field, "", rivals_of(open)});
  return shown;
}

Image FieldJoin::value_of_some(const std::string& field, const std::vector<Write>& writes) const {
  const Image all = value(field, writes, nullptr);
  if (!is_list(field)) return all;
  // Else the order is theirs who saw all of it.
  const Image joined = lines(field, writes, nullptr);
  return joined.size() > all.size() ? joined : all;
}

/// Whether it puts lines that it leaves in another order, or new ones between them. Elements that
/// are new come behind those of their role.
bool FieldJoin::reorders(const std::string& field, const Write& write) const {
  if (!write.before.is_array() || !write.value.is_array()) return false;
  Image left = write.value;
  if (field == "elements") {
    left = Image::array();
    for (const Image& item : write.value)
      if (std::any_of(write.before.begin(), write.before.end(), [&](const Image& other) {
            return line_of(field, other) == line_of(field, item);
          }))
        left.push_back(item);
  }
  return ordered_like(field, left, write.before) != left;
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

std::vector<Write> FieldJoin::unaware_of(std::vector<Write> writes, const Deed& deed) const {
  std::erase_if(writes, [&](const Write& write) { return history_.knew(*write.by, deed); });
  return writes;
}

bool FieldJoin::has_line(const Image& elements, const std::string& line) const {
  return elements.is_array() &&
         std::any_of(elements.begin(), elements.end(),
                     [&](const Image& item) { return line_of("elements", item) == line; });
}

std::map<std::string, std::set<std::string>> FieldJoin::replaced(
    const std::vector<Write>& writes) const {
  const std::string field = "elements";
  std::map<std::string, std::set<std::string>> all;
  for (const Write& write : writes) {
    const Image& before = write.before;
    const Image& after = write.value;
    if (!before.is_array() || !after.is_array() || before.size() != after.size()) continue;
    for (std::size_t i = 0; i < before.size(); ++i) {
      const std::string was = line_of(field, before[i]);
      const std::string is = line_of(field, after[i]);
      if (was != is && before[i].value("role", Image()) == after[i].value("role", Image()) &&
          !has_line(after, was) && !has_line(before, is))
        all[was].insert(is);
    }
  }
  return all;
}

std::vector<FieldJoin::Taken> FieldJoin::takings(const std::vector<Write>& writes) const {
  const std::string field = "elements";
  std::vector<Taken> all;
  for (const Write& write : writes) {
    if (!write.before.is_array() || !write.value.is_array() || write.by->change == nullptr)
      continue;
    for (Image element : write.before) {
      const auto* put = history_.union_by(
          write.by->change->uid, {ThingKind::concept_, element.value("concept", std::string())});
      if (put == nullptr) continue;
      const std::string was = line_of(field, element);
      if (has_line(write.value, was)) continue;
      element["concept"] = put->into.id;
      if (!element.contains("wording")) element["wording"] = put->label;
      const std::string into = line_of(field, element);
      if (has_line(write.value, into))
        all.push_back({write.by, was, into, std::move(element), has_line(write.before, into)});
    }
  }
  return all;
}

std::map<std::string, std::set<std::string>> FieldJoin::taken_in(
    const std::vector<Write>& writes) const {
  std::map<std::string, std::set<std::string>> all;
  for (const Taken& each : takings(writes)) all[each.was].insert(each.into);
  return all;
}

namespace {

/// Lines that stand for one another, directly or by a third.
std::vector<std::set<std::string>> groups_of(
    const std::map<std::string, std::set<std::string>>& replaced) {
  std::vector<std::set<std::string>> groups;
  for (const auto& [was, all] : replaced) {
    std::set<std::string> group = all;
    group.insert(was);
    std::erase_if(groups, [&group](std::set<std::string>& other) {
      const bool meets = std::any_of(other.begin(), other.end(), [&](const std::string& name) {
        return group.count(name) > 0;
      });
      if (meets) group.insert(other.begin(), other.end());
      return meets;
    });
    groups.push_back(std::move(group));
  }
  return groups;
}

/// Of elements that were put in one place by people who did not know of each other one is shown.
void keep_one(const MergeHistory& history, const std::set<std::string>& group,
              const std::vector<ListWrite>& writes, Lines& all, std::vector<Rivals>* rivals) {
  std::vector<std::pair<std::string, Write>> there;
  for (const std::string& name : group) {
    const auto found = all.find(name);
    if (found == all.end()) continue;
    // Who knew of it, did not see it and worked on another of them has decided.
    std::erase_if(found->second.open, [&](const Write& open) {
      return std::any_of(writes.begin(), writes.end(), [&](const ListWrite& write) {
        return !write.has(name) && history.knew(*write.by, *open.by) &&
               std::any_of(group.begin(), group.end(),
                           [&](const std::string& other) { return write.touches(other); });
      });
    });
    for (const Write& open : found->second.open) there.emplace_back(name, open);
  }
  std::stable_sort(there.begin(), there.end(),
                   [](const auto& a, const auto& b) { return last_first(a.second, b.second); });
  std::vector<std::string> shown;
  for (const auto& [name, open] : there) {
    if (all.at(name).open.empty() || std::find(shown.begin(), shown.end(), name) != shown.end())
      continue;
    std::vector<Rival> list;
    for (const std::string& other : group) {
      const auto found = all.find(other);
      if (other == name || found == all.end() || found->second.open.empty()) continue;
      const bool stand_together =
          std::any_of(writes.begin(), writes.end(), [&](const ListWrite& write) {
            return write.after.count(name) > 0 && write.after.count(other) > 0;
          });
      if (stand_together) continue;
      for (const Rival& rival : rivals_of(found->second.open)) list.push_back(rival);
      found->second.open.clear();
    }
    shown.push_back(name);
    if (list.empty()) continue;
    const auto own = rivals_of(all.at(name).open);
    list.insert(list.begin(), own.begin(), own.end());
    all.at(name).open.resize(1);
    if (rivals != nullptr) rivals->push_back({"elements", *group.begin(), std::move(list)});
  }
}

/// The second line of one kind is told from the first.
NamedLines named_lines(const FieldJoin& join, const std::string& field, const Image& list) {
  NamedLines lines;
  std::size_t place = 0;
  if (!list.is_array()) return lines;
  for (const Image& item : list) {
    std::string name = join.line_of(field, item);
    while (lines.count(name) > 0) name += "+";
    lines.emplace(std::move(name), std::pair(place++, item));
  }
  return lines;
}

/// The earliest first.
std::vector<ListWrite> list_writes(const FieldJoin& join, const std::string& field,
                                   const std::vector<Write>& writes) {
  std::vector<ListWrite> list;
  for (const Write& write : writes)
    list.push_back(
        {write.by, named_lines(join, field, write.before), named_lines(join, field, write.value)});
  std::stable_sort(list.begin(), list.end(),
                   [](const ListWrite& a, const ListWrite& b) { return is_earlier(*a.by, *b.by); });
  return list;
}

/// Each with what it may say by itself.
Lines lines_of(const MergeHistory& history, const std::vector<ListWrite>& by_time) {
  Lines all;
  for (const ListWrite& write : by_time) {
    for (const auto& [name, item] : write.after) {
      if (!write.touches(name)) continue;
      Line& line = all[name];
      if (line.added.empty()) line.place = item.first;
      line.added.push_back({write.by, {}, item.second});
    }
    for (const auto& [name, item] : write.before)
      if (write.after.count(name) == 0) all[name].removed.push_back(write.by);
  }
  for (auto& [name, line] : all) {
    std::vector<Write> there;
    for (const Write& added : line.added) {
      if (std::none_of(line.removed.begin(), line.removed.end(),
                       [&](const Deed* removed) { return history.knew(*removed, *added.by); }))
        there.push_back(added);
    }
    line.open = different(holding(history, there));
  }
  return all;
}

/// Whether the element would be there, had nobody put it into that one.
bool is_there_but_taken(const MergeHistory& history, const FieldJoin::Taken& taken,
                        const std::vector<FieldJoin::Taken>& takings, const Lines& all) {
  const auto line = all.find(taken.was);
  if (line == all.end() || !line->second.open.empty()) return false;
  const auto takes_it = [&](const Deed* deed) {
    return std::any_of(takings.begin(), takings.end(), [&](const FieldJoin::Taken& other) {
      return other.by == deed && other.was == taken.was && other.into == taken.into;
    });
  };
  return std::any_of(line->second.added.begin(), line->second.added.end(), [&](const Write& added) {
    return std::none_of(
        line->second.removed.begin(), line->second.removed.end(),
        [&](const Deed* each) { return history.knew(*each, *added.by) && !takes_it(each); });
  });
}

/// Whether the line of the other is the element's own by now.
bool has_its_place(const MergeHistory& history, const FieldJoin::Taken& taken,
                   const std::vector<FieldJoin::Taken>& takings, const Lines& all) {
  const auto line = all.find(taken.into);
  if (line == all.end() || line->second.added.empty()) return false;
  const auto& [added, removed, place, open] = line->second;
  const auto knew = [&](const Deed* deed) {
    return deed->change == taken.by->change || history.knew(*deed, *taken.by);
  };
  const bool stays = open.empty() ? std::none_of(removed.begin(), removed.end(), knew)
                                  : std::all_of(open.begin(), open.end(),
                                                [&](const Write& each) { return knew(each.by); });
  return stays && is_there_but_taken(history, taken, takings, all);
}

}  // namespace

std::vector<FieldJoin::Taken> FieldJoin::apart(const std::vector<Write>& writes) const {
  std::vector<Taken> list = takings(writes);
  std::erase_if(list, [&](const Taken& taken) {
    return !taken.was_there || std::none_of(writes.begin(), writes.end(), [&](const Write& write) {
      return has_line(write.before, taken.into) && !has_line(write.value, taken.into) &&
             !history_.knew(*write.by, *taken.by);
    });
  });
  return list;
}

Image FieldJoin::lines(const std::string& field, const std::vector<Write>& writes,
                       std::vector<Rivals>* rivals) const {
  const std::vector<ListWrite> by_time = list_writes(*this, field, writes);
  Lines all = lines_of(history_, by_time);
  if (field == "elements") {
    std::map<std::string, std::vector<Write>> apart;
    const std::vector<Taken> taken = this->apart(writes);
    for (const Taken& each : taken) {
      if (!has_its_place(history_, each, taken, all)) continue;
      std::vector<Write>& open = all.at(each.into).open;
      if (open.empty()) open.push_back({each.by, {}, each.element});
      apart.emplace(each.into, open);
    }
    for (const auto& [name, open] : apart) all.at(name).open.clear();
    for (const auto& group : groups_of(replaced(writes)))
      keep_one(history_, group, by_time, all, rivals);
    for (auto& [name, open] : apart) all.at(name).open = std::move(open);
  }
  std::vector<std::pair<const Line*, Image>> kept;
  for (const auto& [name, line] : all) {
    if (line.open.empty()) continue;
    kept.emplace_back(&line, line.open.front().value);
    if (line.open.size() > 1 && rivals != nullptr)
      rivals->push_back({field, name, rivals_of(line.open)});
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
