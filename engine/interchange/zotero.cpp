// Zotero's RDF: items with the journals, notes, attachments and collections that they are linked
// to.
#include <algorithm>
#include <array>
#include <map>

#include <pugixml.hpp>

#include "base/text.h"
#include "interchange/bib_document.h"
#include "interchange/bib_format.h"
#include "interchange/bib_names.h"
#include "interchange/bib_types.h"
#include "interchange/bib_values.h"
#include "interchange/bib_xml.h"
#include "interchange/foreign_xml.h"

namespace retroduce::interchange {

namespace {

using base::Severity;
using pugi::xml_node;

std::string text(const xml_node& node) { return base::collapse_blanks(text_below(node)); }

/// A note's HTML as text: paragraphs and breaks are lines, all other tags nothing.
std::string note_text(const std::string& html) {
  std::string out;
  for (std::size_t at = 0; at < html.size();) {
    if (html[at] != '<') {
      out += html[at++];
      continue;
    }
    const std::size_t end = std::min(html.find('>', at), html.size() - 1);
    const std::string tag = base::fold(html.substr(at, end + 1 - at));
    if (tag.starts_with("</p") || tag.starts_with("<br") || tag.starts_with("</div") ||
        tag.starts_with("</li") || tag.starts_with("</h"))
      out += '\n';
    at = end + 1;
  }
  for (const auto& [name, letter] : {std::pair{"&nbsp;", " "}, std::pair{"&lt;", "<"},
                                     std::pair{"&gt;", ">"}, std::pair{"&amp;", "&"}}) {
    for (std::size_t at = out.find(name); at != std::string::npos; at = out.find(name, at + 1))
      out.replace(at, std::string_view(name).size(), letter);
  }
  return std::string(base::trim(out));
}

constexpr std::array<std::pair<std::string_view, std::string BibRecord::*>, 10> members = {{
    {"dc:title", &BibRecord::title},
    {"bib:pages", &BibRecord::pages},
    {"dcterms:abstract", &BibRecord::abstract},
    {"z:language", &BibRecord::language},
    {"dc:language", &BibRecord::language},
    {"z:libraryCatalog", &BibRecord::database},
    {"prism:volume", &BibRecord::volume},
    {"prism:number", &BibRecord::issue},
    {"dcterms:alternative", &BibRecord::abbreviation},
    {"dc:coverage", &BibRecord::accession},
}};

class RdfReader {
 public:
  RdfReader(const xml_node& root, BibParsing& parsing, const LineTable& lines)
      : root_(root), parsing_(parsing), lines_(lines) {}

  void run() {
    index();
    for (const xml_node& node : root_.children()) {
      if (is_item(node)) parsing_.take(item(node));
    }
  }

 private:
  static std::string about(const xml_node& node) { return node.attribute("rdf:about").value(); }
  static std::string target(const xml_node& node) { return node.attribute("rdf:resource").value(); }

  void index() {
    for (const xml_node& node : root_.children()) {
      if (node.type() != pugi::node_element) continue;
      places_.emplace(about(node), node);
      if (std::string_view(node.name()) != "z:Collection") continue;
      for (const xml_node& part : node.children("dcterms:hasPart"))
        collections_[target(part)].push_back(text(node.child("dc:title")));
    }
  }

  static bool is_item(const xml_node& node) {
    if (node.type() != pugi::node_element) return false;
    const std::string name = node.name();
    const std::string type = text(node.child("z:itemType"));
    if (name == "z:Attachment" || name == "z:Collection" || name == "bib:Memo" ||
        name == "bib:Journal")
      return false;
    if (!type.empty()) return type != "attachment" && type != "note" && type != "annotation";
    return name.starts_with("bib:") && name != "bib:Series" && name != "bib:Periodical";
  }

  BibRecord item(const xml_node& node) {
    BibRecord record;
    const auto offset = static_cast<std::size_t>(std::max<std::ptrdiff_t>(node.offset_debug(), 0));
    record.line = static_cast<model::Line>(lines_.line(offset));
    each_leaf(node, [&](const std::string& path, const std::string& value) {
      record.raw.push_back({path, value});
    });
    const std::string type = text(node.child("z:itemType"));
    record.type = type_from(TypeWords::zotero, type);
    if (!type.empty() && type_in(TypeWords::zotero, record.type) != type)
      record.other("zotero.itemType", type);
    if (type.empty())
      record.type = type_from(TypeWords::zotero, std::string(node.name()).substr(4));
    for (const xml_node& child : node.children()) take(record, child);
    read_container(record, node.child("dcterms:isPartOf"));
    for (const std::string& name : collections_[about(node)]) record.other("collections", name);
    return record;
  }

  void take(BibRecord& record, const xml_node& child) {
    if (child.type() != pugi::node_element) return;
    const std::string name = child.name();
    if (name == "z:itemType" || name == "dcterms:isPartOf" || name == "dc:title.raw") return;
    if (name == "bib:authors") return people(child, record.authors);
    if (name == "bib:editors") return people(child, record.editors);
    if (name == "dc:subject") return subject(record, child);
    if (name == "dc:identifier") return identifier(record, child);
    if (name == "dc:publisher") return publisher(record, child);
    if (name == "dcterms:isReferencedBy") return note(record, child);
    if (name == "link:link") return attachment(record, child);
    if (name == "dc:date") {
      record.date = plain_date(text(child));
      return;
    }
    for (const auto& [element, member] : members) {
      if (name != element) continue;
      std::string& to = record.*member;
      const std::string value =
          name == "dcterms:abstract" ? std::string(base::trim(text_below(child))) : text(child);
      if (to.empty())
        to = value;
      else
        record.other("zotero." + name, value);
      return;
    }
    if (name == "dc:description") return description(record, child);
    record.other("zotero." + name, text(child).empty() ? target(child) : text(child));
  }

  static void people(const xml_node& list, std::vector<BibPerson>& to) {
    for (const xml_node& li : list.child("rdf:Seq").children("rdf:li")) {
      const xml_node person = li.child("foaf:Person");
      BibPerson read{text(person.child("foaf:surname")), text(person.child("foaf:givenName")), "",
                     false};
      if (read.given.empty()) read.given = text(person.child("foaf:givenname"));
      if (read.family.empty()) std::swap(read.family, read.given);
      read.is_body = read.given.empty();
      if (!read.family.empty()) to.push_back(read);
    }
  }

  static void subject(BibRecord& record, const xml_node& node) {
    const xml_node machine = node.child("z:AutomaticTag");
    record.keywords.push_back(text(machine ? machine.child("rdf:value") : node));
  }

  static void identifier(BibRecord& record, const xml_node& node) {
    if (const xml_node uri = node.child("dcterms:URI")) {
      record.urls.push_back(text(uri.child("rdf:value")));
      return;
    }
    const std::string value = text(node);
    const std::size_t blank = value.find(' ');
    const std::string kind = base::fold(value.substr(0, blank));
    const std::string number = blank == std::string::npos ? value : value.substr(blank + 1);
    if (kind == "doi" && record.doi.empty())
      record.doi = number;
    else if (kind == "issn")
      record.issn.push_back(number);
    else if (kind == "isbn")
      record.isbn.push_back(number);
    else
      record.other("zotero.dc:identifier", value);
  }

  static void publisher(BibRecord& record, const xml_node& node) {
    const xml_node organisation = node.child("foaf:Organization");
    record.publisher = text(organisation ? organisation.child("foaf:name") : node);
    const xml_node place =
        organisation.child("vcard:adr").child("vcard:Address").child("vcard:locality");
    if (place) record.place = text(place);
  }

  void note(BibRecord& record, const xml_node& link) {
    const auto found = places_.find(target(link));
    const xml_node memo = found == places_.end() ? link.child("bib:Memo") : found->second;
    const std::string value = note_text(text_below(memo.child("rdf:value")));
    if (!value.empty()) record.notes.push_back(value);
  }

  void attachment(BibRecord& record, const xml_node& link) {
    const auto found = places_.find(target(link));
    if (found == places_.end()) return;
    const xml_node node = found->second;
    std::string where = target(node.child("rdf:resource"));
    if (where.empty())
      where = node.child("z:path") ? text(node.child("z:path")) : target(node.child("link:link"));
    if (where.empty()) where = text(node.child("dc:identifier"));
    record.other("attachments", text(node.child("dc:title")) + (where.empty() ? "" : ": " + where));
  }

  /// Zotero's extra field.
  static void description(BibRecord& record, const xml_node& node) {
    for (const std::string& line : base::split(text_below(node), '\n')) {
      if (line.starts_with("PMID:") && record.pmid.empty()) record.pmid = plain_pmid(line);
      if (line.starts_with("PMCID:") && record.pmcid.empty()) record.pmcid = plain_pmcid(line);
      if (!base::trim(line).empty()) record.notes.emplace_back(base::trim(line));
    }
  }

  static xml_node first_element(const xml_node& node) {
    for (const xml_node& child : node.children()) {
      if (child.type() == pugi::node_element) return child;
    }
    return {};
  }

  void read_container(BibRecord& record, const xml_node& link) {
    if (!link) return;
    const auto found = places_.find(target(link));
    const xml_node node =
        found != places_.end() && !target(link).empty() ? found->second : first_element(link);
    if (!node) return;
    for (const xml_node& child : node.children()) {
      const std::string name = child.name();
      if (name == "dc:title" && record.container.empty())
        record.container = text(child);
      else if (name == "dc:identifier")
        identifier(record, child);
      else if (name == "prism:volume" && record.volume.empty())
        record.volume = text(child);
      else if (name == "prism:number" && record.issue.empty())
        record.issue = text(child);
      else if (name == "dcterms:alternative" && record.abbreviation.empty())
        record.abbreviation = text(child);
      else if (child.type() == pugi::node_element && name != "dcterms:isPartOf")
        record.other("zotero.in:" + name, text(child));
    }
  }

  const xml_node& root_;
  BibParsing& parsing_;
  const LineTable& lines_;
  std::map<std::string, xml_node> places_;
  std::map<std::string, std::vector<std::string>> collections_;
};

void parse(BibParsing& parsing) {
  const LineTable lines(parsing.text);
  pugi::xml_document document;
  const auto parsed =
      document.load_buffer(parsing.text.data(), parsing.text.size(),
                           pugi::parse_default | pugi::parse_ws_pcdata, pugi::encoding_utf8);
  if (!parsed)
    return parsing.say(Severity::refused, "zotero.malformed",
                       "the XML cannot be read: " + std::string(parsed.description()), 0);
  const xml_node root = document.document_element();
  RdfReader(root, parsing, lines).run();
}

bool sniff(const Source& source) {
  const std::string head = text_head(source);
  return root_name(head) == "rdf:RDF" && head.find("zotero.org/namespaces") != std::string::npos;
}

void read(const Source& source, const ReadOptions& options, model::BatchSink& sink,
          base::Diagnostics& found, base::Progress& progress) {
  read_xml_bibliography("zotero", parse, source, options, sink, found, progress);
}

}  // namespace

extern const Format format_zotero;
constinit const Format format_zotero{
    "zotero",
    "Zotero RDF",
    ".rdf",
    "Carries items with their notes as text, tags, names of collections and places of attachments; "
    "the "
    "attached files themselves, looks of notes and links between items are left out. Reads only.",
    sniff,
    read,
    nullptr,
    false,
    true};

}  // namespace retroduce::interchange
