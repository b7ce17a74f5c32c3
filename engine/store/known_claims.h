// Claims that an import brings once more, under another name than they have here by now. Internal
// to the store.
#pragma once

#include "store/import_state.h"

namespace retroduce::store {

/// Call when all has come. A configuration of the import's own whose every element and every piece
/// of evidence one has that was here before is that one, where its name says nothing (it was made
/// of the row) or that one was called so once: it is taken out again, counted as present and told.
/// Where names differ that people gave, both stay, and that is told. The same holds for what an
/// edit took out of such a claim, or where one took the whole of it: it stays out, and who did so
/// is told.
void leave_out_known_claims(ImportState& state);

}  // namespace retroduce::store
