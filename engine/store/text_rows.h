// Full texts with their pages and sections, and anchors of extracts: between records and rows.
// Internal to the store.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/records.h"
#include "store/connection.h"

namespace retroduce::store {

struct StoredText {
  std::int64_t id = 0;
  std::int64_t version = 0;
  std::string text;
};

/// The text that spans count in; nothing where the document has none.
std::optional<StoredText> current_text(Connection& connection, std::int64_t document);

/// Where a text comes from, with its pages and sections.
model::TextOrigin origin_of_text(Connection& connection, std::int64_t text);

/// The texts that the current one superseded, the oldest first.
std::vector<model::FormerText> former_texts(Connection& connection, std::int64_t document);

/// Adds a text as the next version of the document's.
void insert_text(Connection& connection, std::int64_t document, const std::string& text,
                 const model::TextOrigin& origin);

std::optional<model::Anchor> anchor_of(Connection& connection, std::int64_t extract);
/// Writes the anchor, in place of one that is there.
void put_anchor(Connection& connection, std::int64_t extract, const model::Anchor& anchor);

}  // namespace retroduce::store
