// Fingerprints and chance. Wraps libsodium.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace retroduce::base {

/// SHA-256 in lower-case hexadecimal.
std::string sha256(std::string_view bytes);

/// 32 hexadecimal digits that tell damage from chance, fast (Poly1305 under a fixed key): no proof
/// against intent.
std::string check_sum(std::string_view bytes);

/// 128 bits that tell short texts apart, fast (SipHash under a fixed key): no proof against intent.
struct ShortHash {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
};
ShortHash short_hash(std::string_view bytes);

/// A fingerprint of bytes that come in pieces: BLAKE2b-256 in hexadecimal, several times as fast as
/// SHA-256. Owns its state; `finish` once.
class Hasher {
 public:
  Hasher();
  ~Hasher();
  Hasher(const Hasher&) = delete;
  Hasher& operator=(const Hasher&) = delete;
  Hasher(Hasher&&) = delete;
  Hasher& operator=(Hasher&&) = delete;
  void add(std::string_view bytes);
  /// Bytes with how many they are, so that no two ways of cutting them are alike.
  void add_counted(std::string_view bytes);
  std::string finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A random 64-bit number in 16 lower-case hexadecimal digits: the permanent name of a change.
std::string random_id();

}  // namespace retroduce::base
