#include "model/retraction.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/text.h"
#include "model/kept_document.h"

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

bool tells_retraction(const Document& document) {
  // A paper may be about retractions of another kind.
  constexpr std::string_view heads[] = {
      "retracted:",      "retracted article", "retraction:",     "retraction notice",
      "retraction note", "retraction to:",    "retracted paper:"};
  constexpr std::string_view marks[] = {"[retracted", "(retracted", "[retraction",
                                        "(retraction of"};
  const std::string title = base::fold(document.title);
  return is_retracted(document) ||
         std::any_of(std::begin(heads), std::end(heads),
                     [&](std::string_view head) { return title.starts_with(head); }) ||
         std::any_of(std::begin(marks), std::end(marks),
                     [&](std::string_view mark) { return title.find(mark) != std::string::npos; });
}

std::string erratum_of(const Document& document) {
  constexpr std::string_view in_list = "ErratumIn: ";
  for (const Field& field : document.fields) {
    if (field.name == "nbib.EIN" || field.name == erratum_field)
      return field.value.substr(0, field.value.find('\n'));
    if (field.name != "pubmed.CommentsCorrections") continue;
    for (const std::string& line : base::split(field.value, '\n'))
      if (line.starts_with(in_list)) return line.substr(in_list.size());
  }
  return {};
}

namespace {

void add_notices(std::vector<Field>& into, const Document& other, const std::string& who) {
  const auto add = [&](std::string_view name, std::string value) {
    const bool is_there =
        std::any_of(into.begin(), into.end(), [&](const Field& each) { return each.name == name; });
    if (!is_there) into.push_back({std::string(name), std::move(value)});
  };
  if (tells_retraction(other)) add(retraction_field, "says " + who);
  if (const std::string where = erratum_of(other); !where.empty())
    add(erratum_field, "says " + who + ": " + where);
}

}  // namespace

void add_notices(std::vector<Field>& into, const Document& other,
                 const std::vector<Field>& of_other) {
  Document told;
  told.title = other.title;
  told.fields = other.fields;
  told.fields.insert(told.fields.end(), of_other.begin(), of_other.end());
  add_notices(into, told, "its double " + other.key);
}

void add_notices(std::vector<Field>& into, const SourceRecord& record) {
  if (const auto other = readable_document(record.came))
    add_notices(into, *other,
                "its record " + record_number(record.digest) + " (" + record.format + ")");
}

std::size_t OnePaper::standing(std::size_t document) const {
  for (auto up = stands_for_.find(document); up != stands_for_.end();
       up = stands_for_.find(document))
    document = up->second;
  return document;
}

std::optional<std::pair<std::size_t, std::size_t>> OnePaper::unite(std::size_t document,
                                                                   std::size_t other) {
  const std::size_t first = standing(document);
  const std::size_t second = standing(other);
  if (first == second) return std::nullopt;
  stands_for_[second] = first;
  return std::pair(first, second);
}

}  // namespace retroduce::model
