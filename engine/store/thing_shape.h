// Which tables a thing of the review lives in, said once: for its image in history, for edits, for
// undo. The store's own counterpart of model/records.h. Knows no SQL but names.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/vocabulary.h"

namespace retroduce::store {

/// What happens to the one that refers when the one referred to is retired.
enum class WhenGone : std::uint8_t {
  stays,   ///< it must not go while somebody refers to it
  clears,  ///< the reference is taken out
  goes,    ///< it goes too: it means nothing alone
};

struct ThingField {
  enum class Type : std::uint8_t {
    text,
    maybe_text,  ///< NULL where it is empty: a word of a scale
    number,
    flag,
    json,       ///< a text that is JSON: authors
    reference,  ///< the id of another thing
    about,      ///< a memo's pair of columns: kind here, key in the next column
    folded,     ///< made of the field before it as names are matched; in no image
  };
  std::string_view key;     ///< in images, and as edits name it
  std::string_view column;  ///< of the table
  Type type = Type::text;
  model::ThingKind of = model::ThingKind::review;  ///< of a reference
  WhenGone when_gone = WhenGone::stays;
  std::span<const std::string_view> (*words)() = nullptr;  ///< of a closed list
};

/// Rows that belong to a thing and come and go with it.
struct ThingPart {
  enum class Form : std::uint8_t {
    values,   ///< a list of one field: aliases
    objects,  ///< a list of several: elements
    beside,   ///< exactly one row, its fields among the thing's own: the words of an extract
    maybe,    ///< one row or none: an anchor
  };
  std::string_view key;
  std::string_view table;
  std::string_view owner;  ///< column with the thing's id
  Form form = Form::objects;
  std::vector<ThingField> fields;
  bool has_change = false;
};

struct ThingShape {
  model::ThingKind kind = model::ThingKind::review;
  std::string_view table;
  std::string_view name;  ///< key of the field that people know it by; empty: none
  /// Fields whose values are its permanent id, in order; empty: it has an id of its own.
  std::vector<std::string_view> natural_key;
  std::vector<ThingField> fields;
  std::vector<ThingPart> parts;
  /// Fields that no two things of the kind have alike, where it has an id of its own and is not
  /// known by one name.
  std::vector<std::string_view> once = {};
};

/// The shape of a kind. Elements have none (they are parts), nor has the review.
const ThingShape& shape_of(model::ThingKind kind);
/// All shapes, each after those that it refers to.
std::span<const ThingShape> thing_shapes();

/// Whether no two things of the kind have one name, at least within what they belong to.
bool has_name_alone(model::ThingKind kind);
/// The key of the field within which a name is the only one of its kind; empty: in the review.
std::string_view name_scope(model::ThingKind kind);

/// What memos and foreign parts may be about: the word for the kind, and a query for the keys, as
/// these write them, of all that are there.
struct KeysForRemarks {
  std::string_view about;
  std::string sql;
};
std::vector<KeysForRemarks> keys_for_remarks();

/// The field of that key among the thing's own and those beside them; null where there is none.
const ThingField* find_field(const ThingShape& shape, std::string_view key);

}  // namespace retroduce::store
