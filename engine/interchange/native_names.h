// The ids that the native form gives to things while it is written. Knows nothing of XML.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "model/records.h"

namespace retroduce::interchange::native {

/// What the things sent so far are called in the file: the permanent id of what has one, else a
/// local name made of its kind and number ("extract.3").
class Names {
 public:
  void add_change(const std::string& uid) { uids_.push_back(uid); }
  void add(model::ThingKind kind, const model::Origin& origin) {
    of(kind).origins.push_back(origin);
  }
  std::string name(model::ThingKind kind, std::size_t place) const;
  /// The name of the thing that is printed next: things are printed in the order of `add`, or in
  /// that of the places given here.
  std::string next(model::ThingKind kind);
  void print_in_order(model::ThingKind kind, std::vector<std::uint32_t> places);
  const std::string& uid(model::Ref<model::Change> change) const;

 private:
  static constexpr std::size_t kinds = model::thing_kinds;
  struct Kind {
    std::vector<model::Origin> origins;
    std::vector<std::uint32_t> order;  ///< empty = as added
    std::size_t printed = 0;
  };
  Kind& of(model::ThingKind kind) { return kinds_[static_cast<std::size_t>(kind)]; }
  std::vector<std::string> uids_;
  std::array<Kind, kinds> kinds_;
};

}  // namespace retroduce::interchange::native
