#include "reports/writers/docx_package.h"

#include <utility>
#include <vector>

#include "base/zip.h"
#include "reports/escape.h"
#include "reports/writers/docx_parts.h"

namespace retroduce::reports::docx {

namespace {

std::string element(std::string_view name, std::string_view text) {
  std::string made = "<";
  made += name;
  if (text.empty()) return made + "/>";
  return made + ">" + html_text(text) + "</" + std::string(name) + ">";
}

std::string core_properties(std::string_view title, std::string_view subject) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
         "<cp:coreProperties "
         "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
         "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">" +
         element("dc:title", title) + element("dc:subject", subject) +
         element("dc:creator", "Retroduce") + element("dc:language", "en-GB") +
         "</cp:coreProperties>\n";
}

/// The part with another font than the one that it is written in.
std::string in_font(std::string_view part, std::string_view font) {
  constexpr std::string_view usual = "Times New Roman";
  std::string text;
  for (std::size_t at = 0;;) {
    const std::size_t found = part.find(usual, at);
    text += part.substr(at, found - at);
    if (found == std::string_view::npos) return text;
    text += html_text(font);
    at = found + usual.size();
  }
}

}  // namespace

std::string package(std::string document, std::string_view title, std::string_view subject,
                    std::string_view font) {
  std::vector<std::pair<std::string, std::string>> parts;
  parts.emplace_back("[Content_Types].xml", content_types);
  parts.emplace_back("_rels/.rels", package_relationships);
  parts.emplace_back("docProps/core.xml", core_properties(title, subject));
  parts.emplace_back("docProps/app.xml", app_properties);
  parts.emplace_back("word/document.xml", std::move(document));
  parts.emplace_back("word/styles.xml", in_font(styles, font));
  parts.emplace_back("word/numbering.xml", numbering);
  parts.emplace_back("word/settings.xml", settings);
  parts.emplace_back("word/fontTable.xml", in_font(fonts, font));
  parts.emplace_back("word/_rels/document.xml.rels", document_relationships);
  return base::write_zip(parts);
}

}  // namespace retroduce::reports::docx
