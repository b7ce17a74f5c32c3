#include "interchange/bundle_ids.h"

namespace retroduce::interchange::bundle {

namespace {

/// The number that a text is the one plain spelling of: "7", not "07".
std::optional<std::uint32_t> plain_number(std::string_view text) {
  if (text.empty() || text.size() > 9 || (text[0] == '0' && text.size() > 1)) return std::nullopt;
  std::uint32_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return number;
}

}  // namespace

bool IdMap::add(std::string_view id, std::uint32_t place) {
  if (find(id)) return false;
  const auto number = plain_number(id);
  // Room for gaps, but one huge number must not cost memory.
  if (number && *number < 2 * dense_.size() + 65536) {
    if (*number >= dense_.size()) dense_.resize(*number + 1, unset);
    dense_[*number] = place;
  } else {
    others_.emplace(id, place);
  }
  return true;
}

std::optional<std::uint32_t> IdMap::find(std::string_view id) const {
  const auto number = plain_number(id);
  if (number && *number < dense_.size() && dense_[*number] != unset) return dense_[*number];
  if (others_.empty()) return std::nullopt;
  const auto found = others_.find(id);
  return found == others_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace retroduce::interchange::bundle
