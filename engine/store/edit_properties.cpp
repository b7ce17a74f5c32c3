// "property value" pairs of a sentence.
#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "store/edit_steps.h"

namespace retroduce::store {

using namespace model;
using Type = ThingField::Type;
using Form = ThingPart::Form;

namespace {

/// Keys have hyphens, people say two words.
bool take_key(EditContext& context, std::string_view key) {
  if (key.empty()) return false;
  std::string words(key);
  std::replace(words.begin(), words.end(), '-', ' ');
  return context.take(key) || context.take(words);
}

void read_number(EditContext& context, const std::string& key, Image& image) {
  const std::string text = context.name("a number");
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size())
    context.refuse("edit.number", "\"" + text + "\" is no number");
  image[key] = number;
}

bool take_either(EditContext& context, std::string_view words, std::string_view key) {
  return context.take(words) || context.take(key);
}

void set_flag(EditContext& context, Image& image, const char* key) {
  image.erase(key);
  if (context.take("no")) return;
  context.take("yes");
  image[key] = true;
}

void read_value(EditContext& context, const ThingField& field, Image& image) {
  const std::string key(field.key);
  switch (field.type) {
    case Type::number:
      return read_number(context, key, image);
    case Type::flag:
      return set_flag(context, image, key.c_str());
    case Type::json:
      image[key] = context.names("the " + key);
      return;
    case Type::reference:
      image[key] = context.next_thing(field.of).id;
      return;
    default:
      break;
  }
  if (field.words != nullptr) {
    const auto word = context.word_of(field.words());
    if (!word) {
      std::vector<std::string> list;
      for (const std::string_view each : field.words())
        if (!each.empty()) list.emplace_back(each);
      context.name("the " + key);
      context.refuse("edit.word", "this is no " + key, {"One of: " + base::join(list, ", ")});
    }
    image[key] = *word;
    return;
  }
  const std::string text = context.name("the " + key);
  if (text.empty())
    image.erase(key);
  else
    image[key] = text;
}

bool read_own(EditContext& context, const std::vector<ThingField>& fields, Image& image) {
  // The longest key first, so that none hides another that begins alike.
  for (const ThingField& field : fields) {
    if (field.type == Type::about || !take_key(context, field.key)) continue;
    read_value(context, field, image);
    return true;
  }
  return false;
}

/// A list in place of what was there: aliases "a", "b".
bool read_list(EditContext& context, const ThingPart& part, Image& image) {
  if (part.form != Form::values || !take_key(context, part.key)) return false;
  Image list = Image::array();
  const ThingField& field = part.fields[0];
  for (const std::string& name : context.names("the " + std::string(part.key))) {
    const Image value =
        field.type == Type::reference ? Image(context.thing(field.of, name).id) : Image(name);
    if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
  }
  image[std::string(part.key)] = list;
  return true;
}

/// field "country" "UK": a free descriptor of a document; an empty value takes it away.
bool read_descriptor(EditContext& context, const ThingShape& shape, Image& image) {
  if (shape.kind != ThingKind::document || !context.take("field")) return false;
  const std::string name = context.name("the name of the field");
  const std::string value = context.name("the value of the field");
  Image list = Image::array();
  bool is_there = false;
  for (Image field : image.value("fields", Image::array())) {
    if (field.at("name") == name) {
      is_there = true;
      if (value.empty()) continue;
      field["value"] = value;
    }
    list.push_back(field);
  }
  if (!is_there && !value.empty()) list.push_back({{"name", name}, {"value", value}});
  image["fields"] = list;
  if (list.empty()) image.erase("fields");
  return true;
}

std::vector<std::string> keys_of(const ThingShape& shape) {
  std::vector<std::string> keys;
  const auto add = [&keys](const std::vector<ThingField>& fields) {
    for (const ThingField& field : fields)
      if (!field.key.empty() && field.type != Type::about) keys.emplace_back(field.key);
  };
  add(shape.fields);
  for (const ThingPart& part : shape.parts) {
    if (part.form == Form::beside) add(part.fields);
    if (part.form == Form::values) keys.emplace_back(part.key);
  }
  if (shape.kind == ThingKind::document) keys.emplace_back("field \"NAME\"");
  return keys;
}

}  // namespace

void read_element(EditContext& context, Image& element) {
  while (!context.at_end()) {
    if (context.take("wording")) {
      element["wording"] = context.name("the wording");
      if (element.at("wording") == "") element.erase("wording");
    } else if (context.take("concept")) {
      element["concept"] = concept_named(context, context.name("the name of the concept"), true).id;
    } else if (take_either(context, "opposite", "opposite")) {
      set_flag(context, element, "opposite");
    } else if (take_either(context, "unintended", "unintended")) {
      set_flag(context, element, "unintended");
    } else if (take_either(context, "when not fired", "when-not-fired")) {
      set_flag(context, element, "when-not-fired");
    } else if (context.take("direction")) {
      const std::string said = context.name("the direction (+, -, mixed or none)");
      const auto direction = from_word<Direction>(said);
      if (!direction)
        context.refuse("edit.word", "\"" + said + "\" is no direction",
                       {"One of: +, -, mixed, none"});
      element.erase("direction");
      if (!to_word(*direction).empty()) element["direction"] = std::string(to_word(*direction));
    } else {
      context.finish();
    }
  }
  if (element.at("role") != "outcome" &&
      (element.contains("unintended") || element.contains("when-not-fired")))
    context.refuse("edit.form",
                   "only an outcome may be unintended or stand for when nothing fires");
}

void read_properties(EditContext& context, const ThingShape& shape, Image& image) {
  while (!context.at_end()) {
    bool is_read = read_own(context, shape.fields, image) || read_descriptor(context, shape, image);
    for (const ThingPart& part : shape.parts) {
      if (is_read) break;
      is_read = part.form == Form::beside ? read_own(context, part.fields, image)
                                          : read_list(context, part, image);
    }
    if (is_read) continue;
    const std::string word = context.name("a property");
    const auto keys = keys_of(shape);
    context.refuse("edit.property",
                   "a " + std::string(to_word(shape.kind)) + " has no property \"" + word + "\"",
                   {"It has: " + base::join(keys, ", ")});
  }
}

}  // namespace retroduce::store
