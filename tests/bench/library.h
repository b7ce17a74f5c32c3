// The ten queries of the peers' benchmark asked of this library, with labels mapped back to the
// data's ids.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "review/review.h"

namespace retroduce::bench {

using Rows = std::vector<std::vector<std::int64_t>>;

class Library {
 public:
  /// Imports the bundle in `data` into a new review at `file`.
  Library(const std::filesystem::path& data, const std::filesystem::path& file);

  void contexts_triggering(std::int64_t mechanism, Rows& rows) const;
  void outcomes_following(std::int64_t context, Rows& rows) const;
  /// (strength, configurations…), strongest first; limit 0 = all.
  Rows chains(std::int64_t from, std::int64_t to, std::size_t limit) const;
  Rows reachable(const std::vector<std::int64_t>& from) const;
  Rows given(const std::vector<std::int64_t>& given) const;
  Rows regularities(std::int64_t support) const;
  Rows pivotal(std::int64_t from, std::int64_t to) const;
  Rows extracts(const std::string& how, const std::vector<std::string>& words) const;
  std::string evidence_table() const;
  Rows coding_report(const std::vector<std::int64_t>& concepts) const;
  Rows together() const;

  review::Review& review() const { return *review_; }
  query::Answer ask(const std::string& question, std::size_t limit = 0) const;
  std::string quoted(std::int64_t concept_id) const {
    return "\"" + concept_labels_.at(concept_id) + "\"";
  }
  std::string quoted(const std::vector<std::int64_t>& concepts) const;

 private:
  std::int64_t concept_id(const std::string& label) const { return concept_ids_.at(label); }
  std::int64_t extract_id(const model::ExtractDetail& extract) const;
  void pairs(const std::string& question, std::int64_t asked, Rows& rows) const;

  std::unique_ptr<review::Review> review_;
  std::map<std::int64_t, std::string> concept_labels_;
  std::map<std::string, std::int64_t> concept_ids_;
  std::map<std::string, std::int64_t> configuration_ids_;
  std::map<std::tuple<std::string, std::int64_t, std::int64_t>, std::int64_t>
      extract_ids_;  ///< citekey, span
  std::map<std::tuple<std::int64_t, std::int64_t, std::string, std::string>, std::int64_t>
      coding_ids_;
};

}  // namespace retroduce::bench
