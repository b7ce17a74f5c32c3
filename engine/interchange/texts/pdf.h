// PDF by way of the program pdftotext, under limits of time, memory and output.
#pragma once

#include <optional>

#include "base/child_process.h"
#include "interchange/text_format.h"

namespace retroduce::interchange::texts {

/// What pdftotext may use for one file.
base::ChildLimits usual_pdf_limits();

/// Words in reading order, a line a line, with pages and a box for each word. Refused:
/// text.no-pdftotext (what to install), text.password, text.scanned (pictures alone), text.pdf
/// (damaged), text.pdf-limit (it hung, ate memory or printed without end). Told: text.pages-empty,
/// text.unreadable-letters (loss), text.pdf-remarks (note).
std::optional<TakenText> take_pdf(const TextFile& file, const base::ChildLimits& limits,
                                  base::Diagnostics& found);

}  // namespace retroduce::interchange::texts
