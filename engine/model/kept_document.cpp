#include "model/kept_document.h"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/text.h"

namespace retroduce::model {

namespace {

/// Only what a record of a bibliography says.
nlohmann::json image_of(const Document& document) {
  nlohmann::json image = nlohmann::json::object();
  const auto add = [&image](const char* key, const std::string& value) {
    if (!value.empty()) image[key] = value;
  };
  add("key", document.key);
  add("type", document.type);
  if (!document.authors.empty()) image["authors"] = document.authors;
  if (document.year) image["year"] = *document.year;
  add("title", document.title);
  add("container", document.container);
  add("volume", document.volume);
  add("issue", document.issue);
  add("pages", document.pages);
  add("doi", document.doi);
  add("url", document.url);
  add("language", document.language);
  add("note", document.note);
  for (const Field& field : document.fields)
    image["fields"].push_back({{"name", field.name}, {"value", field.value}});
  return image;
}

}  // namespace

std::string kept_document(const Document& document) { return image_of(document).dump(); }

/// May come from a file of anybody.
std::optional<Document> readable_document(std::string_view kept) {
  if (kept.empty()) return std::nullopt;
  try {
    const auto image = nlohmann::json::parse(kept);
    const auto text = [&image](const char* key) { return image.value(key, std::string()); };
    Document document;
    document.key = text("key");
    document.type = text("type");
    document.authors = image.value("authors", std::vector<std::string>());
    if (image.contains("year")) document.year = image.at("year").get<int>();
    document.title = text("title");
    document.container = text("container");
    document.volume = text("volume");
    document.issue = text("issue");
    document.pages = text("pages");
    document.doi = text("doi");
    document.url = text("url");
    document.language = text("language");
    document.note = text("note");
    for (const auto& field : image.value("fields", nlohmann::json::array()))
      document.fields.push_back(
          {field.at("name").get<std::string>(), field.at("value").get<std::string>()});
    if (document.key.empty()) return std::nullopt;
    return document;
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  }
}

Document document_that_came(std::string_view kept) {
  if (auto document = readable_document(kept)) return std::move(*document);
  throw base::Error(base::ErrorCode::corrupt,
                    "the review file is damaged: a record keeps \"" + base::shorten(kept, 40) +
                        "\" where a document should be; go back to an earlier copy");
}

std::string record_number(std::string_view digest) {
  // Behind the fingerprint stands the how manieth of equal ones it is.
  const std::size_t copy = digest.find('-');
  std::string number(digest.substr(0, std::min<std::size_t>(8, copy)));
  if (copy != std::string_view::npos) number += digest.substr(copy);
  return number;
}

}  // namespace retroduce::model
