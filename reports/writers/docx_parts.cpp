// The parts of a Word file that are the same for every table. Element order follows the schema of
// ECMA-376 (transitional), which Word holds to. Times New Roman 10 pt, as most journals ask.
#include "reports/writers/docx_parts.h"

#define RETRODUCE_XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define RETRODUCE_W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define RETRODUCE_R "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define RETRODUCE_PART "application/vnd.openxmlformats-officedocument.wordprocessingml."

namespace retroduce::reports::docx {

const std::string_view content_types = RETRODUCE_XML
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Default Extension=\"rels\" "
    "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Override PartName=\"/word/document.xml\" ContentType=\"" RETRODUCE_PART
    "document.main+xml\"/>"
    "<Override PartName=\"/word/styles.xml\" ContentType=\"" RETRODUCE_PART
    "styles+xml\"/>"
    "<Override PartName=\"/word/numbering.xml\" ContentType=\"" RETRODUCE_PART
    "numbering+xml\"/>"
    "<Override PartName=\"/word/settings.xml\" ContentType=\"" RETRODUCE_PART
    "settings+xml\"/>"
    "<Override PartName=\"/word/fontTable.xml\" ContentType=\"" RETRODUCE_PART
    "fontTable+xml\"/>"
    "<Override PartName=\"/docProps/core.xml\" "
    "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>"
    "<Override PartName=\"/docProps/app.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>"
    "</Types>\n";

const std::string_view package_relationships = RETRODUCE_XML
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" Type=\"" RETRODUCE_R
    "/officeDocument\" Target=\"word/document.xml\"/>"
    "<Relationship Id=\"rId2\" "
    "Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
    "core-properties\" "
    "Target=\"docProps/core.xml\"/>"
    "<Relationship Id=\"rId3\" Type=\"" RETRODUCE_R
    "/extended-properties\" Target=\"docProps/app.xml\"/>"
    "</Relationships>\n";

const std::string_view document_relationships = RETRODUCE_XML
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" Type=\"" RETRODUCE_R
    "/styles\" Target=\"styles.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"" RETRODUCE_R
    "/numbering\" Target=\"numbering.xml\"/>"
    "<Relationship Id=\"rId3\" Type=\"" RETRODUCE_R
    "/settings\" Target=\"settings.xml\"/>"
    "<Relationship Id=\"rId4\" Type=\"" RETRODUCE_R
    "/fontTable\" Target=\"fontTable.xml\"/>"
    "</Relationships>\n";

const std::string_view app_properties = RETRODUCE_XML
    "<Properties "
    "xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">"
    "<Application>Retroduce</Application></Properties>\n";

const std::string_view styles = RETRODUCE_XML
    "<w:styles xmlns:w=\"" RETRODUCE_W
    "\">"
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"Times New "
    "Roman\" "
    "w:cs=\"Times New Roman\"/><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/>"
    "<w:lang w:val=\"en-GB\" w:eastAsia=\"en-GB\" w:bidi=\"ar-SA\"/>"
    "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" "
    "w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>"
    "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/>"
    "<w:qFormat/></w:style>"
    "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\">"
    "<w:name w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/></w:style>"
    "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal "
    "Table\"/>"
    "<w:uiPriority w:val=\"99\"/><w:semiHidden/><w:tblPr><w:tblInd w:w=\"0\" "
    "w:type=\"dxa\"/><w:tblCellMar>"
    "<w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/>"
    "<w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/>"
    "</w:tblCellMar></w:tblPr></w:style>"
    "<w:style w:type=\"paragraph\" w:styleId=\"Caption\"><w:name w:val=\"caption\"/>"
    "<w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:qFormat/>"
    "<w:pPr><w:keepNext/><w:spacing w:after=\"100\"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>"
    "<w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/>"
    "<w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:qFormat/>"
    "<w:pPr><w:keepNext/><w:spacing w:before=\"280\" w:after=\"80\"/><w:outlineLvl "
    "w:val=\"0\"/></w:pPr>"
    "<w:rPr><w:b/></w:rPr></w:style>"
    "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"TableText\"><w:name "
    "w:val=\"Table Text\"/>"
    "<w:basedOn w:val=\"Normal\"/><w:qFormat/></w:style>"
    "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"TableHead\"><w:name "
    "w:val=\"Table Head\"/>"
    "<w:basedOn "
    "w:val=\"TableText\"/><w:qFormat/><w:pPr><w:keepNext/></w:pPr><w:rPr><w:b/></w:rPr></w:style>"
    "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"TableGroup\"><w:name "
    "w:val=\"Table Group\"/>"
    "<w:basedOn w:val=\"TableText\"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing "
    "w:before=\"60\"/></w:pPr>"
    "<w:rPr><w:b/></w:rPr></w:style>"
    "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"TableNote\"><w:name "
    "w:val=\"Table Note\"/>"
    "<w:basedOn w:val=\"Normal\"/><w:qFormat/><w:rPr><w:sz w:val=\"18\"/><w:szCs "
    "w:val=\"18\"/></w:rPr>"
    "</w:style>"
    "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"Reference\"><w:name "
    "w:val=\"Reference\"/>"
    "<w:basedOn w:val=\"Normal\"/><w:qFormat/><w:pPr><w:spacing w:after=\"40\"/></w:pPr></w:style>"
    "<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"JournalTable\"><w:name "
    "w:val=\"Journal Table\"/>"
    "<w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>"
    "<w:top w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"auto\"/>"
    "<w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"auto\"/>"
    "</w:tblBorders><w:tblCellMar><w:top w:w=\"40\" w:type=\"dxa\"/><w:left w:w=\"0\" "
    "w:type=\"dxa\"/>"
    "<w:bottom w:w=\"40\" w:type=\"dxa\"/><w:right w:w=\"120\" "
    "w:type=\"dxa\"/></w:tblCellMar></w:tblPr>"
    "</w:style></w:styles>\n";

const std::string_view numbering = RETRODUCE_XML
    "<w:numbering xmlns:w=\"" RETRODUCE_W
    "\">"
    "<w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"singleLevel\"/>"
    "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText "
    "w:val=\"%1.\"/>"
    "<w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"454\" w:hanging=\"454\"/></w:pPr></w:lvl>"
    "</w:abstractNum>"
    "<w:abstractNum w:abstractNumId=\"1\"><w:multiLevelType w:val=\"singleLevel\"/>"
    "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText "
    "w:val=\"\u2022\"/>"
    "<w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"170\" w:hanging=\"170\"/></w:pPr></w:lvl>"
    "</w:abstractNum>"
    "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
    "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>"
    "</w:numbering>\n";

const std::string_view settings =
    RETRODUCE_XML "<w:settings xmlns:w=\"" RETRODUCE_W
                  "\">"
                  "<w:compat><w:compatSetting w:name=\"compatibilityMode\" "
                  "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>"
                  "<w:themeFontLang w:val=\"en-GB\"/></w:settings>\n";

const std::string_view fonts = RETRODUCE_XML
    "<w:fonts xmlns:w=\"" RETRODUCE_W
    "\"><w:font w:name=\"Times New Roman\">"
    "<w:altName w:val=\"Liberation Serif\"/><w:charset w:val=\"00\"/><w:family w:val=\"roman\"/>"
    "<w:pitch w:val=\"variable\"/></w:font></w:fonts>\n";

}  // namespace retroduce::reports::docx
