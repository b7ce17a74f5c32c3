#include "store/content_print.h"

#include <charconv>
#include <unordered_map>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/hash.h"
#include "base/text.h"
#include "store/raw_rows.h"
#include "store/review_rows.h"
#include "store/stored.h"
#include "store/thing_shape.h"

namespace retroduce::store {

using namespace model;
using Type = ThingField::Type;
using Form = ThingPart::Form;

namespace {

std::string columns_of(const std::vector<ThingField>& fields) {
  std::string list;
  for (const ThingField& field : fields) {
    list.append(", ").append(field.column);
    if (field.type == Type::about) list += ", about_key";
  }
  return list;
}

class Printer {
 public:
  /// `change`: only of what this one added; 0: of all.
  explicit Printer(Connection& connection, std::int64_t change = 0)
      : handle_(connection.database().getHandle()), change_(change) {
    RawRows row(handle_, "SELECT id, uid FROM change ORDER BY id");
    while (row.next()) uids_.emplace(row.number(0), row.text(1));
    if (change_ != 0) return;
    const auto review = nlohmann::json::parse(image_of(read_review(connection)));
    begin(ThingKind::review);
    for (const auto& [key, value] : review.items())
      if (!value.empty() && value != "") add(key, value.dump());
  }

  ContentPrints run() {
    for (const ThingShape& shape : thing_shapes()) {
      own_fields(shape);
      for (const ThingPart& part : shape.parts) part_fields(shape, part);
    }
    texts();
    std::erase_if(prints_, [](const auto& each) { return each.second.is_nothing(); });
    return std::move(prints_);
  }

 private:
  struct Name {
    std::int64_t change;
    std::int64_t ordinal;
  };

  /// The thing that fields are added of from now on.
  void begin(ThingKind kind) {
    print_ = &prints_[kind];
    text_.assign(1, static_cast<char>(kind));
    thing_ends_ = text_.size();
  }
  void thing_is_named() { thing_ends_ = text_.size(); }

  void add(std::string_view key, std::string_view value) {
    text_.resize(thing_ends_);
    text_.append(1, '\0').append(key).append(1, '\0').append(value);
    const base::ShortHash hash = base::short_hash(text_);
    print_->low += hash.low;
    print_->high += hash.high;
  }

  /// A condition that holds for what is printed.
  std::string where() const {
    return change_ == 0 ? std::string() : " WHERE change = " + std::to_string(change_);
  }
  std::string where_owned(std::string_view owner, ThingKind kind) const {
    if (change_ == 0) return {};
    return " WHERE " + std::string(owner) + " IN (SELECT id FROM " +
           std::string(shape_of(kind).table) + where() + ")";
  }

  /// Permanent ids of a kind, by row.
  const std::unordered_map<std::int64_t, Name>& names(ThingKind kind) {
    const auto [found, is_new] = names_.try_emplace(kind);
    if (!is_new) return found->second;
    RawRows row(handle_, "SELECT id, change, ordinal FROM " + std::string(shape_of(kind).table));
    while (row.next()) found->second.emplace(row.number(0), Name{row.number(1), row.number(2)});
    return found->second;
  }

  void append_name(const Name& name, std::string& into) {
    const auto uid = uids_.find(name.change);
    if (uid == uids_.end()) raise_damaged("change " + std::to_string(name.change));
    into.append(uid->second).append(".").append(std::to_string(name.ordinal));
  }

  void append_reference(ThingKind kind, std::int64_t row, std::string& into) {
    const auto& all = names(kind);
    const auto found = all.find(row);
    if (found == all.end()) raise_damaged(std::string(to_word(kind)) + " " + std::to_string(row));
    append_name(found->second, into);
  }

  /// What a memo is about: row numbers become permanent ids.
  void append_about(ThingKind kind, std::string_view key, std::string& into) {
    into.append(to_word(kind)).append(" ");
    if (kind == ThingKind::review) return void(into.append(key));
    const auto parts = base::split(key, ' ');
    const auto row = [&](std::size_t place) {
      std::int64_t number = 0;
      const std::string& part = parts.at(place);
      std::from_chars(part.data(), part.data() + part.size(), number);
      return number;
    };
    const auto natural = kind == ThingKind::element
                             ? std::vector<std::string_view>{"configuration", "place"}
                             : shape_of(kind).natural_key;
    if (natural.empty()) return append_reference(kind, row(0), into);
    if (natural.size() != parts.size()) raise_damaged(key);
    for (std::size_t i = 0; i < natural.size(); ++i) {
      const ThingField* field =
          kind == ThingKind::element ? nullptr : find_field(shape_of(kind), natural[i]);
      if (kind == ThingKind::element && i == 0) {
        append_reference(ThingKind::configuration, row(0), into);
      } else if (field != nullptr && field->type == Type::reference) {
        append_reference(field->of, row(i), into);
      } else {
        into.append(parts[i]);
      }
      into += ' ';
    }
  }

  /// The value of a field as text; empty: it says nothing. `column` is moved on.
  std::string_view value_of(const ThingField& field, RawRows& row, int& column) {
    const int at = column++;
    value_.clear();
    switch (field.type) {
      case Type::about:
        append_about(stored_word<ThingKind>(row.text(at)), row.text(column++), value_);
        return value_;
      case Type::reference:
        if (!row.is_null(at)) append_reference(field.of, row.number(at), value_);
        return value_;
      case Type::number:
        if (row.is_null(at)) return {};
        value_ = std::to_string(row.number(at));
        return value_;
      case Type::flag:
        return row.number(at) != 0 ? "1" : "";
      case Type::json:
        return row.text(at) == "[]" ? std::string_view() : row.text(at);
      default:
        return row.text(at);
    }
  }

  void own_fields(const ThingShape& shape) {
    const bool by_id = shape.natural_key.empty();
    RawRows row(handle_, "SELECT change, " + std::string(by_id ? "ordinal" : "0") +
                             columns_of(shape.fields) + " FROM " + std::string(shape.table) +
                             where());
    while (row.next()) {
      begin(shape.kind);
      int column = 2;
      if (by_id) {
        append_name({row.number(0), row.number(1)}, text_);
      } else {
        for (const ThingField& field : shape.fields) {
          const std::string_view value = value_of(field, row, column);
          for (const std::string_view key : shape.natural_key)
            if (key == field.key) text_.append(value).append(" ");
        }
      }
      thing_is_named();
      add("", "");  // that it is there
      column = 2;
      for (const ThingField& field : shape.fields) {
        const std::string_view value = value_of(field, row, column);
        if (!value.empty()) add(field.key.empty() ? field.column : field.key, value);
      }
    }
  }

  void part_fields(const ThingShape& shape, const ThingPart& part) {
    const bool is_list = part.form == Form::values || part.form == Form::objects;
    const std::string owner(part.owner);
    RawRows row(handle_, "SELECT " + owner + columns_of(part.fields) + " FROM " +
                             std::string(part.table) + where_owned(owner, shape.kind) +
                             " ORDER BY " + owner + (is_list ? ", place" : ""));
    std::int64_t last = 0;
    std::size_t place = 0;
    while (row.next()) {
      place = row.number(0) == last ? place + 1 : 1;
      last = row.number(0);
      begin(shape.kind);
      append_reference(shape.kind, last, text_);
      text_.append(" ").append(part.key);
      if (is_list) text_.append(" ").append(std::to_string(place));
      thing_is_named();
      int column = 1;
      for (const ThingField& field : part.fields) {
        const std::string_view value = value_of(field, row, column);
        if (!value.empty()) add(field.key.empty() ? field.column : field.key, value);
      }
    }
  }

  /// Full texts, with their pages and sections.
  void texts() {
    std::unordered_map<std::int64_t, std::string> things;
    {
      RawRows row(handle_,
                  "SELECT id, document, version, text, source, format, rule, program, content_hash "
                  "FROM document_text" +
                      where_owned("document", ThingKind::document) + " ORDER BY id");
      while (row.next()) {
        begin(ThingKind::document);
        append_reference(ThingKind::document, row.number(1), text_);
        text_.append(" text ").append(row.text(2));
        thing_is_named();
        things.emplace(row.number(0), text_);
        for (int column = 3; column <= 8; ++column) add(std::to_string(column), row.text(column));
      }
    }
    const std::string where_of_texts =
        change_ == 0 ? std::string()
                     : " WHERE document_text IN (SELECT id FROM document_text" +
                           where_owned("document", ThingKind::document) + ")";
    for (const std::string sql :
         {"SELECT document_text, place, label, span_begin, span_end, 'page' FROM text_page",
          "SELECT document_text, place, title, span_begin, span_end, depth FROM text_section"}) {
      RawRows row(handle_, sql + where_of_texts);
      while (row.next()) {
        const auto thing = things.find(row.number(0));
        if (thing == things.end()) raise_damaged("a page of a text that is lost");
        begin(ThingKind::document);
        text_ = thing->second;
        thing_is_named();
        std::string line;
        for (int column = 1; column <= 5; ++column) line.append(row.text(column)).append(" ");
        add("parts", line);
      }
    }
  }

  sqlite3* handle_;
  std::int64_t change_ = 0;
  std::unordered_map<std::int64_t, std::string> uids_;
  std::map<ThingKind, std::unordered_map<std::int64_t, Name>> names_;
  ContentPrints prints_;
  ContentPrint* print_ = nullptr;
  std::string text_;  ///< the thing's kind and id, then the field that is added
  std::size_t thing_ends_ = 0;
  std::string value_;
};

std::string to_hex(const ContentPrint& print) {
  std::string text;
  for (const std::uint64_t half : {print.high, print.low}) {
    char digits[17];
    std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(half));
    text += digits;
  }
  return text;
}

ContentPrint from_hex(std::string_view text) {
  ContentPrint print;
  if (text.size() != 32) raise_damaged(text);
  std::from_chars(text.data(), text.data() + 16, print.high, 16);
  std::from_chars(text.data() + 16, text.data() + 32, print.low, 16);
  return print;
}

}  // namespace

ContentPrints content_prints(Connection& connection) { return Printer(connection).run(); }

ContentPrints prints_of_added(Connection& connection, std::int64_t change) {
  return Printer(connection, change).run();
}

void add_prints(ContentPrints& into, const ContentPrints& more) {
  for (const auto& [kind, print] : more) {
    into[kind].low += print.low;
    into[kind].high += print.high;
  }
  std::erase_if(into, [](const auto& each) { return each.second.is_nothing(); });
}

ContentPrints difference_of(const ContentPrints& after, const ContentPrints& before) {
  ContentPrints left = after;
  for (const auto& [kind, print] : before) {
    left[kind].low -= print.low;
    left[kind].high -= print.high;
  }
  std::erase_if(left, [](const auto& each) { return each.second.is_nothing(); });
  return left;
}

void keep_prints(Connection& connection, std::int64_t arrival, const ContentPrints& prints) {
  for (const auto& [kind, print] : prints) {
    const std::string text = to_hex(print);
    Query query(
        connection.prepared("INSERT INTO arrival_print (arrival, thing, print) VALUES (?, ?, ?)"));
    query.bind({Cell{arrival}, Cell{to_word(kind)}, Cell{std::string_view(text)}}).run();
  }
}

ContentPrints kept_prints(Connection& connection) {
  ContentPrints sum;
  Query query(connection.prepared(
      "SELECT thing, print FROM arrival_print WHERE thing <> 'receipt' ORDER BY arrival, thing"));
  while (query.next())
    add_prints(sum, {{stored_word<ThingKind>(query.view(0)), from_hex(query.view(1))}});
  return sum;
}

}  // namespace retroduce::store
