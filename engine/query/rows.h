// What the rows of every form have in common: values, labels, witnesses, marks, limits.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "query/operator.h"

namespace retroduce::query {

inline Value text(std::string words) { return {std::move(words)}; }
inline Value number(std::size_t count) { return {static_cast<std::int64_t>(count)}; }
inline Value flag(bool yes) { return {yes}; }
inline Value nothing() { return {std::monostate{}}; }

/// {concept, opposite}
Value term_value(const model::Snapshot& snapshot, graph::Term term);
Value term_values(const model::Snapshot& snapshot, std::span<const graph::Term> terms);
/// "trust", "not trust": for people.
std::string term_text(const model::Snapshot& snapshot, graph::Term term);
model::Label label_of(const model::Snapshot& snapshot, model::ConfigurationId configuration);
std::vector<std::string> labels_of(const model::Snapshot& snapshot,
                                   std::span<const model::ConfigurationId> configurations);

/// A row with its witnesses, and marks for refuted and unsupported configurations that it rests on.
Row make_row(const Asking& asking, Parts fields,
             std::vector<model::ConfigurationId> configurations);
/// Adds "rests on one document" (or study) where the count is one.
void mark_single_voice(const Asking& asking, Row& row, std::size_t support);

/// Sets total, truncated and cut by limit; gives how many rows are to be made.
std::size_t cut_to_limit(const Asking& asking, Answer& answer, std::size_t total);

/// "9 documents support, 1 disputes" ("3 studies support" with `by study`); "no document supports".
std::string voices_text(const Asking& asking, graph::Tally counted);
/// Of how many studies the documents are.
std::size_t studies_of(const Asking& asking, std::span<const model::DocumentId> documents);
/// "1 context triggers", "4 contexts trigger", "No context triggers".
std::string count_text(std::size_t count, std::string_view one, std::string_view many);

/// The names of a slot as asked: "A" or not "B".
std::string names_text(const Question& question, std::size_t slot,
                       std::string_view joined = " or ");

/// Of names of contexts that are given: each that stands for several concepts says so, since all of
/// them are taken to hold.
void note_all_held(const Asking& asking, std::size_t slot, std::vector<std::string>& notes);

/// A question to ask next; `configuration` unset adds nothing.
void suggest_why(const Asking& asking, Answer& answer);
/// Where nothing is suggested yet: a row's `why`, else what does stand where a name was asked for.
void suggest_next(const Asking& asking, Answer& answer);

}  // namespace retroduce::query
