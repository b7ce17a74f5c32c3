#include "interchange/yaml_reader.h"

#include <algorithm>
#include <set>
#include <sstream>
#include <string>
#include <vector>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

namespace retroduce::interchange {

namespace {

using Json = nlohmann::ordered_json;

constexpr int deepest = 64;
constexpr std::size_t most_values = 1000000;

/// Why a tree is not taken; caught where it was begun.
struct Refused {
  const char* code;
  const char* message;
};

class Copying {
 public:
  Json copy(const YAML::Node& node, int depth) {
    if (depth > deepest) throw Refused{"records.depth", "is nested more than 64 deep"};
    if (++values_ > most_values)
      throw Refused{"records.too-much", "gives more than a million values, so it was not read on"};
    if (node.IsMap()) {
      Json object = Json::object();
      std::vector<YAML::Node> merged;
      for (const auto& each : node) {
        if (!each.first.IsScalar()) continue;
        if (each.first.Scalar() == "<<" && each.first.Tag() == "?") {
          merged.push_back(each.second);
          continue;
        }
        if (object.contains(each.first.Scalar())) said_twice.insert(each.first.Scalar());
        object[each.first.Scalar()] = copy(each.second, depth + 1);
      }
      for (const YAML::Node& from : merged) merge(object, from, depth + 1);
      return object;
    }
    if (node.IsSequence()) {
      Json list = Json::array();
      for (const auto& each : node) list.push_back(copy(each, depth + 1));
      return list;
    }
    if (!node.IsScalar()) return {};
    const std::string& text = node.Scalar();
    const bool is_plain = node.Tag() == "?";  // not in quotes
    if (is_plain && (text.empty() || text == "~" || text == "null")) return {};
    return text;
  }

  std::set<std::string> said_twice;

 private:
  /// "<<: *other" gives an object what the other says and it does not say itself.
  void merge(Json& object, const YAML::Node& from, int depth) {
    if (from.IsSequence()) {
      for (const auto& each : from) merge(object, each, depth + 1);
      return;
    }
    if (depth > deepest) throw Refused{"records.depth", "is nested more than 64 deep"};
    if (!from.IsMap())
      throw Refused{"records.merge-key",
                    "has a \"<<\" that names no object; put \"<<: *NAME\" there, and \"&NAME\" at "
                    "the object that is meant"};
    const Json other = copy(from, depth);
    for (const auto& [name, value] : other.items())
      if (!object.contains(name)) object[name] = value;
  }

  std::size_t values_ = 0;
};

/// Passes over a document.
class Nothing : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}
};

/// The library finds ever more documents before a comma that it does not step over, so no more than
/// two are asked for.
bool holds_several(const std::string& text) {
  std::istringstream in(text);
  YAML::Parser parser(in);
  Nothing nothing;
  return parser.HandleNextDocument(nothing) && parser.HandleNextDocument(nothing);
}

/// Deep brackets and deep indents, before the parser recurses into them.
bool is_too_deep(const std::string& text) {
  int open = 0;
  int indent = 0;
  int dashes = 0;
  bool at_start = true;
  for (const char c : text) {
    if (c == '[' || c == '{') ++open;
    if (c == ']' || c == '}') open = std::max(0, open - 1);
    if (c == '\n') {
      at_start = true;
      indent = dashes = 0;
    } else if (at_start && c == ' ') {
      ++indent;
    } else if (at_start && (c == '-' || c == '?')) {
      ++dashes;
    } else {
      at_start = false;
    }
    if (open > deepest || indent > 8 * deepest || dashes > deepest) return true;
  }
  return false;
}

}  // namespace

std::optional<Json> read_yaml(const std::string& text, const std::string& name,
                              base::Diagnostics& found) {
  try {
    if (is_too_deep(text)) throw Refused{"records.depth", "is nested more than 64 deep"};
    if (holds_several(text))
      throw text.find("---") != std::string::npos
          ? Refused{"records.documents",
                    "holds several documents, parted by ---; put all claims into one list"}
          : Refused{"records.yaml", "cannot be read as YAML: it goes on behind its end"};
    Copying copying;
    Json tree = copying.copy(YAML::Load(text), 0);
    for (const std::string& twice : copying.said_twice)
      found.add(base::Severity::loss, "records.name-twice",
                "an object says \"" + twice + "\" twice, and only the last value is read", {name});
    return tree;
  } catch (const Refused& why) {
    found.add(base::Severity::refused, why.code, why.message, {name});
  } catch (const YAML::Exception& fault) {
    const bool is_known = !fault.mark.is_null();
    found.add(base::Severity::refused, "records.yaml", "cannot be read as YAML: " + fault.msg,
              {name, is_known ? static_cast<std::size_t>(fault.mark.line) + 1 : 0,
               is_known ? static_cast<std::size_t>(fault.mark.column) + 1 : 0});
  }
  return std::nullopt;
}

}  // namespace retroduce::interchange
