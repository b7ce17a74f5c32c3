// The ids of a bundle's things, and the place of each among its kind. Dense numbers, which is what
// programs write, cost four bytes each; any other text works too.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace retroduce::interchange::bundle {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>()(text);
  }
};
template <typename Value>
using TextMap = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

class IdMap {
 public:
  /// False where the id has a place already; that one stays.
  bool add(std::string_view id, std::uint32_t place);
  std::optional<std::uint32_t> find(std::string_view id) const;

 private:
  static constexpr std::uint32_t unset = 0xffffffffU;
  std::vector<std::uint32_t> dense_;
  TextMap<std::uint32_t> others_;
};

}  // namespace retroduce::interchange::bundle
