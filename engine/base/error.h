// Faults that are not the user's material: ours, and the world's.
// Knows nothing of the domain. What is wrong with material or a question is a Diagnostic
// (diagnostic.h).
#pragma once

#include <stdexcept>
#include <string>

namespace retroduce::base {

enum class ErrorCode {
  io,
  busy,
  newer_schema,
  corrupt,
  not_found,
  conflict,
  unsupported,
  usage,
  interrupted
};

/// The world refused: a file that cannot be read, a locked review, a full disk. `usage`: the
/// command line asks for what is not there. `what()` is one sentence that says what, where and what
/// to do; it is shown to the user as it is.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& sentence) : std::runtime_error(sentence), code_(code) {}
  ErrorCode code() const noexcept { return code_; }

 private:
  ErrorCode code_;
};

/// A bug of ours; carries file:line. Nothing below the command line catches it.
class InternalError : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

[[noreturn]] void fail_assertion(const char* condition, const char* file, int line);

}  // namespace retroduce::base

/// Always on: a broken promise of our own code must stop the work before it is written down.
#define RETRODUCE_ASSERT(condition) \
  (static_cast<bool>(condition)     \
       ? static_cast<void>(0)       \
       : ::retroduce::base::fail_assertion(#condition, __FILE__, __LINE__))
