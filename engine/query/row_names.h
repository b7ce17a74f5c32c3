// How a row of an answer is named, and what is measured of it: to tell two answers apart.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "query/operator.h"

namespace retroduce::query {

/// "not loneliness", "loneliness > trust > better well-being", "CMOC 7 > CMOC 12": unique in an
/// answer, and the same in two answers to one question.
std::string row_name(const model::Snapshot& snapshot, const Answer& answer, const Row& row);

/// Its counts and classes, such as support and strength, in the order of the fields.
Parts row_measures(const Row& row);

/// The documents that support (dispute) each configuration by what the question leaves of the
/// review; by all of it where the answer does not say.
const model::ListColumn<std::uint32_t>& supporters(const Answer& answer,
                                                   const model::Snapshot& snapshot);
const model::ListColumn<std::uint32_t>& disputers(const Answer& answer,
                                                  const model::Snapshot& snapshot);

/// Those of its documents that stand in a list of its configurations: who supports or who disputes
/// them.
std::set<model::DocumentId> documents_in(const Row& row,
                                         const model::ListColumn<std::uint32_t>& lists);

/// Those of its documents that support its configurations by evidence on single elements only.
std::vector<model::DocumentId> documents_in_part(const Row& row, const Answer& answer);
/// "1 in part": how many documents, or studies, these are; empty where there is none.
std::string in_part_text(const Row& row, const Answer& answer);

/// To three places.
std::string figure_words(double figure);

/// A value in words, lists joined by `between`.
std::string value_words(const Value& value, std::string_view between = " + ");

}  // namespace retroduce::query
