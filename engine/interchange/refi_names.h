// The GUIDs that things have in a REFI-QDA file that is written, and what was kept of the file that
// they came from. Knows nothing of XML.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/records.h"

namespace retroduce::interchange::refi {

/// The kind of part that names the selection, by its GUID, that a coding stands in, where that is
/// not the first of its extract.
inline constexpr std::string_view coded_in = "coded in";

/// Behind our name as the producer, where areas go as a program wrote them that counts so.
inline constexpr std::string_view pages_from_zero = "pages from 0";
/// Whether the program counts the pages of a file from 0, which the standard does not say.
bool counts_pages_from_zero(std::string_view producer);

/// "name (2)", where some program wants names told apart; and the name before that.
std::string numbered(const std::string& name, int number);
std::string_view without_number(std::string_view name);

/// Everything of a review that a writer needs at once. Places are Refs.
struct Batch {
  model::Review review;
  std::vector<model::Change> changes;
  std::vector<model::Coder> coders;
  std::vector<model::Document> documents;
  std::vector<model::Theme> themes;
  std::vector<model::Concept> concepts;
  std::vector<model::Extract> extracts;
  std::vector<model::Coding> codings;
  std::vector<model::Configuration> configurations;
  std::vector<model::Evidence> evidence;
  std::vector<model::Link> links;
  std::vector<model::Attachment> attachments;  ///< their bytes are handed on
  std::vector<model::Memo> memos;
  std::vector<model::ForeignPart> parts;
  std::map<std::size_t, std::vector<model::Field>> notices;  ///< of joined records, by document
  std::map<std::string, std::int64_t> others;  ///< what has no place at all, by its plural
};

class Names {
 public:
  /// Call when the batch is complete.
  explicit Names(const Batch& batch);

  /// The GUID that the thing had, or one made of its permanent id: the same at every export.
  const std::string& guid(model::ThingKind kind, std::size_t ref);
  /// A further one that belongs to it: of a second selection, of its note.
  std::string further(model::ThingKind kind, std::size_t ref, std::string_view what);
  /// The GUID of a part that is a further element of the thing; one made of it where
  /// another thing has that already.
  std::string guid_of_part(const model::ForeignPart& part);
  /// What was kept about the thing under that kind; null where nothing was.
  const model::ForeignPart* part(model::ThingKind kind, std::size_t ref,
                                 std::string_view what) const;
  std::vector<const model::ForeignPart*> parts(model::ThingKind kind, std::size_t ref) const;

 private:
  std::string made(model::ThingKind kind, std::size_t ref, std::string_view what) const;
  const model::Origin* origin(model::ThingKind kind, std::size_t ref) const;
  const Batch& batch_;
  std::map<std::pair<model::ThingKind, std::size_t>, std::vector<const model::ForeignPart*>> parts_;
  std::map<std::pair<model::ThingKind, std::size_t>, std::string> guids_;
  std::map<std::string, std::pair<model::ThingKind, std::size_t>> used_;  ///< GUIDs, by owner
};

}  // namespace retroduce::interchange::refi
