// The files of a bundle about full texts: where each was taken from, with its pages and sections,
// and the texts that were superseded.
#include "base/base64.h"
#include "interchange/bundle_reader.h"

namespace retroduce::interchange::bundle {

namespace {

base::TextSpan span(TableReader& table, Column begin, Column end) {
  const std::int64_t from = table.number(begin).value_or(0);
  const std::int64_t to = table.number(end).value_or(0);
  if (from < 0 || to < from)
    table.refuse("bundle.span", "char_start and char_end are no span of a text");
  return {from, to};
}

}  // namespace

void BundleReader::read_texts() {
  TextMap<std::vector<model::TextPage>> pages;
  TableReader page_rows = open("text_pages.tsv");
  {
    const Column of = page_rows.required("text_id");
    const Column label = page_rows.column("label");
    const Column begin = page_rows.required("char_start");
    const Column end = page_rows.required("char_end");
    while (page_rows.next())
      pages[page_rows.text(of)].push_back({page_rows.text(label), span(page_rows, begin, end)});
  }
  TextMap<std::vector<model::TextSection>> sections;
  TableReader section_rows = open("text_sections.tsv");
  {
    const Column of = section_rows.required("text_id");
    const Column depth = section_rows.column("depth");
    const Column title = section_rows.column("title");
    const Column begin = section_rows.required("char_start");
    const Column end = section_rows.required("char_end");
    while (section_rows.next())
      sections[section_rows.text(of)].push_back(
          {section_rows.text(title), static_cast<int>(section_rows.number(depth).value_or(1)),
           span(section_rows, begin, end)});
  }
  TableReader table = open("texts.tsv");
  const Column id = table.required("text_id");
  const Column document = table.required("document_id");
  const Column former = table.column("former");
  const Column text = table.column("text");
  const Column source = table.column("source");
  const Column format = table.column("format");
  const Column rule = table.column("rule");
  const Column program = table.column("program");
  const Column hash = table.column("content_hash");
  const Column boxes = table.column("boxes");
  while (table.next()) {
    model::TextOrigin origin;
    origin.source = table.text(source);
    origin.format = table.text(format);
    origin.rule = static_cast<int>(table.number(rule).value_or(0));
    origin.program = table.text(program);
    origin.content_hash = table.text(hash);
    if (auto bytes = base::from_base64(table.cell(boxes)))
      origin.boxes = *std::move(bytes);
    else
      table.refuse("bundle.base64", "the boxes of a text are no base64");
    if (const auto own = pages.find(table.cell(id)); own != pages.end())
      origin.pages = std::move(own->second);
    if (const auto own = sections.find(table.cell(id)); own != sections.end())
      origin.sections = std::move(own->second);
    Texts& texts = texts_[table.text(document)];
    if (table.flag(former))
      texts.former.push_back({table.text(text), std::move(origin)});
    else
      texts.origin = std::move(origin);
  }
}

}  // namespace retroduce::interchange::bundle
