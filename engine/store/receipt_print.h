// Fingerprints of the receipts of imports, beside those of what they brought: no history tells of a
// receipt. Internal to the store.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "store/connection.h"

namespace retroduce::store {

/// Among the kinds of things in `arrival_print`.
constexpr std::string_view receipt_word = "receipt";

/// Keeps what the receipt says now.
void print_receipt(Connection& connection, std::int64_t arrival);
/// The same of all receipts: after some were rewritten.
void print_receipts(Connection& connection);

/// The numbers of receipts that say something else than when they were printed; those from before
/// the first printed one, of an older program, are not asked.
std::vector<std::int64_t> altered_receipts(Connection& connection);

}  // namespace retroduce::store
