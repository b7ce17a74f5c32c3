// The review's own row, its questions, headings and scales.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "model/records.h"
#include "store/connection.h"
#include "store/import_state.h"

namespace retroduce::store {

model::Review read_review(Connection& connection);

/// Writes all of it in place of what was there; scale words already in use are kept behind the new
/// ones.
void write_review(Connection& connection, const model::Review& review);

void stamp_review(Connection& connection, std::int64_t change);

/// As JSON, for history, and back. Fails: Error corrupt, where it is none.
std::string image_of(const model::Review& review);
model::Review review_in(const nlohmann::json& image);

/// Writes the review as it was: scales word for word, where none that goes is in use.
void restore_review(Connection& connection, const model::Review& review);

enum class Scale : std::uint8_t { levels, ratings };

/// The words of a scale that nobody has set, from the smallest or lowest.
std::span<const std::string_view> usual_words(Scale scale);

/// Puts a word that the scale lacks at its end (or, on an empty scale, the usual words first), and
/// says so.
void widen_scale(ImportState& state, Scale scale, const std::string& word, model::Line line);

}  // namespace retroduce::store
