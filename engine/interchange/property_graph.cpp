// The review as a property graph: one CSV file per kind of node and per kind of edge, with the
// typed headers of Neo4j's `neo4j-admin database import full`, and the statements that make Kuzu's
// tables and load the same files (Kuzu goes by the order of columns: an edge's two ends come
// first). Both calls stand in README.txt of the folder.
#include <algorithm>
#include <array>
#include <optional>

#include "base/source_io.h"
#include "base/text.h"
#include "interchange/csv.h"
#include "interchange/folder_writer.h"
#include "interchange/format.h"
#include "interchange/graph_sink.h"

namespace retroduce::interchange {

namespace {

using Cells = std::vector<std::string>;
using model::Role;

/// A kind of node, or of edge where `from` is set. The first column of a node is its id; the first
/// two of an edge are its ends. Types are Neo4j's; in Kuzu they are STRING, INT64 and BOOLEAN.
struct GraphTable {
  std::string_view file;
  std::string_view name;
  std::string_view from;
  std::string_view to;
  std::vector<std::string_view> columns;
};

const std::vector<GraphTable>& graph_tables() {
  const std::vector<std::string_view> element = {"wording",
                                                 "part",
                                                 "opposite:boolean",
                                                 "direction",
                                                 "unintended:boolean",
                                                 "when_not_fired:boolean"};
  static const std::vector<GraphTable> all = {
      {"documents.csv",
       "Document",
       "",
       "",
       {"key", "type", "authors", "year:int", "title", "container", "doi", "url"}},
      {"studies.csv", "Study", "", "", {"label"}},
      {"themes.csv", "Theme", "", "", {"label"}},
      {"concepts.csv", "Concept", "", "", {"label", "definition"}},
      {"configurations.csv",
       "Configuration",
       "",
       "",
       {"label", "title", "level", "status", "statement"}},
      {"reports_on.csv", "REPORTS_ON", "Document", "Study", {}},
      {"below.csv", "BELOW", "Concept", "Concept", {}},
      {"belongs_to.csv", "BELONGS_TO", "Configuration", "Theme", {}},
      {"intervention_of.csv", "INTERVENTION_OF", "Concept", "Configuration", element},
      {"actor_of.csv", "ACTOR_OF", "Concept", "Configuration", element},
      {"context_of.csv", "CONTEXT_OF", "Concept", "Configuration", element},
      {"mechanism_of.csv", "MECHANISM_OF", "Concept", "Configuration", element},
      {"yields.csv", "YIELDS", "Configuration", "Concept", element},
      {"bears_on.csv", "BEARS_ON", "Document", "Configuration", {"stance", "extracts:int"}},
      {"linked_to.csv", "LINKED_TO", "Configuration", "Configuration", {"kind", "note"}},
  };
  return all;
}

std::string_view column_name(std::string_view column) { return column.substr(0, column.find(':')); }

std::string kuzu_type(std::string_view column) {
  if (column.ends_with(":int")) return "INT64";
  return column.ends_with(":boolean") ? "BOOLEAN" : "STRING";
}

std::string id_column(std::string_view name) { return "id:ID(" + std::string(name) + ")"; }

Cells header_of(const GraphTable& table) {
  Cells cells;
  if (table.from.empty()) {
    cells.push_back(id_column(table.name));
  } else {
    cells.push_back(":START_ID(" + std::string(table.from) + ")");
    cells.push_back(":END_ID(" + std::string(table.to) + ")");
  }
  cells.insert(cells.end(), table.columns.begin(), table.columns.end());
  return cells;
}

std::string kuzu_statements() {
  std::string text;
  for (const GraphTable& table : graph_tables()) {
    const std::string name(table.name);
    std::string columns;
    for (const std::string_view column : table.columns) {
      columns += ", " + std::string(column_name(column)) + " " + kuzu_type(column);
    }
    text += table.from.empty()
                ? "CREATE NODE TABLE " + name + "(id INT64 PRIMARY KEY" + columns + ");\n"
                : "CREATE REL TABLE " + name + "(FROM " + std::string(table.from) + " TO " +
                      std::string(table.to) + columns + ");\n";
  }
  for (const GraphTable& table : graph_tables()) {
    text += "COPY " + std::string(table.name) + " FROM '" + std::string(table.file) +
            "' (header=true, parallel=false);\n";
  }
  return text;
}

std::string readme() {
  std::string text =
      "A realist review as a property graph. Start either program in this folder.\n\n"
      "Neo4j 5:\n  neo4j-admin database import full review --multiline-fields=true";
  for (const GraphTable& table : graph_tables()) {
    text += std::string(" \\\n    --") + (table.from.empty() ? "nodes=" : "relationships=") +
            std::string(table.name) + "=" + std::string(table.file);
  }
  return text +
         "\n\nKuzu:\n  kuzu review.kuzu < kuzu.cypher\n\n"
         "A chain goes from a configuration to the next by YIELDS and CONTEXT_OF of one concept "
         "with "
         "the same `opposite`,\nwhere `when_not_fired` is false.\n";
}

std::set<Shown> shown() {
  return {Shown::documents, Shown::document_types, Shown::containers,   Shown::urls,
          Shown::studies,   Shown::lone_studies,   Shown::themes,       Shown::lone_themes,
          Shown::parents,   Shown::all_concepts,   Shown::definitions,  Shown::titles,
          Shown::evidence,  Shown::link_notes,     Shown::all_elements, Shown::element_details,
          Shown::statements};
}

class PropertyGraphWriter : public GraphSink {
 public:
  PropertyGraphWriter(const std::filesystem::path& target, bool overwrite)
      : GraphSink(shown()),
        folder_(target, overwrite, "property graph",
                [](const std::filesystem::directory_entry& entry) {
                  const std::string name = entry.path().filename().string();
                  return name == "README.txt" || name == "kuzu.cypher" ||
                         std::any_of(graph_tables().begin(), graph_tables().end(),
                                     [&](const GraphTable& table) { return table.file == name; });
                }) {}

 protected:
  void write(const ReviewGraph& graph) override {
    for (const GraphTable& table : graph_tables()) {
      base::FileWriter file(folder_.folder() / table.file, false);
      file.write(csv_record(header_of(table)));
      rows(table.name, graph, [&](const Cells& cells) { file.write(csv_record(cells)); });
      file.commit();
    }
    base::write_file(folder_.folder() / "kuzu.cypher", kuzu_statements(), false);
    base::write_file(folder_.folder() / "README.txt", readme(), false);
    folder_.put_in_place();
  }

 private:
  template <typename Take>
  static void rows(std::string_view name, const ReviewGraph& graph, const Take& take) {
    if (name == "Document") return documents(graph, take);
    if (name == "Study")
      return each_with_id(graph.studies, take, [](const auto& s) { return Cells{s.label}; });
    if (name == "Theme")
      return each_with_id(graph.themes, take, [](const auto& t) { return Cells{t.label}; });
    if (name == "Concept") {
      return each_with_id(graph.concepts, take, [](const auto& c) {
        return Cells{c.label, c.definition};
      });
    }
    if (name == "Configuration") {
      return each_with_id(graph.configurations, take, [](const auto& k) {
        return Cells{k.label, k.title, k.level, std::string(to_word(k.status)), k.statement};
      });
    }
    edges(name, graph, take);
  }

  template <typename Things, typename Take, typename CellsOf>
  static void each_with_id(const Things& things, const Take& take, const CellsOf& cells_of) {
    for (std::size_t i = 0; i < things.size(); ++i) {
      Cells cells = cells_of(things[i]);
      cells.insert(cells.begin(), std::to_string(i + 1));
      take(cells);
    }
  }

  template <typename Take>
  static void documents(const ReviewGraph& graph, const Take& take) {
    each_with_id(graph.documents, take, [](const model::Document& d) {
      return Cells{d.key,
                   d.type,
                   base::join(d.authors, "; "),
                   d.year ? std::to_string(*d.year) : "",
                   d.title,
                   d.container,
                   d.doi,
                   d.url};
    });
  }

  static std::string number(std::size_t place) { return std::to_string(place + 1); }

  template <typename Take>
  static void edges(std::string_view name, const ReviewGraph& graph, const Take& take) {
    if (name == "BEARS_ON") {
      for (const Bearing& each : graph.bearings) {
        take(Cells{number(each.document), number(each.configuration),
                   std::string(to_word(each.stance)), std::to_string(each.extracts)});
      }
    } else if (name == "LINKED_TO") {
      for (const model::Link& each : graph.links) {
        take(Cells{number(each.from.index()), number(each.to.index()),
                   std::string(to_word(each.kind)), each.note});
      }
    } else if (name == "REPORTS_ON") {
      references(graph.documents, &model::Document::study, take);
    } else if (name == "BELOW") {
      references(graph.concepts, &model::Concept::parent, take);
    } else if (name == "BELONGS_TO") {
      references(graph.configurations, &model::Configuration::theme, take);
    } else {
      elements(name, graph, take);
    }
  }

  template <typename Record, typename Other, typename Take>
  static void references(const std::vector<Record>& records, model::Ref<Other> Record::*to,
                         const Take& take) {
    for (std::size_t i = 0; i < records.size(); ++i) {
      if ((records[i].*to).is_set()) take(Cells{number(i), number((records[i].*to).index())});
    }
  }

  static std::string_view edge_of(Role role) {
    constexpr std::array<std::string_view, 5> names = {"INTERVENTION_OF", "ACTOR_OF", "CONTEXT_OF",
                                                       "MECHANISM_OF", "YIELDS"};
    return names[static_cast<std::size_t>(role)];
  }

  template <typename Take>
  static void elements(std::string_view name, const ReviewGraph& graph, const Take& take) {
    const auto flag = [](bool value) { return std::string(value ? "true" : "false"); };
    for (std::size_t k = 0; k < graph.configurations.size(); ++k) {
      for (const model::Element& each : graph.configurations[k].elements) {
        if (edge_of(each.role) != name || !each.concept_.is_set()) continue;
        Cells cells{number(each.concept_.index()), number(k)};
        if (each.role == Role::outcome) std::swap(cells[0], cells[1]);
        cells.insert(cells.end(), {each.wording, std::string(to_word(each.part)),
                                   flag(each.opposite), std::string(to_word(each.direction)),
                                   flag(each.is_unintended), flag(each.when_not_fired)});
        take(cells);
      }
    }
  }

  FolderWriter folder_;
};

std::unique_ptr<Writer> write(const std::filesystem::path& path, const WriteOptions& options) {
  return std::make_unique<PropertyGraphWriter>(path, options.overwrite);
}

}  // namespace

extern const Format format_property_graph;
constinit const Format format_property_graph{
    "property-graph",
    "property graph, a folder of CSV files for Neo4j and Kuzu",
    "",
    "Documents, studies, themes, concepts and configurations as nodes, what joins them as edges; "
    "quotes, codings, appraisals, theories, memos and history stay behind.",
    nullptr,
    nullptr,
    write};

}  // namespace retroduce::interchange
