#include "model/retraction.h"

#include <algorithm>

#include "base/text.h"

namespace retroduce::model {

bool is_retracted(const Document& document) {
  return std::any_of(document.fields.begin(), document.fields.end(), [](const Field& field) {
    if (field.name == "nbib.RIN" || field.name == retraction_field) return true;
    const auto lines = base::split(field.value, '\n');
    return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
      return (field.name == "publication types" && line == "Retracted Publication") ||
             (field.name == "pubmed.CommentsCorrections" && line.starts_with("RetractionIn"));
    });
  });
}

}  // namespace retroduce::model
