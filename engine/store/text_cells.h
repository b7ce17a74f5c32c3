// Every text that a review file holds, cell by cell, also those within JSON: for what must be gone
// wherever it stands. Internal to the store.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/connection.h"

namespace retroduce::store {

struct TextColumn {
  std::string table;
  std::string column;
};

/// All columns of texts that people or programs wrote; not those of fingerprints, of what is kept
/// beside the rows, and of the full text search's own tables.
std::vector<TextColumn> text_columns(Connection& connection);

/// What becomes of a text; nothing: it stays.
using Rewrite = std::function<std::optional<std::string>(std::string_view)>;

/// Rewrites the column's texts, and where one is JSON the texts within; the number of different
/// cells that became others. `where`, if any, restricts the rows. Fails: SQLite::Exception.
std::int64_t rewrite_texts(Connection& connection, const TextColumn& column, const Rewrite& rewrite,
                           const std::string& where = {});

/// The same of one text.
std::optional<std::string> rewritten(std::string_view text, const Rewrite& rewrite);

}  // namespace retroduce::store
