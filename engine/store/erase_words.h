// What is rewritten where something is erased, within a running transaction. Internal to the store.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "store/erase.h"
#include "store/text_cells.h"
#include "store/things.h"

namespace retroduce::store {

/// What was done, beside what is told of it.
struct ErasedRows {
  Erasure told;
  std::vector<std::string> gone;   ///< what the file's bytes must not hold any more
  std::vector<std::string> words;  ///< of an extract: what it quoted, where that tells it apart
  std::string document;            ///< of an extract: its permanent id
};

/// What is meant, by names as edits read them; else what once was called so. Fails: Error
/// not_found.
ThingName thing_to_erase(Connection& connection, const ErasureAsk& ask, const std::string& now);

/// `elsewhere`: images of it that another copy of the review has. What is there no more is erased
/// from the history. `made`: changes, by row, that a person made in that copy, where they may bear
/// the label that another has here.
ErasedRows erase_person(Connection& connection, const ThingName& coder,
                        const std::vector<Image>& elsewhere = {},
                        const std::vector<std::int64_t>& made = {});
ErasedRows erase_extract(Connection& connection, const ThingName& extract,
                         const std::vector<Image>& elsewhere = {});

/// What the history knows the full texts by, in their order. Once some were rewritten, it is told.
using TextPrints = std::vector<std::string>;
TextPrints prints_of_texts(Connection& connection);
void retell_texts(Connection& connection, const TextPrints& before);

/// Its ids: its own first, then those of its twins and those that it came with.
std::vector<std::string> ids_of(Connection& connection, const ThingName& thing);
/// Everything that the file keeps of it: as it is, was, and came. Some hold only what was altered.
std::vector<Image> images_of(Connection& connection, const ThingName& thing);
/// The ids as SQL lists them.
std::string listed(const std::vector<std::string>& ids);

/// Keeps in the history that something is gone, not what; the chain is made anew from where it
/// broke. The change's uid.
std::string keep_in_history(Connection& connection, const Authorship& by, std::string what,
                            const std::string& now);
/// Keeps what a merge or an import must know, to bring nothing back.
void keep_erasure(Connection& connection, const ThingName& thing, const ErasedRows& rows,
                  const std::string& change);
/// What tells the words of an extract of that document from others, and tells none of them.
std::string erasure_print(std::string_view salt, std::string_view document, std::string_view words);

/// Counts what was found no more, and tells where it stands yet. `what` it is, in words: "a label".
/// Less than `fewest` bytes of it cannot be looked for.
void settle_proof(Connection& connection, const std::string& text, const std::string& what,
                  std::size_t fewest, ErasedRows& rows);

/// Where the words stand as whole words.
std::vector<std::size_t> whole_words(std::string_view text, std::string_view words);

}  // namespace retroduce::store
