// The columns of a kept snapshot: memory that its blocks are read into as they are asked for, each
// held against what its numbers count. Internal to packed_snapshot.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "model/columns.h"
#include "model/snapshot.h"
#include "store/packed.h"
#include "store/packed_snapshot.h"

namespace retroduce::store {

/// Where a column lies in the memory that all of them share.
template <typename T>
class Room {
 public:
  /// Takes what comes next behind `end`, so that it begins with a line of the processor's cache.
  void ask(std::size_t count, std::size_t& end) {
    constexpr std::size_t line = 64;
    begin_ = (end + line - 1) / line * line;
    end = begin_ + count * sizeof(T);
  }
  void move_into(std::byte* memory) { data_ = reinterpret_cast<T*>(memory + begin_); }
  T* data() const { return data_; }

 private:
  std::size_t begin_ = 0;
  T* data_ = nullptr;
};

template <typename T>
struct LateLists {
  std::string kind;
  std::size_t lists = 0;
  std::vector<std::uint64_t> starts;  ///< of each block among the items, and the end
  Room<std::uint32_t> first;          ///< for each block one more place than it has lists
  Room<T> items;
  std::optional<model::Blocks> blocks = {};
};

template <typename T>
struct LateValues {
  std::string kind;
  std::size_t size = 0;
  Room<T> values = {};
  std::optional<model::Blocks> blocks = {};
};

/// Shared by the columns of one snapshot, which keep it alive.
class LateColumns : public std::enable_shared_from_this<LateColumns> {
 public:
  explicit LateColumns(std::shared_ptr<PartSource> source)
      : source_(std::move(source)), one_by_one_(source_->lock()) {}
  /// First: what numbers may count; `head` holds documents, themes and levels.
  void set_bounds(const model::Snapshot& head, std::size_t concepts, std::size_t configurations);
  /// Then: the columns' sizes, and room for them. Throws std::out_of_range where they cannot be.
  void read_starts(Unpacker& in);
  /// Then: the columns, to their snapshot.
  void give(model::Snapshot& snapshot);
  /// Reads what is missing and lets the source go.
  void read_all();

 private:
  template <typename T>
  using Whole = const model::Column<T>& (*)(const model::Snapshot&);

  template <typename Visit>
  void each_lists(const Visit& visit);
  template <typename Visit>
  void each_room(const Visit& visit);
  template <typename T, typename Fits>
  void start(LateLists<T>& lists, Fits fits);
  template <typename T, typename Fits>
  void start(LateValues<T>& values, Whole<T> whole_of, Fits fits);
  void start_facts();
  void start_lists();
  bool evidence_fits(std::size_t block);
  template <typename Take>
  bool came(const std::string& kind, std::size_t block, const Take& take);
  template <typename T>
  const model::ListColumn<T>& whole(const std::string& kind);
  const model::Snapshot& rows();

  std::shared_ptr<PartSource> source_;
  std::shared_ptr<std::recursive_mutex> one_by_one_;
  std::optional<LoadedSnapshot> rows_;  ///< read where a block could not be used
  std::size_t documents_ = 0;
  std::size_t concepts_ = 0;
  std::size_t configurations_ = 0;
  std::size_t themes_ = 0;
  std::size_t levels_ = 0;

  /// One piece, untouched but where a column was read: each piece of its own would have its first
  /// page, of two megabytes, cleared for nothing.
  std::unique_ptr<std::byte[]> memory_;
  LateValues<model::ConceptFacts> concept_facts_{"concept facts"};
  LateValues<model::ConfigurationFacts> configuration_facts_{"configuration facts"};
  LateLists<char> concept_labels_;
  LateLists<char> configuration_labels_;
  LateLists<model::SnapshotElement> elements_;
  LateLists<model::SnapshotEvidence> evidence_;
  LateLists<std::uint32_t> supporters_;
  LateLists<std::uint32_t> disputers_;
  std::array<LateLists<model::ConfigurationId>, 6> holders_;
};

/// Every column of lists with the name that it is kept by, in the order that they are kept in.
template <typename Visit>
void each_list_column(const model::Snapshot& s, const Visit& visit) {
  visit(std::string("concept labels"), s.concepts.labels());
  visit(std::string("configuration labels"), s.configurations.labels());
  visit(std::string("elements"), s.elements);
  visit(std::string("evidence"), s.evidence);
  visit(std::string("supporters"), s.supporters());
  visit(std::string("disputers"), s.disputers());
  for (std::size_t role = 0; role < 5; ++role) {
    const auto each = static_cast<model::Role>(role);
    visit("holders as " + std::string(model::to_word(each)), s.holders(each));
  }
  visit(std::string("holders where not fired"), s.unfired());
}

}  // namespace retroduce::store
