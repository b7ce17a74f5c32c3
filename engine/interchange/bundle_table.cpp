#include "interchange/bundle_table.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <istream>

#include "base/error.h"
#include "base/text.h"
#include "interchange/bundle_cells.h"

namespace retroduce::interchange::bundle {

namespace {

using base::Severity;

constexpr std::size_t piece_size = std::size_t{1} << 20;
constexpr model::Line lines_per_step = 1 << 14;

/// Whether every byte is below 128, eight at a time: most lines are, and need no closer look.
bool is_ascii(std::string_view text) {
  constexpr std::uint64_t high_bits = 0x8080808080808080ULL;
  std::uint64_t seen = 0;
  std::size_t at = 0;
  for (; at + sizeof(std::uint64_t) <= text.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + at, sizeof eight);
    seen |= eight;
  }
  for (; at < text.size(); ++at) seen |= static_cast<unsigned char>(text[at]) & 0x80U;
  return (seen & high_bits) == 0;
}

std::string joined(const std::vector<std::string>& names) { return base::join(names, ", "); }

}  // namespace

LineReader::LineReader(std::unique_ptr<std::istream> stream) : stream_(std::move(stream)) {
  stream_->seekg(0, std::ios::end);
  const auto end = stream_->tellg();
  if (end > 0) size_ = static_cast<std::int64_t>(end);
  stream_->clear();
  stream_->seekg(0);
  stream_->clear();
}

LineReader::~LineReader() = default;
LineReader::LineReader(LineReader&&) noexcept = default;

bool LineReader::fill() {
  buffer_.erase(0, begin_);
  searched_ -= begin_;
  begin_ = 0;
  const std::size_t kept = buffer_.size();
  buffer_.resize(kept + std::max(piece_size, kept));
  stream_->read(buffer_.data() + kept, static_cast<std::streamsize>(buffer_.size() - kept));
  const auto got = static_cast<std::size_t>(stream_->gcount());
  buffer_.resize(kept + got);
  bytes_read_ += static_cast<std::int64_t>(got);
  if (stream_->bad())
    throw base::Error(base::ErrorCode::io, "a file of the bundle cannot be read to its end");
  return got != 0;
}

bool LineReader::next(std::string_view& line) {
  std::size_t end = buffer_.find('\n', searched_);
  while (end == std::string::npos) {
    searched_ = buffer_.size();
    if (!fill()) break;
    end = buffer_.find('\n', searched_);
  }
  if (end == std::string::npos && begin_ == buffer_.size()) return false;
  const std::size_t stop = end == std::string::npos ? buffer_.size() : end;
  line = std::string_view(buffer_).substr(begin_, stop - begin_);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  begin_ = searched_ = end == std::string::npos ? stop : stop + 1;
  return true;
}

TableReader::TableReader(const base::FileReader& files, const std::filesystem::path& folder,
                         std::string file, std::string shown_as, Findings& found,
                         base::Progress& progress)
    : file_(std::move(file)), shown_as_(std::move(shown_as)), found_(found), progress_(progress) {
  const std::filesystem::path path = folder / file_;
  if (!files.exists(path)) return;
  lines_.emplace(files.open(path));
  read_heading();
}

void TableReader::tell(Severity severity, const std::string& code, const std::string& message) {
  found_.add(severity, code, message, {shown_as_, line_});
}

void TableReader::read_heading() {
  std::string_view line;
  if (!lines_->next(line) || line.empty()) {
    is_refused_ = true;
    refuse("bundle.empty-file", "is empty: its first line should name the columns");
    return;
  }
  line_ = 1;
  if (line.substr(0, 3) == "\xEF\xBB\xBF") line.remove_prefix(3);
  if (!check_bytes(line)) {
    is_refused_ = true;
    return;
  }
  for (const std::string& name : base::split(line, '\t')) {
    if (std::find(names_.begin(), names_.end(), name) != names_.end()) {
      is_refused_ = true;
      refuse("bundle.column-twice", "the column \"" + name + "\" stands twice");
    }
    bool odd = false;
    std::string plain;
    append_unescaped(plain, name, odd);
    names_.push_back(std::move(plain));
  }
  asked_for_.assign(names_.size(), false);
}

Column TableReader::column(std::string_view name) {
  const auto found = std::find(names_.begin(), names_.end(), name);
  if (found == names_.end()) return {};
  const auto index = static_cast<std::size_t>(found - names_.begin());
  asked_for_[index] = true;
  return {index};
}

Column TableReader::required(std::string_view name) {
  const Column found = column(name);
  if (!found.is_there() && is_there() && !names_.empty()) {
    is_refused_ = true;
    found_.add(Severity::refused, "bundle.missing-column",
               "there is no column \"" + std::string(name) + "\"", {shown_as_, 1},
               {"Columns found: " + joined(names_)});
  }
  return found;
}

std::vector<std::pair<std::string, Column>> TableReader::columns_with_prefix(
    std::string_view prefix) {
  std::vector<std::pair<std::string, Column>> out;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (names_[i].size() <= prefix.size() || names_[i].compare(0, prefix.size(), prefix) != 0)
      continue;
    asked_for_[i] = true;
    out.emplace_back(names_[i].substr(prefix.size()), Column{i});
  }
  return out;
}

void TableReader::tell_unread() {
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (asked_for_[i]) continue;
    found_.add(Severity::loss, "bundle.column-not-read",
               "the column \"" + names_[i] + "\" has no place in a review and is left out",
               {shown_as_, 1, i + 1});
  }
}

bool TableReader::check_bytes(std::string_view line) {
  if (line.find('\0') != std::string_view::npos) {
    refuse("bundle.nul", "holds a NUL byte");
    return false;
  }
  if (is_ascii(line)) return true;
  const auto invalid = base::first_invalid_utf8(line);
  if (!invalid) return true;
  refuse("bundle.utf-8",
         "is not UTF-8, from byte " + std::to_string(*invalid + 1) + " of the line");
  return false;
}

bool TableReader::split_row(std::string_view line) {
  cells_.clear();
  for (;;) {
    const std::size_t at = line.find('\t');
    cells_.push_back(line.substr(0, at));
    if (at == std::string_view::npos) break;
    line.remove_prefix(at + 1);
  }
  if (cells_.size() == names_.size()) return true;
  const bool more = cells_.size() > names_.size();
  refuse(more ? "bundle.too-many-cells" : "bundle.too-few-cells",
         "the row has " + std::to_string(cells_.size()) +
             (cells_.size() == 1 ? " cell" : " cells") + ", and the first line names " +
             std::to_string(names_.size()) + " columns");
  return false;
}

bool TableReader::next() {
  if (!lines_ || is_refused_) return false;
  if (!has_begun_) tell_unread();
  has_begun_ = true;
  std::string_view line;
  while (lines_->next(line)) {
    ++line_;
    if (line_ % lines_per_step == 0)
      progress_.step("reading " + file_, lines_->bytes_read(), lines_->size());
    if (line.empty() && names_.size() > 1) continue;
    has_escapes_ = line.find('\\') != std::string_view::npos;
    if (check_bytes(line) && split_row(line)) return true;
  }
  return false;
}

std::string_view TableReader::cell(Column column) {
  if (!column.is_there()) return {};
  const std::string_view raw = cells_[column.index];
  if (!has_escapes_ || raw.find('\\') == std::string_view::npos) return raw;
  bool odd = false;
  scratch_.clear();
  append_unescaped(scratch_, raw, odd);
  if (odd && !told_backslash_) {
    told_backslash_ = true;
    tell(Severity::repair, "bundle.backslash",
         "a backslash stands alone (\\t, \\n, \\r and \\\\ are known); here and below it is taken "
         "as it is");
  }
  return scratch_;
}

bool TableReader::flag(Column column) {
  const std::string_view said = cell(column);
  if (said.empty() || said == "no" || said == "0" || said == "false") return false;
  if (said == "yes" || said == "1" || said == "true") return true;
  refuse_word(column, {"yes", "no"});
  return false;
}

std::optional<std::int64_t> TableReader::number(Column column) {
  const std::string_view said = cell(column);
  if (said.empty()) return std::nullopt;
  std::int64_t value = 0;
  const auto read = std::from_chars(said.data(), said.data() + said.size(), value);
  if (read.ec == std::errc{} && read.ptr == said.data() + said.size()) return value;
  refuse("bundle.number",
         "the " + name_of(column) + " \"" + base::shorten(said, 40) + "\" is not a number");
  return std::nullopt;
}

std::vector<std::string> TableReader::list(Column column) { return listed_values(cell(column)); }

void TableReader::refuse_word(Column column, const std::vector<std::string_view>& words) {
  std::string known;
  for (const std::string_view word : words) {
    if (!word.empty()) known += (known.empty() ? "" : ", ") + std::string(word);
  }
  refuse("bundle.word", "the " + name_of(column) + " \"" + base::shorten(cell(column), 40) +
                            "\" is not known; it should be one of " + known);
}

}  // namespace retroduce::interchange::bundle
