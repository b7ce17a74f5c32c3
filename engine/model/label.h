// A text that a snapshot lends: read as it is, and copied wherever a string is wanted.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace retroduce::model {

/// Valid as long as its snapshot.
class Label : public std::string_view {
 public:
  Label() = default;
  explicit Label(std::span<const char> letters)
      : std::string_view(letters.data(), letters.size()) {}
  operator std::string() const { return std::string(data(), size()); }  // NOLINT: that is its use

  friend std::string operator+(std::string left, Label right) {
    return std::move(left.append(right.data(), right.size()));
  }
  friend std::string operator+(Label left, std::string_view right) {
    return std::string(left).append(right);
  }
  friend std::string operator+(const char* left, Label right) { return std::string(left) + right; }
};

}  // namespace retroduce::model
