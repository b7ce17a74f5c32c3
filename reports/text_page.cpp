#include "reports/text_page.h"

#include "reports/escape.h"
#include "reports/writers/docx_package.h"
#include "reports/writers/docx_text.h"

namespace retroduce::reports {

namespace {

std::string_view docx_style(TextBlock::Kind kind) {
  switch (kind) {
    case TextBlock::Kind::heading:
      return "Heading1";
    case TextBlock::Kind::reference:
      return "Reference";
    case TextBlock::Kind::paragraph:
      break;
  }
  return "Normal";
}

/// A number stands out to the left of its reference, as in a list that Word numbers; but it stays
/// what it is when references are moved, since the tables name it.
std::string docx_properties(const TextBlock& block) {
  std::string text = "<w:pPr><w:pStyle w:val=\"" + std::string(docx_style(block.kind)) + "\"/>";
  if (!block.mark.empty())
    text +=
        "<w:tabs><w:tab w:val=\"left\" w:pos=\"567\"/></w:tabs>"
        "<w:ind w:left=\"567\" w:hanging=\"567\"/>";
  return text + "</w:pPr>";
}

}  // namespace

std::string docx_page(const std::vector<TextBlock>& blocks, std::string_view title,
                      std::string_view font) {
  std::string body =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
      "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
      "<w:body>";
  for (const TextBlock& block : blocks) {
    body += "<w:p>" + docx_properties(block);
    if (!block.mark.empty()) body += "<w:r><w:t>" + html_text(block.mark) + "</w:t><w:tab/></w:r>";
    docx::append_plain_text(body, block.text);
    body += "</w:p>";
  }
  body +=
      "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" "
      "w:bottom=\"1134\" w:left=\"1134\" w:header=\"709\" w:footer=\"709\" w:gutter=\"0\"/>"
      "</w:sectPr></w:body></w:document>\n";
  return docx::package({std::move(body)}, title, "", font);
}

std::string html_blocks(const std::vector<TextBlock>& blocks) {
  std::string text;
  for (const TextBlock& block : blocks) {
    switch (block.kind) {
      case TextBlock::Kind::heading:
        text += "<h2>" + html_text(block.text) + "</h2>\n";
        break;
      case TextBlock::Kind::paragraph:
        text += "<p>" + html_text(block.text) + "</p>\n";
        break;
      case TextBlock::Kind::reference:
        text += "<p class=\"reference\">" +
                (block.mark.empty() ? std::string() : html_text(block.mark) + " ") +
                html_text(block.text) + "</p>\n";
        break;
    }
  }
  return text;
}

}  // namespace retroduce::reports
