#include "review/reread.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.h"

namespace retroduce::review {

using model::CoderWork;

namespace {

base::Diagnostic refusal(const char* code, const std::string& message, std::string note) {
  return {base::Severity::refused, code, message, {}, {std::move(note)}};
}

/// The place of the version among all.
base::Parsed<std::uint32_t> version_named(const CoderWork& work, const std::string& theory,
                                          const std::string& label) {
  std::vector<std::uint32_t> found;
  std::vector<std::string> labels;
  for (std::uint32_t v = 0; v < work.versions.size(); ++v) {
    if (!theory.empty() && work.versions[v].theory != theory) continue;
    labels.push_back(work.versions[v].label);
    if (work.versions[v].label == label) found.push_back(v);
  }
  const auto is_other = [&](std::uint32_t v) { return !work.versions[v].is_of_programme; };
  if (found.size() > 1 && !std::all_of(found.begin(), found.end(), is_other))
    std::erase_if(found, is_other);
  base::Parsed<std::uint32_t> parsed;
  if (found.size() == 1) {
    parsed.value = found.front();
  } else if (found.empty()) {
    parsed.found.add(refusal("theory.no-version",
                             "no version of a theory is called \"" + label + "\"",
                             labels.empty() ? "There is none yet; as with: add theory version "
                                              "\"initial\" theory \"…\""
                                            : "There are: " + base::join(labels, ", ")));
  } else {
    std::vector<std::string> theories;
    for (const std::uint32_t v : found) theories.push_back("\"" + work.versions[v].theory + "\"");
    parsed.found.add(refusal("theory.several",
                             "several theories have a version called \"" + label + "\"",
                             "Say which with --theory: " + base::join(theories, ", ")));
  }
  return parsed;
}

}  // namespace

base::Parsed<std::vector<UnreadDocument>> not_read_since(const CoderWork& work,
                                                         const std::string& theory,
                                                         const std::string& version,
                                                         const std::string& coder) {
  base::Parsed<std::vector<UnreadDocument>> parsed;
  const auto since = version_named(work, theory, version);
  parsed.found = since.found;
  if (!coder.empty() &&
      std::find(work.coders.begin(), work.coders.end(), coder) == work.coders.end())
    parsed.found.add(refusal("theory.unknown-coder", "no coder is called \"" + coder + "\"",
                             "There are: " + base::join(work.coders, ", ")));
  if (parsed.found.refused()) return parsed;
  // The newest version that each was read under; versions of a theory stand in order.
  std::map<std::uint32_t, std::uint32_t> newest;
  const auto counts = [&](const model::WorkReading& reading) {
    return reading.version &&
           work.versions[*reading.version].theory == work.versions[*since.value].theory &&
           (coder.empty() || work.coders[reading.coder] == coder);
  };
  for (const model::WorkReading& reading : work.readings) {
    if (!counts(reading)) continue;
    const auto [found, is_first] = newest.emplace(reading.document, *reading.version);
    if (!is_first) found->second = std::max(found->second, *reading.version);
  }
  parsed.value.emplace();
  for (std::uint32_t d = 0; d < work.documents.size(); ++d) {
    const auto read = newest.find(d);
    if (read != newest.end() && read->second >= *since.value) continue;
    UnreadDocument& one = parsed.value->emplace_back();
    one.document = work.documents[d].key;
    if (read == newest.end()) continue;
    one.last = work.versions[read->second].label;
    for (const model::WorkReading& reading : work.readings)
      if (counts(reading) && reading.document == d && *reading.version == read->second)
        one.by.push_back(work.coders[reading.coder]);
    std::sort(one.by.begin(), one.by.end());
  }
  return parsed;
}

}  // namespace retroduce::review
