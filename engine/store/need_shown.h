// What who codes apart cannot do, for it would do something to what is hidden from them, and nobody
// would be told. Who does not code apart is never refused. Internal to the store.
#pragma once

#include <string>
#include <vector>

#include "store/edit_context.h"

namespace retroduce::store {

/// How what is refused for hidden work can be done all the same.
inline constexpr const char* way_to_hidden =
    "It can be done once all of them have finished, or by somebody who does not code it apart.";

/// Refuses what would do so ("move", "copy") to hidden work: edit.hidden.
[[noreturn]] void refuse_hidden(EditContext& context, const std::string& doing);

/// Refused where the thing is there and hidden.
void need_shown(EditContext& context, const ThingName& thing, const std::string& doing);
/// Refused where anything that refers to the thing is hidden; of a concept also evidence for an
/// element of it.
void need_users_shown(EditContext& context, const ThingName& thing, const std::string& doing);
/// Refused where evidence for the element at that place, from 1, is hidden.
void need_evidence_shown(EditContext& context, const ThingName& configuration, std::size_t place,
                         const std::string& doing);
/// Refused where evidence for an element of that concept is.
void need_elements_shown(EditContext& context, const ThingName& configuration,
                         const ThingName& concept_, const std::string& doing);

/// Before these go into that one: nothing hidden may move with them, nor come to light since two
/// who code a paper apart are one.
void need_merge_shown(EditContext& context, const std::vector<ThingName>& from,
                      const ThingName& into);
/// Before the paper is coded apart by fewer: that could show all that is hidden in it.
void need_paper_shown(EditContext& context, const ThingName& document);
/// The same of all papers that the coder is to code, with who acts.
void need_papers_shown(EditContext& context, const ThingName& coder);

}  // namespace retroduce::store
