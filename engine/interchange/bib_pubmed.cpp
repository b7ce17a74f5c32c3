#include "interchange/bib_pubmed.h"

#include <algorithm>

#include "base/text.h"

namespace retroduce::interchange {

namespace {

bool has_type(const std::vector<model::Field>& fields, std::string_view type) {
  return std::any_of(fields.begin(), fields.end(), [&](const model::Field& field) {
    if (field.name != types_field) return false;
    const auto types = base::split(field.value, '\n');
    return std::find(types.begin(), types.end(), type) != types.end();
  });
}

}  // namespace

std::string type_of_publication_types(const std::vector<model::Field>& fields) {
  if (has_type(fields, "Book Chapter")) return "chapter";
  if (has_type(fields, "Book") || has_type(fields, "Monograph")) return "book";
  if (has_type(fields, "Technical Report")) return "report";
  if (has_type(fields, "Academic Dissertation")) return "thesis";
  if (has_type(fields, "Dataset")) return "dataset";
  if (has_type(fields, "Preprint")) return "preprint";
  return "article";
}

void say_retraction(BibParsing& parsing, const std::string& prefix, const BibRecord& record) {
  const std::string name = record.pmid.empty() ? "this record" : "PMID " + record.pmid;
  const auto says = [&](std::string_view tag, std::string_view kind) {
    return std::find_if(record.others.begin(), record.others.end(), [&](const model::Field& field) {
             return field.name == "nbib." + std::string(tag) ||
                    (field.name == "pubmed.CommentsCorrections" && field.value.starts_with(kind));
           }) != record.others.end();
  };
  if (has_type(record.others, "Retracted Publication") || says("RIN", "RetractionIn"))
    parsing.say(base::Severity::note, prefix + ".retracted", name + " was retracted", record.line);
  else if (says("EIN", "ErratumIn"))
    parsing.say(base::Severity::note, prefix + ".corrected", name + " was corrected by an erratum",
                record.line);
}

}  // namespace retroduce::interchange
