#include "store/retrace.h"

#include <algorithm>

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include "base/error.h"
#include "base/text.h"
#include "store/beside_print.h"
#include "store/content_print.h"
#include "store/history_rows.h"
#include "store/precedence.h"
#include "store/receipt_print.h"
#include "store/saved_question_rows.h"
#include "store/step_back.h"
#include "store/take_away.h"

namespace retroduce::store {

using namespace model;

namespace {

struct StepBack {
  std::int64_t id = 0;
  bool is_own = false;     ///< made in this file; else an import brought it, with what it had added
  bool gives_way = false;  ///< what it brought may be in the way of what earlier ones took away, or
                           ///< refer to what they added
};

/// Changes that were made in this file, and those that imports brought: the newest first.
std::vector<StepBack> steps_back(Connection& copy) {
  std::vector<StepBack> steps;
  Query query(copy.prepared(
      "SELECT id, arrived = 0, (arrived = 1 OR kind = 'import' OR NOT EXISTS (SELECT 1 FROM "
      "history h WHERE h.change = change.id)) AND id > ifnull((SELECT min(h.change) FROM history h "
      "JOIN change c ON c.id = h.change WHERE c.arrived = 0 AND h.thing <> 'review'), id) FROM "
      "change WHERE arrived < 2 ORDER BY id DESC"));
  while (query.next()) steps.push_back({query.number(0), query.flag(1), query.flag(2)});
  return steps;
}

/// What the change did in this file.
std::vector<HistoryRow> rows_of(Connection& copy, const StepBack& step) {
  return step.is_own ? history_of(copy, step.id) : std::vector<HistoryRow>();
}

using Steps = std::vector<StepBack>::const_iterator;

/// At one go: what an earlier change of the other file added may refer to what a later one did.
void take_brought(Connection& copy, Steps from, Steps to, bool keep, Retraced& back) {
  Things things(copy);
  for (Steps step = from; step != to; ++step) {
    if (!step->gives_way) continue;
    add_prints(back.taken, prints_of_added(copy, step->id));
    if (!keep) continue;
    Brought& brought = back.brought[from->id];
    for (const ThingName& thing : things.added_by(step->id))
      brought.emplace_back(thing, things.image(thing, true).value());
  }
  for (Steps step = from; step != to; ++step)
    if (step->gives_way) take_away_added(copy, step->id);
}

/// By kind, for what refers to others comes behind them; places in a tree last.
void bring_again(Things& things, Brought brought) {
  const auto shapes = thing_shapes();
  const auto place = [&shapes](const ThingName& thing) {
    return std::find_if(shapes.begin(), shapes.end(),
                        [&](const ThingShape& shape) { return shape.kind == thing.kind; });
  };
  std::reverse(brought.begin(), brought.end());
  std::stable_sort(brought.begin(), brought.end(),
                   [&](const auto& a, const auto& b) { return place(a.first) < place(b.first); });
  for (const auto& [thing, image] : brought) {
    Image without = image;
    without.erase("parent");
    things.put(thing, without);
  }
  for (const auto& [thing, image] : brought)
    if (image.contains("parent")) things.put(thing, image);
}

void keep_aside(const Image& now, std::int64_t change, std::int64_t place, KeptAside& aside) {
  Image kept = Image::object();
  for (const char* key : {"texts", "bytes"})
    if (now.contains(key)) kept[key] = now.at(key);
  if (!kept.empty()) aside.emplace(std::pair(change, place), std::move(kept));
}

/// The sums that `walk` finds once it has gone back, which is then forgotten. In place, for SQLite
/// copies nothing out of a transaction that has written.
template <typename Walk>
ContentPrints prints_after(Connection& connection, const Walk& walk) {
  connection.run("PRAGMA defer_foreign_keys = ON");
  connection.run("SAVEPOINT walked_back");
  const auto forget = [&connection] {
    connection.run("ROLLBACK TO walked_back");
    connection.run("RELEASE walked_back");
  };
  try {
    ContentPrints left = walk();
    forget();
    return left;
  } catch (...) {
    // A disk that failed took the whole transaction back, and the savepoint with it.
    if (sqlite3_get_autocommit(connection.database().getHandle()) == 0) forget();
    throw;
  }
}

}  // namespace

bool step_back(Things& things, const HistoryRow& row) {
  const ThingName thing{row.thing, row.thing_id};
  if (row.thing == ThingKind::element || !is_image(row)) return true;
  const auto now = things.image(thing, true);
  const bool fits = is_as_left(row, now);
  things.put(thing, before_row(row, now));
  return fits;
}

Retraced retrace(Connection& copy, bool keep) {
  Retraced back;
  Things things(copy);
  const auto steps = steps_back(copy);
  for (Steps step = steps.begin(); step != steps.end();) {
    const std::int64_t change = step->id;
    const auto rows = rows_of(copy, *step);
    for (std::size_t i = rows.size(); i-- > 0;) {
      const ThingName thing{rows[i].thing, rows[i].thing_id};
      const std::string name = things.said(thing);
      if (thing.kind == ThingKind::document || thing.kind == ThingKind::attachment) {
        const auto now = things.image(thing, true);
        if (now) keep_aside(*now, change, static_cast<std::int64_t>(i), back.aside);
      }
      if (step_back(things, rows[i])) continue;
      back.faults.push_back(name +
                            " is not what its history says: it was changed outside of the program");
      return back;
    }
    const Steps from = step++;
    step = std::find_if(step, steps.end(), [](const StepBack& each) { return each.is_own; });
    take_brought(copy, from, step, keep, back);
  }
  // What is left came with imports; nothing else may be there.
  for (const ThingShape& shape : thing_shapes()) {
    const std::int64_t extra = copy.number(
        "SELECT count(*) FROM " + std::string(shape.table) +
        " WHERE change IN (SELECT change FROM history JOIN change ON change.id = history.change "
        "WHERE arrived = 0 AND kind <> 'import')");
    if (extra > 0)
      back.faults.push_back(base::count_of(extra, std::string(to_word(shape.kind)) + " is",
                                           std::string(to_word(shape.kind)) + "s are") +
                            " in no history: put there outside of the program");
  }
  return back;
}

ContentPrints prints_of_imports(Connection& copy, const Retraced& back) {
  ContentPrints prints = content_prints(copy);
  add_prints(prints, back.taken);
  return prints;
}

void retrace_forward(Connection& copy, const Retraced& back) {
  Things things(copy);
  const auto steps = steps_back(copy);
  for (auto each = steps.rbegin(); each != steps.rend(); ++each) {
    const std::int64_t change = each->id;
    const auto brought = back.brought.find(change);
    if (brought != back.brought.end()) bring_again(things, brought->second);
    const auto rows = rows_of(copy, *each);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const HistoryRow& row = rows[i];
      if (row.thing == ThingKind::element || !is_image(row)) continue;
      const ThingName thing{row.thing, row.thing_id};
      auto after = after_row(row, things.image(thing, true));
      const auto aside = back.aside.find({change, static_cast<std::int64_t>(i)});
      if (after && aside != back.aside.end()) after->update(aside->second);
      things.put(thing, after);
    }
  }
}

ContentPrints prints_without(Connection& connection, std::int64_t change) {
  const auto rows = history_of(connection, change);
  if (rows.empty()) return content_prints(connection);
  return prints_after(connection, [&] {
    Things things(connection);
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) step_back(things, *row);
    return content_prints(connection);
  });
}

Misfits misfits(Connection& connection) {
  Misfits found;
  try {
    const ContentPrints left = prints_after(connection, [&] {
      const Retraced back = retrace(connection);
      found.of_history = back.faults;
      return prints_of_imports(connection, back);
    });
    if (!found.of_history.empty()) return found;
    for (const auto& [kind, print] : difference_of(left, kept_prints(connection)))
      found.of_imports.push_back(kind);
  } catch (const base::Error&) {
    found.of_history.emplace_back("the history could not be walked back");
  } catch (const SQLite::Exception&) {
    found.of_history.emplace_back("the history could not be walked back");
  }
  return found;
}

void begin_anew(Connection& connection) {
  for (const ChangeNode& node : read_nodes(connection)) {
    if (!node.is_own) continue;
    const std::string follows = base::join(node.follows, " ");
    Query query(connection.prepared("UPDATE change SET arrived = 1, follows = ?2 WHERE id = ?1"));
    query.bind({Cell{node.id}, Cell{std::string_view(follows)}}).run();
  }
}

void settle_prints(Connection& connection) {
  const ContentPrints left =
      prints_after(connection, [&] { return prints_of_imports(connection, retrace(connection)); });
  connection.run("DELETE FROM arrival_print");
  if (!left.empty() && connection.number("SELECT count(*) FROM arrival") == 0)
    connection.run(
        "INSERT INTO arrival (at, by_whom, source, format, content_hash, counts, upto) SELECT "
        "ifnull(max(at), ''), '', '', 'recovered', '', '[]', ifnull(max(id), 0) FROM change");
  if (!left.empty())
    keep_prints(connection, connection.number("SELECT max(id) FROM arrival"), left);
  print_receipts(connection);
  print_beside(connection);
  print_answers(connection);
}

}  // namespace retroduce::store
