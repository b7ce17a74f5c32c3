#include "query/candidates.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>

#include "base/text.h"

namespace retroduce::query {

using namespace model;

namespace {

constexpr std::array<std::string_view, 22> small_words = {
    "the", "of", "in", "and", "a",  "an",    "to",    "for",  "with", "by", "on",
    "at",  "or", "is", "are", "be", "being", "their", "that", "from", "as", "it"};
// One more of these, and a name says the opposite: "not felt heard" is never "felt heard".
constexpr std::array<std::string_view, 10> denials = {
    "not", "no", "non", "never", "without", "lack", "lacking", "lacks", "absence", "absent"};
constexpr std::size_t stem = 5;         // letters that tell a word
constexpr std::size_t most_uses = 200;  // of what makes a pair
constexpr std::size_t best = 3;

/// What a name says, as far as names are compared.
struct NameWords {
  std::set<std::string> words;
  bool is_denied = false;
};

NameWords words_of_name(std::string_view name) {
  NameWords found;
  std::string word;
  const auto take = [&] {
    const auto is_among = [&word](const auto& list) {
      return std::find(list.begin(), list.end(), word) != list.end();
    };
    if (is_among(denials))
      found.is_denied = !found.is_denied;
    else if (!word.empty() && !is_among(small_words))
      found.words.insert(word.substr(0, std::min(word.size(), stem)));
    word.clear();
  };
  for (const char c : base::fold(name)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_letter = byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (is_letter) {
      word += c;
    } else {
      take();
    }
  }
  take();
  return found;
}

/// Places in a list, by what stands there; pairs come from places that share something.
template <typename Key>
using Index = std::map<Key, std::vector<std::uint32_t>>;

template <typename Key>
std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> pairs_of(const Index<Key>& index) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> pairs;
  for (const auto& [key, places] : index) {
    if (places.size() > most_uses) continue;
    for (std::size_t i = 0; i < places.size(); ++i)
      for (std::size_t j = i + 1; j < places.size(); ++j) ++pairs[{places[i], places[j]}];
  }
  return pairs;
}

}  // namespace

std::vector<ConceptCandidate> concept_candidates(const Snapshot& snapshot, double least) {
  std::vector<NameWords> words;
  Index<std::string> index;
  for (std::uint32_t c = 0; c < snapshot.concepts.size(); ++c) {
    words.push_back(words_of_name(std::string(snapshot.concepts[c].label)));
    for (const std::string& word : words.back().words) index[word].push_back(c);
  }
  const auto count = static_cast<double>(words.size());
  const auto weight = [&](const std::string& word) {
    return std::log(1 + count / static_cast<double>(index[word].size()));
  };
  std::vector<double> total;
  for (const auto& each : words) {
    double sum = 0;
    for (const std::string& word : each.words) sum += weight(word);
    total.push_back(sum);
  }
  std::vector<ConceptCandidate> found;
  for (const auto& [pair, ignored] : pairs_of(index)) {
    const auto& [a, b] = pair;
    if (words[a].is_denied != words[b].is_denied) continue;
    double shared = 0;
    for (const std::string& word : words[a].words)
      if (words[b].words.count(word) > 0) shared += weight(word);
    const bool a_wording = snapshot.concepts[a].is_wording;
    const bool b_wording = snapshot.concepts[b].is_wording;
    const double score = 2 * shared / (total[a] + total[b]);
    if (a_wording == b_wording && score < least) continue;
    if (!b_wording || a_wording)
      found.push_back({ConceptId(a), ConceptId(b), score});
    else
      found.push_back({ConceptId(b), ConceptId(a), score});
  }
  std::sort(found.begin(), found.end(), [](const auto& x, const auto& y) {
    return std::tuple(-x.score, x.one, x.other) < std::tuple(-y.score, y.one, y.other);
  });
  std::unordered_map<std::uint32_t, std::size_t> kept;
  std::erase_if(found, [&](const ConceptCandidate& each) {
    if (!snapshot.concepts[each.one.index()].is_wording) return false;
    return ++kept[each.one.value] > best;
  });
  return found;
}

std::vector<ConfigurationCandidate> configuration_candidates(const Snapshot& snapshot,
                                                             double least) {
  using Part = std::tuple<Role, ConceptId, bool, bool>;
  std::vector<std::set<Part>> parts;
  Index<Part> index;
  for (std::uint32_t k = 0; k < snapshot.configurations.size(); ++k) {
    std::set<Part>& own = parts.emplace_back();
    for (const SnapshotElement& each : snapshot.elements_of(ConfigurationId(k)))
      own.insert({each.role, each.concept_, each.opposite, each.when_not_fired});
    for (const Part& part : own) index[part].push_back(k);
  }
  std::vector<ConfigurationCandidate> found;
  for (const auto& [pair, ignored] : pairs_of(index)) {
    const auto& [a, b] = pair;
    std::size_t shared = 0;
    for (const Part& part : parts[a]) shared += parts[b].count(part);
    const std::size_t all = parts[a].size() + parts[b].size() - shared;
    if (static_cast<double>(shared) < least * static_cast<double>(all)) continue;
    found.push_back({ConfigurationId(a), ConfigurationId(b), shared, all});
  }
  std::sort(found.begin(), found.end(), [](const auto& x, const auto& y) {
    // Without division: x.shared / x.all against y.shared / y.all.
    const std::size_t left = x.shared * y.all;
    const std::size_t right = y.shared * x.all;
    return left != right ? left > right : std::tuple(x.one, x.other) < std::tuple(y.one, y.other);
  });
  return found;
}

}  // namespace retroduce::query
