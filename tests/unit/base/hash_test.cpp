#include "base/hash.h"

#include "support/catch.h"

using namespace retroduce::base;

TEST_CASE("SHA-256 agrees with the example of FIPS 180-4", "[base]") {
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("a fingerprint in pieces is BLAKE2b-256 of the whole", "[base]") {
  Hasher hasher;
  hasher.add("a");
  hasher.add("bc");
  CHECK(hasher.finish() == "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

TEST_CASE("the ids of two changes differ and are 16 hexadecimal digits", "[base]") {
  const std::string id = random_id();
  CHECK(id.size() == 16);
  CHECK(id.find_first_not_of("0123456789abcdef") == std::string::npos);
  CHECK(id != random_id());
}
