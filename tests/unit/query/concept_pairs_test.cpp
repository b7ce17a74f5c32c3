// Pairs of concepts, counted on one core or two, are those of a plain count.
#include "query/concept_pairs.h"

#include <map>
#include <random>
#include <set>

#include "support/catch.h"

using namespace retroduce;
using namespace retroduce::query;
using model::ConceptId;
using model::DocumentId;

namespace {

constexpr std::size_t concepts = 300;

model::ExtractList random_list(std::size_t extracts) {
  std::mt19937 chance(7);
  model::ExtractList list;
  list.first.push_back(0);
  for (std::size_t i = 0; i < extracts; ++i) {
    list.keys.push_back(static_cast<std::uint32_t>(i + 1));
    list.documents.emplace_back(i / 40);
    list.evidence.push_back(0);
    std::set<std::size_t> held;
    for (auto left = chance() % 6; left > 0; --left) held.insert(chance() % concepts);
    for (const std::size_t each : held) list.concepts.emplace_back(each);
    list.first.push_back(static_cast<std::uint32_t>(list.concepts.size()));
  }
  return list;
}

bool counts(DocumentId document, model::ExtractKey) { return document.index() % 3 != 0; }

using Pair = std::pair<std::size_t, std::size_t>;

struct Plain {
  std::size_t extracts = 0;
  std::set<DocumentId> documents;
};

std::map<Pair, Plain> plain_pairs(const model::ExtractList& list) {
  std::map<Pair, Plain> pairs;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (!counts(list.documents[i], list.keys[i])) continue;
    const auto held = list.concepts_of(i);
    for (std::size_t a = 0; a < held.size(); ++a) {
      for (std::size_t b = a + 1; b < held.size(); ++b) {
        Plain& pair = pairs[{held[a].index(), held[b].index()}];
        ++pair.extracts;
        pair.documents.insert(list.documents[i]);
      }
    }
  }
  return pairs;
}

void compare(std::size_t extracts, std::size_t limit) {
  const model::ExtractList list = random_list(extracts);
  const auto plain = plain_pairs(list);
  const ConceptPairs found = concept_pairs(list, concepts, counts, limit);
  CHECK(found.total == plain.size());
  REQUIRE(found.first.size() == (limit == 0 ? plain.size() : std::min(limit, plain.size())));
  std::vector<std::tuple<std::size_t, std::size_t, std::size_t>> order;
  for (const auto& [pair, of] : plain) {
    order.emplace_back(extracts - of.extracts, pair.first, pair.second);
  }
  std::sort(order.begin(), order.end());
  for (std::size_t i = 0; i < found.first.size(); ++i) {
    const ConceptPair& each = found.first[i];
    const Plain& wanted = plain.at({each.a.index(), each.b.index()});
    REQUIRE(order[i] == std::tuple(extracts - each.extracts, each.a.index(), each.b.index()));
    REQUIRE(std::vector(wanted.documents.begin(), wanted.documents.end()) == each.documents);
  }
}

}  // namespace

TEST_CASE("pairs of concepts are those of a plain count", "[query]") {
  compare(0, 0);
  compare(3, 0);
  compare(2000, 0);
  compare(2000, 10);
  compare(2000, 1'000'000);
}

TEST_CASE("pairs of a long list, counted on two cores, are the same", "[query]") {
  compare(400'000, 50);  // some 660,000 codings count
}
