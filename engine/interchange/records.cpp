// Lists of claims as JSON or YAML, as programs write them: an object a claim, or a paper with its
// claims. They become rows, and are read as an extraction sheet is.
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "interchange/claim_grids.h"
#include "interchange/format.h"
#include "interchange/json_text.h"
#include "interchange/record_rows.h"
#include "interchange/texts/text_bytes.h"
#include "interchange/yaml_reader.h"

namespace retroduce::interchange {

namespace {

using Json = nlohmann::ordered_json;
using base::Severity;

constexpr int deepest = 64;

bool has_suffix(const Source& source, std::string_view wanted) {
  return base::fold(source.path.extension().string()) == wanted;
}

bool is_yaml(const Source& source) {
  return has_suffix(source, ".yaml") || has_suffix(source, ".yml");
}

bool sniff(const Source& source) {
  if (source.is_folder) return false;
  std::string head = source.head;
  if (head.starts_with("\xEF\xBB\xBF")) head.erase(0, 3);
  const std::string_view start = base::trim(head);
  if (is_yaml(source)) return !start.empty();
  if (!start.starts_with('[') && !start.starts_with('{')) return false;
  const std::string folded = base::fold(start);
  const bool is_of_claims =
      folded.find("outcome") != std::string::npos || folded.find("mechanism") != std::string::npos;
  return is_of_claims || has_suffix(source, ".json");
}

std::optional<Json> read_json(const std::string& text, const std::string& name,
                              base::Diagnostics& found) {
  JsonText read = read_json_text(text, deepest);
  if (!read.why.empty()) {
    found.add(Severity::refused, read.is_too_deep ? "records.depth" : "records.json", read.why,
              {name, read.line, 0});
    return std::nullopt;
  }
  for (const std::string& twice : read.said_twice)
    found.add(Severity::loss, "records.name-twice",
              "an object says \"" + twice + "\" twice, and only the last value is read", {name});
  return std::move(read.tree);
}

void read(const Source& source, const ReadOptions& options, model::BatchSink& sink,
          base::Diagnostics& found, base::Progress& progress) {
  const std::string name = source.name();
  base::Diagnostics own;
  const auto text = texts::utf8_of(source.files->read(source.path), name, "", own);
  std::optional<Json> tree;
  if (text) {
    const bool is_json = !is_yaml(source) && base::trim(*text).find_first_of("[{") == 0;
    tree = is_json ? read_json(*text, name, own) : read_yaml(*text, name, own);
  }
  ReadOptions how = options;
  if (how.split.empty()) how.split = value_sign;
  std::optional<RecordRows> rows;
  if (tree) rows = record_rows(*tree, how.split, name, own);
  found.append(own);
  if (!rows) return;
  // --map takes a path as well as the column that it became.
  for (auto& [field, column] : how.columns) {
    if (const auto path = rows->paths.find(column); path != rows->paths.end())
      column = path->second;
  }
  read_claim_grids({std::move(rows->grid)}, name, source.path.stem().string(), how, sink, found,
                   progress);
}

}  // namespace

extern const Format format_records;
constinit const Format format_records{
    "records",
    "lists of claims as JSON or YAML, an object a claim (or a paper with its claims)",
    ".json .yaml .yml",
    "Carries what an extraction sheet does; --map FIELD=PATH names values by their path "
    "(outcome=result.text). Values that are not recognised or mapped are left out and named. Reads "
    "only.",
    sniff,
    read,
    nullptr,
    true};

}  // namespace retroduce::interchange
