// What several commands share: who changes a review, how an output is named and written.
#pragma once

#include <filesystem>
#include <string>

#include "cli/console.h"
#include "store/store.h"

namespace CLI {
class App;
}

namespace retroduce::cli {

/// --by NAME, else RETRODUCE_CODER, else the login name.
std::string who(const std::string& by);

/// The option --as-of, for commands that read.
void add_as_of(CLI::App& app, std::string& as_of);

/// Writes to the file, or to standard output where `path` is empty.
/// Fails: Error conflict where the file exists and `force` is not said, io.
void write_output(Console& console, const std::filesystem::path& path, std::string_view bytes,
                  bool force);

/// What edits, or an undo, did: the first twenty of it, a line each, and how many more there are.
void say_done(Console& console, const store::EditReceipt& receipt);

/// "added 72 · already there 3 · left out 1" for one kind, zero parts left away.
std::string receipt_line(const store::ReceiptLine& line);

/// A text of several lines behind a heading, its lines under each other; with a line end.
std::string lined_up(const std::string& head, const std::string& text);

/// "3 documents, 12 extracts" with the right nouns; `kind` is the plural.
std::string counted(std::int64_t number, const std::string& kind);

}  // namespace retroduce::cli
