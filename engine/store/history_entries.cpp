// The history as people read it: changes, and what each did to which thing, in words.
#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "store/body.h"
#include "store/coded_apart.h"
#include "store/edit_session.h"
#include "store/history_rows.h"
#include "store/history_words.h"
#include "store/precedence.h"
#include "store/stored.h"

namespace retroduce::store {

using namespace model;

namespace {

/// Of a document that got a text, or another: how long it is.
std::optional<std::string> text_step(HistoryWords& words, const HistoryRow& row) {
  const auto size = [](const std::string& image) {
    const Image text = Image::parse(image, nullptr, false).value("text", Image());
    return text.contains("characters") ? base::count_of(text.at("characters").get<std::int64_t>(),
                                                        "character", "characters")
                                       : std::string("nothing");
  };
  const Image is = Image::parse(row.after, nullptr, false);
  if (row.thing != ThingKind::document || !is.is_object() || !is.contains("text") ||
      is.contains("key"))
    return std::nullopt;
  return words.said({row.thing, row.thing_id}) +
         ": text: " + (row.before.empty() ? "nothing" : size(row.before)) + " \u2192 " +
         size(row.after);
}

/// Empty: a decision, which says again what is so already.
std::string step(HistoryWords& words, const HistoryRow& row) {
  if (auto told = text_step(words, row)) return std::move(*told);
  const bool is_own = row.thing != ThingKind::review && row.thing != ThingKind::element;
  const ThingShape* shape = is_own ? &shape_of(row.thing) : nullptr;
  const std::string name =
      (row.thing == ThingKind::sameness ? "the decision on " : "") + words.said_in(row);
  if (row.before.empty()) return "new: " + name;
  if (row.after.empty()) return "gone: " + name;
  const Image before = Image::parse(row.before, nullptr, false);
  const Image after = Image::parse(row.after, nullptr, false);
  if (!before.is_object() || !after.is_object()) return name;
  Image keys = before;
  keys.update(after);
  std::string text;
  for (const auto& [key, ignored] : keys.items()) {
    const Image was = before.value(key, Image());
    const Image is = after.value(key, Image());
    if (was == is || key == "change") continue;  // who said it last is told by whose change it is
    text += (text.empty() ? "" : "; ") + key + ": " + words.changed(shape, key, was, is);
  }
  return text.empty() ? std::string() : name + ": " + text;
}

/// Whether the row is of what belongs to the configuration: its evidence, links, remarks on it.
bool belongs_to(const HistoryRow& row, const std::string& configuration) {
  if (row.thing == ThingKind::evidence) return row.thing_id.starts_with(configuration + " ");
  if (row.thing != ThingKind::link && row.thing != ThingKind::memo) return false;
  const std::string id = "\"" + configuration;
  for (const std::string* image : {&row.before, &row.after})
    if (image->find(id + "\"") != std::string::npos || image->find(id + " ") != std::string::npos)
      return true;
  return false;
}

constexpr std::string_view belongings_sql =
    "SELECT DISTINCT change, thing, thing_id, before, after FROM history WHERE "
    "thing = 'evidence' AND thing_id GLOB ?1 || ' *' OR "
    "thing IN ('link', 'memo') AND (instr(before, ?1) > 0 OR instr(after, ?1) > 0) "
    "ORDER BY change";
/// What imports brought leaves no rows.
constexpr std::string_view brought_sql =
    "SELECT DISTINCT change FROM evidence WHERE configuration = ?1 UNION SELECT change FROM link "
    "WHERE from_configuration = ?1 OR to_configuration = ?1 ORDER BY 1";

/// Changes of evidence for the configuration, of its links and of memos on it.
void add_belongings(Connection& connection, Things& things, const std::string& id,
                    std::vector<std::int64_t>& changes) {
  Query rows(connection.prepared(belongings_sql));
  rows.bind(1, Cell{std::string_view(id)});
  while (rows.next())
    if (belongs_to({stored_word<ThingKind>(rows.view(1)), rows.text(2), rows.text(3), rows.text(4)},
                   id))
      changes.push_back(rows.number(0));
  const auto row = things.row_of(ThingKind::configuration, id);
  if (!row) return;
  Query brought(connection.prepared(brought_sql));
  brought.bind(1, Cell{*row});
  while (brought.next()) changes.push_back(brought.number(0));
}

/// Extracts as edits name them: "KEY: words of the quote".
std::vector<std::string> extracts_with(Things& things, const std::string& name) {
  std::vector<std::string> ids;
  const std::size_t colon = name.find(':');
  if (colon == std::string::npos) return ids;
  const std::string words = base::fold(name.substr(colon + 1));
  for (const ThingName& document :
       things.find(ThingKind::document, base::trim(name.substr(0, colon))))
    for (const auto& user : things.users(document)) {
      if (user.thing.kind != ThingKind::extract) continue;
      const std::string quote = things.image(user.thing).value().value("quote", std::string());
      if (base::fold(quote).find(words) != std::string::npos) ids.push_back(user.thing.id);
    }
  return ids;
}

/// The things that are called so, or were.
std::vector<ThingName> asked_for(Connection& connection, Things& things, const HistoryAsk& ask) {
  const auto kind = from_word<ThingKind>(ask.kind);
  if (!kind)
    throw base::Error(base::ErrorCode::usage,
                      "\"" + ask.kind + "\" is no kind of thing; one of: " +
                          base::join(
                              [] {
                                std::vector<std::string> list;
                                for (const auto each : words_of<ThingKind>())
                                  list.emplace_back(each);
                                return list;
                              }(),
                              ", "));
  if (*kind == ThingKind::element)
    throw base::Error(base::ErrorCode::usage,
                      "the history of an element is in that of its configuration: retroduce "
                      "history REVIEW configuration NAME");
  std::vector<std::string> ids;
  for (const ThingName& thing : things.find(*kind, ask.name)) ids.push_back(thing.id);
  if (ids.empty()) {
    // One that is no more is found by the name that it had.
    const std::string member = ":" + Image(ask.name).dump();
    Query query(
        connection.prepared("SELECT DISTINCT thing_id FROM history WHERE thing = ?1 AND (thing_id "
                            "= ?2 OR instr(before, ?3) > 0 OR "
                            "instr(after, ?3) > 0) ORDER BY thing_id"));
    query.bind(
        {Cell{to_word(*kind)}, Cell{std::string_view(ask.name)}, Cell{std::string_view(member)}});
    while (query.next()) ids.push_back(query.text(0));
  }
  if (ids.empty() && *kind == ThingKind::extract) ids = extracts_with(things, ask.name);
  if (ids.empty())
    throw base::Error(base::ErrorCode::not_found,
                      "no " + ask.kind + " is or was called \"" + ask.name + "\"");
  std::vector<ThingName> asked;
  for (const std::string& id : ids) asked.push_back({*kind, id});
  return asked;
}

/// Changes that did something to one of the things, or added it.
std::vector<std::int64_t> changes_of(Connection& connection, Things& things,
                                     const std::vector<ThingName>& asked) {
  std::vector<std::int64_t> changes;
  for (const auto& [kind, id] : asked) {
    if (const auto added = things.change_of_uid(std::string_view(id).substr(0, id.find('.'))))
      changes.push_back(*added);
    Query query(
        connection.prepared("SELECT DISTINCT change FROM history WHERE thing = ?1 AND (thing_id = "
                            "?2 OR instr(thing_id, ?2 || ' ') > 0) "
                            "ORDER BY change"));
    query.bind({Cell{to_word(kind)}, Cell{std::string_view(id)}});
    while (query.next()) changes.push_back(query.number(0));
    if (kind == ThingKind::configuration) add_belongings(connection, things, id, changes);
  }
  std::sort(changes.begin(), changes.end());
  changes.erase(std::unique(changes.begin(), changes.end()), changes.end());
  return changes;
}

/// The change of that name alone.
std::int64_t change_called(Things& things, const std::string& name) {
  if (const auto change = things.change_of_uid(name)) return *change;
  throw base::Error(
      base::ErrorCode::not_found,
      "no change is called " + name +
          ". Of one thing: retroduce history REVIEW KIND NAME, as in concept \"trust\"");
}

/// Evidence that follows its element to another place says nothing new; that it bears on the whole
/// from then on, or no more, does.
void tell_moved_evidence(std::vector<HistoryRow>& rows) {
  const auto image = [](const std::string& text) { return Image::parse(text, nullptr, false); };
  const auto without_place = [&](const std::string& text) {
    Image all = image(text);
    if (all.is_object()) all.erase("element");
    return all;
  };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].thing != ThingKind::evidence || !rows[i].after.empty()) continue;
    const Image before = without_place(rows[i].before);
    const auto to = std::find_if(rows.begin(), rows.end(), [&](const HistoryRow& row) {
      return row.thing == ThingKind::evidence && row.before.empty() &&
             without_place(row.after) == before;
    });
    if (to == rows.end()) continue;
    const Image from = image(rows[i].before).value("element", Image(0));
    const Image place = image(to->after).value("element", Image(0));
    to->before = Image{{"element", from}}.dump();
    to->after = from != 0 && place != 0 ? to->before : Image{{"element", place}}.dump();
    rows[i].before.clear();  // both sides empty: nothing is told
  }
  std::erase_if(rows, [](const HistoryRow& row) {
    return row.thing == ThingKind::evidence && row.before == row.after;
  });
}

/// What the change did to what was asked for comes first, as it is what was asked for.
void put_first(std::vector<HistoryRow>& rows, const std::vector<ThingName>& asked) {
  std::stable_partition(rows.begin(), rows.end(), [&](const HistoryRow& row) {
    return std::any_of(asked.begin(), asked.end(), [&](const ThingName& thing) {
      return (row.thing == thing.kind && row.thing_id == thing.id) ||
             (thing.kind == ThingKind::configuration && belongs_to(row, thing.id));
    });
  });
}

}  // namespace

std::vector<HistoryEntry> read_entries(Connection& connection, const HistoryAsk& ask) {
  Things things(connection);
  std::optional<std::vector<std::int64_t>> only;
  std::vector<ThingName> asked;
  if (ask.kind == "change") {
    only = {change_called(things, ask.name)};
  } else if (!ask.kind.empty()) {
    asked = asked_for(connection, things, ask);
    only = changes_of(connection, things, asked);
  }
  // Changes bear the label that their author had then.
  std::set<std::string> by{ask.by};
  if (const auto coder = coder_meant(things, ask.by); coder && things.image(*coder))
    by.merge(labels_of(connection, coder->id));
  std::vector<std::pair<std::int64_t, HistoryEntry>> list;
  for (KnownChange& known : known_changes(connection)) {
    const std::string day = known.change.at.substr(0, 10);
    // Of one thing it would tell that somebody else did something to it.
    if (!asked.empty() && known.change.what == hidden_change) continue;
    const bool fits = (!only || std::binary_search(only->begin(), only->end(), known.id)) &&
                      (ask.by.empty() || by.count(known.change.by) > 0) &&
                      (ask.since.empty() || day >= ask.since) &&
                      (ask.until.empty() || day <= ask.until);
    if (fits)
      list.emplace_back(known.id, HistoryEntry{std::move(known.change), known.is_undone, {}});
    if (ask.limit != 0 && list.size() == ask.limit) break;
  }
  std::vector<HistoryEntry> entries;
  HistoryWords words(things);
  for (auto& [id, entry] : list) {
    entry.change.rows = history_of(connection, id);
    // What a merge did is told by the changes that it brought.
    if (entry.change.kind != merge_kind) {
      std::vector<HistoryRow> rows = one_row_each(entry.change.rows);
      tell_moved_evidence(rows);
      put_first(rows, asked);
      for (const HistoryRow& row : rows)
        if (std::string told = step(words, row); !told.empty())
          entry.steps.push_back(std::move(told));
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace retroduce::store
