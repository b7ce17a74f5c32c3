// References numbered in order of first appearance.
#include "reports/citations.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "reports/bibliography.h"
#include "reports/cells.h"

namespace retroduce::reports {

namespace {

/// a, b … z, aa, ab …
std::string letter(std::size_t place) {
  std::string text;
  for (std::size_t n = place + 1; n > 0; n = (n - 1) / 26)
    text.insert(text.begin(), static_cast<char>('a' + (n - 1) % 26));
  return text;
}

Reference reference_of(const TableWorld& world, int number, model::DocumentId id,
                       const std::unordered_map<model::DocumentId, std::string>& letters) {
  const model::Document document = world.details->document(id);
  if (world.style.cite == TableStyle::Cite::numeric) return {number, id, vancouver(document)};
  const auto found = letters.find(id);
  return {number, id, author_date(document, found == letters.end() ? "" : found->second)};
}

void sort_by_text(std::vector<Reference>& list) {
  std::stable_sort(list.begin(), list.end(), [](const Reference& a, const Reference& b) {
    return base::fold(a.text) < base::fold(b.text);
  });
}

}  // namespace

std::unordered_map<model::DocumentId, std::string> year_letters(const TableWorld& world) {
  struct One {
    std::string title;
    std::size_t place;
  };
  std::map<std::string, std::vector<One>> same;
  for (std::size_t d = 0; d < world.snapshot->documents.size(); ++d) {
    const model::Document document = world.details->document(model::DocumentId(d));
    same[base::fold(short_authors(document)) + "\n" + year_of(document)].push_back(
        {base::fold(document.title), d});
  }
  std::unordered_map<model::DocumentId, std::string> letters;
  for (auto& [name, documents] : same) {
    if (documents.size() == 1) continue;
    std::stable_sort(documents.begin(), documents.end(),
                     [](const One& a, const One& b) { return a.title < b.title; });
    for (std::size_t i = 0; i < documents.size(); ++i)
      letters[model::DocumentId(documents[i].place)] = letter(i);
  }
  return letters;
}

CitedDocuments::Known& Citations::known(model::DocumentId document) {
  if (is_author_year() && !all_->has_letters_) {
    all_->letters_ = year_letters(world_);
    all_->has_letters_ = true;
  }
  const auto [at, is_new] = all_->known_.try_emplace(document);
  if (is_new) {
    const model::Document record = world_.details->document(document);
    at->second.authors = short_authors(record);
    at->second.year = year_of(record);
    const auto found = all_->letters_.find(document);
    if (found != all_->letters_.end()) at->second.year += found->second;
  }
  return at->second;
}

int Citations::number(model::DocumentId document) {
  CitedDocuments::Known& entry = known(document);
  if (entry.number == 0) {
    all_->cited_.push_back(document);
    entry.number = static_cast<int>(all_->cited_.size());
  }
  if (is_here_.try_emplace(document, true).second) here_.push_back(document);
  return entry.number;
}

Run Citations::numbered(model::DocumentId document) {
  const int place = number(document);
  std::string text =
      is_author_year() ? authors(document) + " " + year(document) : std::to_string(place);
  return {std::move(text), Run::Style::plain, place,
          world_.snapshot->documents[document.index()].key};
}

std::string Citations::named(model::DocumentId document) {
  const std::string number = bracketed(document).text;
  return authors(document) + " " + year(document) + (number.empty() ? "" : " " + number);
}

Run Citations::bracketed(model::DocumentId document) {
  const int place = number(document);
  return {is_author_year() ? "" : "[" + std::to_string(place) + "]", Run::Style::plain, place, ""};
}

std::vector<Reference> Citations::references() const {
  std::vector<Reference> list;
  for (const model::DocumentId document : here_)
    list.push_back(
        reference_of(world_, all_->known_.at(document).number, document, all_->letters_));
  std::stable_sort(list.begin(), list.end(),
                   [](const Reference& a, const Reference& b) { return a.number < b.number; });
  if (is_author_year()) sort_by_text(list);
  return list;
}

std::vector<Reference> reference_list(const TableWorld& world,
                                      const std::vector<model::DocumentId>& documents) {
  const bool is_author_year = world.style.cite == TableStyle::Cite::author_year;
  const auto letters =
      is_author_year ? year_letters(world) : std::unordered_map<model::DocumentId, std::string>();
  std::vector<Reference> list;
  for (const model::DocumentId document : documents)
    list.push_back(reference_of(world, static_cast<int>(list.size()) + 1, document, letters));
  if (is_author_year) sort_by_text(list);
  return list;
}

}  // namespace retroduce::reports
