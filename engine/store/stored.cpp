#include "store/stored.h"

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/text.h"

namespace retroduce::store {

void raise_damaged(std::string_view found) {
  throw base::Error(base::ErrorCode::corrupt, "the review file is damaged: it holds \"" +
                                                  base::shorten(found, 40) +
                                                  "\" where that cannot stand; go back to an "
                                                  "earlier copy");
}

std::vector<std::string> stored_texts(std::string_view json) {
  const auto parsed = nlohmann::json::parse(json, nullptr, false);
  if (!parsed.is_array()) raise_damaged(json);
  std::vector<std::string> texts;
  for (const auto& each : parsed) {
    if (!each.is_string()) raise_damaged(json);
    texts.push_back(each.get<std::string>());
  }
  return texts;
}

}  // namespace retroduce::store
