#include "store/late_columns.h"

#include <algorithm>
#include <span>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "base/error.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr std::size_t block_size = std::size_t{1} << Blocks::shift;

/// What room is made for in a column; beyond it the rows are read each time.
constexpr std::uint64_t most_bytes = std::uint64_t{1} << 30U;

/// The things of a block: [begin, end).
struct Range {
  std::size_t begin;
  std::size_t end;
  std::size_t size() const { return end - begin; }
};

Range range_of(std::size_t block, std::size_t things) {
  return {block * block_size, std::min((block + 1) * block_size, things)};
}

[[noreturn]] void raise_conflict() {
  throw base::Error(base::ErrorCode::corrupt,
                    "the copy that the review keeps for questions is of another review; import "
                    "something into it, and the copy is made anew");
}

template <typename T>
std::uint32_t* places_of(const LateLists<T>& lists, std::size_t block) {
  return lists.first.data() + block * (block_size + 1);
}

template <typename T>
std::span<const T> items_of(const LateLists<T>& lists, std::size_t block) {
  return {lists.items.data() + lists.starts[block], lists.starts[block + 1] - lists.starts[block]};
}

std::uint32_t number_of(std::uint32_t value) { return value; }
std::uint32_t number_of(ConfigurationId id) { return id.value; }

/// Each list of the block ascends, and stays below `end`.
template <typename T>
bool ascends(const LateLists<T>& lists, std::size_t block, std::size_t end) {
  const std::uint32_t* places = places_of(lists, block);
  const T* items = lists.items.data();
  bool fits = true;
  for (std::size_t i = 0; i < range_of(block, lists.lists).size(); ++i) {
    for (std::size_t at = places[i]; at < places[i + 1]; ++at) {
      fits &= number_of(items[at]) < end &&
              (at == places[i] || number_of(items[at - 1]) < number_of(items[at]));
    }
  }
  return fits;
}

template <typename T>
void take_block(const LateLists<T>& lists, std::size_t block, Unpacker& in) {
  std::uint32_t* places = places_of(lists, block);
  const std::size_t size = range_of(block, lists.lists).size();
  in.into(places, size + 1);
  bool fits = places[0] == lists.starts[block] && places[size] == lists.starts[block + 1];
  for (std::size_t i = 0; i < size; ++i) fits &= places[i] <= places[i + 1];
  need(fits);
  in.into(lists.items.data() + places[0], places[size] - places[0]);
}

template <typename T>
void copy_block(const LateLists<T>& lists, std::size_t block, const ListColumn<T>& whole) {
  if (whole.size() != lists.lists) raise_conflict();
  std::uint32_t* places = places_of(lists, block);
  std::uint64_t place = lists.starts[block];
  const Range range = range_of(block, lists.lists);
  for (std::size_t i = range.begin; i < range.end; ++i) {
    const auto list = whole[i];
    if (list.size() > lists.starts[block + 1] - place) raise_conflict();
    *places++ = static_cast<std::uint32_t>(place);
    std::copy(list.begin(), list.end(), lists.items.data() + place);
    place += list.size();
  }
  if (place != lists.starts[block + 1]) raise_conflict();
  *places = static_cast<std::uint32_t>(place);
}

}  // namespace

void LateColumns::set_bounds(const Snapshot& head, std::size_t concepts,
                             std::size_t configurations) {
  need(concepts < most_things && configurations < most_things);
  documents_ = head.documents.size();
  concepts_ = concepts;
  configurations_ = configurations;
  themes_ = head.themes.size();
  levels_ = head.levels.size();
}

/// In the order of each_list_column.
template <typename Visit>
void LateColumns::each_lists(const Visit& visit) {
  visit(concept_labels_);
  visit(configuration_labels_);
  visit(elements_);
  visit(evidence_);
  visit(supporters_);
  visit(disputers_);
  for (auto& each : holders_) visit(each);
}

/// With how many things it has room for.
template <typename Visit>
void LateColumns::each_room(const Visit& visit) {
  visit(concept_facts_.values, concepts_);
  visit(configuration_facts_.values, configurations_);
  each_lists([&](auto& lists) {
    visit(lists.first, lists.lists + Blocks::count(lists.lists));
    visit(lists.items, lists.starts.back());
  });
}

void LateColumns::read_starts(Unpacker& in) {
  concept_facts_.size = concept_labels_.lists = concepts_;
  configuration_facts_.size = configuration_labels_.lists = configurations_;
  elements_.lists = evidence_.lists = configurations_;
  supporters_.lists = disputers_.lists = configurations_;
  for (auto& each : holders_) each.lists = concepts_ * 2;
  each_lists([&](auto& lists) {
    lists.starts = in.all<std::uint64_t>();
    const std::size_t blocks = Blocks::count(lists.lists);
    need(lists.starts.size() == blocks + 1 && lists.starts.front() == 0 &&
         std::is_sorted(lists.starts.begin(), lists.starts.end()) &&
         lists.starts.back() <= most_bytes / sizeof(*lists.items.data()));
  });
  std::size_t end = 0;
  each_room([&](auto& room, std::size_t count) { room.ask(count, end); });
  memory_ = std::make_unique_for_overwrite<std::byte[]>(end);
  each_room([&](auto& room, std::size_t) { room.move_into(memory_.get()); });
  std::vector<std::string> names;
  each_list_column(Snapshot(),
                   [&](const std::string& name, const auto&) { names.push_back(name); });
  auto name = names.begin();
  each_lists([&](auto& lists) { lists.kind = *name++; });
}

const Snapshot& LateColumns::rows() {
  if (!rows_) rows_ = source_->rows();
  return *rows_->snapshot;
}

/// False where the block is missing, or a number in it lies outside what it counts.
template <typename Take>
bool LateColumns::came(const std::string& kind, std::size_t block, const Take& take) {
  try {
    return source_->part(kind, block, [&](std::string_view bytes) {
      Unpacker in(bytes);
      take(in);
      need(in.is_done());
    });
  } catch (const std::out_of_range&) {
    return false;
  }
}

template <typename T>
const ListColumn<T>& LateColumns::whole(const std::string& kind) {
  const ListColumn<T>* found = nullptr;
  each_list_column(rows(), [&](const std::string& name, const auto& column) {
    if constexpr (std::is_same_v<decltype(column), const ListColumn<T>&>) {
      if (name == kind) found = &column;
    }
  });
  RETRODUCE_ASSERT(found != nullptr);
  return *found;
}

template <typename T, typename Fits>
void LateColumns::start(LateLists<T>& lists, Fits fits) {
  lists.blocks.emplace(lists.lists, *one_by_one_, [this, &lists, fits](std::size_t block) {
    const bool is_there = came(lists.kind, block, [&](Unpacker& in) {
      take_block(lists, block, in);
      need(fits(block));
    });
    if (is_there) return;
    copy_block(lists, block, whole<T>(lists.kind));
    if (!fits(block)) raise_conflict();
  });
}

template <typename T, typename Fits>
void LateColumns::start(LateValues<T>& values, Whole<T> whole_of, Fits fits) {
  values.blocks.emplace(values.size, *one_by_one_,
                        [this, &values, whole_of, fits](std::size_t block) {
                          const Range range = range_of(block, values.size);
                          const std::span<T> to{values.values.data() + range.begin, range.size()};
                          const bool is_there = came(values.kind, block, [&](Unpacker& in) {
                            in.into(to.data(), to.size());
                            need(std::all_of(to.begin(), to.end(), fits));
                          });
                          if (is_there) return;
                          const Column<T>& all = whole_of(rows());
                          if (all.size() != values.size) raise_conflict();
                          for (std::size_t i = 0; i < to.size(); ++i) to[i] = all[range.begin + i];
                          if (!std::all_of(to.begin(), to.end(), fits)) raise_conflict();
                        });
}

void LateColumns::start_facts() {
  const Whole<ConceptFacts> of_concepts = [](const Snapshot& s) -> auto& {
    return s.concepts.facts();
  };
  start(concept_facts_, of_concepts, [this](const ConceptFacts& each) {
    return (each.parent.value < concepts_ || !each.parent.is_set()) && each.is_wording <= 1;
  });
  const Whole<ConfigurationFacts> of_configurations = [](const Snapshot& s) -> auto& {
    return s.configurations.facts();
  };
  start(configuration_facts_, of_configurations, [this](const ConfigurationFacts& each) {
    return (each.theme.value < themes_ || !each.theme.is_set()) && each.level >= -1 &&
           each.level < static_cast<std::int64_t>(levels_) && each.status <= Status::refuted;
  });
}

void LateColumns::start_lists() {
  const auto any = [](std::size_t) { return true; };
  start(concept_labels_, any);
  start(configuration_labels_, any);
  start(elements_, [this](std::size_t block) {
    bool fits = true;
    for (const SnapshotElement& each : items_of(elements_, block)) {
      fits &= each.concept_.value < concepts_ && each.role <= Role::outcome &&
              each.part <= MechanismPart::reasoning && each.direction <= Direction::none;
    }
    return fits;
  });
  start(evidence_, [this](std::size_t block) { return evidence_fits(block); });
  for (LateLists<std::uint32_t>* lists : {&supporters_, &disputers_}) {
    start(*lists, [this, lists](std::size_t block) { return ascends(*lists, block, documents_); });
  }
  for (auto& lists : holders_) {
    start(lists,
          [this, &lists](std::size_t block) { return ascends(lists, block, configurations_); });
  }
}

/// Evidence points to elements by place.
bool LateColumns::evidence_fits(std::size_t block) {
  const std::size_t size = range_of(block, configurations_).size();
  elements_.blocks->need(block * block_size);
  const std::uint32_t* elements = places_of(elements_, block);
  const std::uint32_t* places = places_of(evidence_, block);
  bool fits = true;
  for (std::size_t k = 0; k < size; ++k) {
    const std::uint32_t most = elements[k + 1] - elements[k];
    for (std::size_t i = places[k]; i < places[k + 1]; ++i) {
      const SnapshotEvidence& each = evidence_.items.data()[i];
      fits &= each.document.value < documents_ && each.stance <= Stance::contradicts &&
              each.inference <= Inference::theorised &&
              (each.element == SnapshotEvidence::whole || each.element < most);
    }
  }
  return fits;
}

void LateColumns::give(Snapshot& snapshot) {
  start_facts();
  start_lists();
  const auto list = [this](const auto& of) {
    using T = std::remove_pointer_t<decltype(of.items.data())>;
    return ListColumn<T>(of.lists, of.starts.back(), of.first.data(), of.items.data(), &*of.blocks,
                         shared_from_this());
  };
  const auto values = [this](const auto& of) {
    using T = std::remove_pointer_t<decltype(of.values.data())>;
    return Column<T>(of.size, of.values.data(), &*of.blocks, shared_from_this());
  };
  snapshot.concepts = {list(concept_labels_), values(concept_facts_)};
  snapshot.configurations = {list(configuration_labels_), values(configuration_facts_)};
  snapshot.elements = list(elements_);
  snapshot.evidence = list(evidence_);
  SnapshotIndex index{list(supporters_), list(disputers_), {}};
  for (std::size_t i = 0; i < holders_.size(); ++i) index.holders[i] = list(holders_[i]);
  snapshot.set_index(std::move(index));
}

void LateColumns::read_all() {
  concept_facts_.blocks->need_all();
  configuration_facts_.blocks->need_all();
  each_lists([](const auto& lists) { lists.blocks->need_all(); });
  source_.reset();
  rows_.reset();
}

}  // namespace retroduce::store
