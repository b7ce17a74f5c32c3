#include "base/hash.h"

#include <array>
#include <cstring>

#include <sodium.h>

#include "base/error.h"

namespace retroduce::base {

namespace {

std::string to_hex(const unsigned char* bytes, std::size_t count) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  out.reserve(count * 2);
  for (std::size_t i = 0; i < count; ++i) {
    out.push_back(digits[bytes[i] >> 4U]);
    out.push_back(digits[bytes[i] & 15U]);
  }
  return out;
}

}  // namespace

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size());
  return to_hex(hash.data(), hash.size());
}

std::string check_sum(std::string_view bytes) {
  RETRODUCE_ASSERT(sodium_init() >= 0);  // it chooses the fastest way of this processor
  constexpr std::array<unsigned char, crypto_onetimeauth_KEYBYTES> key{
      "Retroduce: a copy of a snapshot"};
  std::array<unsigned char, crypto_onetimeauth_BYTES> sum{};
  crypto_onetimeauth(sum.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                     key.data());
  return to_hex(sum.data(), sum.size());
}

ShortHash short_hash(std::string_view bytes) {
  constexpr std::array<unsigned char, crypto_shorthash_siphashx24_KEYBYTES> key{"What came in"};
  std::array<unsigned char, crypto_shorthash_siphashx24_BYTES> out{};
  crypto_shorthash_siphashx24(out.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                              bytes.size(), key.data());
  ShortHash hash;
  std::memcpy(&hash.low, out.data(), sizeof hash.low);
  std::memcpy(&hash.high, out.data() + sizeof hash.low, sizeof hash.high);
  return hash;
}

struct Hasher::State {
  crypto_generichash_state state;
};

Hasher::Hasher() : state_(std::make_unique<State>()) {
  crypto_generichash_init(&state_->state, nullptr, 0, 32);
}
Hasher::~Hasher() = default;

void Hasher::add(std::string_view bytes) {
  crypto_generichash_update(&state_->state, reinterpret_cast<const unsigned char*>(bytes.data()),
                            bytes.size());
}

void Hasher::add_counted(std::string_view bytes) {
  add(std::to_string(bytes.size()) + ":");
  add(bytes);
}

std::string Hasher::finish() {
  std::array<unsigned char, 32> hash{};
  crypto_generichash_final(&state_->state, hash.data(), hash.size());
  return to_hex(hash.data(), hash.size());
}

std::string random_id() {
  RETRODUCE_ASSERT(sodium_init() >= 0);
  std::array<unsigned char, 8> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  return to_hex(bytes.data(), bytes.size());
}

}  // namespace retroduce::base
