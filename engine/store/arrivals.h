// Documents that come as records of a bibliography: each is matched against what is there and what
// came before it, and only one that is new becomes a document. Internal to the store.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/connection.h"
#include "store/document_matcher.h"

namespace retroduce::store {

class ImportState;

/// The rule by which a record that came before finds its document.
inline constexpr std::string_view same_record = "same record";

/// The rule by which a record finds the document that has its key and says all that it says: an
/// export of ours that comes back, even where there is no title to go by. 0: none.
inline constexpr std::string_view key_and_content = "key and content";
std::int64_t document_saying_the_same(Connection& connection, const model::Document& came);

/// What is put behind a made key that is taken: "", a, b … z, aa, ab …
std::string suffix_of(std::size_t number);

/// Says which documents that came under keys of their own, as a sheet's do, may be of a paper that
/// is there under another key. Records of a bibliography were compared when they came, but for
/// documents of which the review has nothing but a name.
void tell_doubles_of_new(ImportState& state);

class Arrivals {
 public:
  explicit Arrivals(Connection& connection);

  /// The digest of the next record: the second equal one of an import gets "-2" behind it.
  std::string numbered(const std::string& digest);
  /// The document that a record with this digest is of, or the one that the citation is of, or
  /// none.
  DocumentMatcher::Found find(const std::string& digest, const model::Citation& citation) const;
  void add(std::int64_t document, model::Citation citation) {
    matcher_.add(document, std::move(citation));
  }
  /// `came`: the record, as its source calls it, and where it stands there.
  void count(const DocumentMatcher::Found& found, const model::Document& came,
             const std::string& digest);
  /// Says what was matched, by rule, and how many are doubtful.
  void tell(ImportState& state) const;

 private:
  DocumentMatcher matcher_;
  std::unordered_map<std::uint64_t, std::int64_t> documents_by_digest_;
  std::unordered_map<std::uint64_t, std::uint32_t> copies_;
  struct Joined {
    std::int64_t document = 0;
    std::string_view rule;
    std::string words;   ///< the record
    std::string number;  ///< by which it can be parted again
    model::Line line = 0;
  };
  std::map<std::string, std::int64_t, std::less<>> matched_;
  std::vector<Joined> joined_;     ///< the first ones
  std::vector<Joined> retracted_;  ///< says a record of a document that does not say so
  std::int64_t doubtful_ = 0;
};

}  // namespace retroduce::store
