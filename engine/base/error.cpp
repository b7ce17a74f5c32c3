#include "base/error.h"

namespace retroduce::base {

void fail_assertion(const char* condition, const char* file, int line) {
  throw InternalError(std::string(file) + ":" + std::to_string(line) + ": " + condition);
}

}  // namespace retroduce::base
