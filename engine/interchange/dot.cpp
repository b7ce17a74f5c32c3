// DOT, the language of Graphviz: every configuration with its contexts, mechanisms and outcomes, as
// text to draw with and to change by hand. A configuration's mechanisms stand inside its box, fed
// by all of its contexts, so that nothing is read across configurations that share a mechanism.
#include <algorithm>
#include <set>

#include "base/source_io.h"
#include "base/text.h"
#include "interchange/format.h"
#include "interchange/graph_sink.h"

namespace retroduce::interchange {

namespace {

using model::Element;
using model::Role;

std::string dot_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : base::xml_safe(text)) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else if (c == '&') {
      out += "&amp;";  // Graphviz reads entities inside strings
    } else if (c != '\r') {
      out += c;
    }
  }
  return out + "\"";
}

std::string term_of(const ReviewGraph& graph, const Element& element) {
  return (element.opposite ? "not: " : "") + graph.name_of(element);
}

class DotWriter : public GraphSink {
 public:
  DotWriter(const std::filesystem::path& path, bool overwrite)
      : GraphSink({Shown::review_title}), file_(path, overwrite) {}

 protected:
  void write(const ReviewGraph& graph) override {
    std::string text = "digraph review {\n  rankdir=LR;\n  node [shape=plaintext];\n";
    if (!graph.review.title.empty()) text += "  label=" + dot_text(graph.review.title) + ";\n";
    text += terms(graph);
    for (std::size_t i = 0; i < graph.configurations.size(); ++i) text += claim(graph, i);
    for (const model::Link& link : graph.links) {
      text += "  k" + std::to_string(link.from.index() + 1) + " -> k" +
              std::to_string(link.to.index() + 1) +
              " [style=dotted, label=" + dot_text(to_word(link.kind)) + "];\n";
    }
    file_.write(text + "}\n");
    file_.commit();
  }

 private:
  /// Contexts and outcomes, each once.
  static std::string terms(const ReviewGraph& graph) {
    std::set<std::string> all;
    for (const model::Configuration& each : graph.configurations) {
      for (const Element& element : each.elements) {
        if (element.role == Role::context || element.role == Role::outcome) {
          all.insert(term_of(graph, element));
        }
      }
    }
    std::string text;
    for (const std::string& term : all) text += "  " + dot_text(term) + ";\n";
    return text;
  }

  static std::string claim(const ReviewGraph& graph, std::size_t place) {
    const model::Configuration& each = graph.configurations[place];
    const std::string name = "k" + std::to_string(place + 1);
    std::string label = each.label;
    for (const Element& element : each.elements) {
      if (element.role == Role::mechanism) label += "\n" + term_of(graph, element);
    }
    std::string text = "  " + name + " [shape=box, label=" + dot_text(label) + "];\n";
    for (const Element& element : each.elements) {
      if (element.role == Role::context) {
        text += "  " + dot_text(term_of(graph, element)) + " -> " + name + ";\n";
      } else if (element.role == Role::outcome) {
        text += "  " + name + " -> " + dot_text(term_of(graph, element)) +
                (element.when_not_fired ? " [style=dashed, label=\"when not fired\"];\n" : ";\n");
      }
    }
    return text;
  }

  base::FileWriter file_;
};

std::unique_ptr<Writer> write(const std::filesystem::path& path, const WriteOptions& options) {
  return std::make_unique<DotWriter>(path, options.overwrite);
}

}  // namespace

extern const Format format_dot;
constinit const Format format_dot{
    "dot",
    "DOT, one file, for Graphviz",
    ".dot .gv",
    "The configurations as a drawing in text: contexts, boxes of mechanisms, outcomes, links. "
    "Everything else, the history with it, stays behind; a figure that is ready to print: "
    "retroduce figure.",
    nullptr,
    nullptr,
    write};

}  // namespace retroduce::interchange
