#include "interchange/findings.h"

#include "base/text.h"

namespace retroduce::interchange {

void Findings::add(base::Severity severity, std::string code, std::string message,
                   base::Origin origin, std::vector<std::string> notes) {
  refused_ = refused_ || severity == base::Severity::refused;
  Tally& tally = tallies_[{code, origin.name}];
  tally.severity = severity;
  tally.last = origin;
  if (++tally.count > shown_per_code) return;
  found_.add(severity, std::move(code), std::move(message), std::move(origin), std::move(notes));
}

void Findings::close() {
  for (const auto& [key, tally] : tallies_) {
    if (tally.count <= shown_per_code) continue;
    const auto more = static_cast<std::int64_t>(tally.count - shown_per_code);
    found_.add(tally.severity, key.first,
               base::count_of(more, "further place", "further places") +
                   " like those above, this the last",
               tally.last);
  }
}

}  // namespace retroduce::interchange
