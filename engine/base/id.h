// Numbers that cannot be mixed up: a document's number is not a concept's. Zero cost.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace retroduce::base {

/// A dense number from 0 within one owner (a snapshot, a batch); the owner is named where one is
/// kept. Ordered and hashable; adding two does not compile.
template <typename Tag>
struct Id {
  static constexpr std::uint32_t none = 0xffffffffU;
  std::uint32_t value = none;

  constexpr Id() = default;
  constexpr explicit Id(std::uint32_t number) : value(number) {}
  constexpr explicit Id(std::size_t number) : value(static_cast<std::uint32_t>(number)) {}
  constexpr bool is_set() const { return value != none; }
  constexpr std::size_t index() const { return value; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

}  // namespace retroduce::base

template <typename Tag>
struct std::hash<retroduce::base::Id<Tag>> {
  std::size_t operator()(retroduce::base::Id<Tag> id) const noexcept { return id.value; }
};
