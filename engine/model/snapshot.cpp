// What a snapshot makes of its own columns when it is asked for.
#include "model/snapshot.h"

#include <mutex>
#include <numeric>

#include "base/error.h"

namespace retroduce::model {

struct Snapshot::Late {
  SnapshotIndex index;
  std::once_flag voices;
  std::array<std::once_flag, 6> holders;
};

namespace {

/// Ends the list that was being filled; the first call of all ends none.
template <typename T>
void mark(std::vector<std::uint32_t>& first, const std::vector<T>& items) {
  first.push_back(static_cast<std::uint32_t>(items.size()));
}

/// Evidence comes by document, so repeats of one are neighbours.
void make_voices(const Snapshot& snapshot, SnapshotIndex& index) {
  const std::size_t size = snapshot.configurations.size();
  std::vector<std::uint32_t> first[2];
  std::vector<std::uint32_t> items[2];
  for (auto& each : first) each.reserve(size + 1);
  items[0].reserve(snapshot.evidence.item_count());
  for (std::size_t k = 0; k < size; ++k) {
    for (std::size_t side = 0; side < 2; ++side) mark(first[side], items[side]);
    for (const SnapshotEvidence& one : snapshot.evidence[k]) {
      const std::size_t side = one.stance == Stance::contradicts ? 1 : 0;
      std::vector<std::uint32_t>& voices = items[side];
      const bool is_new =
          voices.size() == first[side].back() || voices.back() != one.document.value;
      if (is_new) voices.push_back(one.document.value);
    }
  }
  for (std::size_t side = 0; side < 2; ++side) mark(first[side], items[side]);
  index.supporters = {std::move(first[0]), std::move(items[0])};
  index.disputers = {std::move(first[1]), std::move(items[1])};
}

bool is_held(const SnapshotElement& element, std::size_t number) {
  if (element.when_not_fired) return number == SnapshotIndex::unfired;
  return static_cast<std::size_t>(element.role) == number;
}

/// Visits what each configuration holds so (as SnapshotIndex::holders counts), each term once:
/// `last` drops one that stands twice.
template <typename Visit>
void each_held(const Snapshot& snapshot, std::size_t number, std::vector<std::uint32_t>& last,
               const Visit& visit) {
  for (std::size_t k = 0; k < snapshot.configurations.size(); ++k) {
    for (const SnapshotElement& element : snapshot.elements[k]) {
      if (!is_held(element, number)) continue;
      const std::size_t term = element.concept_.index() * 2 + (element.opposite ? 1 : 0);
      if (std::exchange(last[term], static_cast<std::uint32_t>(k)) != k) visit(term, k);
    }
  }
}

/// Counted, then filled.
ListColumn<ConfigurationId> make_holders(const Snapshot& snapshot, std::size_t number) {
  const std::size_t terms = snapshot.concepts.size() * 2;
  std::vector<std::uint32_t> last(terms, ConfigurationId::none);
  std::vector<std::uint32_t> first(terms + 1, 0);
  each_held(snapshot, number, last, [&](std::size_t term, std::size_t) { ++first[term + 1]; });
  std::partial_sum(first.begin(), first.end(), first.begin());
  std::vector<ConfigurationId> items(first.back());
  std::vector<std::uint32_t> place(first.begin(), first.end());
  std::fill(last.begin(), last.end(), ConfigurationId::none);
  each_held(snapshot, number, last,
            [&](std::size_t term, std::size_t k) { items[place[term]++] = ConfigurationId{k}; });
  return {std::move(first), std::move(items)};
}

}  // namespace

std::shared_ptr<Snapshot::Late> Snapshot::make_late() { return std::make_shared<Late>(); }

const ListColumn<std::uint32_t>& Snapshot::supporters() const {
  std::call_once(late_->voices, [&] { make_voices(*this, late_->index); });
  return late_->index.supporters;
}

const ListColumn<std::uint32_t>& Snapshot::disputers() const {
  supporters();
  return late_->index.disputers;
}

const ListColumn<ConfigurationId>& Snapshot::held(std::size_t number) const {
  std::call_once(late_->holders[number],
                 [&] { late_->index.holders[number] = make_holders(*this, number); });
  return late_->index.holders[number];
}

void Snapshot::set_index(SnapshotIndex index) {
  late_->index = std::move(index);
  std::call_once(late_->voices, [] {});
  for (auto& each : late_->holders) std::call_once(each, [] {});
}

}  // namespace retroduce::model
