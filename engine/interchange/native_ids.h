// The ids of a native file while it is read: what each names, and where it comes from.
// Knows nothing of XML.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "model/records.h"

namespace retroduce::interchange::native {

/// A permanent id taken apart: "<16 hexadecimal digits>.<number>".
struct PermanentId {
  std::string_view uid;
  std::uint32_t ordinal = 0;
};

/// Nothing where the id is a local name.
std::optional<PermanentId> permanent_id(std::string_view id);

bool is_uid(std::string_view text);

/// Numbers things of each kind in file order, from 0. Ids are kept as views: they must outlive the
/// table.
class IdTable {
 public:
  struct Place {
    std::uint32_t number = 0;
    std::uint32_t line = 0;
  };

  /// The next number of the kind, for a thing with or without an id.
  std::uint32_t count_one(model::ThingKind kind) { return counts_[index(kind)]++; }
  std::uint32_t count(model::ThingKind kind) const { return counts_[index(kind)]; }

  /// Names what was counted last. Returns the place that had the id before, and then does nothing.
  std::optional<Place> name_last(model::ThingKind kind, std::string_view id, std::uint32_t line);
  std::optional<std::uint32_t> find(model::ThingKind kind, std::string_view id) const;

  /// False where the change was there before.
  bool add_change(std::string_view uid);
  model::Ref<model::Change> change(std::string_view uid) const;  ///< unset where there is none

  /// False where another thing, of whatever kind, has the same permanent id.
  bool claim(const model::Origin& origin);

 private:
  static std::size_t index(model::ThingKind kind) { return static_cast<std::size_t>(kind); }
  static constexpr std::size_t kinds = model::thing_kinds;

  std::array<std::uint32_t, kinds> counts_{};
  std::array<std::unordered_map<std::string_view, Place>, kinds> places_;
  std::unordered_map<std::string_view, std::uint32_t> changes_;
  std::unordered_set<std::uint64_t> claimed_;
};

}  // namespace retroduce::interchange::native
