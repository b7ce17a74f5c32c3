// Reads the native XML form into a batch. See schemas/xml/retroduce.xsd for what it looks like.
#pragma once

#include <string>

#include "base/diagnostic.h"
#include "base/progress.h"
#include "model/batch.h"

namespace retroduce::interchange::native {

/// Reads `bytes` (a whole file; used up as working space) and sends its records in the order of
/// BatchSink. Holds the file and its parsed form, nothing else. Once something is refused nothing
/// more is sent, but the rest is still read for further findings. Fails: Error interrupted (from
/// progress). Diagnostics: refused native.empty, encoding, utf8, control, truncated, malformed,
/// doctype, entity, depth, vocabulary, newer, order, missing, dangling, duplicate-id, repeated,
/// word, number, value, escape; loss native.unknown-element, unknown-attribute, stray-text,
/// unknown-change.
void read_native(std::string bytes, const std::string& file, model::BatchSink& sink,
                 base::Diagnostics& found, base::Progress& progress);

}  // namespace retroduce::interchange::native
