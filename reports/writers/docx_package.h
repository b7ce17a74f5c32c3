// The zip around the body of a Word document. Knows nothing of tables.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retroduce::reports::docx {

/// A whole .docx: `document` is its word/document.xml, in pieces. No date in it, so the same text
/// gives the same bytes.
std::string package(std::vector<std::string> document, std::string_view title,
                    std::string_view subject, std::string_view font);

}  // namespace retroduce::reports::docx
