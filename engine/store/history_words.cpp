#include "store/history_words.h"

#include <algorithm>

#include "base/text.h"
#include "store/merge_twins.h"
#include "store/precedence.h"
#include "store/step_back.h"
#include "store/stored.h"
#include "store/thing_words.h"

namespace retroduce::store {

namespace {

constexpr std::size_t longest_value = 60;

std::string in_words(const Image& value) {
  if (value.is_null()) return "nothing";
  if (value.is_string())
    return "\"" + base::shorten(base::collapse_blanks(value.get<std::string>()), longest_value) +
           "\"";
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  if (value.is_array() &&
      std::all_of(value.begin(), value.end(), [](const Image& each) { return each.is_string(); })) {
    std::vector<std::string> list;
    for (const Image& each : value) list.push_back(in_words(each));
    return base::shorten(base::join(list, ", "), 2 * longest_value);
  }
  if (value.is_array())
    return base::count_of(static_cast<std::int64_t>(value.size()), "row", "rows");
  return base::shorten(value.dump(), longest_value);
}

std::string element_in_words(const ImageOf& image_of, const Image& element) {
  std::string words = bare_element(image_of, element);
  const std::string wording = element.value("wording", std::string());
  if (!wording.empty()) words += ", worded \"" + wording + "\"";
  if (element.value("unintended", false)) words += ", unintended";
  if (element.contains("direction"))
    words += ", direction " + element.at("direction").get<std::string>();
  return words;
}

/// The list of the thing that has such rows; null where it is none.
const ThingPart* part_called(const ThingShape* shape, std::string_view key) {
  if (shape == nullptr) return nullptr;
  const auto found = std::find_if(shape->parts.begin(), shape->parts.end(),
                                  [key](const ThingPart& part) { return part.key == key; });
  return found == shape->parts.end() ? nullptr : &*found;
}

std::string field_in_words(const ThingField& field, const ImageOf& image_of, const Image& value) {
  return field.type == ThingField::Type::reference && value.is_string()
             ? thing_in_words({field.of, value.get<std::string>()}, image_of)
             : in_words(value);
}

/// What a row of a list refers to, or says, is named.
std::string row_in_words(const ThingPart& part, const ImageOf& image_of, const Image& row) {
  if (!row.is_object()) return field_in_words(part.fields.front(), image_of, row);
  std::vector<std::string> words;
  for (const ThingField& field : part.fields)
    if (const auto value = row.find(std::string(field.key)); value != row.end())
      words.push_back(field_in_words(field, image_of, *value));
  return base::join(words, " ");
}

}  // namespace

std::string bare_element(const ImageOf& image_of, const Image& element) {
  const std::string part = element.value("part", std::string("unsplit"));
  std::string words = part == "unsplit" ? element.value("role", std::string()) : part;
  if (element.value("opposite", false)) words += " not";
  const auto named =
      image_of({model::ThingKind::concept_, element.value("concept", std::string())});
  if (named) words += " \"" + named->value("label", std::string()) + "\"";
  if (element.value("when-not-fired", false)) words += " when not fired";
  return words;
}

std::string value_in_words(const ImageOf& image_of, const ThingShape* shape, const std::string& key,
                           const Image& value) {
  if (key == "elements" && value.is_object()) return element_in_words(image_of, value);
  if (key == "fields" && value.is_object())
    return value.value("name", std::string()) + " " + in_words(value.value("value", Image()));
  if (key == "element" && value.is_number_integer())
    return value == 0 ? "the whole" : "element " + value.dump();
  if (key == "about" && value.is_array() && value.size() == 2) {
    const auto kind = model::from_word<model::ThingKind>(value.at(0).get<std::string>());
    if (kind) return thing_in_words({*kind, value.at(1).get<std::string>()}, image_of);
  }
  if (const ThingPart* part = part_called(shape, key); part != nullptr && value.is_object())
    return row_in_words(*part, image_of, value);
  const ThingField* field = shape == nullptr ? nullptr : find_field(*shape, key);
  return field == nullptr ? in_words(value) : field_in_words(*field, image_of, value);
}

namespace {

std::vector<std::string> rows_in_words(const ImageOf& image_of, const ThingShape* shape,
                                       const std::string& key, const Image& list) {
  const ThingPart* part = part_called(shape, key);
  std::vector<std::string> words;
  for (const Image& row : list)
    words.push_back(part == nullptr || row.is_object() ? value_in_words(image_of, shape, key, row)
                                                       : row_in_words(*part, image_of, row));
  return words;
}

/// What the one list has and the other has not, each as often as it has it more.
std::string without(std::vector<std::string> list, const std::vector<std::string>& other) {
  for (const std::string& each : other) {
    const auto found = std::find(list.begin(), list.end(), each);
    if (found != list.end()) list.erase(found);
  }
  return list.empty() ? "nothing" : base::join(list, ", ");
}

}  // namespace

std::string change_in_words(const ImageOf& image_of, const ThingShape* shape,
                            const std::string& key, const Image& was, const Image& is) {
  const auto is_list = [](const Image& value) { return value.is_array() || value.is_null(); };
  if (part_called(shape, key) == nullptr || !is_list(was) || !is_list(is))
    return value_in_words(image_of, shape, key, was) + " \u2192 " +
           value_in_words(image_of, shape, key, is);
  const auto before = rows_in_words(image_of, shape, key, was);
  const auto after = rows_in_words(image_of, shape, key, is);
  const std::string gone = without(before, after);
  const std::string come = without(after, before);
  if (gone == come) return "in another order";
  return gone + " \u2192 " + come;
}

namespace {

Image parsed(std::string_view text) {
  Image image = text.empty() ? Image() : Image::parse(text, nullptr, false);
  return image.is_object() ? image : Image(Image::object());
}

/// The fields of both changes, as they were before the first and are after the second.
std::pair<Image, Image> one_after_another(const model::HistoryRow& first,
                                          const model::HistoryRow& second) {
  const Image was = parsed(first.before);
  const Image between = parsed(first.after);
  const Image then = parsed(second.before);
  Image before = was;
  for (const auto& [key, value] : then.items())
    if (!was.contains(key) && !between.contains(key)) before[key] = value;
  return differing(before, patched(between, then, parsed(second.after)));
}

/// Makes the first row say what both did; false where together they did nothing.
bool join(model::HistoryRow& first, const model::HistoryRow& second) {
  const bool was_there = !first.before.empty();
  const bool is_there = !second.after.empty();
  if (!was_there && !is_there) return false;
  if (!was_there || !is_there) {
    // One of the two is whole, and the other tells what differs from it.
    Image whole = was_there
                      ? patched(parsed(second.before), parsed(first.after), parsed(first.before))
                      : patched(parsed(first.after), parsed(second.before), parsed(second.after));
    (was_there ? first.before : first.after) = image_text(whole);
    (was_there ? first.after : first.before).clear();
    return true;
  }
  const bool is_put_back = first.after.empty();
  const auto [before, after] = is_put_back ? differing(parsed(first.before), parsed(second.after))
                                           : one_after_another(first, second);
  first.before = image_text(before);
  first.after = image_text(after);
  return before != after;
}

/// Evidence has its place for a name: where elements go or move, one piece comes to where another
/// was, and nothing is said of either that was not said before.
bool takes_place_of(const model::HistoryRow& row, const model::HistoryRow& before) {
  return row.thing == model::ThingKind::evidence && row.before.empty() && before.after.empty();
}

}  // namespace

const std::map<ThingName, Image>& HistoryWords::gone() {
  if (gone_) return *gone_;
  gone_.emplace();
  Query query(things_.connection().prepared(
      "SELECT h.thing, h.thing_id, h.before FROM history h JOIN change c ON c.id = h.change WHERE "
      "h.after = '' AND h.before <> '' AND h.thing <> 'element' AND c.kind <> ? ORDER BY h.change, "
      "h.place"));
  // What a merge took away had another name meanwhile (merge.cpp).
  query.bind(1, Cell{merge_kind});
  while (query.next())
    (*gone_)[{stored_word<model::ThingKind>(query.view(0)), query.text(1)}] = parsed(query.view(2));
  return *gone_;
}

std::optional<Image> HistoryWords::now_or_last(const ThingName& thing) {
  if (auto now = things_.image(thing)) return now;
  const auto was = gone().find(thing);
  if (was != gone().end()) return was->second;
  // One that a merge found to be another, too, is called as that one.
  const ThingName standing{thing.kind, standing_id(things_.connection(), thing.id)};
  return standing == thing ? std::nullopt : now_or_last(standing);
}

ImageOf HistoryWords::now_or_last() {
  return {things_, [this](const ThingName& each) { return now_or_last(each); }};
}

std::string HistoryWords::said(const ThingName& thing) {
  return thing_in_words(thing, now_or_last());
}

std::string HistoryWords::said_in(const model::HistoryRow& row) {
  const std::string word(to_word(row.thing));
  if (row.thing == model::ThingKind::review || row.thing == model::ThingKind::element) return word;
  const ThingName thing{row.thing, row.thing_id};
  const ThingShape& shape = shape_of(row.thing);
  if (!shape.name.empty() && row.thing != model::ThingKind::extract &&
      row.thing != model::ThingKind::statement && !things_.image(thing)) {
    const std::string key(shape.name);
    for (const std::string* text : {&row.after, &row.before})
      if (const Image image = parsed(*text); image.contains(key) && image.at(key).is_string())
        return word + " " + value_in_words(images_of(things_), &shape, key, image.at(key));
  }
  // One that came or went is told as it was then: a link may lead elsewhere by now.
  const bool is_whole = row.before.empty() || row.after.empty();
  return thing_in_words(
      thing, {things_, [&](const ThingName& each) {
                return each == thing && is_whole
                           ? std::optional(parsed(row.after.empty() ? row.before : row.after))
                           : now_or_last(each);
              }});
}

std::string HistoryWords::changed(const ThingShape* shape, const std::string& key, const Image& was,
                                  const Image& is) {
  return change_in_words(now_or_last(), shape, key, was, is);
}

std::vector<model::HistoryRow> one_row_each(const std::vector<model::HistoryRow>& rows) {
  std::vector<model::HistoryRow> list;
  std::map<ThingName, std::size_t> places;
  std::vector<bool> is_nothing;
  for (const model::HistoryRow& row : rows) {
    const ThingName thing{row.thing, row.thing_id};
    const auto known = places.find(thing);
    const bool can_join = row.thing != model::ThingKind::element && is_image(row) && !is_text(row);
    if (can_join && known != places.end() && !takes_place_of(row, list[known->second])) {
      is_nothing[known->second] = !join(list[known->second], row);
      if (is_nothing[known->second]) places.erase(known);
      continue;
    }
    if (can_join) places[thing] = list.size();
    list.push_back(row);
    is_nothing.push_back(false);
  }
  std::vector<model::HistoryRow> kept;
  for (std::size_t i = 0; i < list.size(); ++i)
    if (!is_nothing[i]) kept.push_back(std::move(list[i]));
  return kept;
}

}  // namespace retroduce::store
