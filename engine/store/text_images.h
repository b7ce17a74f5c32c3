// A document's full texts as images for history: long, so read only where a document comes or goes
// whole; and the anchors of extracts in them. Internal to the store.
#pragma once

#include <optional>
#include <vector>

#include <nlohmann/json.hpp>

#include "model/records.h"
#include "store/connection.h"

namespace retroduce::store {

/// One text, with where it came from.
nlohmann::json text_image(const std::string& text, const model::TextOrigin& origin);
/// Fingerprints by which the history knows such an image again: of its words, and of all else.
std::string print_of_text(const nlohmann::json& image);
std::string print_of_origin(const nlohmann::json& image);

/// Its pages.
std::vector<model::TextPage> pages_in(const nlohmann::json& image);

/// Every version of the document's text, the oldest first, with where it came from; empty where it
/// has none.
nlohmann::json read_text_images(Connection& connection, std::int64_t document);
/// Adds them in this order.
void write_text_images(Connection& connection, std::int64_t document, const nlohmann::json& images);
void remove_texts(Connection& connection, std::int64_t document);

/// What is known of an extract's place in a text, as things.h has extracts.
nlohmann::json anchor_image(const model::Anchor& anchor);
/// The same read back; nothing where there is none.
std::optional<model::Anchor> anchor_in(const nlohmann::json& image);

}  // namespace retroduce::store
