#include "store/recover_history.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>

#include <SQLiteCpp/Exception.h>

#include "base/error.h"
#include "store/edit_session.h"
#include "store/history_rows.h"
#include "store/raw_rows.h"
#include "store/recover_references.h"
#include "store/retrace.h"
#include "store/step_back.h"
#include "store/stored.h"
#include "store/things.h"

namespace retroduce::store {

using namespace model;

namespace {

/// By thing, what it is after all that this file's history did to it; nothing where it went.
using LastImages = std::map<ThingName, std::optional<Image>>;

LastImages last_images(Connection& connection) {
  LastImages last;
  Query query(connection.prepared(
      "SELECT h.thing, h.thing_id, h.before, h.after FROM history h JOIN change c ON c.id = "
      "h.change WHERE c.arrived = 0 ORDER BY h.change, h.place"));
  while (query.next()) {
    const HistoryRow row{stored_word<ThingKind>(query.view(0)), query.text(1), query.text(2),
                         query.text(3)};
    if (row.thing == ThingKind::element || !is_image(row) || is_text(row)) continue;
    const ThingName thing{row.thing, row.thing_id};
    const auto known = last.find(thing);
    if (row.before.empty())
      last[thing] = read_image(row.after);
    else if (known != last.end())  // else an import brought it, and told nothing of it
      known->second = after_row(row, known->second);
  }
  return last;
}

bool is_whole(Connection& connection, const Recovery& all) {
  const bool is_there =
      std::all_of(all.tables.begin(), all.tables.end(), [](const RecoveredTable& table) {
        return (table.name != "change" && table.name != "history") ||
               table.lost + table.lost_pages + table.altered + table.made_up == 0;
      });
  return is_there && !broken_link(connection);
}

class Restoring {
 public:
  Restoring(Connection& connection, Recovery& all)
      : connection_(connection),
        things_(connection),
        all_(all),
        references_(references(connection, all)),
        last_(last_images(connection)) {}

  void run() {
    find_numbers();
    for (const ThingShape& shape : thing_shapes()) {
      find_numbers_left(shape);
      const auto things = as_they_came(shape.kind);
      for (const ThingName& thing : things) restore(shape, thing, true);
      // What stands below others that came later, too.
      for (const ThingName& thing : things) restore(shape, thing, false);
    }
    restore_review();
  }

  /// Tables of things and what belongs to them; not texts, of which history tells nothing.
  static std::set<std::string> tables() {
    std::set<std::string> names{"review", "question", "role_heading", "level", "rating_scale"};
    for (const ThingShape& shape : thing_shapes()) {
      names.emplace(shape.table);
      for (const ThingPart& part : shape.parts) names.emplace(part.table);
    }
    return names;
  }

 private:
  /// Which lost thing had which row: where what refers to it by that is told by the history to
  /// refer to it.
  void find_numbers() {
    for (const ThingShape& shape : thing_shapes()) {
      if (!shape.natural_key.empty()) continue;
      for (const ThingField& field : shape.fields) {
        if (field.type != ThingField::Type::reference) continue;
        for (const auto& [own, lost] : dangling_rows(shape, field)) {
          const auto known = last_.find({shape.kind, things_.id_of(shape.kind, own)});
          const std::string key(field.key);
          if (known != last_.end() && known->second && known->second->contains(key))
            rows_[{field.of, known->second->at(key).get<std::string>()}] = lost;
        }
      }
    }
  }

  /// Of the lost things whose row nothing told, where as many rows are missing: rows have numbers
  /// in the order in which they were made. What is then not as history says is not taken.
  void find_numbers_left(const ThingShape& shape) {
    if (!shape.natural_key.empty()) return;
    std::set<std::int64_t> missing = missing_rows(shape.table);
    std::vector<ThingName> things;
    for (const ThingName& thing : as_they_came(shape.kind)) {
      if (things_.row_of(thing.kind, thing.id)) continue;
      const auto known = rows_.find(thing);
      if (known == rows_.end())
        things.push_back(thing);
      else
        missing.erase(known->second);
    }
    if (things.size() != missing.size()) return;
    auto row = missing.begin();
    for (const ThingName& thing : things) rows_[thing] = *row++;
  }

  /// Of the table, what anything refers to.
  std::set<std::int64_t> missing_rows(std::string_view parent) {
    std::set<std::int64_t> missing;
    for (const Reference& reference : references_) {
      if (reference.parent != parent || reference.columns.front().second != "id") continue;
      RawRows row(connection_.database().getHandle(),
                  "SELECT DISTINCT " + reference.columns.front().first + " FROM " +
                      reference.table + " WHERE " + dangling(reference) + " ORDER BY 1");
      while (row.next()) missing.insert(row.number(0));
    }
    return missing;
  }

  /// Rows with the row that they refer to and that is not there.
  std::vector<std::pair<std::int64_t, std::int64_t>> dangling_rows(const ThingShape& shape,
                                                                   const ThingField& field) {
    const Reference reference{std::string(shape.table),
                              std::string(shape_of(field.of).table),
                              {{std::string(field.column), "id"}}};
    std::vector<std::pair<std::int64_t, std::int64_t>> found;
    RawRows row(connection_.database().getHandle(),
                "SELECT id, " + reference.columns.front().first + " FROM " + reference.table +
                    " WHERE " + dangling(reference) + " ORDER BY id");
    while (row.next()) found.emplace_back(row.number(0), row.number(1));
    return found;
  }

  /// Rows have numbers in the order in which they were made.
  std::vector<ThingName> as_they_came(ThingKind kind) {
    std::vector<std::pair<std::pair<std::int64_t, std::int64_t>, ThingName>> list;
    for (const auto& [thing, image] : last_) {
      if (thing.kind != kind || !image) continue;
      const std::size_t stop = std::min(thing.id.find('.'), thing.id.size());
      const auto change = things_.change_of_uid(std::string_view(thing.id).substr(0, stop));
      const std::string ordinal = stop == thing.id.size() ? "0" : thing.id.substr(stop + 1);
      list.push_back({{change.value_or(0), std::strtoll(ordinal.c_str(), nullptr, 10)}, thing});
    }
    std::sort(list.begin(), list.end());
    std::vector<ThingName> things;
    for (auto& [when, thing] : list) things.push_back(std::move(thing));
    return things;
  }

  /// Of the review each row tells what it wrote.
  void restore_review() {
    Image image = Image::object();
    {
      Query query(connection_.prepared(
          "SELECT h.after FROM history h JOIN change c ON c.id = h.change WHERE h.thing = 'review' "
          "AND c.arrived = 0 AND h.after <> '' ORDER BY h.change, h.place"));
      while (query.next()) image.update(read_image(query.text(0)));
    }
    const ThingName review{ThingKind::review, "review"};
    if (!image.empty() && connection_.number("SELECT count(*) FROM review") == 0)
      connection_.run("INSERT INTO review (id, title, about, scheme) VALUES (1, '', '', '')");
    if (!image.empty() && now(review) != image) put(review, image);
  }

  /// The row of a thing without its words, say, goes, to be put whole in its place.
  void drop_half(const ThingShape& shape, const ThingName& thing) {
    const auto row = things_.row_of(thing.kind, thing.id);
    for (const ThingPart& part : shape.parts) {
      if (!row || part.form != ThingPart::Form::beside) continue;
      const std::string number = std::to_string(*row);
      if (connection_.number("SELECT count(*) FROM " + std::string(part.table) + " WHERE " +
                             std::string(part.owner) + " = " + number) > 0)
        continue;
      rows_[thing] = *row;
      connection_.run("DELETE FROM " + std::string(shape.table) + " WHERE id = " + number);
      return;
    }
  }

  void restore(const ThingShape& shape, const ThingName& thing, bool without_parent) {
    Image image = *last_.at(thing);
    if (now(thing) == image) return;
    if (without_parent) image.erase("parent");
    const bool has_own_id = shape.natural_key.empty();
    if (has_own_id) drop_half(shape, thing);
    const bool is_lost = has_own_id && !things_.row_of(thing.kind, thing.id);
    const auto row = rows_.find(thing);
    // What is left of its parts is part of what is put.
    if (is_lost && row != rows_.end())
      for (const ThingPart& part : shape.parts)
        connection_.run("DELETE FROM " + std::string(part.table) + " WHERE " +
                        std::string(part.owner) + " = " + std::to_string(row->second));
    put(thing, image);
    if (is_lost && row != rows_.end()) renumber(shape, thing, row->second);
    RecoveredTable& told =
        *std::find_if(all_.tables.begin(), all_.tables.end(),
                      [&](const auto& each) { return each.name == shape.table; });
    if (is_lost || !has_own_id) {
      ++told.rows;
      told.lost = std::max<std::int64_t>(0, told.lost - 1);
    }
  }

  /// What it is, if that can be read at all.
  std::optional<Image> now(const ThingName& thing) {
    try {
      return things_.image(thing);
    } catch (const base::Error&) {
      return std::nullopt;
    }
  }

  /// What cannot be put back is lost, as if no history told of it.
  void put(const ThingName& thing, const Image& image) {
    connection_.run("SAVEPOINT restored");
    try {
      things_.put(thing, image);
    } catch (const base::Error&) {
      connection_.run("ROLLBACK TO restored");
    } catch (const SQLite::Exception&) {
      connection_.run("ROLLBACK TO restored");
    }
    connection_.run("RELEASE restored");
  }

  /// Its parts go with it; what refers to the number finds it again.
  void renumber(const ThingShape& shape, const ThingName& thing, std::int64_t row) {
    const auto own = things_.row_of(thing.kind, thing.id);
    if (!own || *own == row) return;
    const std::string from = std::to_string(*own);
    const std::string to = std::to_string(row);
    connection_.run("UPDATE " + std::string(shape.table) + " SET id = " + to +
                    " WHERE id = " + from);
    for (const ThingPart& part : shape.parts)
      connection_.run("UPDATE " + std::string(part.table) + " SET " + std::string(part.owner) +
                      " = " + to + " WHERE " + std::string(part.owner) + " = " + from);
  }

  Connection& connection_;
  Things things_;
  Recovery& all_;
  std::vector<Reference> references_;
  LastImages last_;
  std::map<ThingName, std::int64_t> rows_;
};

}  // namespace

void restore_from_history(Connection& connection, Recovery& all) {
  const bool is_all_there = std::all_of(
      all.tables.begin(), all.tables.end(),
      [](const RecoveredTable& each) { return each.lost + each.lost_pages + each.altered == 0; });
  if (is_all_there || !is_whole(connection, all)) return;
  connection.run("SAVEPOINT from_history");
  const std::vector<RecoveredTable> before = all.tables;
  Restoring(connection, all).run();
  // Extracts cannot be walked back without it.
  connection.run("INSERT INTO extract_search (extract_search) VALUES ('rebuild')");
  const Misfits left = misfits(connection);
  // What is not as the history says may be in the wrong place.
  if (!left.of_history.empty()) {
    all.tables = before;
    connection.run("ROLLBACK TO from_history");
  }
  connection.run("RELEASE from_history");
  if (!left.of_history.empty() || !left.of_imports.empty()) return;
  const std::set<std::string> restored = Restoring::tables();
  for (RecoveredTable& table : all.tables) {
    if (restored.count(table.name) == 0) continue;
    table.lost = 0;
    table.lost_pages = 0;
    table.altered = 0;
    table.rows = connection.number("SELECT count(*) FROM " + table.name);
  }
}

}  // namespace retroduce::store
