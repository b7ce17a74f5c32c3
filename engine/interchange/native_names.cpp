#include "interchange/native_names.h"

#include <algorithm>
#include <utility>

#include "base/error.h"

namespace retroduce::interchange::native {

std::string Names::name(model::ThingKind kind, std::size_t place) const {
  const std::vector<model::Origin>& origins = kinds_[static_cast<std::size_t>(kind)].origins;
  RETRODUCE_ASSERT(place < origins.size());
  const model::Origin& origin = origins[place];
  if (origin.change.is_set()) return uid(origin.change) + "." + std::to_string(origin.ordinal);
  // The words of kinds may have blanks, ids may not.
  std::string word(kind == model::ThingKind::theory_version ? "version" : model::to_word(kind));
  std::replace(word.begin(), word.end(), ' ', '-');
  return word + "." + std::to_string(place + 1);
}

std::string Names::next(model::ThingKind kind) {
  Kind& all = of(kind);
  const std::size_t place = all.printed++;
  return name(kind, all.order.empty() ? place : all.order[place]);
}

void Names::print_in_order(model::ThingKind kind, std::vector<std::uint32_t> places) {
  of(kind).order = std::move(places);
}

const std::string& Names::uid(model::Ref<model::Change> change) const {
  RETRODUCE_ASSERT(change.index() < uids_.size());
  return uids_[change.index()];
}

}  // namespace retroduce::interchange::native
