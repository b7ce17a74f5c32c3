// The pages of a SQLite file read without SQLite, for files that it refuses:
// trees of tables and their records, as https://www.sqlite.org/fileformat2.html
// has them. Every number out of the file is checked against the file. Internal
// to the store.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace retroduce::store {

/// A value of a record: nothing, a number, a real, text or bytes.
struct RawText {
  std::string text;
};
struct RawBytes {
  std::string bytes;
};
using RawValue = std::variant<std::monostate, std::int64_t, double, RawText, RawBytes>;

struct RawRecord {
  std::int64_t rowid = 0;  ///< 0 in trees of indices
  std::vector<RawValue> values;
};

/// What a walk from a tree's root came by.
struct RawTree {
  std::vector<std::uint32_t> pages;  ///< that hold records
  std::int64_t cells = 0;            ///< on these
  std::int64_t broken = 0;           ///< pages that were referred to and are none of the tree
};

class RawPages {
 public:
  enum class Kind : std::uint8_t { table, index };

  explicit RawPages(std::string file);
  std::uint32_t count() const { return count_; }
  std::int64_t user_version() const { return number(60, 4); }

  /// The pages below a root. None is visited twice, whichever tree it is met
  /// in.
  RawTree walk(std::uint32_t root, Kind kind);
  /// Pages with records that no walk has met and that are not free.
  std::vector<std::uint32_t> stray(Kind kind) const;

  /// The records of a page; nothing stands for one that cannot be read whole.
  std::vector<std::optional<RawRecord>> records(std::uint32_t page) const;

 private:
  struct Cells {
    Kind kind = Kind::table;
    bool is_leaf = false;
    std::vector<std::int64_t> at;  ///< where they stand in the file
    std::uint32_t last_child = 0;
    std::int64_t end = 0;  ///< of the page's usable bytes, in the file
  };
  std::int64_t number(std::int64_t at, int bytes) const;
  /// A number of variable length; `at` goes behind it. Nothing where it leaves
  /// the bounds.
  std::optional<std::int64_t> varint(std::int64_t& at, std::int64_t end) const;
  std::optional<Cells> cells(std::uint32_t page) const;
  std::optional<std::string> payload(std::int64_t at, std::int64_t length, std::int64_t end,
                                     Kind kind) const;
  void visit(std::uint32_t page, Kind kind, int depth, RawTree& tree);
  void mark_free();

  std::string file_;
  std::int64_t size_ = 0;    ///< of a page
  std::int64_t usable_ = 0;  ///< of its bytes
  std::uint32_t count_ = 0;
  std::vector<bool> is_met_;   ///< by number of page, from 1
  std::vector<bool> is_free_;  ///< on the list of free ones, as the file has it
};

}  // namespace retroduce::store
