// OpenDocument text (.odt): LibreOffice and others.
#include <algorithm>
#include <charconv>
#include <vector>

#include "base/text.h"
#include "interchange/texts/archive.h"
#include "interchange/texts/xml_file.h"
#include "interchange/texts/xml_walk.h"

namespace retroduce::interchange {

namespace {

using namespace texts;

const XmlWalk::Table& table() {
  static const XmlWalk::Table does = {
      {"p", Does::block},
      {"table-row", Does::row},
      {"table-cell", Does::cell},
      {"covered-table-cell", Does::cell},
      {"line-break", Does::line_end},
      {"tracked-changes", Does::skip},
      {"annotation", Does::skip},
      {"annotation-end", Does::skip},
      {"title", Does::skip},
      {"desc", Does::skip},
      {"binary-data", Does::skip},
      {"sequence-decls", Does::skip},
      {"forms", Does::skip},
      {"ruby-text", Does::skip},
      {"s", Does::blank},
  };
  return does;
}

std::int64_t count_in(std::string_view text, std::int64_t fallback) {
  std::int64_t number = fallback;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool sniff(const TextFile& file) {
  constexpr std::string_view sign = "application/vnd.oasis.opendocument.text";
  if (is_zip(file.bytes) && file.bytes.substr(0, 400).find(sign) != std::string_view::npos)
    return true;
  return base::fold(file.name).ends_with(".odt");
}

std::optional<TakenText> take(const TextFile& file, base::Diagnostics& found) {
  const auto archive = Archive::open(file, found);
  if (!archive) return std::nullopt;
  pugi::xml_document document;
  if (!archive->load("content.xml", document, found)) {
    if (!found.refused())
      found.add(base::Severity::refused, "text.no-odt",
                "is no OpenDocument text: it has no content.xml", {file.name});
    return std::nullopt;
  }
  TextBuilder builder;
  std::vector<pugi::xml_node> notes;
  bool in_heading = false;
  XmlWalk walk(builder, table(), [&](XmlWalk& self, const pugi::xml_node& node) {
    const std::string_view name = local_name(node);
    if (name == "h" && !in_heading) {
      in_heading = true;
      builder.begin_section(std::clamp<std::int64_t>(
          count_in(node.attribute("text:outline-level").value(), 1), 1, 9));
      self.children(node);
      builder.end_title();
      builder.end_block();
      in_heading = false;
      return true;
    }
    if (name == "tab") {
      builder.tab();
      return true;
    }
    if (name == "note") {  // stands behind the text
      notes.push_back(node);
      return true;
    }
    return false;
  });
  const auto body = child_of(document.document_element(), "body");
  walk.children(child_of(body, "text"));
  builder.end_block();
  if (!notes.empty()) {
    builder.begin_section(1);
    builder.run_on("Notes");
    builder.end_title();
    builder.end_block();
    for (std::size_t i = 0; i < notes.size() && i < 100000; ++i) {
      walk.children(child_of(notes[i], "note-body"));
      builder.end_block();
    }
  }
  TakenText taken = builder.take();
  pugi::xml_document meta;
  if (archive->load("meta.xml", meta, found))
    taken.title = plain_text(first_below(meta.document_element(), "title"));
  return taken;
}

}  // namespace

extern const TextFormat text_odt{
    "odt",
    "OpenDocument text (LibreOffice)",
    ".odt",
    "words, headings as sections, tables, notes; comments, headers and pictures are left out",
    1,
    sniff,
    take};

}  // namespace retroduce::interchange
