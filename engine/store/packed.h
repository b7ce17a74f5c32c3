// Values as the bytes that this machine holds them in, one after the other. For copies that are
// made anew wherever they do not fit, never for exchange: packed_snapshot.h checks that.
#pragma once

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace retroduce::store {

class Packer {
 public:
  void number(std::uint64_t value) { raw(&value, sizeof value); }
  void text(std::string_view value) {
    number(value.size());
    raw(value.data(), value.size());
  }
  template <typename Values>
  void all(const Values& values) {
    using T = typename Values::value_type;
    static_assert(std::is_trivially_copyable_v<T>);
    number(values.size());
    raw(values.data(), values.size() * sizeof(T));
  }
  /// A text of each of many things: all lengths, then all characters.
  template <typename Things, typename TextOf>
  void texts(const Things& things, const TextOf& text_of) {
    std::vector<std::uint32_t> lengths;
    lengths.reserve(things.size());
    std::size_t sum = 0;
    for (const auto& thing : things) {
      lengths.push_back(static_cast<std::uint32_t>(text_of(thing).size()));
      sum += lengths.back();
    }
    all(lengths);
    bytes_.reserve(bytes_.size() + sum);
    for (const auto& thing : things) raw(text_of(thing).data(), text_of(thing).size());
  }
  std::string take() { return std::move(bytes_); }

 private:
  void raw(const void* data, std::size_t size) {
    bytes_.append(static_cast<const char*>(data), size);
  }
  std::string bytes_;
};

/// Reads what a Packer wrote, in the same order. Throws std::out_of_range where the bytes end
/// before.
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    raw(&value, sizeof value);
    return value;
  }
  std::string text() { return std::string(take(number())); }
  template <typename T>
  std::vector<T> all() {
    std::vector<T> values;
    append(values);
    return values;
  }
  /// Behind what is there already.
  template <typename T>
  void append(std::vector<T>& values) {
    static_assert(std::is_trivially_copyable_v<T>);
    const std::uint64_t count = number();
    if (count > rest_.size() / sizeof(T)) throw std::out_of_range("fewer values than announced");
    const std::size_t before = values.size();
    values.resize(before + count);
    raw(values.data() + before, count * sizeof(T));
  }
  /// Exactly so many values, to where they belong.
  template <typename T>
  void into(T* values, std::size_t count) {
    static_assert(std::is_trivially_copyable_v<T>);
    if (number() != count || count > rest_.size() / sizeof(T))
      throw std::out_of_range("another number of values than was announced");
    raw(values, count * sizeof(T));
  }
  /// Calls `put(i, text)` for each; gives their number.
  template <typename Put>
  void texts(const Put& put) {
    const auto lengths = all<std::uint32_t>();
    for (std::size_t i = 0; i < lengths.size(); ++i) put(i, take(lengths[i]));
  }
  bool is_done() const { return rest_.empty(); }

 private:
  std::string_view take(std::uint64_t size) {
    if (size > rest_.size()) throw std::out_of_range("the bytes end early");
    const std::string_view piece = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return piece;
  }
  void raw(void* data, std::size_t size) {
    const std::string_view piece = take(size);
    if (size > 0) std::memcpy(data, piece.data(), size);
  }
  std::string_view rest_;
};

/// What is kept of things of one kind; beyond it the rows are read each time.
constexpr std::uint64_t most_things = 20'000'000;

/// A file may come from anybody, so no number out of a packed part is used unless it fits.
inline void need(bool fits) {
  if (!fits) throw std::out_of_range("a number lies outside what it counts");
}

template <typename Word>
Word word_of(std::uint64_t number, Word last) {
  need(number <= static_cast<std::uint64_t>(last));
  return static_cast<Word>(number);
}

template <typename Id>
Id id_below(std::uint32_t number, std::size_t count, bool may_be_unset) {
  need(number < count || (may_be_unset && number == Id::none));
  return Id(number);
}

}  // namespace retroduce::store
