#include "review/comparison.h"

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/text.h"

namespace retroduce::review {

using base::Error;
using base::ErrorCode;
using model::CoderWork;

namespace {

/// The coders to be compared, as places among all.
std::vector<std::uint32_t> chosen(const CoderWork& work, const std::vector<Readers>& readers,
                                  const std::vector<std::string>& names) {
  std::set<std::uint32_t> coders;
  for (const std::string& name : names) {
    const auto found = std::find(work.coders.begin(), work.coders.end(), name);
    if (found == work.coders.end()) {
      const auto near = base::nearest(name, work.coders, 3);
      throw Error(ErrorCode::usage,
                  "no coder is called " + name +
                      (near.empty() ? "; list them with: retroduce list REVIEW coders"
                                    : "; nearest: " + base::join(near, ", ")));
    }
    coders.insert(static_cast<std::uint32_t>(found - work.coders.begin()));
  }
  if (!names.empty() && coders.size() < 2)
    throw Error(ErrorCode::usage,
                "agreement is between two coders or more; name another one, or "
                "none to compare all");
  if (names.empty()) {
    for (std::uint32_t c = 0; c < work.coders.size(); ++c) {
      if (std::any_of(readers.begin(), readers.end(), [c](const Readers& all) { return all[c]; }))
        coders.insert(c);
    }
  }
  const bool is_hidden = std::any_of(work.documents.begin(), work.documents.end(),
                                     [](const auto& each) { return each.is_hidden; });
  if (coders.size() < 2 && is_hidden)
    throw Error(ErrorCode::not_found,
                "agreement is told once all have finished the documents that they code apart; see: "
                "retroduce outstanding REVIEW");
  if (coders.empty()) throw Error(ErrorCode::not_found, "nobody has coded anything yet");
  if (coders.size() == 1)
    throw Error(ErrorCode::not_found, "only " + work.coders[*coders.begin()] +
                                          " has coded so far; agreement needs a second coder");
  return {coders.begin(), coders.end()};
}

void require_extracts(const CoderWork& work, const Comparison& comparison) {
  if (comparison.extract_count() != 0) return;
  std::vector<std::string> names;
  for (const std::uint32_t coder : comparison.coders()) names.push_back(work.coders[coder]);
  throw Error(ErrorCode::not_found,
              "no extract can be compared: no document with codings has been read by two of " +
                  base::join(names, ", ") +
                  ". Who coded nothing in a document counts as its reader once a reading says so");
}

}  // namespace

std::vector<Readers> readers_of(const CoderWork& work) {
  std::vector<Readers> readers(work.documents.size(), Readers(work.coders.size()));
  for (const auto& coding : work.codings)
    readers[work.extracts[coding.extract].document][coding.coder] = true;
  for (const auto& reading : work.readings) readers[reading.document][reading.coder] = true;
  for (const auto& each : work.assignments)
    if (!each.done.empty()) readers[each.document][each.coder] = true;
  // Of these one side alone is there to be seen.
  for (std::size_t d = 0; d < readers.size(); ++d)
    if (work.documents[d].is_hidden) readers[d].assign(work.coders.size(), false);
  return readers;
}

Comparison::Comparison(const CoderWork& work, const std::vector<Readers>& readers,
                       std::vector<std::uint32_t> coders)
    : work_(work), coders_(std::move(coders)), is_compared_(work.extracts.size()) {
  for (std::uint32_t c = 0; c < coders_.size(); ++c) place_[coders_[c]] = c;
  for (const Readers& all : readers) {
    Readers some;
    for (const std::uint32_t coder : coders_) some.push_back(all[coder]);
    if (count(some) >= 2) documents_.push_back(static_cast<std::uint32_t>(readers_.size()));
    readers_.push_back(std::move(some));
  }
  for (const auto& coding : work.codings) {
    if (place_.contains(coding.coder) && count(readers_[document_of(coding.extract)]) >= 2)
      is_compared_[coding.extract] = true;
  }
  for (std::uint32_t e = 0; e < is_compared_.size(); ++e) {
    if (is_compared_[e]) ++extracts_[readers_[document_of(e)]];
  }
}

std::optional<std::uint32_t> Comparison::place(std::uint32_t coder) const {
  const auto found = place_.find(coder);
  return found == place_.end() ? std::nullopt : std::optional(found->second);
}

std::int64_t Comparison::extract_count() const {
  std::int64_t all = 0;
  for (const auto& [readers, number] : extracts_) all += number;
  return all;
}

std::optional<base::TextSpan> Comparison::span(std::uint32_t extract) const {
  const auto& span = work_.extracts[extract].span;
  const std::uint32_t document = document_of(extract);
  if (!span || !has_text(document) || span->end > length(document)) return std::nullopt;
  return span;
}

std::size_t count(const Readers& readers) {
  return static_cast<std::size_t>(std::count(readers.begin(), readers.end(), true));
}

Comparison compare_coders(const CoderWork& work, const std::vector<Readers>& readers,
                          const std::vector<std::string>& names) {
  Comparison comparison(work, readers, chosen(work, readers, names));
  require_extracts(work, comparison);
  return comparison;
}

}  // namespace retroduce::review
