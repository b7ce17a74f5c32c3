// Entries of lists in sentences: named by their list and label, made of the fields of their list.
// Internal to the store.
#pragma once

#include <map>
#include <string>
#include <vector>

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
/// The same where one configuration goes into the other. An entry that would set it against itself
/// goes into its note; of two that would then be of the same rivals one stays.
void join_in_rivals(EditContext& context, const ThingName& from, const ThingName& into);
/// Rivals that name the configuration, which goes, say that it is gone: another may get its label.
/// Does nothing for other kinds.
void leave_rivals(EditContext& context, const ThingName& thing);

/// Of two entries of a list on what is now one the one that is there, filled up by the other; where
/// they differ it holds as it is, and the other goes into the note of what they are on.
Image joined_entry(EditContext& context, const Image& stays, const Image& goes,
                   const ThingName& of);

/// Gives the entry the label that its fields make. Refused: edit.no-name, edit.there.
void name_entry(EditContext& context, const ThingName& thing, Image& entry);

}  // namespace retroduce::store
