// Finding things: by the name that people know, by who refers to them, by the change that added
// them.
#include <algorithm>

#include "base/text.h"
#include "store/thing_words.h"
#include "store/things.h"

namespace retroduce::store {

using namespace model;
using Type = ThingField::Type;
using Form = ThingPart::Form;

namespace {

/// Where the name that people know stands: the column, and the join that reaches it.
std::string name_column(const ThingShape& shape) {
  const ThingField* field = find_field(shape, shape.name);
  return std::string(field->column);
}

std::string from_with_name(const ThingShape& shape) {
  std::string from(shape.table);
  if (shape.kind == ThingKind::extract)
    from += " JOIN extract_text ON extract_text.extract = extract.id";
  return from;
}

/// What selects the thing's key: its id, or the columns of its natural one.
std::string key_columns(const ThingShape& shape) {
  if (shape.natural_key.empty()) return "id";
  std::string list;
  for (const std::string_view each : shape.natural_key)
    list.append(list.empty() ? "" : ", ").append(find_field(shape, each)->column);
  return list;
}

}  // namespace

std::vector<ThingName> Things::named_by(const ThingShape& shape, const std::string& sql,
                                        const Cells& cells) {
  std::vector<ThingName> found;
  Query query(connection_.prepared(sql));
  query.bind(cells);
  while (query.next())
    found.push_back({shape.kind, shape.natural_key.empty() ? id_of(shape.kind, query.number(0))
                                                           : natural_id(shape, query)});
  return found;
}

std::vector<ThingName> Things::find(ThingKind kind, std::string_view name) {
  if (kind == ThingKind::review) return {{kind, "review"}};
  const ThingShape& shape = shape_of(kind);
  if (shape.name.empty() || row_of(kind, name)) {
    const ThingName thing{kind, std::string(name)};
    return image(thing) ? std::vector<ThingName>{thing} : std::vector<ThingName>{};
  }
  const bool folded = kind == ThingKind::concept_;
  const std::string value = folded ? base::fold(name) : std::string(name);
  return named_by(shape,
                  "SELECT " + std::string(shape.table) + ".id FROM " + from_with_name(shape) +
                      " WHERE " + (folded ? "folded" : name_column(shape)) + " = ? ORDER BY 1",
                  {std::string_view(value)});
}

std::vector<ThingName> Things::all(ThingKind kind) {
  const ThingShape& shape = shape_of(kind);
  return named_by(
      shape, "SELECT " + key_columns(shape) + " FROM " + std::string(shape.table) + " ORDER BY 1",
      {});
}

std::vector<std::string> Things::names(ThingKind kind) {
  const ThingShape& shape = shape_of(kind);
  std::vector<std::string> list;
  if (shape.name.empty() || kind == ThingKind::extract) return list;
  Query query(connection_.prepared("SELECT " + name_column(shape) + " FROM " +
                                   std::string(shape.table) + " ORDER BY 1"));
  while (query.next()) list.push_back(query.text(0));
  return list;
}

std::vector<Things::User> Things::users(const ThingName& thing) {
  std::vector<User> found;
  if (thing.kind == ThingKind::review) return found;
  const auto about = about_key(thing);
  std::int64_t row = 0;  // 0: things without an id of their own are referred to by remarks alone
  if (shape_of(thing.kind).natural_key.empty()) row = row_of(thing.kind, thing.id).value_or(0);
  const auto take = [&found](std::vector<ThingName> list, const ThingField& field,
                             const ThingPart* part) {
    for (ThingName& each : list) found.push_back({std::move(each), &field, part});
  };
  for (const ThingShape& shape : thing_shapes()) {
    const std::string select = "SELECT " + key_columns(shape) + " FROM " + std::string(shape.table);
    for (const ThingField& field : shape.fields) {
      if (row != 0 && field.type == Type::reference && field.of == thing.kind)
        take(named_by(shape, select + " WHERE " + std::string(field.column) + " = ? ORDER BY 1",
                      {row}),
             field, nullptr);
      if (field.type != Type::about || !about) continue;
      take(named_by(shape, select + " WHERE about = ? AND about_key = ? ORDER BY 1",
                    {to_word(thing.kind), std::string_view(*about)}),
           field, nullptr);
      if (thing.kind != ThingKind::configuration) continue;
      const std::string elements = *about + " *";
      take(named_by(shape, select + " WHERE about = 'element' AND about_key GLOB ? ORDER BY 1",
                    {std::string_view(elements)}),
           field, nullptr);
    }
    if (row == 0) continue;
    for (const ThingPart& part : shape.parts) {
      for (const ThingField& field : part.fields) {
        if (field.type != Type::reference || field.of != thing.kind) continue;
        take(named_by(shape,
                      "SELECT DISTINCT " + std::string(part.owner) + " FROM " +
                          std::string(part.table) + " WHERE " + std::string(field.column) +
                          " = ? ORDER BY 1",
                      {row}),
             field, &part);
      }
    }
  }
  return found;
}

std::vector<ThingName> Things::added_by(std::int64_t change) {
  std::vector<ThingName> found;
  const auto shapes = thing_shapes();
  for (auto shape = shapes.rbegin(); shape != shapes.rend(); ++shape) {
    const std::string order = shape->natural_key.empty() ? "ordinal DESC" : "1";
    auto list = named_by(*shape,
                         "SELECT " + key_columns(*shape) + " FROM " + std::string(shape->table) +
                             " WHERE change = ? ORDER BY " + order,
                         {change});
    std::move(list.begin(), list.end(), std::back_inserter(found));
  }
  return found;
}

std::string Things::said(const ThingName& thing) { return thing_in_words(thing, images_of(*this)); }

}  // namespace retroduce::store
