// Reading things as images.
#include "store/things.h"

#include <algorithm>
#include <charconv>

#include "base/base64.h"
#include "base/error.h"
#include "base/text.h"
#include "store/review_rows.h"
#include "store/stored.h"
#include "store/text_images.h"

namespace retroduce::store {

using namespace model;

bool is_same_once(const ThingShape& shape, const Image& one, const Image& other) {
  return std::all_of(shape.once.begin(), shape.once.end(), [&](std::string_view key) {
    return one.value(std::string(key), Image()) == other.value(std::string(key), Image());
  });
}
using Type = ThingField::Type;
using Form = ThingPart::Form;

namespace {

std::string columns_of(const std::vector<ThingField>& fields, std::string_view before = {}) {
  std::string list;
  for (const ThingField& field : fields) {
    if (!list.empty()) list += ", ";
    list.append(before).append(field.column);
    if (field.type == Type::about) list.append(", ").append(before).append("about_key");
  }
  return list;
}

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// Parts of an id are parted by blanks, so a blank within one is written otherwise.
std::string part_of_id(const std::string& text) {
  if (text.empty()) return "-";
  if (text == "-") return "%2D";
  std::string part;
  for (const char c : text) {
    if (c == ' ') {
      part += "%20";
    } else if (c == '%') {
      part += "%25";
    } else {
      part += c;
    }
  }
  return part;
}

std::string text_of_part(const std::string& part) {
  if (part == "-") return {};
  std::string text;
  for (std::size_t i = 0; i < part.size(); ++i) {
    const std::string_view code = std::string_view(part).substr(i, 3);
    const char c = code == "%20" ? ' ' : code == "%25" ? '%' : code == "%2D" ? '-' : '\0';
    text += c == '\0' ? part[i] : c;
    if (c != '\0') i += 2;
  }
  return text;
}

const ThingField& field_of_key(const ThingShape& shape, std::string_view key) {
  const ThingField* field = find_field(shape, key);
  RETRODUCE_ASSERT(field != nullptr);
  return *field;
}

}  // namespace

std::string Things::uid_of(std::int64_t change) {
  auto found = uids_.find(change);
  if (found != uids_.end()) return found->second;
  Query query(connection_.prepared("SELECT uid FROM change WHERE id = ? ORDER BY id"));
  query.bind(1, Cell{change});
  if (!query.next()) raise_damaged("change " + std::to_string(change));
  return uids_.emplace(change, query.text(0)).first->second;
}

void Things::forget_change(std::int64_t change) {
  const auto found = uids_.find(change);
  if (found == uids_.end()) return;
  changes_.erase(found->second);
  uids_.erase(found);
}

std::optional<std::int64_t> Things::change_of_uid(std::string_view uid) {
  const auto found = changes_.find(std::string(uid));
  if (found != changes_.end()) return found->second;
  Query query(connection_.prepared("SELECT id FROM change WHERE uid = ? ORDER BY id"));
  query.bind(1, Cell{uid});
  if (!query.next()) return std::nullopt;
  return changes_.emplace(uid, query.number(0)).first->second;
}

std::optional<std::int64_t> Things::row_of(ThingKind kind, std::string_view id) {
  const std::size_t stop = id.find('.');
  if (stop == std::string_view::npos) return std::nullopt;
  const auto change = change_of_uid(id.substr(0, stop));
  const auto ordinal = number_in(id.substr(stop + 1));
  if (!change || !ordinal) return std::nullopt;
  Query query(connection_.prepared("SELECT id FROM " + std::string(shape_of(kind).table) +
                                   " WHERE change = ? AND ordinal = ? ORDER BY id"));
  query.bind({Cell{*change}, Cell{*ordinal}});
  if (!query.next()) return std::nullopt;
  return query.number(0);
}

std::string Things::id_of(ThingKind kind, std::int64_t row) {
  std::int64_t change = 0;
  std::string ordinal;
  {
    Query query(connection_.prepared("SELECT change, ordinal FROM " +
                                     std::string(shape_of(kind).table) +
                                     " WHERE id = ? ORDER BY id"));
    query.bind(1, Cell{row});
    if (!query.next()) raise_damaged(std::string(to_word(kind)) + " " + std::to_string(row));
    change = query.number(0);
    ordinal = query.text(1);
  }
  return uid_of(change) + "." + ordinal;
}

std::optional<Things::Key> Things::key_of(const ThingShape& shape, std::string_view id) {
  Key key;
  if (shape.natural_key.empty()) {
    const auto row = row_of(shape.kind, id);
    if (!row) return std::nullopt;
    key.cells.emplace_back(*row);
    return key;
  }
  const auto parts = base::split(id, ' ');
  if (parts.size() != shape.natural_key.size()) return std::nullopt;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const ThingField& field = field_of_key(shape, shape.natural_key[i]);
    if (field.type == Type::reference) {
      const auto row = row_of(field.of, parts[i]);
      if (!row) return std::nullopt;
      key.cells.emplace_back(*row);
    } else if (field.type == Type::number) {
      const auto number = number_in(parts[i]);
      if (!number) return std::nullopt;
      key.cells.emplace_back(*number);
    } else {
      key.texts.push_back(text_of_part(parts[i]));
      key.cells.emplace_back(std::string_view(key.texts.back()));
    }
  }
  return key;
}

/// The row's first columns are the natural key's.
std::string Things::natural_id(const ThingShape& shape, const Query& row) {
  std::string id;
  for (std::size_t i = 0; i < shape.natural_key.size(); ++i) {
    const ThingField& field = field_of_key(shape, shape.natural_key[i]);
    const int column = static_cast<int>(i);
    if (i > 0) id += ' ';
    if (field.type == Type::reference) {
      id += id_of(field.of, row.number(column));
    } else {
      const std::string text = row.text(column);
      id += part_of_id(text);
    }
  }
  return id;
}

void Things::read_fields(const std::vector<ThingField>& fields, const Query& row, Image& into) {
  int column = -1;
  for (const ThingField& field : fields) {
    ++column;
    const std::string key(field.key);
    if (field.type == Type::about) {
      const auto kind = stored_word<ThingKind>(row.view(column));
      into[key] = {std::string(to_word(kind)), about_id(kind, row.text(column + 1))};
      ++column;
      continue;
    }
    if (field.type == Type::folded || row.is_null(column)) continue;
    switch (field.type) {
      case Type::number:
        into[key] = row.number(column);
        break;
      case Type::flag:
        if (row.flag(column)) into[key] = true;
        break;
      case Type::reference:
        into[key] = id_of(field.of, row.number(column));
        break;
      case Type::json: {
        Image json = Image::parse(row.view(column), nullptr, false);
        if (json.is_discarded()) raise_damaged(row.view(column));
        if (!json.empty()) into[key] = std::move(json);
        break;
      }
      default:
        if (!row.view(column).empty()) into[key] = row.text(column);
    }
  }
}

void Things::read_parts(const ThingShape& shape, std::int64_t owner, Image& into) {
  for (const ThingPart& part : shape.parts) {
    const bool is_list = part.form == Form::values || part.form == Form::objects;
    const int change_column = static_cast<int>(part.fields.size());
    Query query(connection_.prepared("SELECT " + columns_of(part.fields) +
                                     (part.has_change ? ", change" : "") + " FROM " +
                                     std::string(part.table) + " WHERE " + std::string(part.owner) +
                                     " = ?" + (is_list ? " ORDER BY place" : " ORDER BY 1")));
    query.bind(1, Cell{owner});
    Image list = Image::array();
    while (query.next()) {
      if (part.form == Form::beside) {
        read_fields(part.fields, query, into);
        continue;
      }
      Image item = Image::object();
      read_fields(part.fields, query, item);
      if (part.has_change) item["change"] = uid_of(query.number(change_column));
      if (part.form == Form::maybe) {
        into[std::string(part.key)] = std::move(item);
      } else if (part.form == Form::values) {
        list.push_back(item.value(std::string(part.fields[0].key), Image("")));
      } else {
        list.push_back(std::move(item));
      }
    }
    if (!list.empty()) into[std::string(part.key)] = std::move(list);
  }
}

std::optional<Image> Things::image(const ThingName& thing, bool whole) {
  if (thing.kind == ThingKind::review) return Image::parse(image_of(read_review(connection_)));
  const ThingShape& shape = shape_of(thing.kind);
  auto key = key_of(shape, thing.id);
  if (!key) return std::nullopt;
  const bool by_id = shape.natural_key.empty();
  std::string where;
  if (by_id) {
    where = "id = ?";
  } else {
    for (const std::string_view each : shape.natural_key)
      where.append(where.empty() ? "" : " AND ")
          .append(field_of_key(shape, each).column)
          .append(" = ?");
  }
  Image image = Image::object();
  {
    Query query(connection_.prepared("SELECT " + columns_of(shape.fields) +
                                     (by_id ? "" : ", change") + " FROM " +
                                     std::string(shape.table) + " WHERE " + where + " ORDER BY 1"));
    query.bind(key->cells);
    if (!query.next()) return std::nullopt;
    read_fields(shape.fields, query, image);
    if (!by_id) image["change"] = uid_of(query.number(static_cast<int>(shape.fields.size())));
  }
  if (!by_id) return image;
  const std::int64_t row = std::get<std::int64_t>(key->cells[0]);
  read_parts(shape, row, image);
  if (whole && thing.kind == ThingKind::document) {
    Image texts = read_text_images(connection_, row);
    if (!texts.empty()) image["texts"] = std::move(texts);
  }
  if (whole && thing.kind == ThingKind::attachment) {
    Query query(connection_.prepared(
        "SELECT bytes FROM attachment_bytes WHERE attachment = ? ORDER BY attachment"));
    query.bind(1, Cell{row});
    if (query.next()) image["bytes"] = base::to_base64(query.bytes(0));
  }
  return image;
}

std::string Things::about_id(ThingKind kind, std::string_view key) {
  if (kind == ThingKind::review) return {};
  const auto parts = base::split(key, ' ');
  const auto row = [&](std::size_t i) -> std::int64_t {
    const auto number = i < parts.size() ? number_in(parts[i]) : std::nullopt;
    if (!number) raise_damaged(key);
    return *number;
  };
  if (kind == ThingKind::coding) {
    if (parts.size() != 4) raise_damaged(key);
    return id_of(ThingKind::extract, row(0)) + " " + id_of(ThingKind::concept_, row(1)) + " " +
           (parts[2].empty() ? "-" : parts[2]) + " " + id_of(ThingKind::coder, row(3));
  }
  if (kind == ThingKind::evidence) {
    if (parts.size() != 3) raise_damaged(key);
    return id_of(ThingKind::configuration, row(0)) + " " + parts[1] + " " +
           id_of(ThingKind::extract, row(2));
  }
  if (kind == ThingKind::element) {
    if (parts.size() != 2) raise_damaged(key);
    return id_of(ThingKind::configuration, row(0)) + " " + parts[1];
  }
  return id_of(kind, row(0));
}

std::optional<std::string> Things::about_key(const ThingName& thing) {
  if (thing.kind == ThingKind::review) return std::string();
  if (thing.kind == ThingKind::element) {
    const std::size_t blank = thing.id.find(' ');
    const auto row = row_of(ThingKind::configuration, std::string_view(thing.id).substr(0, blank));
    if (!row || blank == std::string::npos) return std::nullopt;
    return std::to_string(*row) + thing.id.substr(blank);
  }
  const auto key = key_of(shape_of(thing.kind), thing.id);
  if (!key) return std::nullopt;
  std::vector<std::string> parts;
  for (const Cell& cell : key->cells) {
    const auto* number = std::get_if<std::int64_t>(&cell);
    parts.push_back(number != nullptr ? std::to_string(*number)
                                      : std::string(std::get<std::string_view>(cell)));
  }
  return base::join(parts, " ");
}

std::string natural_id_of(const ThingShape& shape, const Image& image) {
  std::string id;
  for (const std::string_view each : shape.natural_key) {
    const auto found = image.find(std::string(each));
    const Image value = found == image.end() ? Image("") : *found;
    id.append(id.empty() ? "" : " ");
    id += value.is_string() ? part_of_id(value.get<std::string>()) : value.dump();
  }
  return id;
}

std::pair<Image, Image> differing(const Image& before, const Image& after) {
  std::pair<Image, Image> found{Image::object(), Image::object()};
  for (const auto& [key, value] : before.items()) {
    const auto other = after.find(key);
    if (other == after.end() || *other != value) found.first[key] = value;
  }
  for (const auto& [key, value] : after.items()) {
    const auto other = before.find(key);
    if (other == before.end() || *other != value) found.second[key] = value;
  }
  return found;
}

Image patched(Image image, const Image& before, const Image& after) {
  for (const auto& [key, value] : before.items()) {
    if (!after.contains(key)) image.erase(key);
  }
  for (const auto& [key, value] : after.items()) {
    if (value.is_null())
      image.erase(key);
    else
      image[key] = value;
  }
  return image;
}

}  // namespace retroduce::store
