// "property value" pairs of a sentence.
#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "store/edit_entries.h"

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
  if (base::is_unseen(name)) context.refuse("edit.no-name", "a field needs a name");
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

/// What is said of how a statement came about, until all is read that says which versions are
/// earlier: lineage merged from "1", "2".
using Descent = std::vector<std::pair<std::string, std::vector<std::string>>>;

bool read_descent(EditContext& context, const ThingShape& shape, Descent& descent) {
  if (shape.kind != ThingKind::statement || !context.take("lineage")) return false;
  const auto word = context.word_of(words_of<Lineage>());
  if (!word)
    context.refuse("edit.form",
                   "how it came about is expected here: kept, reworded, split, "
                   "merged, dropped or new");
  if (*word == to_word(Lineage::created)) {
    descent.push_back({*word, {}});
    return true;
  }
  context.expect("from");
  descent.push_back({*word, context.names("the earlier statement")});
  return true;
}

/// The statement of that label in the latest version of the theory that comes before its own; or
/// of that permanent id.
std::string earlier_statement(EditContext& context, const Image& later, const std::string& name) {
  Things& things = context.things();
  const auto version_of = [&](const Image& statement) {
    return ThingName{ThingKind::theory_version, statement.at("version").get<std::string>()};
  };
  if (!later.contains("version")) context.refuse("edit.form", "say whose it is: version \"NAME\"");
  const ThingName own = version_of(later);
  const std::int64_t own_row = things.row_of(own.kind, own.id).value_or(0);
  std::int64_t best_row = 0;
  std::string best;
  for (const ThingName& each : things.find(ThingKind::statement, name)) {
    const ThingName version = version_of(context.image(each));
    const std::int64_t row = things.row_of(version.kind, version.id).value_or(0);
    if (row <= best_row || row >= own_row ||
        context.image(version).at("theory") != context.image(own).at("theory"))
      continue;
    best_row = row;
    best = each.id;
  }
  if (best.empty())
    context.refuse("edit.unknown",
                   "no version before " + said(context, own) + " has a statement \"" + name + "\"",
                   {"See them with: retroduce table REVIEW programme-theory"});
  return best;
}

void put_descent(EditContext& context, const Descent& descent, Image& image) {
  if (descent.empty()) return;
  Image& list = image["lineage"] = Image::array();
  for (const auto& [word, names] : descent) {
    if (names.empty()) list.push_back({{"lineage", word}});
    for (const std::string& name : names)
      list.push_back({{"earlier", earlier_statement(context, image, name)}, {"lineage", word}});
  }
}

/// Of an entry its list's fields, and its place; list and label follow.
bool read_of_entry(EditContext& context, const ThingShape& shape, Image& image) {
  if (shape.kind != ThingKind::entry) return false;
  return read_entry_field(context, image) ||
         read_own(context, {*find_field(shape, "place")}, image);
}

std::vector<std::string> keys_of(const ThingShape& shape, const Image& image) {
  if (shape.kind == ThingKind::entry) return entry_fields(image);
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
  if (shape.kind == ThingKind::statement) keys.emplace_back("lineage WORD from \"STATEMENT\"");
  return keys;
}

/// "an extract", "a study"
std::string said_kind(ThingKind kind) {
  const std::string word(to_word(kind));
  return (std::string_view("aeio").find(word.front()) == std::string_view::npos ? "a " : "an ") +
         word;
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
  Descent descent;
  while (!context.at_end()) {
    const bool is_entry = shape.kind == ThingKind::entry;
    bool is_read = read_of_entry(context, shape, image) ||
                   (!is_entry && read_own(context, shape.fields, image)) ||
                   read_descriptor(context, shape, image) || read_descent(context, shape, descent);
    for (const ThingPart& part : shape.parts) {
      if (is_read) break;
      is_read = part.form == Form::beside ? read_own(context, part.fields, image)
                                          : read_list(context, part, image);
    }
    if (is_read) continue;
    const std::string word = context.name("a property");
    const auto keys = keys_of(shape, image);
    context.refuse("edit.property", said_kind(shape.kind) + " has no property \"" + word + "\"",
                   {"It has: " + base::join(keys, ", ")});
  }
  put_descent(context, descent, image);
}

}  // namespace retroduce::store
