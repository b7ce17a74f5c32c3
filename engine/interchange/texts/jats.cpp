// JATS and the NLM forms before it: what PubMed Central and publishers give out.
#include "base/text.h"
#include "interchange/texts/xml_file.h"
#include "interchange/texts/xml_walk.h"

namespace retroduce::interchange {

namespace {

using namespace texts;

const XmlWalk::Table& table() {
  static const XmlWalk::Table does = {
      {"p", Does::block},
      {"list-item", Does::block},
      {"disp-quote", Does::block},
      {"attrib", Does::block},
      {"boxed-text", Does::block},
      {"caption", Does::block},
      {"fn", Does::block},
      {"ref", Does::block},
      {"verse-line", Does::block},
      {"speech", Does::block},
      {"statement", Does::block},
      {"def-item", Does::block},
      {"term", Does::blank},
      {"disp-formula", Does::block},
      {"preformat", Does::block},
      {"table-wrap", Does::block},
      {"table-wrap-foot", Does::block},
      {"fig", Does::block},
      {"supplementary-material", Does::block},
      {"media", Does::block},
      {"kwd-group", Does::block},
      {"kwd", Does::blank},
      {"article-title", Does::blank},
      {"subtitle", Does::block},
      {"trans-title", Does::block},
      {"label", Does::blank},
      {"speaker", Does::blank},
      {"tr", Does::row},
      {"td", Does::cell},
      {"th", Does::cell},
      {"break", Does::line_end},
      {"sec", Does::section},
      {"abstract", Does::section},
      {"trans-abstract", Does::section},
      {"ack", Does::section},
      {"app", Does::section},
      {"ref-list", Does::section},
      {"fn-group", Does::section},
      {"glossary", Does::section},
      {"notes", Does::section},
      {"bio", Does::section},
      {"title", Does::title},
      {"element-citation", Does::apart},
      {"citation", Does::apart},
      {"nlm-citation", Does::apart},
      {"sub-article", Does::skip},
      {"response", Does::skip},
      {"graphic", Does::skip},
      {"inline-graphic", Does::skip},
      {"object-id", Does::skip},
      {"alt-text", Does::skip},
      {"long-desc", Does::skip},
      {"permissions", Does::skip},
      {"annotation", Does::skip},
      {"processing-meta", Does::skip},
  };
  return does;
}

/// The words of a formula: those given for people who cannot see it, else its letters.
std::string formula(const pugi::xml_node& node) {
  if (const auto said = first_below(node, "alt-text")) return plain_text(said);
  const auto math = first_below(node, "math");
  if (const std::string_view said = math.attribute("alttext").value(); !said.empty())
    return std::string(said);
  if (math) return plain_text(math);
  if (const auto tex = first_below(node, "tex-math")) return plain_text(tex);
  return plain_text(node);
}

bool special(XmlWalk& walk, const pugi::xml_node& node) {
  const std::string_view name = local_name(node);
  if (name == "inline-formula" || name == "disp-formula") {
    if (name == "disp-formula") walk.out().end_block();
    walk.out().run_on(formula(node));
    if (const auto label = child_of(node, "label"); label && name == "disp-formula")
      walk.out().run_on(" " + plain_text(label));
    if (name == "disp-formula") walk.out().end_block();
    return true;
  }
  if (name == "abstract") {
    const std::string_view type = node.attribute("abstract-type").value();
    return type == "graphical" || type == "teaser" || type == "toc" ||
           type == "precis";  // these say again what the paper says
  }
  return false;
}

void front(XmlWalk& walk, const pugi::xml_node& article, TakenText& facts) {
  const auto meta = child_of(child_of(article, "front"), "article-meta");
  const auto group = child_of(meta, "title-group");
  facts.title = plain_text(child_of(group, "article-title"));
  for (const auto& id : meta.children()) {
    if (local_name(id) == "article-id" &&
        std::string_view(id.attribute("pub-id-type").value()) == "doi")
      facts.doi = plain_text(id);
  }
  walk.children(group);
  walk.out().end_block();
  for (const auto& each : meta.children()) {
    const std::string_view name = local_name(each);
    if (name == "abstract" || name == "trans-abstract" || name == "kwd-group") walk.element(each);
  }
}

std::size_t count_children(const pugi::xml_node& node, std::string_view name) {
  std::size_t count = 0;
  for (const auto& each : node.children()) count += local_name(each) == name ? 1U : 0U;
  return count;
}

bool sniff(const TextFile& file) {
  const std::string root = root_name(file.bytes);
  return root == "article" || root == "pmc-articleset";
}

std::optional<TakenText> take(const TextFile& file, base::Diagnostics& found) {
  pugi::xml_document document;
  if (!load_xml(file.bytes, file.name, "", document, found)) return std::nullopt;
  pugi::xml_node article = document.document_element();
  if (local_name(article) == "pmc-articleset") {
    if (count_children(article, "article") > 1) {
      found.add(base::Severity::refused, "text.several-articles",
                "holds several articles; attach each from a file of its own", {file.name});
      return std::nullopt;
    }
    article = child_of(article, "article");
  }
  TextBuilder builder;
  XmlWalk walk(builder, table(), special);
  TakenText facts;
  front(walk, article, facts);
  for (const std::string_view part : {"body", "back", "floats-group", "floats-wrap"}) {
    for (const auto& each : article.children()) {
      if (local_name(each) == part) walk.children(each);
    }
    builder.end_block();
  }
  const std::size_t others =
      count_children(article, "sub-article") + count_children(article, "response");
  if (others > 0)
    found.add(
        base::Severity::loss, "text.sub-articles",
        base::count_of(static_cast<std::int64_t>(others), "further article", "further articles") +
            " in the same file (reviews, replies) left out",
        {file.name});
  TakenText taken = builder.take();
  taken.title = facts.title;
  taken.doi = facts.doi;
  return taken;
}

}  // namespace

extern const TextFormat text_jats{
    "jats",
    "JATS XML (PubMed Central, publishers)",
    ".xml .nxml .jats",
    "title, abstract, body, tables, notes and references with their sections; pictures and reviews "
    "in the same file are left out",
    1,
    sniff,
    take};

}  // namespace retroduce::interchange
