#include "store/text_images.h"

#include "base/base64.h"
#include "base/hash.h"
#include "store/stored.h"
#include "store/text_rows.h"

namespace retroduce::store {

using nlohmann::json;

namespace {

model::TextOrigin origin_in(const json& image) {
  model::TextOrigin origin;
  origin.source = image.at("source").get<std::string>();
  origin.format = image.at("format").get<std::string>();
  origin.rule = image.at("rule").get<int>();
  origin.program = image.at("program").get<std::string>();
  origin.content_hash = image.at("hash").get<std::string>();
  if (image.contains("boxes"))
    origin.boxes = base::from_base64(image.at("boxes").get<std::string>()).value_or("");
  origin.pages = pages_in(image);
  for (const json& section : image.value("sections", json::array()))
    origin.sections.push_back({section.at(1).get<std::string>(),
                               section.at(0).get<int>(),
                               {section.at(2), section.at(3)}});
  return origin;
}

}  // namespace

std::vector<model::TextPage> pages_in(const json& image) {
  std::vector<model::TextPage> pages;
  for (const json& page : image.value("pages", json::array()))
    pages.push_back({page.at(0).get<std::string>(), {page.at(1), page.at(2)}});
  return pages;
}

json text_image(const std::string& text, const model::TextOrigin& origin) {
  json image = {{"text", text},        {"source", origin.source},   {"format", origin.format},
                {"rule", origin.rule}, {"program", origin.program}, {"hash", origin.content_hash}};
  if (!origin.boxes.empty()) image["boxes"] = base::to_base64(origin.boxes);
  for (const model::TextPage& page : origin.pages)
    image["pages"].push_back({page.label, page.span.begin, page.span.end});
  for (const model::TextSection& section : origin.sections)
    image["sections"].push_back(
        {section.depth, section.title, section.span.begin, section.span.end});
  return image;
}

std::string print_of_text(const json& image) {
  base::Hasher hasher;
  hasher.add(image.at("text").get_ref<const std::string&>());
  return hasher.finish();
}

std::string print_of_origin(const json& image) {
  json origin = image;
  origin.erase("text");
  base::Hasher hasher;
  hasher.add(origin.dump());
  return hasher.finish();
}

json read_text_images(Connection& connection, std::int64_t document) {
  std::vector<std::pair<std::int64_t, std::string>> texts;
  {
    Query query(connection.prepared(
        "SELECT id, text FROM document_text WHERE document = ? ORDER BY version"));
    query.bind(1, Cell{document});
    while (query.next()) texts.emplace_back(query.number(0), query.text(1));
  }
  json images = json::array();
  for (const auto& [id, text] : texts)
    images.push_back(text_image(text, origin_of_text(connection, id)));
  return images;
}

void write_text_images(Connection& connection, std::int64_t document, const json& images) {
  try {
    for (const json& image : images)
      insert_text(connection, document, image.at("text").get<std::string>(), origin_in(image));
  } catch (const json::exception&) {
    raise_damaged("the image of a document's text");
  }
}

void remove_texts(Connection& connection, std::int64_t document) {
  for (const char* sql : {"DELETE FROM text_boxes WHERE document_text IN (SELECT id FROM "
                          "document_text WHERE document = ?)",
                          "DELETE FROM text_page WHERE document_text IN (SELECT id FROM "
                          "document_text WHERE document = ?)",
                          "DELETE FROM text_section WHERE document_text IN (SELECT id FROM "
                          "document_text WHERE document = ?)",
                          "DELETE FROM document_text WHERE document = ?"}) {
    Query query(connection.prepared(sql));
    query.bind(1, Cell{document}).run();
  }
}

json anchor_image(const model::Anchor& anchor) {
  json image = {{"how", std::string(model::to_word(anchor.how))}};
  if (!anchor.before.empty()) image["before"] = anchor.before;
  if (!anchor.after.empty()) image["after"] = anchor.after;
  if (!anchor.doubt.empty()) image["doubt"] = anchor.doubt;
  if (anchor.is_span_found) image["span-found"] = true;
  if (anchor.is_page_found) image["page-found"] = true;
  return image;
}

std::optional<model::Anchor> anchor_in(const json& image) {
  if (!image.is_object()) return std::nullopt;
  model::Anchor anchor;
  anchor.how = stored_word<model::AnchorHow>(image.value("how", std::string()));
  anchor.before = image.value("before", std::string());
  anchor.after = image.value("after", std::string());
  anchor.doubt = image.value("doubt", std::string());
  anchor.is_span_found = image.value("span-found", false);
  anchor.is_page_found = image.value("page-found", false);
  return anchor;
}

}  // namespace retroduce::store
