// The history as people read it: changes, and what each did to which thing, in words.
#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "store/body.h"
#include "store/edit_session.h"
#include "store/history_rows.h"
#include "store/history_words.h"
#include "store/precedence.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr std::size_t longest_value = 60;

std::string name_in(const HistoryRow& row) {
  for (const std::string* text : {&row.after, &row.before}) {
    const Image image = text->empty() ? Image() : Image::parse(*text, nullptr, false);
    if (!image.is_object()) continue;
    for (const char* key : {"label", "key", "name", "quote", "title", "text"})
      if (image.contains(key) && image.at(key).is_string())
        return " \"" +
               base::shorten(base::collapse_blanks(image.at(key).get<std::string>()),
                             longest_value) +
               "\"";
  }
  return " " + row.thing_id;
}

std::string step(Things& things, const HistoryRow& row) {
  const ThingName thing{row.thing, row.thing_id};
  const bool is_own = row.thing != ThingKind::review && row.thing != ThingKind::element;
  const ThingShape* shape = is_own ? &shape_of(row.thing) : nullptr;
  const std::string word(to_word(row.thing));
  const bool is_there = is_own && things.image(thing).has_value();
  const std::string name = !is_own ? word : is_there ? things.said(thing) : word + name_in(row);
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
    if (was == is) continue;
    text += (text.empty() ? "" : "; ") + key + ": " + value_in_words(things, shape, key, was) +
            " \u2192 " + value_in_words(things, shape, key, is);
  }
  return name + ": " + text;
}

/// Changes that did something to the thing, or added it.
std::vector<std::int64_t> changes_of(Connection& connection, Things& things,
                                     const HistoryAsk& ask) {
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
  if (ids.empty())
    throw base::Error(base::ErrorCode::not_found,
                      "no " + ask.kind + " is or was called \"" + ask.name + "\"");
  std::vector<std::int64_t> changes;
  for (const std::string& id : ids) {
    if (const auto added = things.change_of_uid(std::string_view(id).substr(0, id.find('.'))))
      changes.push_back(*added);
    Query query(
        connection.prepared("SELECT DISTINCT change FROM history WHERE thing = ?1 AND (thing_id = "
                            "?2 OR instr(thing_id, ?2 || ' ') > 0) "
                            "ORDER BY change"));
    query.bind({Cell{to_word(*kind)}, Cell{std::string_view(id)}});
    while (query.next()) changes.push_back(query.number(0));
  }
  std::sort(changes.begin(), changes.end());
  changes.erase(std::unique(changes.begin(), changes.end()), changes.end());
  return changes;
}

}  // namespace

std::vector<HistoryEntry> read_entries(Connection& connection, const HistoryAsk& ask) {
  Things things(connection);
  std::optional<std::vector<std::int64_t>> only;
  if (!ask.kind.empty()) only = changes_of(connection, things, ask);
  std::vector<std::pair<std::int64_t, HistoryEntry>> list;
  for (KnownChange& known : known_changes(connection)) {
    const std::string day = known.change.at.substr(0, 10);
    const bool fits = (!only || std::binary_search(only->begin(), only->end(), known.id)) &&
                      (ask.by.empty() || ask.by == known.change.by) &&
                      (ask.since.empty() || day >= ask.since) &&
                      (ask.until.empty() || day <= ask.until);
    if (fits)
      list.emplace_back(known.id, HistoryEntry{std::move(known.change), known.is_undone, {}});
    if (ask.limit != 0 && list.size() == ask.limit) break;
  }
  std::vector<HistoryEntry> entries;
  for (auto& [id, entry] : list) {
    entry.change.rows = history_of(connection, id);
    // What a merge did is told by the changes that it brought.
    if (entry.change.kind != merge_kind)
      for (const HistoryRow& row : entry.change.rows) entry.steps.push_back(step(things, row));
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace retroduce::store
