#include "store/edit_entries.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "model/entry_lists.h"
#include "store/references.h"

namespace retroduce::store {

using namespace model;

namespace {

const ListShape& list_of(const Image& entry) {
  return shape_of(from_word<EntryList>(entry.at("list").get<std::string>()).value());
}

Entry fields_in(const Image& entry) {
  Entry fields;
  fields.list = list_of(entry).list;
  for (const Image& each : entry.value("fields", Image::array()))
    fields.fields.push_back(
        {each.at("name").get<std::string>(), each.at("value").get<std::string>()});
  return fields;
}

/// In the list's order, without empty ones.
void write_fields(const Entry& fields, Image& entry) {
  Image list = Image::array();
  for (const std::string_view name : shape_of(fields.list).fields())
    if (const std::string_view value = value_in(fields, name); !value.empty())
      list.push_back({{"name", name}, {"value", value}});
  entry["fields"] = list;
  if (list.empty()) entry.erase("fields");
}

std::string read_list(EditContext& context) {
  const auto list = context.word_of(words_of<EntryList>());
  if (!list) {
    std::vector<std::string> known;
    for (const std::string_view each : words_of<EntryList>()) known.emplace_back(each);
    context.refuse("edit.kind",
                   "the list is expected here, but there stands \"" + context.next_word() + "\"",
                   {"One of: " + base::join(known, ", ")});
  }
  return *list;
}

void need_own_verbs(EditContext& context, const Image& entry) {
  if (list_of(entry).list == EntryList::double_coding)
    context.refuse("edit.kind", "who codes what apart from others is said by verbs of its own",
                   {"See: assign, unassign, finish"});
}

ThingName entry_of(EditContext& context, const std::string& list, const std::string& name) {
  Things& things = context.things();
  const auto configuration = things.find(ThingKind::configuration, name);
  std::vector<std::string> names;
  for (const ThingName& each : things.all(ThingKind::entry)) {
    const Image image = context.image(each);
    if (image.at("list") != list) continue;
    const std::string label = image.value("label", std::string());
    if (label == name || (configuration.size() == 1 && label.empty() &&
                          image.value("configuration", "") == configuration.front().id))
      return each;
    names.push_back(label);
  }
  const auto near = base::nearest(name, names);
  context.refuse("edit.unknown",
                 "there is no entry \"" + name + "\" among the " +
                     std::string(shape_of(*from_word<EntryList>(list)).title),
                 near.empty() ? std::vector<std::string>{}
                              : std::vector<std::string>{"Nearest: " + base::join(near, ", ")});
}

/// By which `entry_of` finds it.
std::string name_of(EditContext& context, const ThingName& entry) {
  const Image image = context.image(entry);
  const auto claim = context.things().image(
      {ThingKind::configuration, image.value("configuration", std::string())});
  return image.value("label", claim ? claim->value("label", std::string()) : std::string());
}

/// Counts are whole numbers, and items of the checklist those that it has: others would be printed
/// nowhere.
void need_number(EditContext& context, EntryList list, const Field& field) {
  constexpr std::int64_t rameses_items = 19;
  const bool is_item = list == EntryList::rameses && field.name == "item";
  const bool is_count = list == EntryList::flow && field.name == "n";
  if ((!is_item && !is_count) || field.value.empty()) return;
  const std::string& text = field.value;
  const bool is_number = text.find_first_not_of("0123456789") == std::string::npos &&
                         text.size() < 10 && (text == "0" || text.front() != '0');
  if (is_count && !is_number)
    context.refuse("edit.number", "\"" + text + "\" is no number of documents");
  if (is_item && (!is_number || std::stoll(text) < 1 || std::stoll(text) > rameses_items))
    context.refuse("edit.number", "\"" + text + "\" is no item of the RAMESES checklist",
                   {"Its items are numbered 1 to 19."});
}

}  // namespace

std::vector<std::string> entry_fields(const Image& entry) {
  std::vector<std::string> list;
  for (const std::string_view name : list_of(entry).fields()) list.emplace_back(name);
  return list;
}

bool read_entry_field(EditContext& context, Image& entry) {
  for (const std::string& name : entry_fields(entry)) {
    if (!context.take(name) && !context.word_of(std::array{std::string_view(name)})) continue;
    Entry fields = fields_in(entry);
    std::erase_if(fields.fields, [&name](const Field& each) { return each.name == name; });
    fields.fields.push_back({name, context.name("the " + name)});
    need_number(context, fields.list, fields.fields.back());
    write_fields(fields, entry);
    return true;
  }
  return false;
}

void name_entry(EditContext& context, const ThingName& thing, Image& entry) {
  const ListShape& list = list_of(entry);
  Entry fields = fields_in(entry);
  if (list.is_of_configuration) {
    const std::string first(list.fields().front());
    const auto named = context.things().find(ThingKind::configuration, value_in(fields, first));
    if (named.size() == 1) {
      // Tied to the thing itself, it follows when that is renumbered.
      entry["configuration"] = named.front().id;
      std::erase_if(fields.fields, [&first](const Field& each) { return each.name == first; });
      write_fields(fields, entry);
    }
  }
  const std::string label = label_of(fields);
  if (label.empty() && !entry.contains("configuration"))
    context.refuse("edit.no-name",
                   "say its " + std::string(list.fields().front()) + ", by which it is known",
                   {"Its fields: " + base::join(entry_fields(entry), ", ")});
  entry["label"] = label;
  if (label.empty()) entry.erase("label");
  for (const ThingName& each : context.things().all(ThingKind::entry)) {
    const Image other = context.image(each);
    const auto same = [&](const char* key) {
      return other.value(key, Image()) == entry.value(key, Image());
    };
    if (each != thing && same("list") && same("label") && same("configuration"))
      context.refuse(
          "edit.there",
          said(context, each) + " of the " + std::string(list.title) + " is there already",
          {"Change it with: set entry of " + entry.at("list").get<std::string>() + " \"" +
           name_of(context, each) + "\" …"});
  }
}

namespace {

/// Entries that name one of these as a rival, as they are and as they would be.
struct Renamed {
  ThingName entry;
  Image before;
  Image after;
};
std::vector<Renamed> rivals_renamed(EditContext& context,
                                    const std::map<std::string, std::string>& labels) {
  std::vector<Renamed> list;
  for (const ThingName& each : context.things().all(ThingKind::entry)) {
    const Image before = context.image(each);
    if (before.at("list") != to_word(EntryList::rivals)) continue;
    Entry fields = fields_in(before);
    bool is_named = false;
    for (Field& field : fields.fields) {
      const auto found = labels.find(field.value);
      if (found == labels.end() || (field.name != "statement" && field.name != "rival")) continue;
      field.value = found->second;
      is_named = true;
    }
    if (!is_named) continue;
    list.push_back({each, before, before});
    write_fields(fields, list.back().after);
    list.back().after["label"] = label_of(fields);
  }
  return list;
}

std::string in_words(const Image& entry) {
  std::vector<std::string> all;
  for (const Image& field : entry.value("fields", Image::array()))
    all.push_back(field.at("name").get<std::string>() + ": " +
                  field.at("value").get<std::string>());
  return base::join(all, "; ");
}

void note_entry(EditContext& context, const ThingName& of, const char* how, const Image& entry) {
  Image noted = context.image(of);
  append_note(noted, how + entry.at("list").get<std::string>() + ": " + in_words(entry) + ".");
  context.session().put(of, noted);
}

void join_rivals(EditContext& context, const Renamed& one, const ThingName& into) {
  const Entry fields = fields_in(one.after);
  if (value_in(fields, "statement") == value_in(fields, "rival")) {
    note_entry(context, into, "Was among ", one.before);
    context.say("edit.entries", said(context, one.entry) +
                                    " of the rival theories went: the two are one now, whose note "
                                    "has what it said");
    move_remarks(context, one.entry, into);
    return retire(context, one.entry, false);
  }
  for (const ThingName& other : context.things().all(ThingKind::entry)) {
    const Image there = context.image(other);
    if (other == one.entry || !is_same_once(shape_of(ThingKind::entry), there, one.after)) continue;
    context.session().put(other, joined_entry(context, there, one.after, into));
    repoint(context, one.entry, other);
    return context.session().put(one.entry, std::nullopt);
  }
  context.session().put(one.entry, one.after);
}

std::string label_in(EditContext& context, const ThingName& thing) {
  return context.image(thing).at("label").get<std::string>();
}

}  // namespace

void rename_in_rivals(EditContext& context, const std::map<std::string, std::string>& labels) {
  for (const Renamed& each : rivals_renamed(context, labels))
    context.session().put(each.entry, each.after);
}

void join_in_rivals(EditContext& context, const ThingName& from, const ThingName& into) {
  for (const Renamed& each :
       rivals_renamed(context, {{label_in(context, from), label_in(context, into)}}))
    join_rivals(context, each, into);
}

void leave_rivals(EditContext& context, const ThingName& thing) {
  if (thing.kind != ThingKind::configuration) return;
  const std::string label = label_in(context, thing);
  for (std::size_t number = 1;; ++number) {
    const std::string gone =
        label + (number == 1 ? " (gone)" : " (gone, " + std::to_string(number) + ")");
    if (!rivals_renamed(context, {{gone, gone}}).empty()) continue;
    const auto named = rivals_renamed(context, {{label, gone}});
    for (const Renamed& each : named) {
      context.session().put(each.entry, each.after);
      context.say("edit.rivals", said(context, each.entry) +
                                     " of the rival theories still tells of it, as " + gone);
    }
    return;
  }
}

Image joined_entry(EditContext& context, const Image& stays, const Image& goes,
                   const ThingName& of) {
  Image entry = stays;
  bool differs = false;
  for (const Image& field : goes.value("fields", Image::array())) {
    const Image own = stays.value("fields", Image::array());
    const auto same = std::find_if(own.begin(), own.end(), [&](const Image& each) {
      return each.at("name") == field.at("name");
    });
    if (same == own.end()) entry["fields"].push_back(field);
    differs |= same != own.end() && same->at("value") != field.at("value");
  }
  if (!differs) return entry;
  note_entry(context, of, "Also in ", goes);
  context.say("edit.entries", said(context, of) + " keeps one of two entries of " +
                                  goes.at("list").get<std::string>() +
                                  "; the other is in its note (" + in_words(goes) + ")");
  return stays;
}

void add_entry(EditContext& context) {
  if (!context.take("to")) context.expect("of");
  Image entry = {{"list", read_list(context)}};
  need_own_verbs(context, entry);
  std::int64_t place = 0;
  for (const ThingName& each : context.things().all(ThingKind::entry)) {
    const Image other = context.image(each);
    if (other.at("list") == entry.at("list"))
      place = std::max(place, other.value("place", std::int64_t{0}));
  }
  entry["place"] = place + 1;
  read_properties(context, shape_of(ThingKind::entry), entry);
  const ThingName thing{ThingKind::entry, context.session().new_id()};
  name_entry(context, thing, entry);
  context.session().put(thing, entry);
  context.done = "added " + said(context, thing) + " to the " + std::string(list_of(entry).title);
}

ThingName next_of(EditContext& context, ThingKind kind, bool by_own_name) {
  if (by_own_name && kind == ThingKind::concept_)
    return context.called(kind, context.name("the name of a concept"));
  if (kind != ThingKind::entry) return context.next_thing(kind);
  std::string list;
  if (context.take("of")) list = read_list(context);
  const ThingName thing = list.empty()
                              ? context.next_thing(kind)
                              : entry_of(context, list, context.name("the name of the entry"));
  need_own_verbs(context, context.image(thing));
  return thing;
}

}  // namespace retroduce::store
