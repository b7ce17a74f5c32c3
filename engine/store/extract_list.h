// Every extract of a review in reading order, with its document and the concepts that it is coded
// with: what questions about coding go through as a whole. Knows no quotes.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "model/snapshot.h"
#include "store/connection.h"
#include "store/snapshot_load.h"

namespace retroduce::store {

/// Flat lists, one place per extract. Reading order: by document key, then place in the document;
/// what has no span comes last, by page, and then as it came.
struct ExtractList {
  std::vector<std::uint32_t> keys;  ///< ExtractKey
  std::vector<model::DocumentId> documents;
  std::vector<std::uint8_t> evidence;      ///< 1: some configuration rests on it
  std::vector<std::uint32_t> first;        ///< one more; its concepts are [first[i], first[i + 1])
  std::vector<model::ConceptId> concepts;  ///< ascending, each once, whatever role or coder

  std::size_t size() const { return keys.size(); }
  std::span<const model::ConceptId> concepts_of(std::size_t place) const {
    return {concepts.data() + first[place], first[place + 1] - first[place]};
  }
};

/// From the rows. Fails: SQLite::Exception.
ExtractList load_extracts(Connection& connection, const LoadedSnapshot& loaded);

/// As bytes, in parts, and back; read only where store::packed_layout() is the same.
void pack(const ExtractList& list, const std::function<void(std::string_view)>& take);

/// Takes the parts of `pack` in order. All throw std::out_of_range where the bytes are not what
/// pack makes of so many extracts.
class ExtractListReader {
 public:
  /// `codings`: how many concepts are expected at the most, to make room for.
  ExtractListReader(std::uint64_t extracts, std::uint64_t codings, std::size_t documents,
                    std::size_t concepts);
  void add(std::string_view part);
  ExtractList finish();

 private:
  ExtractList list_;
  std::uint64_t extracts_;
  std::size_t documents_;
  std::size_t concepts_;
};

}  // namespace retroduce::store
