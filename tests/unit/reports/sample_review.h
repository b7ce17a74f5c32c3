// A small review that holds one of each thing a table must cope with. Documents and findings are
// invented.
#pragma once

#include <memory>

#include "reports/table.h"
#include "support/memory_review.h"

namespace retroduce::tests {

std::unique_ptr<MemoryReview> sample_review();

/// A world that reads `review`, which must outlive it.
inline reports::TableWorld world_of(const MemoryReview& review) {
  return {review.snapshot(), &review.details()};
}

/// All that a writer writes for a table.
std::string written(reports::Table table, std::string_view writer,
                    const reports::TableWriterOptions& options = {});

}  // namespace retroduce::tests
