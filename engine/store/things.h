// Things of the review as images: read whole, written whole, found by name, with who refers to
// them. The one door through which edits, undo and history touch the tables. Internal to the store.
//
// An image is a JSON object of the fields that are set, under the keys of thing_shape.h, references
// as permanent ids; what is empty is left out, so that two equal states have equal images. A
// permanent id is `<change>.<ordinal>`; for a thing that has none of its own, the parts of its
// natural key, joined by blanks ("-" for an empty one).
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "store/connection.h"
#include "store/thing_shape.h"

namespace retroduce::store {

using Image = nlohmann::json;

/// One thing of the review, by its permanent id. The review itself has the id "review".
struct ThingName {
  model::ThingKind kind = model::ThingKind::review;
  std::string id;
  friend bool operator==(const ThingName&, const ThingName&) = default;
  friend auto operator<=>(const ThingName&, const ThingName&) = default;
};

/// Whether what the shape has there once is the same in both: no review can hold the two.
bool is_same_once(const ThingShape& shape, const Image& one, const Image& other);

class Things {
 public:
  explicit Things(Connection& connection) : connection_(connection) {}

  /// What the thing is now; nothing where it is not there.
  /// `whole`: with a document's texts and an attachment's bytes, which are long.
  std::optional<Image> image(const ThingName& thing, bool whole = false);
  /// Makes the thing what the image says: adds it, changes it, or takes it away (null). References
  /// must be there when the transaction ends. Fails: SQLite::Exception (a constraint).
  void put(const ThingName& thing, const std::optional<Image>& image);

  /// The thing of that label, key or permanent id; nothing where there is none. Concepts by label
  /// as names are matched; what is unique only within something else, only where one has the name.
  std::vector<ThingName> find(model::ThingKind kind, std::string_view name);
  /// All things of a kind.
  std::vector<ThingName> all(model::ThingKind kind);
  /// The names that things of the kind have, for suggestions.
  std::vector<std::string> names(model::ThingKind kind);

  /// Who refers to the thing, and by which field; in the order of shapes, then of rows.
  struct User {
    ThingName thing;
    const ThingField* field = nullptr;
    const ThingPart* part = nullptr;  ///< that the field is of; null: of the thing itself
  };
  std::vector<User> users(const ThingName& thing);

  /// Every thing that the change added and that is there, users before what they use.
  std::vector<ThingName> added_by(std::int64_t change);

  /// "concept "trust"", for people.
  std::string said(const ThingName& thing);

  std::optional<std::int64_t> row_of(model::ThingKind kind, std::string_view id);
  std::string id_of(model::ThingKind kind, std::int64_t row);
  std::optional<std::int64_t> change_of_uid(std::string_view uid);
  /// The change is being taken away.
  void forget_change(std::int64_t change);
  /// The change that things and elements are of whose images name none.
  void set_change(std::int64_t change) { own_change_ = change; }
  Connection& connection() { return connection_; }

 private:
  struct Key {
    std::deque<std::string> texts;  ///< own what cells lend
    Cells cells;
  };
  std::optional<Key> key_of(const ThingShape& shape, std::string_view id);
  std::string natural_id(const ThingShape& shape, const Query& row);
  void read_fields(const std::vector<ThingField>& fields, const Query& row, Image& into);
  void read_parts(const ThingShape& shape, std::int64_t owner, Image& into);
  void bind_fields(const std::vector<ThingField>& fields, const Image& image, Key& into);
  std::int64_t change_in(const Image& image);
  void insert(const ThingShape& shape, const std::string& id, const Image& image);
  void update(const ThingShape& shape, Key& key, const Image& before, const Image& after);
  void remove(const ThingShape& shape, Key& key, const Image& before);
  void write_part(const ThingPart& part, std::int64_t owner, const Image& image);
  void clear_part(const ThingPart& part, std::int64_t owner, const Image& image);
  void write_extras(const ThingShape& shape, std::int64_t owner, const Image& image);
  void clear_extras(const ThingShape& shape, std::int64_t owner);
  std::string about_id(model::ThingKind kind, std::string_view key);
  std::optional<std::string> about_key(const ThingName& thing);
  std::string uid_of(std::int64_t change);
  std::vector<ThingName> named_by(const ThingShape& shape, const std::string& sql,
                                  const Cells& cells);

  Connection& connection_;
  std::int64_t own_change_ = 0;
  std::unordered_map<std::string, std::int64_t> changes_;  ///< by uid
  std::unordered_map<std::int64_t, std::string> uids_;
};

/// The permanent id of a thing that has none of its own: the parts of its natural key.
std::string natural_id_of(const ThingShape& shape, const Image& image);
/// Only the fields in which two images differ, as each has them.
std::pair<Image, Image> differing(const Image& before, const Image& after);
/// `image` with the fields of `after` in place of those of `before`.
Image patched(Image image, const Image& before, const Image& after);

}  // namespace retroduce::store
