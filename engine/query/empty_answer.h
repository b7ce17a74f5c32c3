// Where an answer stopped: what the notes of an empty one say. Only what the graph holds is told,
// and nothing that the remarks on names (names.h) have said already. Each adds at most a few notes.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "query/operator.h"

namespace retroduce::query {

using ConfigurationIds = std::span<const model::ConfigurationId>;

/// What the filters left, and how much there is without them; "the review holds no configuration".
/// Asked of every empty answer. Adds nothing to forms without filters.
void note_scope(const Asking& asking, Answer& answer);

/// No chain of any length leads from `starts` to `ends`: how far it comes, and the nearest joint.
/// Slots: the one behind "from", the one behind "to".
void note_no_way(const Asking& asking, ConfigurationIds starts, ConfigurationIds ends,
                 std::size_t from_slot, std::size_t to_slot, Answer& answer);

/// No chain as it was asked for: without a way there, not through what was asked, only longer ones,
/// or none of the class.
void note_no_chain(const Asking& asking, const graph::ChainQuestion& question, Answer& answer);

/// No chain of supported configurations: which of a chain no document supports, or where it stops.
void note_no_supported_chain(const Asking& asking, ConfigurationIds starts, ConfigurationIds ends,
                             Answer& answer);

/// Whether longer circles are left, or the review has none at all.
void note_no_loop(const Asking& asking, std::size_t within, Answer& answer);

/// These configurations hold what was asked for, yet none has anything in `role`.
void note_none_named(const Asking& asking, ConfigurationIds holders, const std::string& holding,
                     model::Role role, Answer& answer);

/// Nothing fires: which configuration lacks least.
void note_nothing_fires(const Asking& asking, const graph::Firing& firing, Answer& answer);

/// No set of at most `most` further contexts: which configuration that yields it lacks least.
void note_nothing_needed(const Asking& asking, bool is_complete, std::size_t most, Answer& answer);

/// Those that at least so many voices support, the first at least.
using FindRegular = std::function<std::vector<graph::Regularity>(std::size_t support)>;
/// The highest support that a regularity has, and the question that finds it.
void note_highest_support(const Asking& asking, const FindRegular& find, Answer& answer);

/// `CMOC 2 yields "a", CMOC 5 needs "b": opposites`
std::string near_joint_text(const Asking& asking, const graph::NearJoint& joint);

}  // namespace retroduce::query
