#include "interchange/record_rows.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.h"

namespace retroduce::interchange {

namespace {

using Json = nlohmann::ordered_json;
using base::Severity;

constexpr int deepest = 64;

using Cells = std::vector<std::pair<std::string, std::string>>;  // path and value

std::string scalar(const Json& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return value.get<std::string>();
  if (value.is_boolean()) return value.get<bool>() ? "TRUE" : "FALSE";
  return value.dump();
}

bool is_list_of_objects(const Json& value) {
  return value.is_array() && !value.empty() &&
         std::all_of(value.begin(), value.end(), [](const Json& each) { return each.is_object(); });
}

class Flattening {
 public:
  Flattening(const std::string& sign, const std::string& name, base::Diagnostics& found)
      : sign_(sign), name_(name), found_(found) {}

  void record(const Json& object, const std::string& path, Cells above, int depth) {
    if (depth > deepest) return refuse("records.depth", "is nested more than 64 deep");
    Cells own = std::move(above);
    std::vector<std::pair<std::string, const Json*>> lists;
    values(object, path, own, lists, depth);
    if (lists.empty()) {
      rows_.push_back(std::move(own));
      return;
    }
    if (lists.size() > 1)
      return refuse("records.two-lists", "record " + std::to_string(rows_.size() + 1) +
                                             " holds two lists of records, " + lists[0].first +
                                             " and " + lists[1].first +
                                             ": which of them holds the claims?");
    for (const Json& each : *lists.front().second)
      record(each, lists.front().first, own, depth + 1);
  }

  const std::vector<Cells>& rows() const { return rows_; }
  bool is_refused() const { return refused_; }

 private:
  void refuse(const char* code, const std::string& message) {
    if (!refused_) found_.add(Severity::refused, code, message, {name_});
    refused_ = true;
  }
  void values(const Json& object, const std::string& path, Cells& own,
              std::vector<std::pair<std::string, const Json*>>& lists, int depth) {
    if (depth > deepest) return refuse("records.depth", "is nested more than 64 deep");
    for (const auto& [key, value] : object.items()) {
      const std::string place = path.empty() ? key : path + "." + key;
      if (value.is_object()) {
        values(value, place, own, lists, depth + 1);
      } else if (is_list_of_objects(value)) {
        lists.emplace_back(place, &value);
      } else if (value.is_array()) {
        own.emplace_back(place, joined(value));
      } else {
        own.emplace_back(place, scalar(value));
      }
    }
  }
  std::string joined(const Json& list) const {
    std::string out;
    for (const Json& each : list) {
      const std::string value = each.is_structured() ? each.dump() : scalar(each);
      if (!value.empty()) out += (out.empty() ? "" : sign_) + value;
    }
    return out;
  }

  const std::string& sign_;
  const std::string& name_;
  base::Diagnostics& found_;
  std::vector<Cells> rows_;
  bool refused_ = false;
};

std::string last_part(const std::string& path) {
  const std::size_t dot = path.rfind('.');
  return dot == std::string::npos ? path : path.substr(dot + 1);
}

/// The list: the tree itself, or the only list of objects that hangs in it.
const Json* list_of(const Json& tree, int depth = 0) {
  if (is_list_of_objects(tree)) return &tree;
  if (!tree.is_object() || depth > 4) return nullptr;
  const Json* found = nullptr;
  for (const auto& each : tree) {
    const Json* below = list_of(each, depth + 1);
    if (below != nullptr && found != nullptr) return nullptr;
    if (below != nullptr) found = below;
  }
  return found;
}

}  // namespace

std::optional<RecordRows> record_rows(const Json& tree, const std::string& sign,
                                      const std::string& name, base::Diagnostics& found) {
  const Json* list = list_of(tree);
  if (list == nullptr) {
    found.add(
        Severity::refused, "records.no-list",
        "holds no list of records, or more than one: a list of objects is wanted, a claim each",
        {name});
    return std::nullopt;
  }
  Flattening flattening(sign, name, found);
  for (const Json& each : *list) flattening.record(each, "", {}, 0);
  if (flattening.is_refused()) return std::nullopt;

  std::vector<std::string> paths;
  std::map<std::string, std::size_t> places;
  std::map<std::string, std::size_t> ends;
  for (const Cells& cells : flattening.rows()) {
    for (const auto& [path, value] : cells) {
      if (!places.emplace(path, paths.size()).second) continue;
      paths.push_back(path);
      ++ends[last_part(path)];
    }
  }
  RecordRows out;
  CsvRow row;
  for (const std::string& path : paths) {
    const std::string column = ends[last_part(path)] == 1 ? last_part(path) : path;
    out.paths[path] = column;
    row.cells.push_back(column);
  }
  out.grid.is_ragged = true;
  out.grid.rows.push_back(row);
  for (const Cells& cells : flattening.rows()) {
    CsvRow next;
    next.row = next.line = out.grid.rows.size();
    next.cells.resize(paths.size());
    for (const auto& [path, value] : cells) next.cells[places[path]] = value;
    out.grid.rows.push_back(std::move(next));
  }
  return out;
}

}  // namespace retroduce::interchange
