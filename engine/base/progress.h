// How long work tells of itself, and how it is stopped. The command line implements it.
#pragma once

#include <cstdint>
#include <string_view>

namespace retroduce::base {

/// Called from long loops. `step` throws Error interrupted after Ctrl-C, so that the work unwinds
/// and what was open is rolled back.
class Progress {
 public:
  virtual ~Progress() = default;
  virtual void step(std::string_view what, std::int64_t done, std::int64_t total) = 0;
};

/// Says nothing and never stops.
class NoProgress : public Progress {
 public:
  void step(std::string_view, std::int64_t, std::int64_t) override {}
};

}  // namespace retroduce::base
