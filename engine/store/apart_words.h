// What the others said of concepts that stay shown to who codes apart: it would tell of hidden
// coding. Internal to the store.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "store/things.h"

namespace retroduce::store {

/// In a copy from which nothing was taken yet, in which ApartClaims has filled its temporary
/// tables.
class ApartWords {
 public:
  explicit ApartWords(Connection& copy);

  /// Concepts that another brought with hidden coding and whose name the reader took up, which is
  /// all that the reader knows of them.
  const std::set<ThingName>& taken_up() const { return taken_up_; }
  /// Concepts of hidden coding that another put together with shown ones, and the changes that did.
  const std::set<ThingName>& united() const { return united_; }
  const std::set<std::int64_t>& unions() const { return unions_; }
  /// Whether anything is taken out of what is said of the concept.
  bool are_about(const ThingName& concept_) const;
  /// Whether the concept has that other name by such a change.
  bool hides_alias(const ThingName& concept_, const std::string& alias) const;
  /// Takes out what the others said of the first, and what the second left with those that they
  /// went into.
  void take_out();

 private:
  struct Left {
    ThingName with;
    Image before;
    Image after;
  };
  void find_united();
  void blank(const ThingName& taken_up);
  void take_back(const Left& left);

  Things things_;
  std::set<ThingName> taken_up_;
  std::set<ThingName> united_;
  std::set<std::int64_t> unions_;
  std::vector<Left> left_;  ///< the last first
};

}  // namespace retroduce::store
