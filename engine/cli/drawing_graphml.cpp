#include "cli/drawing_graphml.h"

#include <map>
#include <sstream>

#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "base/error.h"
#include "base/text.h"

namespace retroduce::cli {

namespace {

using Json = nlohmann::json;

struct Key {
  const char* of;
  const char* name;  ///< as programs show it
  const char* type;
  const char* in_dot;
};

constexpr Key keys[] = {
    {"node", "label", "string", "label"},   {"node", "words", "string", "tooltip"},
    {"node", "frame", "string", nullptr},   {"edge", "weight", "double", "penwidth"},
    {"edge", "style", "string", "style"},   {"edge", "label", "string", "label"},
    {"edge", "words", "string", "tooltip"},
};

std::string id_of(const Key& key) { return std::string(key.of) + "_" + key.name; }

/// A label as Graphviz reads it: \n, \l and \r end a line, a backslash keeps what follows.
std::string plain_words(const std::string& label) {
  std::string words;
  for (std::size_t at = 0; at < label.size(); ++at) {
    if (label[at] != '\\' || at + 1 == label.size()) {
      words += label[at];
      continue;
    }
    const char next = label[++at];
    const bool is_line_end = next == 'n' || next == 'l' || next == 'r';
    words += is_line_end ? '\n' : next;
  }
  while (words.ends_with('\n')) words.pop_back();
  return base::xml_safe(words);
}

void add_data(pugi::xml_node to, const Key& key, const std::string& words) {
  pugi::xml_node data = to.append_child("data");
  data.append_attribute("key") = id_of(key).c_str();
  data.text().set(words.c_str());
}

/// What the keys of nodes, or of edges, find in an object of the network.
void add_all(pugi::xml_node to, const std::string& of, const Json& object) {
  for (const Key& key : keys) {
    if (of != key.of || key.in_dot == nullptr || !object.contains(key.in_dot)) continue;
    add_data(to, key, plain_words(object.at(key.in_dot).get<std::string>()));
  }
}

void add_nodes(pugi::xml_node graph, const Json& network) {
  const Key& frame = keys[2];
  std::map<int, std::string> frames;
  for (const Json& object : network.at("objects")) {
    if (!object.contains("nodes")) continue;
    for (const Json& node : object.at("nodes"))
      frames[node.get<int>()] = plain_words(object.value("label", ""));
  }
  for (const Json& object : network.at("objects")) {
    if (object.contains("nodes")) continue;
    const int number = object.at("_gvid").get<int>();
    pugi::xml_node node = graph.append_child("node");
    node.append_attribute("id") = ("n" + std::to_string(number)).c_str();
    add_all(node, "node", object);
    const auto found = frames.find(number);
    if (found != frames.end()) add_data(node, frame, found->second);
  }
}

void add_edges(pugi::xml_node graph, const Json& network) {
  if (!network.contains("edges")) return;
  for (const Json& line : network.at("edges")) {
    pugi::xml_node edge = graph.append_child("edge");
    for (const auto& [end, name] : {std::pair("source", "tail"), std::pair("target", "head")})
      edge.append_attribute(end) = ("n" + std::to_string(line.at(name).get<int>())).c_str();
    add_all(edge, "edge", line);
  }
}

}  // namespace

std::string graphml_of(const std::string& json) {
  pugi::xml_document document;
  pugi::xml_node declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  pugi::xml_node root = document.append_child("graphml");
  root.append_attribute("xmlns") = "http://graphml.graphdrawing.org/xmlns";
  for (const Key& key : keys) {
    pugi::xml_node node = root.append_child("key");
    node.append_attribute("id") = id_of(key).c_str();
    node.append_attribute("for") = key.of;
    node.append_attribute("attr.name") = key.name;
    node.append_attribute("attr.type") = key.type;
  }
  pugi::xml_node graph = root.append_child("graph");
  graph.append_attribute("edgedefault") = "directed";
  try {
    const Json network = Json::parse(json);
    if (network.contains("objects")) add_nodes(graph, network);
    add_edges(graph, network);
  } catch (const Json::exception&) {
    throw base::Error(base::ErrorCode::corrupt,
                      "the program dot said of the network what cannot be read; take dot");
  }
  std::ostringstream out;
  document.save(out, "  ");
  return out.str();
}

}  // namespace retroduce::cli
