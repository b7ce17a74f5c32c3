// A table as a reader has it, in one text.
#pragma once

#include <string>

#include "reports/table.h"
#include "support/memory_review.h"

namespace retroduce::tests {

/// The rows as printed, cells joined by " | ", heading rows in brackets; notes below.
std::string printed_page(reports::Table table);

/// The same of a kind, as it is without a style.
std::string page(const char* kind, const MemoryReview& review);

}  // namespace retroduce::tests
