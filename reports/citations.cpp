// References numbered in order of first appearance.
#include "reports/citations.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/text.h"
#include "base/text_key.h"
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

using Letters = std::unordered_map<model::DocumentId, std::string>;

/// What a list by author and year is sorted by, word by word and without accents; letters must not
/// disturb it.
std::string sort_key(const model::Document& document) {
  std::vector<std::string> words = base::split(author_date(document, ""), ' ');
  for (std::string& word : words) word = base::letters_and_digits(word);
  return base::join(words, " ");
}

struct Listed {
  Reference reference;
  std::string key;
};

Listed listed(const TableWorld& world, int number, model::DocumentId id, const Letters& letters) {
  const model::Document document = world.details->document(id);
  if (world.style.cite == TableStyle::Cite::numeric) return {{number, id, vancouver(document)}, {}};
  const auto found = letters.find(id);
  return {{number, id, author_date(document, found == letters.end() ? "" : found->second)},
          sort_key(document)};
}

/// By number; by author and year, those that only letters tell apart in the order of these.
std::vector<Reference> sorted(const TableWorld& world, std::vector<Listed> list) {
  const bool is_numeric = world.style.cite == TableStyle::Cite::numeric;
  std::sort(list.begin(), list.end(), [&](const Listed& a, const Listed& b) {
    if (is_numeric) return a.reference.number < b.reference.number;
    return std::pair(a.key, a.reference.document) < std::pair(b.key, b.reference.document);
  });
  std::vector<Reference> references;
  for (Listed& each : list) references.push_back(std::move(each.reference));
  return references;
}

}  // namespace

Letters year_letters(const TableWorld& world, const std::vector<model::DocumentId>& documents) {
  std::map<std::string, std::vector<std::pair<std::string, model::DocumentId>>> same;
  for (const model::DocumentId id : documents) {
    const model::Document document = world.details->document(id);
    same[base::fold(short_authors(document)) + "\n" + year_of(document)].emplace_back(
        sort_key(document), id);
  }
  Letters letters;
  for (auto& [name, alike] : same) {
    if (alike.size() == 1) continue;
    std::sort(alike.begin(), alike.end());
    for (std::size_t i = 0; i < alike.size(); ++i) letters[alike[i].second] = letter(i);
  }
  return letters;
}

Letters year_letters(const TableWorld& world) {
  std::vector<model::DocumentId> all;
  for (std::size_t d = 0; d < world.snapshot->documents.size(); ++d) all.emplace_back(d);
  return year_letters(world, all);
}

void CitedDocuments::letter(const TableWorld& world, std::vector<model::DocumentId> among) {
  letters_ = year_letters(world, among);
  has_letters_ = true;
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

bool Citations::comes_before(model::DocumentId a, model::DocumentId b) {
  const Run one = numbered(a);
  const Run other = numbered(b);
  if (!is_author_year()) return one.reference < other.reference;
  return std::pair(base::fold(one.text), one.reference) <
         std::pair(base::fold(other.text), other.reference);
}

std::string Citations::named(model::DocumentId document) {
  const std::string number = bracketed(document).text;
  return base::shorten(authors(document), longest_name) + " " + year(document) +
         (number.empty() ? "" : " " + number);
}

Run Citations::bracketed(model::DocumentId document) {
  const int place = number(document);
  return {is_author_year() ? "" : "[" + std::to_string(place) + "]", Run::Style::plain, place, ""};
}

std::vector<Reference> Citations::references() const {
  std::vector<Listed> list;
  for (const model::DocumentId document : here_)
    list.push_back(listed(world_, all_->known_.at(document).number, document, all_->letters_));
  return sorted(world_, std::move(list));
}

std::vector<Reference> reference_list(const TableWorld& world,
                                      const std::vector<model::DocumentId>& documents) {
  const bool is_author_year = world.style.cite == TableStyle::Cite::author_year;
  const Letters letters = is_author_year ? year_letters(world) : Letters();
  std::vector<Listed> list;
  for (const model::DocumentId document : documents)
    list.push_back(listed(world, static_cast<int>(list.size()) + 1, document, letters));
  return sorted(world, std::move(list));
}

}  // namespace retroduce::reports
