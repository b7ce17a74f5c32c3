#include "interchange/native_ids.h"

#include <algorithm>
#include <charconv>

namespace retroduce::interchange::native {

bool is_uid(std::string_view text) {
  return text.size() == 16 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

std::optional<PermanentId> permanent_id(std::string_view id) {
  if (id.size() < 18 || id[16] != '.' || !is_uid(id.substr(0, 16))) return std::nullopt;
  const std::string_view digits = id.substr(17);
  // One number has one spelling, so that the same thing cannot stand under two ids.
  if (digits.size() > 1 && digits[0] == '0') return std::nullopt;
  PermanentId found{id.substr(0, 16), 0};
  const char* end = digits.data() + digits.size();
  const auto result = std::from_chars(digits.data(), end, found.ordinal);
  if (result.ec != std::errc() || result.ptr != end) return std::nullopt;
  return found;
}

std::optional<IdTable::Place> IdTable::name_last(model::ThingKind kind, std::string_view id,
                                                 std::uint32_t line) {
  const Place place{counts_[index(kind)] - 1, line};
  const auto [known, is_new] = places_[index(kind)].try_emplace(id, place);
  if (is_new) return std::nullopt;
  return known->second;
}

std::optional<std::uint32_t> IdTable::find(model::ThingKind kind, std::string_view id) const {
  const auto& places = places_[index(kind)];
  const auto found = places.find(id);
  if (found == places.end()) return std::nullopt;
  return found->second.number;
}

bool IdTable::add_change(std::string_view uid) {
  return changes_.try_emplace(uid, static_cast<std::uint32_t>(changes_.size())).second;
}

model::Ref<model::Change> IdTable::change(std::string_view uid) const {
  const auto found = changes_.find(uid);
  return found == changes_.end() ? model::Ref<model::Change>()
                                 : model::Ref<model::Change>(found->second);
}

bool IdTable::claim(const model::Origin& origin) {
  return claimed_.insert((std::uint64_t{origin.change.value} << 32U) | origin.ordinal).second;
}

}  // namespace retroduce::interchange::native
