// Making things what their images say.
#include "base/base64.h"
#include "base/error.h"
#include "base/text.h"
#include "store/review_rows.h"
#include "store/stored.h"
#include "store/text_images.h"
#include "store/things.h"

namespace retroduce::store {

using namespace model;
using Type = ThingField::Type;
using Form = ThingPart::Form;

namespace {

std::string text_in(const Image& image, std::string_view key) {
  const auto found = image.find(std::string(key));
  if (found == image.end()) return {};
  if (!found->is_string()) raise_damaged(found->dump());
  return found->get<std::string>();
}

void run(Connection& connection, const std::string& sql, const Cells& cells) {
  Query query(connection.prepared(sql));
  query.bind(cells).run();
}

/// "a, b, about, about_key" and the same number of marks.
std::pair<std::string, std::string> names_and_marks(const std::vector<ThingField>& fields) {
  std::pair<std::string, std::string> found;
  const auto add = [&found](std::string_view name) {
    found.first.append(found.first.empty() ? "" : ", ").append(name);
    found.second.append(found.second.empty() ? "?" : ", ?");
  };
  for (const ThingField& field : fields) {
    add(field.column);
    if (field.type == Type::about) add("about_key");
  }
  return found;
}

}  // namespace

void Things::bind_fields(const std::vector<ThingField>& fields, const Image& image, Key& into) {
  const auto lend = [&into](std::string text) {
    into.texts.push_back(std::move(text));
    into.cells.emplace_back(std::string_view(into.texts.back()));
  };
  std::string last_text;
  for (const ThingField& field : fields) {
    const auto found = field.key.empty() ? image.end() : image.find(std::string(field.key));
    const bool is_there = found != image.end();
    switch (field.type) {
      case Type::number:
        into.cells.push_back(is_there ? Cell{found->get<std::int64_t>()} : Cell{});
        break;
      case Type::flag:
        into.cells.emplace_back(std::int64_t{is_there && found->get<bool>()});
        break;
      case Type::json:
        lend(is_there ? found->dump() : "[]");
        break;
      case Type::folded:
        lend(base::fold(last_text));
        break;
      case Type::reference: {
        if (!is_there) {
          into.cells.emplace_back();
          break;
        }
        const std::string id = found->get<std::string>();
        const auto row = row_of(field.of, id);
        if (!row) raise_damaged(std::string(to_word(field.of)) + " " + id);
        into.cells.emplace_back(*row);
        break;
      }
      case Type::about: {
        if (!is_there) raise_damaged(image.dump());
        const ThingName about{stored_word<ThingKind>(found->at(0).get<std::string>()),
                              found->at(1).get<std::string>()};
        const auto key = about_key(about);
        if (!key) raise_damaged(found->dump());
        lend(std::string(to_word(about.kind)));
        lend(*key);
        break;
      }
      case Type::maybe_text:
      case Type::text:
        last_text = is_there ? found->get<std::string>() : std::string();
        if (field.type == Type::maybe_text && !is_there) {
          into.cells.emplace_back();
        } else {
          lend(last_text);
        }
        break;
    }
  }
}

std::int64_t Things::change_in(const Image& image) {
  const std::string uid = text_in(image, "change");
  if (uid.empty()) return own_change_;
  const auto change = change_of_uid(uid);
  if (!change) raise_damaged("change " + uid);
  return *change;
}

void Things::put(const ThingName& thing, const std::optional<Image>& after) {
  if (thing.kind == ThingKind::review) {
    return restore_review(connection_, review_in(after.value_or(Image::object())));
  }
  const ThingShape& shape = shape_of(thing.kind);
  auto key = key_of(shape, thing.id);
  const std::optional<Image> before = key ? image(thing) : std::nullopt;
  try {
    if (!before && after) insert(shape, thing.id, *after);
    // Who added it stands in a column that no update touches.
    const bool is_others = before && after && !shape.natural_key.empty() &&
                           after->value("change", Image()) != before->at("change");
    if (is_others && after->contains("change")) {
      remove(shape, *key, *before);
      insert(shape, thing.id, *after);
    } else if (before && after) {
      update(shape, *key, *before, *after);
    }
    if (before && !after) remove(shape, *key, *before);
  } catch (const Image::exception&) {
    raise_damaged("an image of a " + std::string(to_word(thing.kind)));
  }
}

void Things::insert(const ThingShape& shape, const std::string& id, const Image& image) {
  const bool by_id = shape.natural_key.empty();
  auto [names, marks] = names_and_marks(shape.fields);
  Key key;
  bind_fields(shape.fields, image, key);
  if (by_id) {
    const std::size_t stop = id.find('.');
    const auto change = change_of_uid(std::string_view(id).substr(0, stop));
    if (!change || stop == std::string::npos) raise_damaged(id);
    key.cells.emplace_back(*change);
    key.texts.push_back(id.substr(stop + 1));
    key.cells.emplace_back(static_cast<std::int64_t>(std::stoll(key.texts.back())));
  } else {
    key.cells.emplace_back(change_in(image));
  }
  run(connection_,
      "INSERT INTO " + std::string(shape.table) + " (" + names +
          (by_id ? ", change, ordinal" : ", change") + ") VALUES (" + marks +
          (by_id ? ", ?, ?)" : ", ?)"),
      key.cells);
  if (!by_id) return;
  const std::int64_t row = connection_.database().getLastInsertRowid();
  for (const ThingPart& part : shape.parts) write_part(part, row, image);
  write_extras(shape, row, image);
}

void Things::update(const ThingShape& shape, Key& key, const Image& before, const Image& after) {
  const bool by_id = shape.natural_key.empty();
  std::vector<ThingField> changed;
  bool take_folded = false;
  for (const ThingField& field : shape.fields) {
    const std::string name(field.key);
    const bool differs = field.type == Type::folded
                             ? take_folded
                             : before.value(name, Image()) != after.value(name, Image());
    take_folded = differs && field.type == Type::text;
    if (differs) changed.push_back(field);
  }
  if (!changed.empty()) {
    Key values;
    bind_fields(changed, after, values);
    std::string sets;
    for (const ThingField& field : changed) {
      sets.append(sets.empty() ? "" : ", ").append(field.column).append(" = ?");
      if (field.type == Type::about) sets.append(", about_key = ?");
    }
    std::string where;
    if (by_id) where = "id = ?";
    for (const std::string_view each : shape.natural_key)
      where.append(where.empty() ? "" : " AND ")
          .append(find_field(shape, each)->column)
          .append(" = ?");
    for (const Cell& cell : key.cells) values.cells.push_back(cell);
    run(connection_, "UPDATE " + std::string(shape.table) + " SET " + sets + " WHERE " + where,
        values.cells);
  }
  if (!by_id) return;
  const std::int64_t row = std::get<std::int64_t>(key.cells[0]);
  for (const ThingPart& part : shape.parts) {
    bool differs = false;
    if (part.form == Form::beside) {
      for (const ThingField& field : part.fields)
        differs |= before.value(std::string(field.key), Image()) !=
                   after.value(std::string(field.key), Image());
    } else {
      differs = before.value(std::string(part.key), Image()) !=
                after.value(std::string(part.key), Image());
    }
    if (!differs) continue;
    clear_part(part, row, before);
    write_part(part, row, after);
  }
  if (shape.kind == ThingKind::document && after.contains("texts")) {
    clear_extras(shape, row);
    write_extras(shape, row, after);
  }
  if (shape.kind == ThingKind::saved_question) clear_extras(shape, row);
}

void Things::remove(const ThingShape& shape, Key& key, const Image& before) {
  const bool by_id = shape.natural_key.empty();
  std::string where;
  if (by_id) {
    const std::int64_t row = std::get<std::int64_t>(key.cells[0]);
    for (const ThingPart& part : shape.parts) clear_part(part, row, before);
    clear_extras(shape, row);
    where = "id = ?";
  }
  for (const std::string_view each : shape.natural_key)
    where.append(where.empty() ? "" : " AND ")
        .append(find_field(shape, each)->column)
        .append(" = ?");
  run(connection_, "DELETE FROM " + std::string(shape.table) + " WHERE " + where, key.cells);
}

void Things::write_part(const ThingPart& part, std::int64_t owner, const Image& image) {
  const bool is_list = part.form == Form::values || part.form == Form::objects;
  auto [names, marks] = names_and_marks(part.fields);
  const std::string sql = "INSERT INTO " + std::string(part.table) + " (" +
                          std::string(part.owner) + (is_list ? ", place, " : ", ") + names +
                          (part.has_change ? ", change" : "") + ") VALUES (?, " +
                          (is_list ? "?, " : "") + marks + (part.has_change ? ", ?)" : ")");
  std::int64_t place = 0;
  const auto add = [&](const Image& item) {
    Key key;
    key.cells.emplace_back(owner);
    if (is_list) key.cells.emplace_back(++place);
    bind_fields(part.fields, item, key);
    if (part.has_change) key.cells.emplace_back(change_in(item));
    run(connection_, sql, key.cells);
  };
  if (part.form == Form::beside) {
    add(image);
    if (part.table == "extract_text")
      run(connection_, "INSERT INTO extract_search (rowid, quote) VALUES (?, ?)",
          {owner, text_in(image, "quote")});
    return;
  }
  const auto found = image.find(std::string(part.key));
  if (found == image.end()) return;
  if (part.form == Form::maybe) return add(*found);
  for (const Image& item : *found)
    add(part.form == Form::values ? Image{{std::string(part.fields[0].key), item}} : item);
}

void Things::clear_part(const ThingPart& part, std::int64_t owner, const Image& image) {
  // The index over the quotes has no copy of them, so it must be told what it is to forget.
  if (part.table == "extract_text")
    run(connection_,
        "INSERT INTO extract_search (extract_search, rowid, quote) VALUES ('delete', ?, ?)",
        {owner, text_in(image, "quote")});
  run(connection_,
      "DELETE FROM " + std::string(part.table) + " WHERE " + std::string(part.owner) + " = ?",
      {owner});
}

void Things::write_extras(const ThingShape& shape, std::int64_t owner, const Image& image) {
  if (shape.kind == ThingKind::document && image.contains("texts"))
    write_text_images(connection_, owner, image.at("texts"));
  if (shape.kind != ThingKind::attachment) return;
  const auto bytes = base::from_base64(text_in(image, "bytes"));
  if (!bytes) raise_damaged("the bytes of an attachment");
  run(connection_, "INSERT INTO attachment_bytes (attachment, bytes) VALUES (?, ?)",
      {owner, Bytes{*bytes}});
}

void Things::clear_extras(const ThingShape& shape, std::int64_t owner) {
  if (shape.kind == ThingKind::document) remove_texts(connection_, owner);
  if (shape.kind == ThingKind::attachment)
    run(connection_, "DELETE FROM attachment_bytes WHERE attachment = ?", {owner});
  if (shape.kind == ThingKind::saved_question)
    run(connection_, "DELETE FROM kept_answer WHERE saved_question = ?", {owner});
}

}  // namespace retroduce::store
