#include "store/joined_records.h"

#include <optional>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "model/kept_document.h"
#include "store/document_row.h"
#include "store/import_state.h"
#include "store/stored.h"

namespace retroduce::store {

using namespace model;
using base::Error;
using base::ErrorCode;

namespace {

struct Joined {
  ThingName thing;
  std::string came;
};

/// All of one digest: an import finds the document of a record by that.
std::vector<Joined> records_of(Things& things, std::int64_t document, const std::string& number) {
  std::vector<Joined> found;
  Query query(things.connection().prepared(
      "SELECT digest, search, database, searched, came FROM source_record WHERE document = ? "
      "ORDER BY id"));
  query.bind(1, Cell{document});
  while (query.next()) {
    if (record_number(query.view(0)) != number) continue;
    const Image key = {{"digest", query.text(0)},
                       {"search", query.text(1)},
                       {"database", query.text(2)},
                       {"searched", query.text(3)}};
    found.push_back(
        {{ThingKind::record, natural_id_of(shape_of(ThingKind::record), key)}, query.text(4)});
  }
  return found;
}

std::string free_key(Connection& connection, const std::string& made) {
  for (std::size_t number = 0;; ++number) {
    std::string key = made + suffix_of(number);
    if (row_of_key(connection, key) == 0) return key;
  }
}

}  // namespace

std::vector<PossibleDouble> read_joined_records(Connection& connection) {
  std::vector<PossibleDouble> found;
  static const std::string sql = "SELECT " + document_columns +
                                 ", r.digest, r.rule, r.score, r.came FROM source_record r "
                                 "JOIN document d ON d.id = r.document WHERE r.came <> '' "
                                 "ORDER BY d.key, r.id";
  Query query(connection.prepared(sql));
  while (query.next()) {
    PossibleDouble& each = found.emplace_back();
    each.is_joined = true;
    each.first = document_in(query);
    each.second = document_that_came(query.view(17));
    each.second.key = record_number(query.view(14));
    each.rule = query.text(15);
    if (!query.is_null(16)) each.score = static_cast<int>(query.number(16));
  }
  return found;
}

std::string part_record(EditSession& session, const std::string& key, const std::string& number) {
  Things& things = session.things();
  Connection& connection = things.connection();
  const std::int64_t row = row_of_key(connection, key);
  if (row == 0) throw Error(ErrorCode::not_found, "no document has the key " + in_quotes(key));
  if (row_of_key(connection, number) != 0) return {};
  const std::vector<Joined> records = records_of(things, row, number);
  if (records.empty())
    throw Error(ErrorCode::not_found, "neither a document nor a record of " + in_quotes(key) +
                                          " is called " + in_quotes(number) +
                                          "; see retroduce duplicates REVIEW --all");
  const std::string* came = nullptr;
  for (const Joined& record : records)
    if (!record.came.empty()) came = &record.came;
  if (came == nullptr)
    throw Error(ErrorCode::conflict, "record " + in_quotes(number) + " was not joined to " +
                                         in_quotes(key) +
                                         " by an import that kept what it said, so it cannot be "
                                         "parted from it");
  Document document = document_that_came(*came);
  document.key = free_key(connection, document.key);
  session.begin("edit");
  const ThingName apart{ThingKind::document, session.new_id()};
  session.put(apart, Image::parse(kept_document(document)));
  for (const Joined& record : records) {
    Image image = things.image(record.thing).value();
    image["document"] = apart.id;
    image["rule"] = "decision";
    image.erase("score");
    image.erase("came");
    session.put(record.thing, image);
  }
  const std::string there = things.id_of(ThingKind::document, row);
  Image sameness = {{"document", there}, {"other", apart.id}, {"change", session.uid()}};
  if (!session.by().why.empty()) sameness["reason"] = session.by().why;
  session.put({ThingKind::sameness, there + " " + apart.id}, sameness);
  session.finish("parted record " + in_quotes(number) + " from " + in_quotes(key) + " as " +
                     in_quotes(document.key) + ", another paper",
                 session.by().why);
  return document.key;
}

}  // namespace retroduce::store
