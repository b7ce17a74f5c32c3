#include "reports/entry_rows.h"

#include <algorithm>
#include <charconv>
#include <numeric>

#include "base/text.h"
#include "reports/cells.h"
#include "reports/sources_of.h"

namespace retroduce::reports {

namespace {

std::string file_name(model::EntryList list) {
  std::string name(model::to_word(list));
  for (char& c : name) c = c == ' ' ? '-' : c;
  return name + ".csv";
}

/// The documents whose keys the words are, one behind the other; none where anything else stands
/// there.
std::vector<model::DocumentId> named_documents(const model::Snapshot& snapshot, std::string words) {
  std::replace(words.begin(), words.end(), ';', ',');
  std::vector<model::DocumentId> found;
  for (const std::string& part : base::split(words, ',')) {
    const std::string_view key = base::trim(part);
    const auto at = std::find_if(snapshot.documents.begin(), snapshot.documents.end(),
                                 [&](const auto& document) { return document.key == key; });
    if (at == snapshot.documents.end()) return {};
    found.emplace_back(static_cast<std::size_t>(at - snapshot.documents.begin()));
  }
  return found;
}

}  // namespace

std::string how_to_bring_in(model::EntryList list) {
  std::string columns;
  for (const std::string_view field : model::shape_of(list).fields())
    columns += (columns.empty() ? "" : ", ") + std::string(field);
  return "The review holds no " + std::string(model::shape_of(list).title) +
         " yet. Bring them in with: retroduce import REVIEW " + file_name(list) +
         ", a sheet with the columns " + columns + ".";
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_whole = error == std::errc{} && end == text.data() + text.size();
  return is_whole ? std::optional(number) : std::nullopt;
}

Witness stated_by_reviewers(model::EntryList list) {
  return {{}, {}, {}, "stated by the reviewers (" + std::string(model::shape_of(list).title) + ")"};
}

Cell entry_cell(const model::Entry& entry, std::string_view field) {
  const std::string value(model::value_in(entry, field));
  if (value.empty()) return missing_cell("the entry does not say it", {});
  return text_cell(value, stated_by_reviewers(entry.list));
}

Cell cited_cell(MadeRows& made, const model::Entry& entry, std::string_view field) {
  Cell cell = entry_cell(entry, field);
  const auto documents =
      named_documents(*made.world.snapshot, std::string(model::value_in(entry, field)));
  if (documents.empty()) return cell;
  cell.lines.clear();
  add_numbers(cell.lines.emplace_back(), cell.witness, documents, made.citations);
  cell.witness.why_none.clear();
  return cell;
}

std::vector<std::string> notes_on_included(const model::Snapshot& snapshot,
                                           const model::Details& details) {
  struct Stated {
    std::string what;
    std::int64_t held = 0;
    std::vector<std::int64_t> numbers = {};  ///< of the rounds, or of all so far
  };
  Stated documents{"documents", static_cast<std::int64_t>(snapshot.documents.size())};
  Stated studies{"studies", static_cast<std::int64_t>(snapshot.studies.size())};
  for (const model::Entry& entry : details.entries(model::EntryList::flow)) {
    if (!base::fold(model::value_in(entry, "stage")).starts_with("included")) continue;
    const std::string counted = base::fold(model::value_in(entry, "counted"));
    const std::optional<std::int64_t> number = whole_number(model::value_in(entry, "n"));
    const bool is_studies = counted == "studies" || counted == "study";
    if (number && (is_studies || counted.starts_with("document")))
      (is_studies ? studies : documents).numbers.push_back(*number);
  }
  std::vector<std::string> notes;
  for (const Stated& each : {documents, studies}) {
    const auto& numbers = each.numbers;
    const std::int64_t sum = std::accumulate(numbers.begin(), numbers.end(), std::int64_t{0});
    if (numbers.empty() || sum == each.held ||
        std::find(numbers.begin(), numbers.end(), each.held) != numbers.end())
      continue;
    notes.push_back("the reviewers state " + std::to_string(sum) + " included " + each.what +
                    (numbers.size() > 1 ? " over all rounds" : "") + ", the review holds " +
                    std::to_string(each.held));
  }
  return notes;
}

void add_entries(MadeRows& made, model::EntryList list,
                 const std::vector<std::string_view>& fields) {
  for (const model::Entry& entry : made.world.details->entries(list)) {
    auto& cells = made.add(model::label_of(entry));
    for (const std::string_view field : fields) cells.push_back(entry_cell(entry, field));
  }
  if (made.rows.empty()) made.notes.push_back(how_to_bring_in(list));
}

}  // namespace retroduce::reports
