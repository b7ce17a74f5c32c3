// One reader under any bytes: it may refuse, it may say what it wants, it may not crash, hang or
// throw anything but the errors of the house. RETRODUCE_FUZZ_FORMAT is the format's name, or
// RETRODUCE_FUZZ_TEXT that of a form of full text.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/error.h"
#include "fuzz/one_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
#ifdef RETRODUCE_FUZZ_TEXT
  retroduce::fuzz::take_one(RETRODUCE_FUZZ_TEXT, bytes);
#else
  retroduce::fuzz::read_one(RETRODUCE_FUZZ_FORMAT, bytes);
#endif
  return 0;
}
