// Answers as JSON: contract.md, "JSON". Keys are only ever added.
#include <utility>

#include <nlohmann/json.hpp>

#include "query/row_names.h"
#include "reports/answer_fields.h"
#include "reports/answer_table.h"

namespace retroduce::reports {

namespace {

using Json = nlohmann::ordered_json;

Json to_json(const query::Value& value);

struct ToJson {
  Json operator()(std::monostate) const { return nullptr; }
  Json operator()(const query::Values& list) const {
    Json array = Json::array();
    for (const query::Value& item : list) array.push_back(to_json(item));
    return array;
  }
  Json operator()(const query::Parts& parts) const {
    Json object = Json::object();
    for (const auto& [name, value] : parts) object[name] = to_json(value);
    return object;
  }
  template <typename Plain>
  Json operator()(const Plain& plain) const {
    return plain;
  }
};

Json to_json(const query::Value& value) { return std::visit(ToJson{}, value.value); }

template <typename Documents>
Json keys_json(const Documents& documents, const model::Snapshot& snapshot) {
  Json keys = Json::array();
  for (const auto id : documents) keys.push_back(snapshot.documents[id.index()].key);
  return keys;
}

/// A field that a row names itself (the chain's configurations, the documents of robustness)
/// stands.
Json row_json(const query::Row& row, const query::Answer& answer, const model::Snapshot& snapshot) {
  Json object = Json::object();
  for (const auto& [name, value] : answer_fields(row, answer, snapshot)) {
    object[name] = to_json(value);
  }
  if (!object.contains("configurations")) {
    Json& labels = object["configurations"] = Json::array();
    for (const auto id : row.configurations) {
      labels.push_back(snapshot.configurations[id.index()].label);
    }
  }
  if (!object.contains("documents")) {
    object["documents"] = keys_json(row.documents, snapshot);
  }
  if (rests_on_claims(answer)) {
    const auto& supporters = query::supporters(answer, snapshot);
    const auto& disputers = query::disputers(answer, snapshot);
    object["supporting"] = keys_json(query::documents_in(row, supporters), snapshot);
    object["disputing"] = keys_json(query::documents_in(row, disputers), snapshot);
    object["in_part"] = keys_json(query::documents_in_part(row, answer), snapshot);
  }
  if (!row.marks.empty()) object["marks"] = row.marks;
  return object;
}

Json cut_json(query::Cut cut) {
  switch (cut) {
    case query::Cut::limit:
      return "limit";
    case query::Cut::length:
      return "length";
    case query::Cut::none:
      break;
  }
  return nullptr;
}

}  // namespace

// Row by row, since a hundred thousand of them as a tree take many times the room of their text.
std::string answer_json(const query::Answer& answer, const model::Snapshot& snapshot) {
  // A question may come from a terminal with any bytes in it.
  const auto written = [](const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
  };
  std::string out = written(
      {{"schema", "retroduce.answer/1"}, {"question", answer.question}, {"kind", answer.kind}});
  out.back() = ',';
  out += "\"answers\":[";
  bool is_first = true;
  for (const query::Row& row : answer.rows) {
    if (!std::exchange(is_first, false)) out += ',';
    out += written(row_json(row, answer, snapshot));
  }
  out += "]," + written({{"total", answer.total},
                         {"total_is", answer.total_is_exact ? "exact" : "at least"},
                         {"truncated", answer.truncated},
                         {"cut", cut_json(answer.cut)},
                         {"notes", answer.notes}})
                    .substr(1);
  return out;
}

}  // namespace retroduce::reports
