// What a reader finds in a large file, kept to what a person can read. Knows no format.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic.h"

namespace retroduce::interchange {

/// Passes findings on, of each code the first twenty; `close` tells how many more there were.
class Findings {
 public:
  static constexpr std::size_t shown_per_code = 20;

  /// `found` must live as long as this.
  explicit Findings(base::Diagnostics& found) : found_(found) {}

  void add(base::Severity severity, std::string code, std::string message, base::Origin origin,
           std::vector<std::string> notes = {});

  /// Whether anything was refused so far, through this.
  bool refused() const { return refused_; }

  /// One line per code of which some were left unsaid. Call at the end, once.
  void close();

 private:
  struct Tally {
    std::size_t count = 0;
    base::Severity severity = base::Severity::note;
    base::Origin last;
  };

  base::Diagnostics& found_;
  std::map<std::pair<std::string, std::string>, Tally> tallies_;  ///< by code and file
  bool refused_ = false;
};

}  // namespace retroduce::interchange
