// One file of a bundle, row by row: columns by name, cells without escapes, whatever the file's
// size. Knows nothing of what the columns mean.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/progress.h"
#include "base/source_io.h"
#include "interchange/bundle_cells.h"
#include "interchange/findings.h"
#include "model/records.h"
#include "model/vocabulary.h"

namespace retroduce::interchange::bundle {

/// Lines of a stream, read in large pieces.
class LineReader {
 public:
  explicit LineReader(std::unique_ptr<std::istream> stream);
  ~LineReader();
  LineReader(LineReader&&) noexcept;
  LineReader& operator=(LineReader&&) = delete;
  LineReader(const LineReader&) = delete;
  LineReader& operator=(const LineReader&) = delete;

  /// The next line without its LF or CRLF; the view holds until the next call. Fails: Error io.
  bool next(std::string_view& line);
  std::int64_t bytes_read() const { return bytes_read_; }
  std::int64_t size() const { return size_; }  ///< 0 where the stream cannot tell

 private:
  bool fill();

  std::unique_ptr<std::istream> stream_;
  std::string buffer_;
  std::size_t begin_ = 0;
  std::size_t searched_ = 0;  ///< no LF before it
  std::int64_t bytes_read_ = 0;
  std::int64_t size_ = 0;
};

struct Column {
  std::size_t index = static_cast<std::size_t>(-1);
  bool is_there() const { return index != static_cast<std::size_t>(-1); }
};

/// Findings: bundle.empty-file, bundle.missing-column, bundle.column-twice, bundle.utf-8,
/// bundle.nul, bundle.too-many-cells, bundle.too-few-cells, bundle.number, bundle.word (refused),
/// bundle.column-not-read (loss), bundle.backslash (repair).
class TableReader {
 public:
  /// `file` is a name in `folder`; `shown_as` is what findings call it.
  TableReader(const base::FileReader& files, const std::filesystem::path& folder, std::string file,
              std::string shown_as, Findings& found, base::Progress& progress);

  /// False: there is no such file.
  bool is_there() const { return lines_.has_value(); }

  Column column(std::string_view name);    ///< unset where the file has none
  Column required(std::string_view name);  ///< refuses the file where it has none
  std::vector<std::pair<std::string, Column>> columns_with_prefix(std::string_view prefix);

  /// The next row; false at the end, or at once where the heading was refused. Rows that are
  /// refused are told and passed over. Before the first row, columns that nobody asked for are
  /// told.
  bool next();

  /// A cell of the row; empty for an unset column. Holds until `next`, or until another cell is
  /// asked for.
  std::string_view cell(Column column);
  std::string text(Column column) { return std::string(cell(column)); }
  bool flag(Column column);
  std::optional<std::int64_t> number(Column column);  ///< nothing where empty, or refused
  std::vector<std::string> list(Column column);

  /// The word of a cell, `fallback` where it is empty or, after telling so, not known.
  template <typename E>
  E word(Column column, E fallback) {
    const std::string_view said = cell(column);
    if (said.empty()) return fallback;
    if constexpr (std::is_same_v<E, model::Role>) {  // millions of single letters
      if (const std::size_t at = role_letters.find(said);
          said.size() == 1 && at < role_letters.size()) {
        return static_cast<E>(at);
      }
    }
    const auto words = model::words_of<E>();
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i] == said) return static_cast<E>(i);
    }
    if (const auto other = model::from_word<E>(said)) return *other;
    refuse_word(column, std::vector<std::string_view>(words.begin(), words.end()));
    return fallback;
  }
  /// As `word`, and an empty cell is refused.
  template <typename E>
  E required_word(Column column) {
    if (cell(column).empty())
      refuse("bundle.empty-cell", "the " + name_of(column) + " is not said");
    return word(column, E{});
  }

  void refuse(const std::string& code, const std::string& message) {
    tell(base::Severity::refused, code, message);
  }
  void tell(base::Severity severity, const std::string& code, const std::string& message);

  model::Line line() const { return line_; }
  const std::string& file() const { return file_; }
  const std::string& name_of(Column column) const { return names_[column.index]; }

 private:
  void read_heading();
  bool split_row(std::string_view line);
  bool check_bytes(std::string_view line);
  void tell_unread();
  void refuse_word(Column column, const std::vector<std::string_view>& words);

  std::string file_;
  std::string shown_as_;
  Findings& found_;
  base::Progress& progress_;
  std::optional<LineReader> lines_;
  std::vector<std::string> names_;
  std::vector<bool> asked_for_;
  std::vector<std::string_view> cells_;
  std::string scratch_;
  model::Line line_ = 0;
  bool has_escapes_ = false;
  bool is_refused_ = false;
  bool has_begun_ = false;
  bool told_backslash_ = false;
};

}  // namespace retroduce::interchange::bundle
