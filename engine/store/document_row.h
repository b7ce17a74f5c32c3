// A document's own row as a record, said once for who sends, shows and compares documents.
#pragma once

#include <cstdint>
#include <string>

#include "model/records.h"
#include "store/connection.h"

namespace retroduce::store {

/// The columns that document_in reads, for the head of a SELECT.
inline const std::string document_columns =
    "key, type, authors, year, title, container, volume, issue, pages, doi, url, language, note, "
    "consultation";

/// The document of a row that begins with `document_columns`: without study, fields, text and
/// origin. Fails: Error corrupt.
model::Document document_in(const Query& query);

/// The row of the document with this key; 0: none has it.
std::int64_t row_of_key(Connection& connection, const std::string& key);

}  // namespace retroduce::store
