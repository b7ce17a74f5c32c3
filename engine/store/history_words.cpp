#include "store/history_words.h"

#include <algorithm>

#include "base/text.h"
#include "store/merge_twins.h"
#include "store/step_back.h"
#include "store/stored.h"
#include "store/thing_words.h"

namespace retroduce::store {

namespace {

constexpr std::size_t longest_value = 60;

std::string in_words(Things& things, const Image& value) {
  if (value.is_null()) return "nothing";
  if (value.is_string())
    return "\"" + base::shorten(base::collapse_blanks(value.get<std::string>()), longest_value) +
           "\"";
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  if (value.is_array() &&
      std::all_of(value.begin(), value.end(), [](const Image& each) { return each.is_string(); })) {
    std::vector<std::string> list;
    for (const Image& each : value) list.push_back(in_words(things, each));
    return base::shorten(base::join(list, ", "), 2 * longest_value);
  }
  if (value.is_array())
    return base::count_of(static_cast<std::int64_t>(value.size()), "row", "rows");
  return base::shorten(value.dump(), longest_value);
}

}  // namespace

namespace {

std::string element_in_words(Things& things, const Image& element) {
  std::string words = bare_element(things, element);
  const std::string wording = element.value("wording", std::string());
  if (!wording.empty()) words += ", worded \"" + wording + "\"";
  if (element.value("unintended", false)) words += ", unintended";
  if (element.value("when-not-fired", false)) words += ", when not fired";
  if (element.contains("direction"))
    words += ", direction " + element.at("direction").get<std::string>();
  return words;
}

}  // namespace

std::string bare_element(Things& things, const Image& element) {
  const std::string part = element.value("part", std::string("unsplit"));
  std::string words = part == "unsplit" ? element.value("role", std::string()) : part;
  if (element.value("opposite", false)) words += " not";
  const auto named =
      things.image({model::ThingKind::concept_, element.value("concept", std::string())});
  if (named) words += " \"" + named->value("label", std::string()) + "\"";
  return words;
}

std::string value_in_words(Things& things, const ThingShape* shape, const std::string& key,
                           const Image& value) {
  if (key == "elements" && value.is_object()) return element_in_words(things, value);
  if (key == "fields" && value.is_object())
    return value.value("name", std::string()) + " " +
           in_words(things, value.value("value", Image()));
  if (key == "element" && value.is_number_integer())
    return value == 0 ? "the whole" : "element " + value.dump();
  const ThingField* field = shape == nullptr ? nullptr : find_field(*shape, key);
  if (field != nullptr && field->type == ThingField::Type::reference && value.is_string())
    return things.said({field->of, value.get<std::string>()});
  return in_words(things, value);
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

}  // namespace

const std::map<ThingName, Image>& HistoryWords::gone() {
  if (gone_) return *gone_;
  gone_.emplace();
  Query query(things_.connection().prepared(
      "SELECT thing, thing_id, before FROM history WHERE after = '' AND before <> '' AND thing <> "
      "'element' ORDER BY change, place"));
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

std::string HistoryWords::said(const ThingName& thing) {
  return thing_in_words(thing, [this](const ThingName& each) { return now_or_last(each); });
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
        return word + " " + value_in_words(things_, &shape, key, image.at(key));
  }
  // What went by a merge alone left no row of its end, but one of its beginning.
  return thing_in_words(thing, [&](const ThingName& each) -> std::optional<Image> {
    auto image = now_or_last(each);
    if (image || each != thing) return image;
    if (!row.before.empty() && !row.after.empty()) return std::nullopt;
    return parsed(row.after.empty() ? row.before : row.after);
  });
}

std::vector<model::HistoryRow> one_row_each(const std::vector<model::HistoryRow>& rows) {
  std::vector<model::HistoryRow> list;
  std::map<ThingName, std::size_t> places;
  std::vector<bool> is_nothing;
  for (const model::HistoryRow& row : rows) {
    const ThingName thing{row.thing, row.thing_id};
    const auto known = places.find(thing);
    const bool can_join = row.thing != model::ThingKind::element && is_image(row) && !is_text(row);
    if (can_join && known != places.end()) {
      is_nothing[known->second] = !join(list[known->second], row);
      if (is_nothing[known->second]) places.erase(known);
      continue;
    }
    if (can_join) places.emplace(thing, list.size());
    list.push_back(row);
    is_nothing.push_back(false);
  }
  std::vector<model::HistoryRow> kept;
  for (std::size_t i = 0; i < list.size(); ++i)
    if (!is_nothing[i]) kept.push_back(std::move(list[i]));
  return kept;
}

}  // namespace retroduce::store
