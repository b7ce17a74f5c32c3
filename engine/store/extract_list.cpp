#include "store/extract_list.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "store/details.h"
#include "store/packed.h"
#include "store/raw_rows.h"

namespace retroduce::store {

using model::ConceptId;
using model::DocumentId;
using model::ExtractList;

namespace {

constexpr std::size_t part_size = 65536;  // extracts in a part

/// The concepts of every extract, by row of the extract.
struct CodedRows {
  std::vector<std::uint32_t> first;  ///< by row; rows are dense
  std::vector<ConceptId> concepts;
};

CodedRows coded_rows(Connection& connection, const LoadedSnapshot& loaded, std::size_t last_row) {
  CodedRows coded;
  std::vector<ConceptId>& concepts = coded.concepts;
  coded.first.reserve(last_row + 2);
  concepts.reserve(loaded.snapshot->coding_count);
  coded.first.push_back(0);
  // The row that is being filled is first.size() - 1.
  const auto go_to = [&](std::size_t row) {
    if (coded.first.size() > row) return;
    const auto begin = concepts.begin() + static_cast<std::ptrdiff_t>(coded.first.back());
    std::sort(begin, concepts.end());
    concepts.erase(std::unique(begin, concepts.end()), concepts.end());
    coded.first.resize(row + 1, static_cast<std::uint32_t>(concepts.size()));
  };
  RawRows row(connection.database().getHandle(),
              "SELECT extract, concept FROM coding ORDER BY extract, concept");
  while (row.next()) {
    const auto place = static_cast<std::size_t>(row.number(0));
    if (place > last_row) break;  // of an extract that is not there; `check` tells
    go_to(place);
    concepts.emplace_back(loaded.concepts.at(row.number(1)));
  }
  go_to(last_row + 1);
  return coded;
}

std::vector<std::uint8_t> evidence_rows(Connection& connection, std::size_t last_row) {
  std::vector<std::uint8_t> marks(last_row + 1, 0);
  RawRows row(connection.database().getHandle(),
              "SELECT extract FROM evidence ORDER BY configuration, element, extract");
  while (row.next()) {
    const auto place = static_cast<std::size_t>(row.number(0));
    if (place <= last_row) marks[place] = 1;
  }
  return marks;
}

template <typename T>
std::span<const T> some(const std::vector<T>& all, std::size_t begin, std::size_t end) {
  return {all.data() + begin, end - begin};
}

}  // namespace

ExtractList load_extracts(Connection& connection, const LoadedSnapshot& loaded) {
  const PlacedExtracts placed = all_in_reading_order(connection, loaded);
  std::int64_t last = 0;
  for (const auto& [key, document] : placed) last = std::max(last, key);
  const auto last_row = static_cast<std::size_t>(last);
  const CodedRows coded = coded_rows(connection, loaded, last_row);
  const std::vector<std::uint8_t> evidence = evidence_rows(connection, last_row);
  ExtractList list;
  list.keys.reserve(placed.size());
  list.documents.reserve(placed.size());
  list.evidence.reserve(placed.size());
  list.first.reserve(placed.size() + 1);
  list.concepts.reserve(coded.concepts.size());
  list.first.push_back(0);
  for (const auto& [key, document] : placed) {
    const auto row = static_cast<std::size_t>(key);
    list.keys.push_back(static_cast<std::uint32_t>(key));
    list.documents.push_back(document);
    list.evidence.push_back(evidence[row]);
    const auto begin = coded.concepts.begin() + coded.first[row];
    list.concepts.insert(list.concepts.end(), begin,
                         begin + (coded.first[row + 1] - coded.first[row]));
    list.first.push_back(static_cast<std::uint32_t>(list.concepts.size()));
  }
  return list;
}

void pack(const ExtractList& list, const std::function<void(std::string_view)>& take) {
  std::size_t begin = 0;
  do {
    const std::size_t end = std::min(begin + part_size, list.size());
    Packer out;
    out.all(some(list.keys, begin, end));
    out.all(some(list.documents, begin, end));
    out.all(some(list.evidence, begin, end));
    out.all(some(list.first, begin + 1, end + 1));
    out.all(some(list.concepts, list.first[begin], list.first[end]));
    take(out.take());
    begin = end;
  } while (begin < list.size());
}

ExtractListReader::ExtractListReader(std::uint64_t extracts, std::uint64_t codings,
                                     std::size_t documents, std::size_t concepts)
    : extracts_(extracts), documents_(documents), concepts_(concepts) {
  need(extracts < most_things * 10 && codings < most_things * 10);
  list_.keys.reserve(extracts);
  list_.documents.reserve(extracts);
  list_.evidence.reserve(extracts);
  list_.first.reserve(extracts + 1);
  list_.concepts.reserve(codings);
  list_.first.push_back(0);
}

void ExtractListReader::add(std::string_view part) {
  Unpacker in(part);
  const std::size_t before = list_.size();
  in.append(list_.keys);
  in.append(list_.documents);
  in.append(list_.evidence);
  in.append(list_.first);
  in.append(list_.concepts);
  const std::size_t size = list_.size();
  need(in.is_done() && size <= extracts_ && list_.documents.size() == size &&
       list_.evidence.size() == size && list_.first.size() == size + 1);
  bool fits = list_.first.back() == list_.concepts.size();
  for (std::size_t i = before; i < size; ++i) {
    fits &= list_.first[i] <= list_.first[i + 1] && list_.documents[i].index() < documents_;
  }
  need(fits);
  for (std::size_t i = list_.first[before]; i < list_.concepts.size(); ++i) {
    fits &= list_.concepts[i].index() < concepts_;
  }
  need(fits);
}

ExtractList ExtractListReader::finish() {
  need(list_.size() == extracts_);
  return std::move(list_);
}

}  // namespace retroduce::store
