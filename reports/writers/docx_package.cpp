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

std::string package(std::vector<std::string> document, std::string_view title,
                    std::string_view subject, std::string_view font) {
  std::vector<base::ZipEntry> parts;
  const auto add = [&](const char* name, std::string text) {
    parts.push_back({name, {}});
    parts.back().pieces.push_back(std::move(text));
  };
  add("[Content_Types].xml", std::string(content_types));
  add("_rels/.rels", std::string(package_relationships));
  add("docProps/core.xml", core_properties(title, subject));
  add("docProps/app.xml", std::string(app_properties));
  parts.push_back({"word/document.xml", std::move(document)});
  add("word/styles.xml", in_font(styles, font));
  add("word/numbering.xml", std::string(numbering));
  add("word/settings.xml", std::string(settings));
  add("word/fontTable.xml", in_font(fonts, font));
  add("word/_rels/document.xml.rels", std::string(document_relationships));
  return base::write_zip_of_pieces(parts);
}

}  // namespace retroduce::reports::docx
