#include "store/permanent_ids.h"

#include "store/body.h"
#include "store/things.h"

namespace retroduce::store {

std::vector<std::string> permanent_ids(const Store& store,
                                       std::span<const model::ExtractKey> extracts) {
  Things things(static_cast<const StoreBody&>(store).connection());
  std::vector<std::string> ids;
  for (const model::ExtractKey key : extracts)
    ids.push_back(things.id_of(model::ThingKind::extract, key));
  return ids;
}

}  // namespace retroduce::store
