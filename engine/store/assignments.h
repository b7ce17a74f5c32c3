// Assignments of documents to coders: entries of the list "double coding", by the document's key
// and the coder's label, as people write them in a sheet. Internal to the store.
#pragma once

#include <string>

#include "store/edit_steps.h"

namespace retroduce::store {

/// The document is to be coded by the coder; where that is so already, nothing happens.
void assign(EditContext& context, const ThingName& document, const ThingName& coder);

/// The entry that says so. Refused: edit.unknown, with who it is assigned to.
ThingName assignment(EditContext& context, const ThingName& document, const ThingName& coder);

/// Those of a document or a coder that goes, go with it. Does nothing for other kinds.
void drop_assignments(EditContext& context, const ThingName& thing);

/// Whether the coder has said so.
bool is_done(const Image& assignment);

/// A document or a coder goes by that name from now on, or its work is that of `into`, which has
/// the name: assignments follow. While it has its old one. Does nothing for other kinds.
void rename_in_assignments(EditContext& context, const ThingName& thing, const ThingName& into,
                           const std::string& name);

}  // namespace retroduce::store
