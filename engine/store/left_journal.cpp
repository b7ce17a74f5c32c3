#include "store/left_journal.h"

#include <chrono>
#include <cstdint>
#include <fstream>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "base/error.h"
#include "store/moment_bytes.h"

namespace retroduce::store {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorCode;

namespace {

constexpr std::string_view journal_head = "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7";
constexpr std::size_t head_length = 28;    ///< what is said before the records
constexpr std::size_t counter_place = 24;  ///< in the first page of a database, before its pages
constexpr std::size_t mark_length = 32;
constexpr std::uint32_t largest_page = 65536;

std::uint32_t number_at(std::string_view bytes, std::size_t place) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i)
    number = number << 8 | static_cast<unsigned char>(bytes[place + i]);
  return number;
}

bool read_at(std::ifstream& in, std::uint64_t place, std::string& bytes) {
  in.clear();
  in.seekg(static_cast<std::streamoff>(place));
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return static_cast<std::size_t>(in.gcount()) == bytes.size();
}

/// What a file says of its last change, in its first page.
struct Mark {
  std::uint32_t counter = 0;  ///< of its changes
  std::uint32_t pages = 0;
  friend auto operator<=>(const Mark&, const Mark&) = default;
};

Mark mark_in(std::string_view page) {
  return {number_at(page, counter_place), number_at(page, counter_place + 4)};
}

/// What a journal says of the file as it was before the change.
class JournalOfChange {
 public:
  explicit JournalOfChange(const fs::path& journal) : in_(journal, std::ios::binary) {}

  /// The mark of a page that is there as it was; where it is not there yet, its pages alone.
  /// Nothing: SQLite takes nothing of this journal back.
  std::optional<std::pair<Mark, bool>> before() {
    Mark mark;
    // Each part begins with a head of its own; only the first says how long pages are.
    for (std::uint64_t place = 0; read_head(place);) {
      if (place == 0) mark.pages = pages_;
      place += sector_;
      std::string record(4 + mark_length, '\0');
      for (std::uint32_t i = 0; i < records_; ++i, place += page_ + 8) {
        if (!read_at(in_, place, record)) break;
        if (number_at(record, 0) == 1)
          return std::pair{mark_in(std::string_view(record).substr(4)), true};
      }
      place = (place + sector_ - 1) / sector_ * sector_;
    }
    return mark.pages == 0 ? std::nullopt : std::optional(std::pair{mark, false});
  }

 private:
  bool read_head(std::uint64_t place) {
    std::string head(head_length, '\0');
    if (!in_ || !read_at(in_, place, head) || !head.starts_with(journal_head)) return false;
    records_ = number_at(head, 8);
    if (place > 0) return records_ > 0;
    pages_ = number_at(head, 16);
    sector_ = number_at(head, 20);
    page_ = number_at(head, 24);
    return records_ > 0 && page_ >= 512 && page_ <= largest_page && sector_ >= 32 &&
           sector_ <= largest_page;
  }

  std::ifstream in_;
  std::uint32_t records_ = 0;  ///< of this part; of a last one that was not counted the largest
  std::uint32_t pages_ = 0;
  std::uint32_t sector_ = 0;
  std::uint32_t page_ = 0;
};

/// The marks of the journal and of the file; nothing where they fit.
std::optional<std::pair<Mark, Mark>> misfit(Connection& connection, const fs::path& journal) {
  const auto before = JournalOfChange(journal).before();
  if (!before) return std::nullopt;
  const auto& [was, has_counter] = *before;
  const Mark now = mark_in(raw_bytes(connection, 0, mark_length));
  const bool fits = has_counter ? now.counter == was.counter || now.counter == was.counter + 1
                                : now.pages == was.pages;
  if (fits) return std::nullopt;
  return std::pair{was, now};
}

constexpr std::chrono::milliseconds between_looks{20};

}  // namespace

fs::path journal_of(fs::path file) { return file += "-journal"; }

void need_no_journal(const fs::path& file) {
  const fs::path journal = journal_of(file);
  if (!fs::exists(fs::symlink_status(journal))) return;
  throw Error(
      ErrorCode::conflict,
      journal.string() +
          " is there: a program that was killed left it for the file that was called " +
          file.filename().string() +
          ", and it would spoil another one. Move it beside that file; delete it where that "
          "file is gone for good; or take another name");
}

void need_own_journal(Connection& connection, const fs::path& file) {
  std::error_code fault;
  // SQLite puts it beside the file itself, whatever link leads there.
  const fs::path journal =
      journal_of(fs::is_symlink(file, fault) ? fs::canonical(file, fault) : file);
  if (!fs::exists(journal, fault)) return;
  auto found = misfit(connection, journal);
  // Another process may be at work meanwhile; what it leaves behind is not twice the same.
  for (auto last = found; found; last = found) {
    std::this_thread::sleep_for(between_looks);
    found = misfit(connection, journal);
    if (found == last) break;
  }
  if (!found) return;
  throw Error(ErrorCode::conflict,
              journal.string() + " is not of this " + file.filename().string() +
                  ": a program that was killed left it for another file of that name, or another "
                  "state of it, and it would spoil this one; nothing was done. Move it away, with "
                  "the file that it is of where you have that, and try again");
}

}  // namespace retroduce::store
