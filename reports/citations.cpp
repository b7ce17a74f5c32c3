// References numbered in order of first appearance.
#include "reports/citations.h"

#include <algorithm>

#include "base/text.h"
#include "reports/bibliography.h"
#include "reports/cells.h"

namespace retroduce::reports {

Citations::Known& Citations::known(model::DocumentId document) {
  const auto [at, is_new] = known_.try_emplace(document);
  if (is_new) {
    const model::Document record = world_.details->document(document);
    at->second.authors = short_authors(record);
    at->second.year = year_of(record);
  }
  return at->second;
}

int Citations::number(model::DocumentId document) {
  Known& entry = known(document);
  if (entry.number == 0) {
    cited_.push_back(document);
    entry.number = static_cast<int>(cited_.size());
  }
  return entry.number;
}

Run Citations::numbered(model::DocumentId document) {
  const int place = number(document);
  std::string text =
      is_author_year() ? authors(document) + " " + year(document) : std::to_string(place);
  return {std::move(text), Run::Style::plain, place,
          world_.snapshot->documents[document.index()].key};
}

Run Citations::bracketed(model::DocumentId document) {
  const int place = number(document);
  return {is_author_year() ? "" : "[" + std::to_string(place) + "]", Run::Style::plain, place, ""};
}

std::vector<Reference> Citations::references() const {
  std::vector<Reference> list;
  for (const model::DocumentId document : cited_) {
    list.push_back({static_cast<int>(list.size()) + 1, document,
                    vancouver(world_.details->document(document))});
  }
  if (is_author_year()) {
    std::stable_sort(list.begin(), list.end(), [](const Reference& a, const Reference& b) {
      return base::fold(a.text) < base::fold(b.text);
    });
  }
  return list;
}

}  // namespace retroduce::reports
