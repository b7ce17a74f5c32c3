// Claims and concepts that rest on nothing but what is hidden from who codes apart: they would say
// what the hidden extracts say. Internal to the store.
#pragma once

#include <set>

#include "store/things.h"

namespace retroduce::store {

/// In a copy from which nothing was taken yet, whose temporary tables `apart` and `hidden_extract`
/// tell what is to be.
class ApartClaims {
 public:
  explicit ApartClaims(Connection& copy);

  /// Configurations that another brought and that have evidence, all of it hidden; statements that
  /// another brought, which name hidden extracts or configurations and no others; concepts that
  /// another brought, whose every use is hidden with these or is a hidden coding.
  const std::set<ThingName>& all() const { return all_; }
  /// Takes them out but for some, with what is said of them, and the receipts of what the others
  /// imported.
  void take_out(const std::set<ThingName>& but);

 private:
  void find(model::ThingKind kind, const char* sql);
  bool is_unused(const ThingName& thing);
  void take_one(const ThingName& thing);

  Things things_;
  std::set<ThingName> all_;
};

}  // namespace retroduce::store
