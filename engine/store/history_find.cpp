#include "store/history_find.h"

#include "store/standing.h"
#include "store/stored.h"

namespace retroduce::store {

using namespace model;

namespace {

bool has_key(std::string_view text, std::string_view key) {
  const Image image = Image::parse(text, nullptr, false);
  return image.is_object() && image.contains(key);
}

std::string in_words(const Query& row) {
  return row.text(0) + " (" + row.text(1) + ", " + row.text(2) + ", change " + row.text(3) + ")";
}

}  // namespace

Touch touch_of(const Change& change) {
  return {change.uid,
          change.what + " (" + change.by + ", " + change.at + ", change " + change.uid + ")"};
}

std::string undo_first(const Touch& later) {
  return "Undo this first: " + later.words + ". With: retroduce undo REVIEW " + later.change;
}

std::string redo_first(const Touch& undone) {
  return "Do this again first: " + undone.words + ". With: retroduce redo REVIEW " + undone.change;
}

std::optional<Touch> retired(Connection& connection, ThingKind kind, std::string_view name) {
  const ThingShape& shape = shape_of(kind);
  Query query(connection.prepared(
      "SELECT c.what, c.by_whom, c.at, c.uid FROM history h JOIN change c ON c.id = h.change "
      "WHERE h.thing = ?1 AND h.after = '' AND (h.thing_id = ?2 OR instr(h.before, ?3) > 0) "
      "ORDER BY h.change DESC, h.place DESC LIMIT 1"));
  const std::string member =
      Image(std::string(shape.name)).dump() + ":" + Image(std::string(name)).dump();
  query.bind({Cell{to_word(kind)}, Cell{name}, Cell{std::string_view(member)}});
  if (!query.next()) return std::nullopt;
  return Touch{query.text(3), in_words(query)};
}

std::optional<Touch> touched_after(Connection& connection, const ThingName& thing,
                                   std::int64_t change, std::string_view field) {
  Query query(connection.prepared(
      "SELECT c.what, c.by_whom, c.at, c.uid, c.kind, h.before, h.after FROM history h JOIN change "
      "c ON c.id = h.change "
      "WHERE h.change > ? AND h.thing = ? AND h.thing_id = ? ORDER BY h.change DESC, h.place "
      "DESC"));
  query.bind({Cell{change}, Cell{to_word(thing.kind)}, Cell{std::string_view(thing.id)}});
  while (query.next()) {
    const bool is_touched =
        field.empty() || has_key(query.view(5), field) || has_key(query.view(6), field);
    if (is_touched && stands(connection, query.text(3), query.view(4)))
      return Touch{query.text(3), in_words(query)};
  }
  return std::nullopt;
}

std::optional<Change> undone_after(Connection& connection, const ThingName& thing,
                                   std::int64_t change) {
  Query query(connection.prepared(
      "SELECT c.kind FROM history h JOIN change c ON c.id = h.change WHERE h.change > ? AND "
      "h.thing = ? AND h.thing_id = ? ORDER BY h.change DESC, h.place DESC"));
  query.bind({Cell{change}, Cell{to_word(thing.kind)}, Cell{std::string_view(thing.id)}});
  while (query.next()) {
    if (!query.view(0).starts_with(undo_prefix)) continue;
    const std::string uid(query.view(0).substr(undo_prefix.size()));
    const auto known = known_change(connection, uid);
    if (known && known->is_undone) return known->change;
  }
  return std::nullopt;
}

std::set<ThingName> touched_since(Connection& connection, std::int64_t change) {
  std::set<ThingName> found;
  Query query(connection.prepared(
      "SELECT thing, thing_id FROM history WHERE change > ? ORDER BY change, place"));
  query.bind(1, Cell{change});
  while (query.next()) found.insert({stored_word<ThingKind>(query.view(0)), query.text(1)});
  return found;
}

std::optional<std::string> touched_between(Connection& connection, const ThingName& thing,
                                           std::int64_t since, std::int64_t until,
                                           const Image& fields) {
  Query query(
      connection.prepared("SELECT c.what, c.by_whom, c.at, c.uid, h.before, h.after FROM history h "
                          "JOIN change c ON c.id = h.change "
                          "WHERE h.change > ? AND h.change < ? AND h.thing = ? AND h.thing_id = ? "
                          "ORDER BY h.change DESC, h.place DESC"));
  query.bind(
      {Cell{since}, Cell{until}, Cell{to_word(thing.kind)}, Cell{std::string_view(thing.id)}});
  while (query.next()) {
    for (const int column : {4, 5}) {
      const Image image = Image::parse(query.view(column), nullptr, false);
      if (!image.is_object()) continue;
      for (const auto& [key, value] : image.items())
        if (fields.contains(key)) return in_words(query);
    }
  }
  return std::nullopt;
}

}  // namespace retroduce::store
