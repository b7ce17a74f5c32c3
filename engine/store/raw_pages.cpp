#include "store/raw_pages.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace retroduce::store {

namespace {

constexpr int table_leaf = 13;
constexpr int table_inner = 5;
constexpr int index_leaf = 10;
constexpr int index_inner = 2;
constexpr std::int64_t usual_page = 8192;
constexpr int deepest = 64;  // no tree of a file that fits a disk is deeper

/// The values of a record; nothing where its head and body do not fit together.
std::optional<std::vector<RawValue>> values_of(const std::string& bytes) {
  std::size_t at = 0;
  const auto varint = [&]() -> std::optional<std::uint64_t> {
    std::uint64_t value = 0;
    for (int i = 0; i < 9; ++i) {
      if (at >= bytes.size()) return std::nullopt;
      const auto byte = static_cast<unsigned char>(bytes[at++]);
      if (i == 8) return (value << 8U) | byte;
      value = (value << 7U) | (byte & 0x7fU);
      if ((byte & 0x80U) == 0) return value;
    }
    return std::nullopt;
  };
  const auto head = varint();
  if (!head || *head > bytes.size()) return std::nullopt;
  std::vector<std::uint64_t> types;
  while (at < *head) {
    const auto type = varint();
    if (!type) return std::nullopt;
    types.push_back(*type);
  }
  if (at != *head) return std::nullopt;
  std::vector<RawValue> values;
  for (const std::uint64_t type : types) {
    constexpr std::size_t sizes[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0};
    if (type == 10 || type == 11) return std::nullopt;
    const std::uint64_t size = type < 10 ? sizes[type] : (type - 12) / 2;
    if (size > bytes.size() - at) return std::nullopt;
    const std::string part = bytes.substr(at, size);
    at += size;
    if (type == 0) {
      values.emplace_back();
    } else if (type == 8 || type == 9) {
      values.emplace_back(static_cast<std::int64_t>(type - 8));
    } else if (type < 8) {
      std::uint64_t raw =
          (static_cast<unsigned char>(part[0]) & 0x80U) != 0 ? ~std::uint64_t{0} : 0;
      for (const char byte : part) raw = (raw << 8U) | static_cast<unsigned char>(byte);
      if (type == 7) {
        values.emplace_back(std::bit_cast<double>(raw));
      } else {
        values.emplace_back(static_cast<std::int64_t>(raw));
      }
    } else if (type % 2 == 1) {
      values.emplace_back(RawText{part});
    } else {
      values.emplace_back(RawBytes{part});
    }
  }
  if (at != bytes.size()) return std::nullopt;
  return values;
}

}  // namespace

RawPages::RawPages(std::string file) : file_(std::move(file)) {
  size_ = file_.size() >= 100 ? number(16, 2) : 0;
  if (size_ == 1) size_ = 65536;
  if (size_ < 512 || !std::has_single_bit(static_cast<std::uint64_t>(size_))) size_ = usual_page;
  usable_ = size_;  // no program of ours reserves any
  count_ = static_cast<std::uint32_t>(static_cast<std::int64_t>(file_.size()) / size_);
  is_met_.resize(count_ + 1);
  is_free_.resize(count_ + 1);
  if (count_ > 0) mark_free();
}

std::int64_t RawPages::number(std::int64_t at, int bytes) const {
  std::int64_t value = 0;
  for (int i = 0; i < bytes; ++i)
    value = value << 8 | static_cast<unsigned char>(file_[static_cast<std::size_t>(at + i)]);
  return value;
}

std::optional<std::int64_t> RawPages::varint(std::int64_t& at, std::int64_t end) const {
  std::uint64_t value = 0;
  for (int i = 0; i < 9; ++i) {
    if (at >= end) return std::nullopt;
    const auto byte = static_cast<unsigned char>(file_[static_cast<std::size_t>(at++)]);
    if (i == 8) return static_cast<std::int64_t>((value << 8U) | byte);
    value = (value << 7U) | (byte & 0x7fU);
    if ((byte & 0x80U) == 0) return static_cast<std::int64_t>(value);
  }
  return std::nullopt;
}

/// Free pages keep what was deleted: it must not come back. The list may be damaged, so a page that
/// a tree leads to is of the tree all the same.
void RawPages::mark_free() {
  std::int64_t trunk = number(32, 4);
  while (trunk > 1 && trunk <= count_ && !is_free_[static_cast<std::size_t>(trunk)]) {
    is_free_[static_cast<std::size_t>(trunk)] = true;
    const std::int64_t at = (trunk - 1) * size_;
    const std::int64_t leaves = number(at + 4, 4);
    if (leaves > size_ / 4 - 2) return;
    for (std::int64_t i = 0; i < leaves; ++i) {
      const std::int64_t leaf = number(at + 8 + 4 * i, 4);
      if (leaf > 1 && leaf <= count_) is_free_[static_cast<std::size_t>(leaf)] = true;
    }
    trunk = number(at, 4);
  }
}

std::optional<RawPages::Cells> RawPages::cells(std::uint32_t page) const {
  if (page == 0 || page > count_) return std::nullopt;
  const std::int64_t begin = (std::int64_t{page} - 1) * size_;
  const std::int64_t head = begin + (page == 1 ? 100 : 0);
  const std::int64_t type = number(head, 1);
  if (type != table_leaf && type != table_inner && type != index_leaf && type != index_inner)
    return std::nullopt;
  Cells found;
  found.kind = type == table_leaf || type == table_inner ? Kind::table : Kind::index;
  found.is_leaf = type == table_leaf || type == index_leaf;
  found.end = begin + usable_;
  const std::int64_t list = head + (found.is_leaf ? 8 : 12);
  const std::int64_t count = number(head + 3, 2);
  if (list + 2 * count > found.end) return std::nullopt;
  if (!found.is_leaf) found.last_child = static_cast<std::uint32_t>(number(head + 8, 4));
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t at = begin + number(list + 2 * i, 2);
    found.at.push_back(at >= list + 2 * count && at + 4 <= found.end ? at : -1);
  }
  return found;
}

void RawPages::visit(std::uint32_t page, Kind kind, int depth, RawTree& tree) {
  const auto here = cells(page);
  if (!here || here->kind != kind || depth > deepest || is_met_[page]) {
    ++tree.broken;
    return;
  }
  is_met_[page] = true;
  if (here->is_leaf || kind == Kind::index) {
    tree.pages.push_back(page);
    tree.cells += static_cast<std::int64_t>(here->at.size());
  }
  if (here->is_leaf) return;
  for (const std::int64_t at : here->at) {
    if (at < 0) {
      ++tree.broken;
    } else {
      visit(static_cast<std::uint32_t>(number(at, 4)), kind, depth + 1, tree);
    }
  }
  visit(here->last_child, kind, depth + 1, tree);
}

RawTree RawPages::walk(std::uint32_t root, Kind kind) {
  RawTree tree;
  visit(root, kind, 0, tree);
  return tree;
}

std::vector<std::uint32_t> RawPages::stray(Kind kind) const {
  std::vector<std::uint32_t> pages;
  for (std::uint32_t page = 2; page <= count_; ++page) {
    if (is_met_[page] || is_free_[page]) continue;
    const auto here = cells(page);
    if (here && here->kind == kind && (here->is_leaf || kind == Kind::index)) pages.push_back(page);
  }
  return pages;
}

std::optional<std::string> RawPages::payload(std::int64_t at, std::int64_t length, std::int64_t end,
                                             Kind kind) const {
  if (length < 0 || length > static_cast<std::int64_t>(file_.size())) return std::nullopt;
  const std::int64_t most = kind == Kind::table ? usable_ - 35 : (usable_ - 12) * 64 / 255 - 23;
  const std::int64_t least = (usable_ - 12) * 32 / 255 - 23;
  std::int64_t local = length;
  if (length > most) {
    local = least + (length - least) % (usable_ - 4);
    if (local > most) local = least;
  }
  const std::int64_t tail = local < length ? 4 : 0;
  if (at + local + tail > end) return std::nullopt;
  std::string bytes = file_.substr(static_cast<std::size_t>(at), static_cast<std::size_t>(local));
  std::int64_t next = tail != 0 ? number(at + local, 4) : 0;
  std::int64_t left = length - local;
  while (left > 0) {
    if (next < 2 || next > count_) return std::nullopt;
    const std::int64_t page = (next - 1) * size_;
    const std::int64_t part = std::min(left, usable_ - 4);
    bytes.append(file_, static_cast<std::size_t>(page + 4), static_cast<std::size_t>(part));
    left -= part;
    next = number(page, 4);
  }
  if (next != 0) return std::nullopt;  // a chain that does not end where the record does
  return bytes;
}

std::vector<std::optional<RawRecord>> RawPages::records(std::uint32_t page) const {
  std::vector<std::optional<RawRecord>> all;
  const auto here = cells(page);
  if (!here) return all;
  for (std::int64_t at : here->at) {
    all.emplace_back();
    if (at < 0) continue;
    if (!here->is_leaf) at += 4;  // the child to the left
    const auto length = varint(at, here->end);
    if (!length) continue;
    std::int64_t rowid = 0;
    if (here->kind == Kind::table) {
      const auto number = varint(at, here->end);
      if (!number) continue;
      rowid = *number;
    }
    const auto bytes = payload(at, *length, here->end, here->kind);
    if (!bytes) continue;
    auto values = values_of(*bytes);
    if (values) all.back() = RawRecord{rowid, std::move(*values)};
  }
  return all;
}

}  // namespace retroduce::store
