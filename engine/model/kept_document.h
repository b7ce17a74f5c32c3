// The document that a record would have been, had an import not joined it to one that was there.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/records.h"

namespace retroduce::model {

/// What a record of a bibliography says of its document, as the record keeps it
/// (SourceRecord::came): JSON.
std::string kept_document(const Document& document);

/// The same read back; nothing where it cannot be read.
std::optional<Document> readable_document(std::string_view kept);
/// The same where it must be: fails with Error corrupt.
Document document_that_came(std::string_view kept);

/// What a record is called among those of its document: the beginning of its digest.
std::string record_number(std::string_view digest);

}  // namespace retroduce::model
