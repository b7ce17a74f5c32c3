#include "store/references.h"

#include <algorithm>

#include "base/text.h"
#include "store/stored.h"

namespace retroduce::store {

using namespace model;
using Type = ThingField::Type;

void change_references(ThingKind kind, Image& image,
                       const std::function<std::string(ThingKind, const std::string&)>& change) {
  if (kind == ThingKind::review) return;
  const auto one = [&change](const ThingField& field, Image& value) {
    if (field.type == Type::reference && value.is_string()) {
      value = change(field.of, value.get<std::string>());
    } else if (field.type == Type::about && value.is_array() && value.size() == 2) {
      value[1] =
          change(stored_word<ThingKind>(value[0].get<std::string>()), value[1].get<std::string>());
    }
  };
  const ThingShape& shape = shape_of(kind);
  for (const ThingField& field : shape.fields) {
    const auto found = image.find(std::string(field.key));
    if (found != image.end()) one(field, *found);
  }
  for (const ThingPart& part : shape.parts) {
    const auto list = image.find(std::string(part.key));
    if (part.key.empty() || list == image.end() || !list->is_array()) continue;
    for (Image& item : *list) {
      for (const ThingField& field : part.fields) {
        if (part.form == ThingPart::Form::values) {
          one(field, item);
        } else if (item.contains(std::string(field.key))) {
          one(field, item[std::string(field.key)]);
        }
      }
    }
  }
}

std::optional<ThingName> missing_reference(Things& things, ThingKind kind, Image image) {
  std::optional<ThingName> missing;
  const auto is_there = [&things](ThingKind of, const std::string& id) {
    if (of != ThingKind::element && shape_of(of).natural_key.empty())
      return things.row_of(of, id).has_value();
    // A part of a key, which does not say of which kind it is.
    const auto shapes = thing_shapes();
    return std::any_of(shapes.begin(), shapes.end(), [&](const ThingShape& shape) {
      return shape.natural_key.empty() && things.row_of(shape.kind, id).has_value();
    });
  };
  change_references(kind, image, [&](ThingKind of, const std::string& id) {
    if (of == ThingKind::review || missing) return id;
    for (const std::string& part : base::split(id, ' '))
      if (part.find('.') != std::string::npos && !is_there(of, part)) missing = {of, part};
    return id;
  });
  return missing;
}

void replace_reference(Image& image, const ThingField& field, const ThingPart* part,
                       const std::string& from, const std::string& to) {
  const std::string key(field.key);
  if (part == nullptr || part->form == ThingPart::Form::beside) {
    if (to.empty())
      image.erase(key);
    else
      image[key] = to;
    return;
  }
  Image& list = image[std::string(part->key)];
  Image kept = Image::array();
  for (Image item : list) {
    Image* value = part->form == ThingPart::Form::values ? &item
                   : item.contains(key)                  ? &item[key]
                                                         : nullptr;
    if (value != nullptr && *value == from) {
      if (to.empty()) continue;
      *value = to;
    }
    const bool is_meant = value != nullptr && *value == to;
    if (is_meant && std::find(kept.begin(), kept.end(), item) != kept.end()) continue;
    kept.push_back(std::move(item));
  }
  list = std::move(kept);
  if (list.empty()) image.erase(std::string(part->key));
}

}  // namespace retroduce::store
