// TEI as GROBID writes it: papers that were taken apart by a program.
#include "base/text.h"
#include "interchange/texts/xml_file.h"
#include "interchange/texts/xml_walk.h"

namespace retroduce::interchange {

namespace {

using namespace texts;

const XmlWalk::Table& table() {
  static const XmlWalk::Table does = {
      {"p", Does::block},          {"ab", Does::block},         {"item", Does::block},
      {"quote", Does::blank},      {"note", Does::block},       {"formula", Does::block},
      {"figure", Does::block},     {"figDesc", Does::block},    {"u", Does::block},
      {"l", Does::block},          {"s", Does::blank},          {"label", Does::blank},
      {"lb", Does::blank},         {"row", Does::row},          {"cell", Does::cell},
      {"div", Does::section},      {"abstract", Does::section}, {"head", Does::title},
      {"biblStruct", Does::apart}, {"graphic", Does::skip},     {"fw", Does::skip},
  };
  return does;
}

bool special(XmlWalk& walk, const pugi::xml_node& node) {
  const std::string_view name = local_name(node);
  if (name == "pb") {
    walk.out().begin_page(node.attribute("n").value());
    return true;
  }
  if (name == "head") {  // GROBID keeps the number of a heading apart
    const std::string_view number = node.attribute("n").value();
    if (!number.empty() && local_name(node.parent()) == "div") {
      walk.out().end_block();
      walk.out().run_on(std::string(number) + " ");
      walk.children(node);
      walk.out().end_title();
      walk.out().end_block();
      return true;
    }
  }
  if (name == "biblStruct") {
    walk.out().end_block();
    for (const auto& note : node.children()) {
      if (std::string_view(note.attribute("type").value()) != "raw_reference") continue;
      walk.children(note);
      walk.out().end_block();
      return true;
    }
  }
  return false;
}

bool sniff(const TextFile& file) {
  const std::string root = root_name(file.bytes);
  return root == "TEI" || root == "TEI.2";
}

std::optional<TakenText> take(const TextFile& file, base::Diagnostics& found) {
  pugi::xml_document document;
  if (!load_xml(file.bytes, file.name, "", document, found)) return std::nullopt;
  const pugi::xml_node root = document.document_element();
  const auto header = child_of(root, "teiHeader");
  const auto title = first_below(child_of(header, "fileDesc"), "title");
  TextBuilder builder;
  XmlWalk walk(builder, table(), special);
  walk.children(title);
  builder.end_block();
  if (const auto abstract = first_below(header, "abstract")) walk.element(abstract);
  builder.end_block();
  const auto text = child_of(root, "text");
  for (const std::string_view part : {"front", "body", "back"}) {
    walk.children(child_of(text, part));
    builder.end_block();
  }
  TakenText taken = builder.take();
  taken.title = plain_text(title);
  const auto source = first_below(header, "sourceDesc");
  const auto doi = source.find_node([](const pugi::xml_node& each) {
    return local_name(each) == "idno" && base::fold(each.attribute("type").value()) == "doi";
  });
  taken.doi = plain_text(doi);
  return taken;
}

}  // namespace

extern const TextFormat text_tei{
    "tei",
    "TEI XML (GROBID)",
    ".tei .xml .tei.xml",
    "title, abstract, body, tables, notes and references with their sections, pages where they are "
    "marked; pictures are left out",
    1,
    sniff,
    take};

}  // namespace retroduce::interchange
