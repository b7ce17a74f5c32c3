// Things that were added on both sides of a merge and are one, since they have one name: the one
// that was added first stands for the others. Internal to the store.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/things.h"

namespace retroduce::store {

class Twins {
 public:
  Twins() = default;
  /// Those that the file tells.
  explicit Twins(Connection& connection);
  /// Two permanent ids of one thing. `times`: when each change was made, by uid; the first stands
  /// for the others, whatever the order in which pairs are told.
  void join(const std::string& a, const std::string& b,
            const std::unordered_map<std::string, std::string>& times);
  /// The id that stands for this one; of an id made of several, each.
  std::string standing(std::string_view id) const;
  /// All references of the image by the ids that stand for them.
  Image standing(model::ThingKind kind, Image image) const;
  /// Ids that are no more, with what stands for each.
  const std::map<std::string, std::string>& all() const { return stands_for_; }
  /// All ids of the thing, the one that stands for them first.
  std::vector<std::string> members(const std::string& id) const;

 private:
  std::map<std::string, std::string> stands_for_;
  std::map<std::string, std::vector<std::string>> members_;  ///< without the one that stands
};

/// The id that stands in that file for this one, where a merge found the two to be one thing; of an
/// id made of several, each. The same id where there is none.
std::string standing_id(Connection& connection, std::string_view id);

/// A thing as it was added.
struct AddedThing {
  std::string id;
  Image image;
};

/// Of things that were added under one name, those that are one: each stands with the first group
/// of whom nobody knew of it and of whose adding it did not know. A later set of changes never
/// parts or joins what an earlier one told otherwise. `times`: when each change was made, by uid.
std::vector<std::vector<std::string>> told_as_one(
    std::vector<std::string> ids, const std::unordered_map<std::string, std::string>& times,
    const std::function<bool(const std::string& later, const std::string& earlier)>& knew);

/// The name of the change that added the thing of that id.
inline std::string uid_of_id(const std::string& id) { return id.substr(0, id.find('.')); }

/// What makes two things that were added apart one: nothing where nothing does. References stand in
/// the image by the ids that stand for them.
std::optional<std::string> twin_key(model::ThingKind kind, const Image& image);

}  // namespace retroduce::store
