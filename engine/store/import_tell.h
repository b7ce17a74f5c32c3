// What an import tells at its end of how things stand in the source and how here: pages, the tree,
// codings. Internal to the store.
#pragma once

#include "store/import_state.h"

namespace retroduce::store {

/// Pages that all differ by one from those here are counted from another number: they stay as they
/// are here, and extracts that the import brought are counted so, too. Any other difference is
/// refused.
void settle_pages(ImportState& state);

/// Names the first of what is here and not, or otherwise, in the source, and what can be done.
void tell_state_there(ImportState& state);

}  // namespace retroduce::store
