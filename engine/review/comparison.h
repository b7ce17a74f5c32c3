// Some coders of a review side by side: what they have both (all) read, and which extracts can be
// compared there. Behind agreement.h and disagreements.h.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/coder_work.h"

namespace retroduce::review {

using Readers = std::vector<bool>;  ///< one per coder

/// Who has read which document, of all coders of the review.
std::vector<Readers> readers_of(const model::CoderWork& work);

class Comparison {
 public:
  /// `coders` are places among all, rising; `work` must outlive it.
  Comparison(const model::CoderWork& work, const std::vector<Readers>& readers,
             std::vector<std::uint32_t> coders);

  const std::vector<std::uint32_t>& coders() const { return coders_; }
  /// The place of a coder among those compared; nothing where the coder is not.
  std::optional<std::uint32_t> place(std::uint32_t coder) const;
  const Readers& readers(std::uint32_t document) const { return readers_[document]; }
  /// Those that two or more have read, by key.
  const std::vector<std::uint32_t>& documents() const { return documents_; }
  bool is_compared(std::uint32_t extract) const { return is_compared_[extract]; }
  std::uint32_t document_of(std::uint32_t extract) const {
    return work_.extracts[extract].document;
  }
  /// How many compared extracts lie in documents of the same readers.
  const std::map<Readers, std::int64_t>& extracts() const { return extracts_; }
  std::int64_t extract_count() const;
  bool has_text(std::uint32_t document) const {
    return work_.documents[document].length.has_value();
  }
  std::int64_t length(std::uint32_t document) const { return *work_.documents[document].length; }
  /// Where the extract stands in a text that is there.
  std::optional<base::TextSpan> span(std::uint32_t extract) const;

 private:
  const model::CoderWork& work_;
  std::vector<std::uint32_t> coders_;
  std::map<std::uint32_t, std::uint32_t> place_;
  std::vector<Readers> readers_;  ///< per document
  std::vector<std::uint32_t> documents_;
  std::vector<bool> is_compared_;
  std::map<Readers, std::int64_t> extracts_;
};

std::size_t count(const Readers& readers);

/// The coders of these names, or all who have read something where none is named; that there is
/// something to compare is seen to. Fails: Error usage (an unknown coder, fewer than two named),
/// not_found (nothing can be compared).
Comparison compare_coders(const model::CoderWork& work, const std::vector<Readers>& readers,
                          const std::vector<std::string>& names);

}  // namespace retroduce::review
