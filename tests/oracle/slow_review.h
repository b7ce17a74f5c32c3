// The slow, obvious twin of graph and query: sets and loops over a snapshot, straight from
// semantics.md. Shares no code with engine/graph or engine/query.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/snapshot.h"
#include "query/query.h"
#include "support/memory_review.h"

namespace retroduce::tests {

using Sign = std::pair<std::string, bool>;  ///< label, opposite
using Numbers = std::set<std::size_t>;      ///< places of configurations, documents or studies

/// A filter as the question says it, and as plain code.
struct Filter {
  std::string words;
  bool by_study = false;
  std::function<bool(std::size_t document)> document;            ///< null: all
  std::function<bool(std::size_t configuration)> configuration;  ///< null: all
  std::size_t least_support = 0;
  std::function<bool(std::size_t extract)> extract = {};  ///< null: all
};

class SlowReview {
 public:
  /// A generated review with a concept tree; `seed` decides everything.
  static SlowReview generate(std::uint64_t seed, int largest);
  /// One of the filters that the grammar knows, chosen by `choice`; `this` must outlive it.
  Filter filter(std::uint64_t choice) const;
  void set(const Filter& filter);

  const std::string& text() const { return text_; }
  const model::Snapshot& snapshot() const { return *snapshot_; }
  const model::SnapshotPtr& held_snapshot() const { return snapshot_; }
  const MemoryReview::Records& records() const { return review_->records(); }
  std::size_t size() const { return snapshot_->configurations.size(); }

  bool takes_part(std::size_t k) const { return part_.count(k) != 0; }
  const Numbers& part() const { return part_; }
  bool counts(std::size_t document) const {
    return !filter_.document || filter_.document(document);
  }
  bool counts(const model::SnapshotEvidence& one) const {
    return counts(one.document.index()) && (!filter_.extract || filter_.extract(one.extract));
  }
  Numbers supporting(std::size_t k) const { return voices(k, false); }
  Numbers disputing(std::size_t k) const { return voices(k, true); }
  Numbers supporting_whole(std::size_t k) const;
  /// Documents that support some of these, by studies where they count, but none as a whole.
  Numbers in_part(const Numbers& configurations) const;
  Numbers documents_of(const Numbers& configurations) const;
  std::size_t study_of(std::size_t document) const;

  /// Fired terms of a configuration in a role.
  std::set<Sign> terms(std::size_t k, model::Role role) const;
  /// The label and those below it.
  std::set<Sign> reach(const std::string& label, bool opposite, bool exactly) const;
  /// The concept above all that stand above the label; the label itself where none does.
  std::string top(const std::string& label) const;
  /// As `zoom 1` shows it: an opposite stays as it is.
  Sign top(const Sign& sign) const {
    return sign.second ? sign : Sign{top(sign.first), sign.second};
  }
  bool holds_any(std::size_t k, model::Role role, const std::set<Sign>& terms) const;
  std::set<Sign> joints(std::size_t from, std::size_t to) const;

  std::string label(std::size_t k) const { return snapshot_->configurations[k].label; }
  std::string labels(const Numbers& configurations) const;
  std::string keys(const Numbers& documents) const;
  std::vector<std::string> concepts() const;

  /// The answer of the engine; fails the test where the question is refused.
  query::Answer ask(const std::string& question, std::size_t limit = 0) const;

 private:
  /// By its own judgement, else by that of its document; so the filter `where rigour = high`.
  bool is_high(std::size_t extract) const;
  std::size_t document_of(std::size_t extract) const;
  Numbers voices(std::size_t k, bool against) const;
  std::string text_;
  std::shared_ptr<MemoryReview> review_;
  model::SnapshotPtr snapshot_;
  Filter filter_;
  Numbers part_;
};

/// Labels of one letter and a number: by number, so c2 stands before c10. `false` before `true`.
bool before(const Sign& a, const Sign& b);
bool label_before(const std::string& a, const std::string& b);
std::string to_text(const Sign& sign);

/// One line per row: its fields, then its configurations and documents.
std::vector<std::string> lines(const SlowReview& review, const query::Answer& answer);
std::string to_text(const query::Value& value);

/// Fails with seed, question and review where the two differ.
void require_same(const SlowReview& review, std::uint64_t seed, const std::string& question,
                  const std::vector<std::string>& expected, const std::vector<std::string>& found);

/// Fails where a row says otherwise who bears on its configurations in part.
void require_parts(const SlowReview& review, std::uint64_t seed, const query::Answer& answer);

/// Seeds to try; RETRODUCE_SEED in the environment asks for one alone.
std::vector<std::uint64_t> seeds(std::uint64_t count);

}  // namespace retroduce::tests
