// Disputes and gaps by their definitions.
#include <algorithm>

#include "slow_review.h"
#include "support/catch.h"

using namespace retroduce::tests;
using retroduce::model::MechanismPart;
using retroduce::model::Role;

namespace {

std::string list(const std::set<Sign>& signs) {
  std::vector<Sign> sorted(signs.begin(), signs.end());
  std::sort(sorted.begin(), sorted.end(), before);
  std::string words;
  for (const Sign& sign : sorted) words += (words.empty() ? "" : ",") + to_text(sign);
  return "[" + words + "]";
}

Numbers united(const SlowReview& review, const Numbers& configurations, bool against) {
  Numbers voices;
  for (const std::size_t k : configurations) {
    voices.merge(against ? review.disputing(k) : review.supporting(k));
  }
  return voices;
}

std::string witnesses(const SlowReview& review, const Numbers& configurations) {
  return " |" + review.labels(configurations) + " |" +
         review.keys(review.documents_of(configurations));
}

std::string counts(const SlowReview& review, const Numbers& configurations) {
  return " support=" + std::to_string(united(review, configurations, false).size()) +
         " dispute=" + std::to_string(united(review, configurations, true).size());
}

std::set<Sign> cut(const SlowReview& review, const std::set<Sign>& signs, bool zoom) {
  std::set<Sign> shown;
  for (const Sign& sign : signs) shown.insert(zoom ? review.top(sign) : sign);
  return shown;
}

std::set<Sign> shared(const std::set<Sign>& a, const std::set<Sign>& b) {
  std::set<Sign> both;
  for (const Sign& sign : a) {
    if (b.count(sign) != 0) both.insert(sign);
  }
  return both;
}

}  // namespace

TEST_CASE("disputes are of evidence first, then of like pairs that end in opposites", "[oracle]") {
  for (const std::uint64_t seed : seeds(2000)) {
    SlowReview review = SlowReview::generate(seed, 9);
    const Filter filter = review.filter(seed / 7);
    review.set(filter);
    std::vector<std::size_t> all(review.part().begin(), review.part().end());
    std::sort(all.begin(), all.end(), [&](std::size_t a, std::size_t b) {
      return label_before(review.label(a), review.label(b));
    });
    const auto lesser = [&](std::size_t k) {
      return std::min(review.supporting(k).size(), review.disputing(k).size());
    };
    std::vector<std::size_t> on_evidence;
    for (const std::size_t k : all) {
      if (lesser(k) > 0) on_evidence.push_back(k);
    }
    std::stable_sort(on_evidence.begin(), on_evidence.end(),
                     [&](std::size_t a, std::size_t b) { return lesser(a) > lesser(b); });
    const bool zoom = seed % 3 == 0;
    const auto shown = [&](std::size_t k, Role role) {
      return list(cut(review, review.terms(k, role), zoom));
    };
    std::vector<std::string> expected;
    for (const std::size_t k : on_evidence) {
      expected.push_back("kind=evidence context=" + shown(k, Role::context) + " mechanism=" +
                         shown(k, Role::mechanism) + " outcome=" + shown(k, Role::outcome) +
                         " moderators=[]" + counts(review, {k}) + witnesses(review, {k}));
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (std::size_t j = i + 1; j < all.size(); ++j) {
        const auto contexts =
            shared(review.terms(all[i], Role::context), review.terms(all[j], Role::context));
        const auto mechanisms =
            shared(review.terms(all[i], Role::mechanism), review.terms(all[j], Role::mechanism));
        std::set<Sign> outcomes;
        for (const Sign& sign : review.terms(all[i], Role::outcome)) {
          if (review.terms(all[j], Role::outcome).count({sign.first, !sign.second}) != 0) {
            outcomes.insert(sign);
          }
        }
        if (contexts.empty() || mechanisms.empty() || outcomes.empty()) continue;
        std::vector<std::pair<Sign, std::size_t>> apart;
        for (const auto& [k, other] : {std::pair(all[i], all[j]), {all[j], all[i]}}) {
          const auto held = cut(review, review.terms(other, Role::context), zoom);
          for (const Sign& sign : cut(review, review.terms(k, Role::context), zoom)) {
            if (held.count(sign) == 0) apart.emplace_back(sign, k);
          }
        }
        std::stable_sort(apart.begin(), apart.end(),
                         [](const auto& a, const auto& b) { return before(a.first, b.first); });
        std::string moderators;
        for (const auto& [sign, k] : apart) {
          moderators += (moderators.empty() ? "" : ",") + to_text(sign) + "@" + review.label(k);
        }
        const Numbers pair{all[i], all[j]};
        expected.push_back("kind=outcome context=" + list(cut(review, contexts, zoom)) +
                           " mechanism=" + list(cut(review, mechanisms, zoom)) +
                           " outcome=" + list(outcomes) + " moderators=[" + moderators + "]" +
                           counts(review, pair) + witnesses(review, pair));
      }
    }
    const std::string question = (zoom ? "disputes zoom 1" : "disputes") + filter.words;
    require_same(review, seed, question, expected, lines(review, review.ask(question)));
  }
}

TEST_CASE("the gaps of configurations and concepts are all found, and no others", "[oracle]") {
  for (const std::uint64_t seed : seeds(1500)) {
    SlowReview review = SlowReview::generate(seed, 7);
    std::vector<std::string> expected;
    for (const std::size_t k : review.part()) {
      const auto elements = review.snapshot().elements_of(retroduce::model::ConfigurationId{k});
      const auto has = [&](Role role) {
        return std::any_of(elements.begin(), elements.end(),
                           [&](const auto& element) { return element.role == role; });
      };
      const auto part = [&](MechanismPart which) {
        return std::any_of(elements.begin(), elements.end(), [&](const auto& element) {
          return element.role == Role::mechanism && element.part == which;
        });
      };
      const auto gap = [&](const std::string& kind) {
        expected.push_back(kind + " " + review.label(k));
      };
      if (!has(Role::context)) gap("no-context");
      if (!has(Role::mechanism)) gap("no-mechanism");
      if (!has(Role::outcome)) gap("no-outcome");
      if (part(MechanismPart::resource) && !part(MechanismPart::reasoning) &&
          !part(MechanismPart::unsplit)) {
        gap("no-reasoning");
      }
      const std::size_t support = review.supporting(k).size();
      if (support == 0) gap(review.disputing(k).empty() ? "no-evidence" : "only-disputed");
      if (support == 1) gap("one-document");
    }
    for (std::size_t i = 0; i < review.snapshot().concepts.size(); ++i) {
      const std::string& label = review.snapshot().concepts[i].label;
      bool used = false;
      for (const Sign& below : review.reach(label, false, false)) {
        for (const auto& element : review.snapshot().elements.all()) {
          used = used || review.snapshot().concepts[element.concept_.index()].label == below.first;
        }
        for (const auto& coding : review.records().codings) {
          used = used || review.records().concepts[coding.concept_.index()].label == below.first;
        }
      }
      if (!used) expected.push_back("concept-unused " + label);
    }
    for (const auto& one : review.snapshot().concepts) {
      if (!one.parent.is_set()) continue;
      const std::string parent = review.snapshot().concepts[one.parent.index()].label;
      for (const bool opposite : {false, true}) {
        const Sign low{one.label, opposite};
        const Sign high{parent, opposite};
        for (const auto& [made, met] : {std::pair(low, high), std::pair(high, low)}) {
          bool makes = false;
          bool meets = false;
          for (const std::size_t k : review.part()) {
            makes = makes || review.terms(k, Role::outcome).count(made) != 0;
            meets = meets || review.terms(k, Role::context).count(met) != 0;
          }
          if (makes && meets) {
            expected.push_back("near-joint outcome \"" + to_text(made) + "\" and context \"" +
                               to_text(met) + "\"");
          }
        }
      }
    }
    std::vector<std::string> found;
    for (const auto& row : review.ask("gaps").rows) {
      const std::string kind = to_text(row.fields[0].second);
      if (kind == "document-empty" || kind == "extract-unused") continue;
      found.push_back(kind + " " + to_text(row.fields[1].second));
    }
    std::sort(expected.begin(), expected.end());
    std::sort(found.begin(), found.end());
    require_same(review, seed, "gaps", expected, found);
  }
}
