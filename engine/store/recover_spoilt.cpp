#include "store/recover_spoilt.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "store/history_rows.h"
#include "store/raw_rows.h"
#include "store/references.h"
#include "store/step_back.h"
#include "store/stored.h"
#include "store/things.h"

namespace retroduce::store {

using namespace model;

namespace {

bool is_of_type(ThingField::Type type, const Image& value) {
  using Type = ThingField::Type;
  switch (type) {
    case Type::number:
      return value.is_number_integer();
    case Type::flag:
      return value.is_boolean();
    case Type::json:
      return value.is_structured();
    case Type::about:
      return value.is_array() && value.size() == 2 && value[0].is_string() && value[1].is_string();
    default:
      return value.is_string();
  }
}

class Spoilt {
 public:
  explicit Spoilt(Connection& connection) : connection_(connection), things_(connection) {
    RawRows change(handle(), "SELECT uid FROM change");
    while (change.next()) changes_.emplace(change.text(0));
    RawRows row(handle(),
                "SELECT thing_id, max(before = '' OR after = '') FROM history GROUP BY 1");
    while (row.next()) {
      told_.emplace(row.text(0));
      if (row.number(1) != 0) came_or_went_.emplace(row.text(0));
    }
  }

  std::int64_t drop() {
    std::vector<std::pair<std::int64_t, std::int64_t>> going;
    {
      RawRows row(handle(),
                  "SELECT change, place, thing, thing_id, before, after FROM history ORDER BY "
                  "change, place");
      while (row.next())
        if (!is_sound(std::string(row.text(2)), std::string(row.text(3)), std::string(row.text(4)),
                      std::string(row.text(5))))
          going.emplace_back(row.number(0), row.number(1));
    }
    for (const auto& [change, place] : going) {
      Query gone(connection_.prepared("DELETE FROM history WHERE change = ? AND place = ?"));
      gone.bind({Cell{change}, Cell{place}}).run();
    }
    return static_cast<std::int64_t>(going.size());
  }

 private:
  sqlite3* handle() { return connection_.database().getHandle(); }

  bool is_sound(const std::string& kind, const std::string& id, const std::string& before,
                const std::string& after) {
    try {
      const HistoryRow row{stored_word<ThingKind>(kind), id, before, after};
      if (before.empty() && after.empty()) return false;
      // What was changed is there, or it came or went.
      if (!before.empty() && !after.empty() && row.thing != ThingKind::review &&
          row.thing != ThingKind::element && came_or_went_.count(id) == 0 &&
          !things_.image({row.thing, id}))
        return false;
      for (const std::string* text : {&before, &after})
        if (!text->empty()) read_image(*text);
      if (row.thing == ThingKind::review || row.thing == ThingKind::element || is_text(row))
        return true;
      if (!is_image(row)) return false;
      const ThingShape& shape = shape_of(row.thing);
      for (const std::string* text : {&before, &after})
        if (!text->empty() && !fits(shape, read_image(*text))) return false;
      for (const std::string* text : {&before, &after})
        if (!text->empty() && (before.empty() || after.empty()) &&
            !is_whole(shape, id, read_image(*text)))
          return false;
      return true;
    } catch (const base::Error&) {
      return false;
    } catch (const Image::exception&) {
      return false;
    }
  }

  bool fits(const ThingShape& shape, const Image& image) {
    for (const auto& [key, value] : image.items()) {
      if (const ThingField* field = find_field(shape, key); field != nullptr) {
        if (!is_of_type(field->type, value)) return false;
      } else if (key == "change" && !value.is_string()) {
        return false;
      }
    }
    bool is_known = true;
    Image copy = image;
    change_references(shape.kind, copy, [&](ThingKind, const std::string& id) {
      is_known = is_known && (id.empty() || knows(id));
      return id;
    });
    return is_known;
  }

  /// Of what came or went: its id is of what it says, or it has a name.
  bool is_whole(const ThingShape& shape, const std::string& id, const Image& image) {
    if (!shape.natural_key.empty()) return natural_id_of(shape, image) == id;
    return shape.name.empty() || image.contains(std::string(shape.name));
  }

  /// Whether anything told of it, or a change that is known added it.
  bool knows(const std::string& id) const {
    return told_.count(id) > 0 || changes_.count(id.substr(0, id.find('.'))) > 0 ||
           id.find(' ') != std::string::npos;
  }

  Connection& connection_;
  Things things_;
  std::set<std::string> changes_;
  std::set<std::string> told_;
  std::set<std::string> came_or_went_;
};

}  // namespace

std::int64_t drop_spoilt_rows(Connection& connection) { return Spoilt(connection).drop(); }

}  // namespace retroduce::store
