#include "store/arrivals.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.h"
#include "store/import_state.h"

namespace retroduce::store {

namespace {

std::uint64_t fingerprint(const std::string& text) { return std::hash<std::string>()(text); }

constexpr std::string_view same_record = "same record";

}  // namespace

Arrivals::Arrivals(Connection& connection) : matcher_(connection) {
  Query query(connection.prepared("SELECT digest, document FROM source_record ORDER BY id"));
  while (query.next()) documents_by_digest_.emplace(fingerprint(query.text(0)), query.number(1));
}

std::string Arrivals::numbered(const std::string& digest) {
  if (digest.empty()) return digest;
  const std::uint32_t copy = ++copies_[fingerprint(digest)];
  return copy == 1 ? digest : digest + "-" + std::to_string(copy);
}

DocumentMatcher::Found Arrivals::find(const std::string& digest,
                                      const model::Citation& citation) const {
  if (!digest.empty()) {
    const auto there = documents_by_digest_.find(fingerprint(digest));
    if (there != documents_by_digest_.end())
      return {there->second, {model::Likeness::certain, same_record, 100}};
  }
  return matcher_.best(citation);
}

void Arrivals::count(const model::Match& match) {
  if (match.likeness == model::Likeness::doubtful) ++doubtful_;
  if (match.likeness == model::Likeness::certain) ++matched_[std::string(match.rule)];
}

void Arrivals::tell(ImportState& state) const {
  std::vector<std::pair<std::int64_t, std::string>> rules;
  std::int64_t total = 0;
  for (const auto& [rule, number] : matched_) {
    rules.emplace_back(-number, rule);
    total += number;
  }
  std::sort(rules.begin(), rules.end());
  if (total > 0) {
    std::string words;
    for (const auto& [number, rule] : rules)
      words += (words.empty() ? "" : ", ") + rule + " (" + base::grouped(-number) + ")";
    state.say(base::Severity::note, "import.doubles",
              base::count_of(total, "record is", "records are") +
                  " of documents that were there already, by " + words +
                  "; no second document was made and nothing was filled in",
              0);
  }
  if (doubtful_ > 0)
    state.say(base::Severity::note, "import.doubtful-doubles",
              base::count_of(doubtful_, "document", "documents") +
                  " added may be doubles of others: decide with retroduce duplicates",
              0);
}

}  // namespace retroduce::store
