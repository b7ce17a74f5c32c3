// A document's own row as a record, said once for who sends, shows and compares documents.
#pragma once

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

}  // namespace retroduce::store
