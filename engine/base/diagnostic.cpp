#include "base/diagnostic.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace retroduce::base {

void Diagnostics::add(Severity severity, std::string code, std::string message, Origin origin,
                      std::vector<std::string> notes) {
  entries_.push_back(
      {severity, std::move(code), std::move(message), std::move(origin), std::move(notes)});
}

void Diagnostics::append(const Diagnostics& other) {
  entries_.insert(entries_.end(), other.entries_.begin(), other.entries_.end());
}

bool Diagnostics::any(Severity at_least) const {
  return std::any_of(entries_.begin(), entries_.end(),
                     [&](const Diagnostic& entry) { return entry.severity >= at_least; });
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  std::vector<Diagnostic> list = entries_;
  auto key = [](const Diagnostic& d) {
    return std::make_tuple(d.origin, -static_cast<int>(d.severity), d.code, d.message);
  };
  std::stable_sort(list.begin(), list.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
  list.erase(std::unique(list.begin(), list.end()), list.end());
  return list;
}

const char* to_word(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::repair:
      return "repaired";
    case Severity::loss:
      return "lost";
    case Severity::refused:
      break;
  }
  return "error";
}

std::string to_text(const Diagnostic& diagnostic) {
  std::string text = std::string(to_word(diagnostic.severity)) + ": ";
  if (!diagnostic.origin.name.empty()) {
    text += diagnostic.origin.name;
    if (diagnostic.origin.line != 0) text += ":" + std::to_string(diagnostic.origin.line);
    if (diagnostic.origin.column != 0) text += ":" + std::to_string(diagnostic.origin.column);
    text += ": ";
  }
  text += diagnostic.message;
  for (const std::string& note : diagnostic.notes) text += "\n    " + note;
  return text;
}

}  // namespace retroduce::base
