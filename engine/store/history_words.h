// What history says, for people: values of images, what things were called, what a change did to
// each. Internal to the store.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/records.h"
#include "store/thing_words.h"

namespace retroduce::store {

/// A text in quotes, a list, yes or no; shortened. A reference is told by what it refers to, now or
/// then. `shape` may be null: the review's own fields.
std::string value_in_words(const ImageOf& image_of, const ThingShape* shape, const std::string& key,
                           const Image& value);
/// "context "time" → context "trust"": of a list what came in the place of what went.
std::string change_in_words(const ImageOf& image_of, const ThingShape* shape,
                            const std::string& key, const Image& was, const Image& is);

/// mechanism "trust", context not "time": as sentences of edits name an element.
std::string bare_element(const ImageOf& image_of, const Image& element);

/// What rows of history are about, in words; things that are gone as they were last.
class HistoryWords {
 public:
  explicit HistoryWords(Things& things) : things_(things) {}

  std::string said(const ThingName& thing);
  /// The thing of the row, by the name that the row gives it where it is no more.
  std::string said_in(const model::HistoryRow& row);
  /// What the field was and is, in words.
  std::string changed(const ThingShape* shape, const std::string& key, const Image& was,
                      const Image& is);

 private:
  const std::map<ThingName, Image>& gone();
  std::optional<Image> now_or_last(const ThingName& thing);
  ImageOf now_or_last();
  Things& things_;
  std::optional<std::map<ThingName, Image>> gone_;
};

/// What a change did to each thing, in one row: names that were given only on the way are left out.
std::vector<model::HistoryRow> one_row_each(const std::vector<model::HistoryRow>& rows);

}  // namespace retroduce::store
