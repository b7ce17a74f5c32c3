// The parts of a Word file that are the same for every table (ECMA-376), as text.
#pragma once

#include <string_view>

namespace retroduce::reports::docx {

extern const std::string_view content_types;
extern const std::string_view package_relationships;
extern const std::string_view document_relationships;
extern const std::string_view app_properties;
extern const std::string_view styles;
extern const std::string_view numbering;  ///< numId 1: references, decimal; numId 2: lists in cells
extern const std::string_view settings;
extern const std::string_view fonts;

}  // namespace retroduce::reports::docx
