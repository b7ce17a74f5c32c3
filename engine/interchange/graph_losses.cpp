#include "interchange/graph_losses.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/text.h"
#include "interchange/graph_sink.h"

namespace retroduce::interchange {

namespace {

using model::Concept;
using model::Configuration;
using model::Document;
using model::Element;
using model::Link;
using model::Role;

template <typename Records, typename Is>
std::int64_t number_of(const Records& records, const Is& is) {
  return std::count_if(records.begin(), records.end(), is);
}

template <typename Record>
std::int64_t notes_of(const std::vector<Record>& records) {
  return number_of(records, [](const Record& each) { return !each.note.empty(); });
}

template <typename Thing>
std::int64_t below_others(const std::vector<Thing>& things) {
  return number_of(things, [](const Thing& each) { return each.parent.is_set(); });
}

/// The sum of `size` over the records.
template <typename Record, typename Size>
std::int64_t sum_of(const std::vector<Record>& records, const Size& size) {
  std::int64_t sum = 0;
  for (const Record& each : records) sum += static_cast<std::int64_t>(size(each));
  return sum;
}

/// Those of `things` that no record refers to.
template <typename Thing, typename Record>
std::int64_t lone(const std::vector<Thing>& things, const std::vector<Record>& records,
                  model::Ref<Thing> Record::*to) {
  std::set<std::uint32_t> named;
  for (const Record& each : records) {
    if ((each.*to).is_set()) named.insert((each.*to).value);
  }
  return static_cast<std::int64_t>(things.size() - named.size());
}

template <typename Is>
std::int64_t elements(const ReviewGraph& graph, const Is& is) {
  return sum_of(graph.configurations,
                [&is](const Configuration& each) { return number_of(each.elements, is); });
}

bool is_minor(const Element& element) {
  return element.role == Role::intervention || element.role == Role::actor;
}

std::int64_t undrawn_concepts(const ReviewGraph& graph) {
  std::set<std::uint32_t> drawn;
  elements(graph, [&drawn](const Element& each) {
    if (each.concept_.is_set() && !is_minor(each)) drawn.insert(each.concept_.value);
    return true;
  });
  return static_cast<std::int64_t>(graph.concepts.size() - drawn.size());
}

/// A wording that is the concept's label says nothing more.
std::int64_t element_details(const ReviewGraph& graph) {
  return elements(graph, [&graph](const Element& each) {
    const bool is_worded = each.concept_.is_set() && !each.wording.empty() &&
                           each.wording != graph.concepts.at(each.concept_.index()).label;
    return is_worded || each.part != model::MechanismPart::unsplit ||
           each.direction != model::Direction::unstated || each.is_unintended;
  });
}

bool has_scheme(const model::Review& review) {
  return !review.scheme.empty() || !review.headings.empty() || !review.levels.empty() ||
         !review.ratings.empty() || review.demands_reasons;
}

struct Facet {
  std::optional<Shown> shown;  ///< by which forms; nothing: by none
  std::optional<Shown> of;     ///< told only where that is shown: else it is gone with it
  const char* told;
  std::int64_t (*count)(const ReviewGraph&);
};

using G = ReviewGraph;

const Facet of_review[] = {
    {Shown::review_title,
     {},
     "title of the review",
     [](const G& g) { return std::int64_t{!g.review.title.empty()}; }},
    {{},
     {},
     "questions of the review",
     [](const G& g) { return static_cast<std::int64_t>(g.review.questions.size()); }},
    {{},
     {},
     "what is said about the review",
     [](const G& g) { return std::int64_t{!g.review.about.empty()}; }},
    {{},
     {},
     "scheme, headings and scales of the review",
     [](const G& g) { return std::int64_t{has_scheme(g.review)}; }},
};

const Facet of_sources[] = {
    {Shown::studies,
     {},
     "studies",
     [](const G& g) { return static_cast<std::int64_t>(g.studies.size()); }},
    {Shown::lone_studies, Shown::studies, "studies that no document reports on",
     [](const G& g) { return lone(g.studies, g.documents, &Document::study); }},
    {{}, Shown::studies, "notes on studies", [](const G& g) { return notes_of(g.studies); }},
    {Shown::documents,
     {},
     "documents",
     [](const G& g) { return static_cast<std::int64_t>(g.documents.size()); }},
    {{},
     Shown::documents,
     "descriptors and further fields of documents",
     [](const G& g) {
       return sum_of(g.documents, [](const Document& d) { return d.fields.size(); });
     }},
    {{}, Shown::documents, "notes on documents", [](const G& g) { return notes_of(g.documents); }},
    {{},
     Shown::documents,
     "which documents are consultations",
     [](const G& g) {
       return number_of(g.documents, [](const Document& d) { return d.is_consultation; });
     }},
};

const Facet of_claims[] = {
    {Shown::themes,
     {},
     "themes",
     [](const G& g) { return static_cast<std::int64_t>(g.themes.size()); }},
    {Shown::lone_themes, Shown::themes, "themes of no configuration",
     [](const G& g) { return lone(g.themes, g.configurations, &Configuration::theme); }},
    {{},
     Shown::themes,
     "which themes stand below others",
     [](const G& g) { return below_others(g.themes); }},
    {{}, Shown::themes, "notes on themes", [](const G& g) { return notes_of(g.themes); }},
    {Shown::all_concepts,
     {},
     "concepts that are no context, mechanism or outcome of a configuration",
     undrawn_concepts},
    {Shown::definitions,
     {},
     "definitions of concepts",
     [](const G& g) {
       return number_of(g.concepts, [](const Concept& c) { return !c.definition.empty(); });
     }},
    {Shown::parents,
     {},
     "which concepts stand below others",
     [](const G& g) { return below_others(g.concepts); }},
    {{},
     {},
     "other names of concepts",
     [](const G& g) {
       return sum_of(g.concepts, [](const Concept& c) { return c.aliases.size(); });
     }},
    {{}, {}, "notes on concepts", [](const G& g) { return notes_of(g.concepts); }},
    {{},
     {},
     "colours of concepts",
     [](const G& g) {
       return number_of(g.concepts, [](const Concept& c) { return !c.colour.empty(); });
     }},
    {{},
     {},
     "which concepts are wordings still to be mapped",
     [](const G& g) {
       return number_of(g.concepts, [](const Concept& c) { return c.is_wording; });
     }},
    {Shown::titles,
     {},
     "titles, levels and statuses of configurations",
     [](const G& g) { return static_cast<std::int64_t>(g.configurations.size()); }},
    {Shown::statements,
     {},
     "statements of configurations",
     [](const G& g) {
       return number_of(g.configurations,
                        [](const Configuration& c) { return !c.statement.empty(); });
     }},
    {{}, {}, "notes on configurations", [](const G& g) { return notes_of(g.configurations); }},
    {Shown::all_elements,
     {},
     "interventions and actors of configurations",
     [](const G& g) { return elements(g, is_minor); }},
    {Shown::element_details,
     {},
     "wordings, parts and directions of elements, and which are unintended",
     element_details},
};

const Facet of_evidence[] = {
    {Shown::evidence, {}, "evidence", [](const G& g) { return g.evidence.pieces; }},
    {{},
     Shown::evidence,
     "evidence as such (all of a document and a stance goes as one edge)",
     [](const G& g) { return g.evidence.pieces; }},
    {{},
     Shown::evidence,
     "which element evidence is for",
     [](const G& g) { return g.evidence.for_elements; }},
    {{},
     Shown::evidence,
     "which evidence was inferred or theorised",
     [](const G& g) { return g.evidence.not_stated; }},
    {{}, Shown::evidence, "notes on evidence", [](const G& g) { return g.evidence.with_note; }},
    {Shown::link_notes, {}, "notes on links", [](const G& g) { return notes_of(g.links); }},
    {{},
     {},
     "evidence of links",
     [](const G& g) { return sum_of(g.links, [](const Link& l) { return l.evidence.size(); }); }},
};

struct BibliographicField {
  std::optional<Shown> shown;
  const char* told;
  std::string Document::*text;
};

const BibliographicField bibliographic_fields[] = {
    {Shown::document_types, "type", &Document::type},
    {Shown::containers, "journal or book", &Document::container},
    {{}, "volume", &Document::volume},
    {{}, "issue", &Document::issue},
    {{}, "pages", &Document::pages},
    {Shown::urls, "URL", &Document::url},
    {{}, "language", &Document::language},
};

/// All in one line, which names those that there are.
void tell_fields(const ReviewGraph& graph, const std::set<Shown>& shown,
                 std::map<std::string, std::int64_t>& left) {
  if (shown.count(Shown::documents) == 0) return;
  std::vector<std::string> names;
  std::int64_t total = 0;
  for (const BibliographicField& field : bibliographic_fields) {
    if (field.shown && shown.count(*field.shown) > 0) continue;
    const std::int64_t count = number_of(
        graph.documents, [&field](const Document& d) { return !(d.*field.text).empty(); });
    if (count > 0) names.push_back(field.told);
    total += count;
  }
  if (total > 0)
    left["bibliographic fields of documents (" + base::join(names, ", ") + ")"] = total;
}

}  // namespace

std::map<std::string, std::int64_t> left_out(const ReviewGraph& graph,
                                             const std::set<Shown>& shown) {
  std::map<std::string, std::int64_t> left;
  const auto is_in = [&shown](const std::optional<Shown>& what) {
    return what && shown.count(*what) > 0;
  };
  const auto tell = [&](const Facet& facet) {
    if (is_in(facet.shown) || (facet.of && !is_in(facet.of))) return;
    if (const std::int64_t count = facet.count(graph); count > 0) left[facet.told] = count;
  };
  for (const Facet& facet : of_review) tell(facet);
  for (const Facet& facet : of_sources) tell(facet);
  for (const Facet& facet : of_claims) tell(facet);
  for (const Facet& facet : of_evidence) tell(facet);
  tell_fields(graph, shown, left);
  return left;
}

}  // namespace retroduce::interchange
