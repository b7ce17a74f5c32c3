#include "store/text_rows.h"

#include "store/stored.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr std::string_view insert_text_sql =
    "INSERT INTO document_text (document, version, text, source, format, rule, program, "
    "content_hash) SELECT ?1, 1 + ifnull(max(version), 0), ?2, ?3, ?4, ?5, ?6, ?7 "
    "FROM document_text WHERE document = ?1";
constexpr std::string_view put_anchor_sql =
    "INSERT OR REPLACE INTO anchor (extract, how, before, after, doubt, span_found, page_found) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)";

base::TextSpan span_of(const Query& row, int column) {
  return {row.number(column), row.number(column + 1)};
}

void run(Connection& connection, std::string_view sql, const Cells& cells) {
  Query query(connection.prepared(sql));
  query.bind(cells).run();
}

}  // namespace

std::optional<StoredText> current_text(Connection& connection, std::int64_t document) {
  Query query(
      connection.prepared("SELECT id, version, text FROM document_text WHERE document = ? "
                          "ORDER BY version DESC LIMIT 1"));
  query.bind(1, Cell{document});
  if (!query.next()) return std::nullopt;
  return StoredText{query.number(0), query.number(1), query.text(2)};
}

TextOrigin origin_of_text(Connection& connection, std::int64_t text) {
  TextOrigin origin;
  {
    Query query(
        connection.prepared("SELECT source, format, rule, program, content_hash FROM document_text "
                            "WHERE id = ? ORDER BY id"));
    query.bind(1, Cell{text});
    if (!query.next()) return origin;
    origin.source = query.text(0);
    origin.format = query.text(1);
    origin.rule = static_cast<int>(query.number(2));
    origin.program = query.text(3);
    origin.content_hash = query.text(4);
  }
  {
    Query query(connection.prepared(
        "SELECT label, span_begin, span_end FROM text_page WHERE document_text = ? "
        "ORDER BY place"));
    query.bind(1, Cell{text});
    while (query.next()) origin.pages.push_back({query.text(0), span_of(query, 1)});
  }
  {
    Query query(connection.prepared(
        "SELECT boxes FROM text_boxes WHERE document_text = ? ORDER BY document_text"));
    query.bind(1, Cell{text});
    if (query.next()) origin.boxes = query.bytes(0);
  }
  Query query(connection.prepared(
      "SELECT title, depth, span_begin, span_end FROM text_section WHERE document_text = ? "
      "ORDER BY place"));
  query.bind(1, Cell{text});
  while (query.next())
    origin.sections.push_back(
        {query.text(0), static_cast<int>(query.number(1)), span_of(query, 2)});
  return origin;
}

std::vector<FormerText> former_texts(Connection& connection, std::int64_t document) {
  std::vector<FormerText> former;
  std::vector<std::int64_t> ids;
  {
    Query query(connection.prepared(
        "SELECT id, text FROM document_text WHERE document = ? ORDER BY version"));
    query.bind(1, Cell{document});
    while (query.next()) {
      ids.push_back(query.number(0));
      former.push_back({query.text(1), {}});
    }
  }
  if (!former.empty()) former.pop_back();  // the current one
  for (std::size_t i = 0; i < former.size(); ++i)
    former[i].origin = origin_of_text(connection, ids[i]);
  return former;
}

void insert_text(Connection& connection, std::int64_t document, const std::string& text,
                 const TextOrigin& origin) {
  run(connection, insert_text_sql,
      {document, text, origin.source, origin.format, std::int64_t{origin.rule}, origin.program,
       origin.content_hash});
  const std::int64_t id = connection.database().getLastInsertRowid();
  if (!origin.boxes.empty())
    run(connection, "INSERT INTO text_boxes (document_text, boxes) VALUES (?, ?)",
        {id, Bytes{origin.boxes}});
  std::int64_t place = 0;
  for (const TextPage& page : origin.pages)
    run(connection,
        "INSERT INTO text_page (document_text, place, label, span_begin, span_end) "
        "VALUES (?, ?, ?, ?, ?)",
        {id, ++place, page.label, page.span.begin, page.span.end});
  place = 0;
  for (const TextSection& section : origin.sections)
    run(connection,
        "INSERT INTO text_section (document_text, place, depth, title, span_begin, span_end) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        {id, ++place, std::int64_t{section.depth}, section.title, section.span.begin,
         section.span.end});
}

std::optional<Anchor> anchor_of(Connection& connection, std::int64_t extract) {
  Query query(connection.prepared(
      "SELECT how, before, after, doubt, span_found, page_found FROM anchor WHERE extract = ? "
      "ORDER BY extract"));
  query.bind(1, Cell{extract});
  if (!query.next()) return std::nullopt;
  return Anchor{stored_word<AnchorHow>(query.view(0)),
                query.text(1),
                query.text(2),
                query.text(3),
                query.flag(4),
                query.flag(5)};
}

void put_anchor(Connection& connection, std::int64_t extract, const Anchor& anchor) {
  run(connection, put_anchor_sql,
      {extract, to_word(anchor.how), anchor.before, anchor.after, anchor.doubt,
       std::int64_t{anchor.is_span_found}, std::int64_t{anchor.is_page_found}});
}

}  // namespace retroduce::store
