// The lists that a review publishes beside its configurations, and the fields that each has: one
// line each. Knows nothing of how they are printed.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "model/records.h"

namespace retroduce::model {

struct ListShape {
  EntryList list = EntryList::criteria;
  std::string_view title;    ///< "inclusion and exclusion criteria"
  bool is_of_configuration;  ///< its first field names a configuration, where it fits one
  std::size_t names;         ///< this many fields, the first, name an entry
  std::array<std::string_view, 8> all;  ///< in printed order, empty at the end

  std::span<const std::string_view> fields() const;
};

/// In the order of EntryList.
std::span<const ListShape> list_shapes();
const ListShape& shape_of(EntryList list);

/// The value of a field, or nothing.
std::string_view value_in(const Entry& entry, std::string_view field);

/// What tells an entry from the others of its list: the values that name it, by " · ".
std::string label_of(const Entry& entry);

}  // namespace retroduce::model
