#include "store/history_words.h"

#include <algorithm>

#include "base/text.h"

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

/// mechanism "trust", context not "time": as sentences name an element.
std::string element_in_words(Things& things, const Image& element) {
  const std::string part = element.value("part", std::string("unsplit"));
  std::string words = part == "unsplit" ? element.value("role", std::string()) : part;
  if (element.value("opposite", false)) words += " not";
  const auto named =
      things.image({model::ThingKind::concept_, element.value("concept", std::string())});
  if (named) words += " \"" + named->value("label", std::string()) + "\"";
  const std::string wording = element.value("wording", std::string());
  return wording.empty() ? words : words + ", worded \"" + wording + "\"";
}

}  // namespace

std::string value_in_words(Things& things, const ThingShape* shape, const std::string& key,
                           const Image& value) {
  if (key == "elements" && value.is_object()) return element_in_words(things, value);
  const ThingField* field = shape == nullptr ? nullptr : find_field(*shape, key);
  if (field != nullptr && field->type == ThingField::Type::reference && value.is_string())
    return things.said({field->of, value.get<std::string>()});
  return in_words(things, value);
}

}  // namespace retroduce::store
