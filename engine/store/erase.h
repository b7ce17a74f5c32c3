// Data about people taken out of a review for good: a person's name, or the words of an extract.
// Everything else in the review only ever moves into its history; this does not.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/source_io.h"
#include "store/store.h"

namespace retroduce::store {

/// What a person is called from then on, before a number.
inline constexpr std::string_view erased_person = "erased person ";

struct ErasureAsk {
  model::ThingKind kind = model::ThingKind::coder;  ///< or extract
  std::string name;  ///< a label, a permanent id, or "KEY: words of its quote"; also a former one
  Authorship by;
  bool with_backups = false;  ///< those that hold it are deleted
  bool dry_run = false;       ///< only looks
};

struct Erasure {
  std::string what;        ///< "the words of an extract of smith2019"
  std::string id;          ///< by which it can be named again
  std::string stands_now;  ///< what a person is called from now on; empty: an extract
  std::int64_t texts = 0;  ///< different texts of the file that held something of it
  bool is_old = false;     ///< it was erased before; the file was only written anew
  /// Names, or texts, for which the file's bytes were searched afterwards; and those that are too
  /// short to be looked for, or stand in places that were left.
  std::int64_t searched = 0;
  std::int64_t unsearched = 0;
  bool is_proved() const { return searched > 0 && unsearched == 0; }
  std::vector<std::string> left;  ///< places that were left alone, each a sentence
  /// That hold it, or held it until now; where not all of it can be looked for, all that were made
  /// before it was erased.
  std::vector<std::filesystem::path> backups;
  bool may_hold = false;  ///< it was not looked for in these backups
};

/// Takes it out of the rows, the history, the search index and whatever else the file holds, writes
/// the file anew, and searches its bytes for what should be gone. The history keeps, as a change of
/// its own, that something was erased and of what kind; the chain of its fingerprints is made anew
/// from the first change that held it. Cannot be undone. Copies of the file elsewhere are as they
/// were.
///
/// What is there no more is found by its history. What was erased before is not erased again: the
/// file is written anew, and backups are told.
///
/// Fails: as Store::open; Error not_found (no such thing), conflict (the review is damaged, so that
/// it cannot be told what holds it; a reason is demanded); the review is then as it was. Error io
/// where its bytes still hold what should be gone (told plainly: it is not erased).
Erasure erase(const std::filesystem::path& review, const ErasureAsk& ask, const base::Clock& clock);

}  // namespace retroduce::store
