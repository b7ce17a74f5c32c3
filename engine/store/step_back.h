// One row of history, as it is made and as it is taken back. Internal to the store.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/records.h"
#include "store/things.h"

namespace retroduce::store {

/// An image as rows of history hold it.
std::string image_text(const Image& image);
/// The image that such a text is. Fails: Error corrupt, where it is none.
Image read_image(const std::string& text);

/// What a change made of the thing: both images where one is missing, else the fields that differ.
model::HistoryRow row_between(const ThingName& thing, const std::optional<Image>& before,
                              const std::optional<Image>& after);

/// What the thing was before the row; nothing: it was not there. `now` is its whole image, or
/// nothing.
std::optional<Image> before_row(const model::HistoryRow& row, const std::optional<Image>& now);
/// What it is after the row, where it was `now` before it.
std::optional<Image> after_row(const model::HistoryRow& row, const std::optional<Image>& now);

/// `now` with the fields of `was` in place of those of `is`; where one of them tells of texts, so
/// does the result.
Image exchanged(const Image& now, const Image& is, const Image& was);

/// Whether the row holds images as store/things.h reads them; some older rows say in words of their
/// own what was done.
bool is_image(const model::HistoryRow& row);

/// Why a change of these rows cannot be taken back from its history, where it cannot.
std::optional<std::string> cannot_undo(const model::Change& change,
                                       const std::vector<model::HistoryRow>& rows);

/// Whether the row tells of a document's text, by its version.
bool is_text(const model::HistoryRow& row);

/// Whether what the thing is now is what the row left; what it was before is put there.
bool step_back(Things& things, const model::HistoryRow& row);

/// Whether the thing is as the row left it, in the fields that the row tells of.
bool is_as_left(const model::HistoryRow& row, const std::optional<Image>& now);

}  // namespace retroduce::store
