// GraphML (graphml.graphdrawing.org, 1.0), as Gephi, yEd, Cytoscape, igraph and networkx read it.
// Nodes are documents, terms and configurations; edges say which term stands in which role in which
// configuration, which documents bear on it, and how configurations are linked. A term is a concept
// or its opposite, each a node of its own, so that no program walks from the one to the other.
// Contexts point to their configuration, which points to its outcomes: a way over these edges alone
// is a chain. What happens where a mechanism does not fire has a relation of its own.
#include <memory>
#include <string>

#include "base/source_io.h"
#include "base/text.h"
#include "interchange/format.h"
#include "interchange/graph_sink.h"
#include "interchange/native_text.h"

namespace retroduce::interchange {

namespace {

struct Key {
  std::string_view id;
  std::string_view of;
  std::string_view type;
};

// The names are the attributes' names; every reader shows them so.
constexpr Key keys[] = {
    {"kind", "node", "string"},        {"label", "node", "string"},
    {"title", "node", "string"},       {"definition", "node", "string"},
    {"theme", "node", "string"},       {"level", "node", "string"},
    {"status", "node", "string"},      {"authors", "node", "string"},
    {"year", "node", "int"},           {"doi", "node", "string"},
    {"study", "node", "string"},       {"relation", "edge", "string"},
    {"part", "edge", "string"},        {"direction", "edge", "string"},
    {"unintended", "edge", "boolean"}, {"wording", "edge", "string"},
    {"extracts", "edge", "int"},       {"note", "edge", "string"},
};

// Studies and themes are words at documents and configurations.
std::set<Shown> shown() {
  return {Shown::review_title, Shown::documents,   Shown::studies,    Shown::themes,
          Shown::all_concepts, Shown::definitions, Shown::parents,    Shown::titles,
          Shown::all_elements, Shown::evidence,    Shown::link_notes, Shown::element_details};
}

class GraphmlWriter : public GraphSink {
 public:
  GraphmlWriter(const std::filesystem::path& path, bool overwrite)
      : GraphSink(shown()), file_(path, overwrite) {}

 protected:
  void write(const ReviewGraph& graph) override {
    head(graph);
    nodes(graph);
    edges(graph);
    text_ += "  </graph>\n</graphml>\n";
    flush();
    file_.commit();
  }

 private:
  void head(const ReviewGraph& graph) {
    text_ +=
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";
    for (const Key& key : keys) {
      const bool is_edge = key.of == "edge";
      text_ += "  <key id=\"" + id_of(is_edge, key.id) + "\" for=\"" + std::string(key.of) +
               "\" attr.name=\"" + std::string(key.id) + "\" attr.type=\"" + std::string(key.type) +
               "\"/>\n";
    }
    text_ += "  <graph edgedefault=\"directed\">\n";
    if (graph.review.title.empty()) return;
    text_ += "    <desc>";
    native::append_content(text_, base::xml_safe(graph.review.title));
    text_ += "</desc>\n";
  }

  static std::string id_of(bool is_edge, std::string_view name) {
    return (is_edge ? "e_" : "n_") + std::string(name);
  }

  void nodes(const ReviewGraph& graph) {
    for (std::size_t i = 0; i < graph.documents.size(); ++i) {
      const model::Document& each = graph.documents[i];
      open_node("d", i, "document", each.key);
      data("title", each.title);
      data("authors", base::join(each.authors, "; "));
      if (each.year) data("year", std::to_string(*each.year));
      data("doi", each.doi);
      if (each.study.is_set()) data("study", graph.studies.at(each.study.index()).label);
      close("node");
    }
    for (std::size_t i = 0; i < graph.concepts.size(); ++i) {
      open_node("c", i, "concept", graph.concepts[i].label);
      data("definition", graph.concepts[i].definition);
      close("node");
    }
    for (const std::uint32_t i : graph.opposites()) {
      open_node("not-c", i, "opposite", "not: " + graph.concepts[i].label);
      close("node");
    }
    for (std::size_t i = 0; i < graph.configurations.size(); ++i) {
      const model::Configuration& each = graph.configurations[i];
      open_node("k", i, "configuration", each.label);
      data("title", each.title);
      data("theme", graph.theme_of(each));
      data("level", each.level);
      data("status", std::string(to_word(each.status)));
      close("node");
    }
  }

  void edges(const ReviewGraph& graph) {
    for (std::size_t i = 0; i < graph.concepts.size(); ++i) {
      const auto parent = graph.concepts[i].parent;
      if (!parent.is_set()) continue;
      open_edge("c", i, "c", parent.index(), "kind of");
      close("edge");
    }
    for (const std::uint32_t i : graph.opposites()) {
      open_edge("not-c", i, "c", i, "opposite of");
      close("edge");
    }
    for (std::size_t i = 0; i < graph.configurations.size(); ++i) {
      for (const model::Element& each : graph.configurations[i].elements) element(i, each);
    }
    for (const Bearing& each : graph.bearings) {
      open_edge("d", each.document, "k", each.configuration, to_word(each.stance));
      data("extracts", std::to_string(each.extracts));
      close("edge");
    }
    for (const model::Link& each : graph.links) {
      open_edge("k", each.from.index(), "k", each.to.index(), to_word(each.kind));
      data("note", each.note);
      close("edge");
    }
  }

  void element(std::size_t configuration, const model::Element& each) {
    if (!each.concept_.is_set()) return;
    const std::size_t concept_ = each.concept_.index();
    const std::string_view letter = each.opposite ? "not-c" : "c";
    if (each.role == model::Role::outcome) {
      open_edge("k", configuration, letter, concept_,
                each.when_not_fired ? "outcome when not fired" : "outcome");
    } else {
      open_edge(letter, concept_, "k", configuration, to_word(each.role));
    }
    if (each.part != model::MechanismPart::unsplit) data("part", std::string(to_word(each.part)));
    data("direction", std::string(to_word(each.direction)));
    if (each.is_unintended) data("unintended", "true");
    data("wording", each.wording);
    close("edge");
  }

  void open_node(std::string_view letter, std::size_t number, const std::string& kind,
                 const std::string& label) {
    flush_if_long();
    is_edge_ = false;
    text_ += "    <node id=\"" + name(letter, number) + "\">\n";
    data("kind", kind);
    data("label", label);
  }

  void open_edge(std::string_view from, std::size_t from_number, std::string_view to,
                 std::size_t to_number, std::string_view relation) {
    flush_if_long();
    is_edge_ = true;
    text_ += "    <edge source=\"" + name(from, from_number) + "\" target=\"" +
             name(to, to_number) + "\">\n";
    data("relation", std::string(relation));
  }

  void close(std::string_view tag) { text_ += "    </" + std::string(tag) + ">\n"; }

  static std::string name(std::string_view letter, std::size_t number) {
    return std::string(letter) + std::to_string(number + 1);
  }

  void data(std::string_view key, const std::string& value) {
    if (value.empty()) return;
    text_ += "      <data key=\"" + id_of(is_edge_, key) + "\">";
    native::append_content(text_, base::xml_safe(value));
    text_ += "</data>\n";
  }

  void flush_if_long() {
    if (text_.size() > (1U << 20U)) flush();
  }
  void flush() {
    file_.write(text_);
    text_.clear();
  }

  base::FileWriter file_;
  std::string text_;
  bool is_edge_ = false;
};

std::unique_ptr<Writer> write(const std::filesystem::path& path, const WriteOptions& options) {
  return std::make_unique<GraphmlWriter>(path, options.overwrite);
}

}  // namespace

extern const Format format_graphml;
constinit const Format format_graphml{
    "graphml",
    "GraphML, one file, for Gephi, yEd, Cytoscape, igraph",
    ".graphml",
    "Documents, concepts and configurations as nodes; roles, evidence and links as edges. For "
    "drawing and counting: quotes, codings, appraisals, theories, memos and history stay behind.",
    nullptr,
    nullptr,
    write};

}  // namespace retroduce::interchange
