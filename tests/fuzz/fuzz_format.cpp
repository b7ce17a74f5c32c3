// One reader under any bytes: it may refuse, it may say what it wants, it may not crash, hang or
// throw anything but the errors of the house. RETRODUCE_FUZZ_FORMAT is the format's name.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/error.h"
#include "fuzz/one_input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  retroduce::fuzz::read_one(RETRODUCE_FUZZ_FORMAT, {reinterpret_cast<const char*>(data), size});
  return 0;
}
