// What is to be said about a user's material or question: located values, graded by loss.
// Knows nothing of formats or the domain. Never thrown: returned beside the result.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace retroduce::base {

/// Graded by what happened to the information, as a reviewer would ask.
enum class Severity {
  note,     ///< nothing changed
  repair,   ///< changed, nothing lost
  loss,     ///< something was not carried over
  refused,  ///< the record, file or question was not taken
};

/// Where in the material: `name` is the file (or file and sheet), `line` counts from 1 and is the
/// row in a sheet, `column` counts characters from 1; 0 means not known.
struct Origin {
  std::string name;
  std::size_t line = 0;
  std::size_t column = 0;
  friend auto operator<=>(const Origin&, const Origin&) = default;
};

struct Diagnostic {
  Severity severity = Severity::note;
  std::string code;     ///< stable, such as "sheet.too-many-cells"
  std::string message;  ///< one sentence, no full stop needed, no file name (that is in `origin`)
  Origin origin;
  std::vector<std::string> notes;  ///< further lines: what was found, what to do
  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

/// A list that is sorted by place when read, each entry once, so that output is the same every
/// time.
class Diagnostics {
 public:
  void add(Diagnostic diagnostic) { entries_.push_back(std::move(diagnostic)); }
  void add(Severity severity, std::string code, std::string message, Origin origin = {},
           std::vector<std::string> notes = {});
  void append(const Diagnostics& other);

  bool any(Severity at_least) const;
  bool refused() const { return any(Severity::refused); }
  bool empty() const { return entries_.empty(); }
  std::size_t size() const { return entries_.size(); }

  /// By place, then severity (worst first), then code; duplicates once.
  std::vector<Diagnostic> sorted() const;

 private:
  std::vector<Diagnostic> entries_;
};

/// "file.csv:12: message" with the further lines below it, as shown to a person.
std::string to_text(const Diagnostic& diagnostic);

/// The word for a severity: "note", "repaired", "lost", "error".
const char* to_word(Severity severity);

/// A value, or nothing and the reasons; a value may come with notes too.
template <typename T>
struct Parsed {
  std::optional<T> value;
  Diagnostics found;
  explicit operator bool() const { return value.has_value(); }
};

}  // namespace retroduce::base
