// Reading and writing the native form in tests, and a review that leaves no field of any record
// empty.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "support/memory_review.h"

namespace retroduce::tests {

struct ReadBack {
  std::unique_ptr<MemoryReview> review;
  base::Diagnostics found;
};

/// Reads `xml` as the file "review.xml".
ReadBack read_xml(std::string_view xml);

/// What the writer makes of the records, sent in the order of BatchSink.
std::string write_xml(const MemoryReview::Records& records);

/// A file of tests/fixtures/formats/native, or any other path below the source folder.
std::string source_file(const std::string& path);

/// Every record and every field, none of them at its default. Each free text is `odd` with a
/// number.
MemoryReview::Records full_records(const std::string& odd);

/// Lines are left out of comparison: they tell where a record stood.
MemoryReview::Records without_lines(MemoryReview::Records records);
bool same(const MemoryReview::Records& a, const MemoryReview::Records& b);

/// The findings as text, one per line, for messages of failed tests.
std::string told(const base::Diagnostics& found);

/// A whole file around `sections`.
std::string review_xml(const std::string& sections);

}  // namespace retroduce::tests
