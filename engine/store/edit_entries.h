// Entries of lists in sentences: named by their list and label, made of the fields of their list.
// Internal to the store.
#pragma once

#include <map>
#include <string>

#include "store/edit_steps.h"

namespace retroduce::store {

/// add entry of LIST FIELD "VALUE"…
void add_entry(EditContext& context);

/// The next thing of a kind; an entry also as: of LIST "LABEL". Refused: edit.kind, where other
/// verbs write the list.
/// `by_own_name`: not by another name of a concept.
ThingName next_of(EditContext& context, model::ThingKind kind, bool by_own_name = false);

/// Reads a field of the entry's list and its value, where one comes next; an empty one goes.
bool read_entry_field(EditContext& context, Image& entry);
/// The fields of the entry's list.
std::vector<std::string> entry_fields(const Image& entry);

/// Rivals name configurations in their own fields: these follow. By old label.
void rename_in_rivals(EditContext& context, const std::map<std::string, std::string>& labels);

/// Gives the entry the label that its fields make. Refused: edit.no-name, edit.there.
void name_entry(EditContext& context, const ThingName& thing, Image& entry);

}  // namespace retroduce::store
