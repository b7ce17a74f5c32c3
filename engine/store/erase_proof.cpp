// What a file keeps of a thing that is erased, and what stands there afterwards.
#include <algorithm>
#include <map>

#include "base/markup.h"
#include "base/text.h"
#include "store/erase_words.h"
#include "store/masking.h"

namespace retroduce::store {

using namespace model;

namespace {

/// Ids may come from a stranger's file, so that none is taken to be free of quotation marks.
std::string literal(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out.append(c == '\'' ? 2 : 1, c);
  return out + "'";
}

void add_ids(Connection& connection, const std::string& sql, std::vector<std::string>& ids) {
  Query query(connection.prepared(sql));
  while (query.next())
    if (std::find(ids.begin(), ids.end(), query.text(0)) == ids.end()) ids.push_back(query.text(0));
}

bool is_letter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= 'a' && byte <= 'z') || byte == '_';
}

std::int64_t count_rows(Connection& connection, const std::string& from, std::string_view text) {
  Query query(connection.prepared("SELECT count(*) FROM " + from + " ORDER BY 1"));
  query.bind(1, Cell{text}).next();
  return query.number(0);
}

/// Where it stands as words in cells of a column, in whatever case or Unicode form; keys of JSON
/// are left aside.
struct Places {
  std::int64_t count = 0;
  std::vector<std::string> changes;  ///< by which the history names them
};

/// Which change a row of these tables is of; else nothing is said.
std::string change_column(const std::string& table) {
  if (table == "change") return "uid";
  if (table == "history") return "(SELECT c.uid FROM change c WHERE c.id = history.change)";
  return "''";
}

Places places_of(Connection& connection, const TextColumn& column, const std::string& text) {
  Places places;
  const std::string folded = base::fold(text);
  Query query(connection.prepared("SELECT " + column.column + ", " + change_column(column.table) +
                                  " FROM " + column.table + " WHERE " + column.column +
                                  " <> '' ORDER BY 2, 1"));
  while (query.next()) {
    bool is_there = false;
    rewritten(query.view(0), [&](std::string_view each) -> std::optional<std::string> {
      is_there = is_there || !whole_words(each, text).empty() ||
                 !whole_words(base::fold(each), folded).empty();
      return std::nullopt;
    });
    if (!is_there) continue;
    ++places.count;
    const std::string change = query.text(1);
    if (!change.empty() && (places.changes.empty() || places.changes.back() != change))
      places.changes.push_back(change);
  }
  return places;
}

/// What people call the rows of a table, one and many.
std::pair<std::string, std::string> called(const TextColumn& column) {
  if (column.table == "change")
    return column.column == "why"
               ? std::pair<std::string, std::string>{"reason of a change", "reasons of changes"}
               : std::pair<std::string, std::string>{"sentence of the history",
                                                     "sentences of the history"};
  if (column.table == "history") return {"earlier state of a thing", "earlier states of things"};
  if (column.table == "memo") return {"memo", "memos"};
  if (column.table == "extract_text") return {"extract", "extracts"};
  std::string table = column.table;
  std::replace(table.begin(), table.end(), '_', ' ');
  return {"text of the kind " + table, "texts of the kind " + table};
}

/// "22 reasons of changes (changes 8d65a1f6aab331ff, … and 19 more)": as people can find them.
std::string in_words(const std::pair<std::string, std::string>& name, Places places) {
  constexpr std::size_t most_named = 3;
  const std::string words = base::count_of(places.count, name.first, name.second);
  auto& changes = places.changes;
  std::sort(changes.begin(), changes.end());
  changes.erase(std::unique(changes.begin(), changes.end()), changes.end());
  if (changes.empty()) return words;
  const std::size_t more = changes.size() - std::min(changes.size(), most_named);
  changes.resize(changes.size() - more);
  return words + (changes.size() == 1 ? " (change " : " (changes ") + base::join(changes, ", ") +
         (more > 0 ? " and " + std::to_string(more) + " more" : "") + ")";
}

/// Whether the file's bytes could hold it though it was erased everywhere: within another word, in
/// the name of a column, or in small letters in the index of words.
bool may_stand_anyhow(Connection& connection, const std::string& text) {
  for (const TextColumn& column : text_columns(connection))
    if (count_rows(connection,
                   column.table + " WHERE instr(lower(" + column.column + "), lower(?)) > 0",
                   text) > 0)
      return true;
  return count_rows(connection, "sqlite_schema WHERE instr(lower(sql), lower(?)) > 0", text) > 0 ||
         count_rows(connection, "attachment_bytes WHERE instr(bytes, CAST(? AS BLOB)) > 0", text) >
             0;
}

}  // namespace

std::vector<std::string> ids_of(Connection& connection, const ThingName& thing) {
  std::vector<std::string> ids{thing.id};
  add_ids(connection, "SELECT id FROM twin WHERE stands_for = " + literal(thing.id) + " ORDER BY 1",
          ids);
  return ids;
}

std::string listed(const std::vector<std::string>& ids) {
  std::string list;
  for (const std::string& id : ids) list += (list.empty() ? "(" : ", ") + literal(id);
  return list + ")";
}

std::vector<Image> images_of(Connection& connection, const ThingName& thing) {
  std::vector<Image> images;
  Things things(connection);
  if (auto image = things.image(thing)) images.push_back(std::move(*image));
  const std::string is_own = " WHERE thing = '" + std::string(to_word(thing.kind)) +
                             "' AND thing_id IN " + listed(ids_of(connection, thing));
  Query query(connection.prepared(
      "SELECT before FROM history" + is_own + " UNION SELECT after FROM history" + is_own +
      " UNION SELECT image FROM origin_image" + is_own + " ORDER BY 1"));
  while (query.next()) {
    Image image = Image::parse(query.view(0), nullptr, false);
    if (image.is_object()) images.push_back(std::move(image));
  }
  return images;
}

std::vector<std::size_t> whole_words(std::string_view text, std::string_view words) {
  std::vector<std::size_t> places;
  for (std::size_t at = text.find(words); at != std::string_view::npos && !words.empty();
       at = text.find(words, at + 1)) {
    const std::size_t end = at + words.size();
    const bool begins_within = at > 0 && is_letter(text[at - 1]) && is_letter(words.front());
    const bool ends_within = end < text.size() && is_letter(text[end]) && is_letter(words.back());
    if (!begins_within && !ends_within) places.push_back(at);
  }
  return places;
}

void settle_proof(Connection& connection, const std::string& text, const std::string& what,
                  std::size_t fewest, ErasedRows& rows) {
  std::map<std::pair<std::string, std::string>, Places> all;
  for (const TextColumn& column : text_columns(connection)) {
    const Places found = places_of(connection, column, text);
    if (found.count == 0) continue;
    Places& known = all[called(column)];
    known.count += found.count;
    known.changes.insert(known.changes.end(), found.changes.begin(), found.changes.end());
  }
  std::vector<std::string> places;
  for (auto& [name, found] : all) places.push_back(in_words(name, std::move(found)));
  if (!places.empty())
    rows.told.left.push_back(
        what + " stands in " + base::join(places, ", ") +
        ": that may mean somebody or something else, and was left there; read it with "
        "retroduce history, and receipts with retroduce imports");
  if (text.size() < fewest || !places.empty() || may_stand_anyhow(connection, text)) {
    ++rows.told.unsearched;
    return;
  }
  ++rows.told.searched;
  const std::string in_json = Image(text).dump();
  for (std::string& spelt :
       std::vector<std::string>{text, base::collapse_blanks(text),
                                in_json.substr(1, in_json.size() - 2), base::xml_escaped(text)})
    if (std::find(rows.gone.begin(), rows.gone.end(), spelt) == rows.gone.end())
      rows.gone.push_back(std::move(spelt));
}

}  // namespace retroduce::store
