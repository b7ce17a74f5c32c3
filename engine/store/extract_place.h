// An extract as an image, and where it stands in its document's text. Internal to the store.
#pragma once

#include <optional>
#include <vector>

#include "base/quote_match.h"
#include "model/records.h"
#include "store/connection.h"
#include "store/things.h"

namespace retroduce::store {

std::optional<base::TextSpan> span_in(const Image& extract);
/// Nothing: it has no place.
void put_span(Image& extract, const std::optional<base::TextSpan>& span);

/// Whether it stands where it says. What is not word for word is always looked for anew.
bool is_in_place(const base::QuoteFinder& text, const Image& extract);

/// Looks for it in a text that took the place of another; where it is not found it has no place,
/// and its anchor says why. `words`: what stood at its place there; empty: not known.
void place_anew(const base::QuoteFinder& text, const std::vector<model::TextPage>& pages,
                Image& extract, const std::string& words = {});

/// The same in the text that its document has now, where it does not stand in that as it says.
void place_in_text_of_now(Things& things, Image& extract);

}  // namespace retroduce::store
