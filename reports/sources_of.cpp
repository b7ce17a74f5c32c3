#include "reports/sources_of.h"

#include <algorithm>

#include "reports/cells.h"

namespace retroduce::reports {

std::vector<Bearing> bearings_on_any(const model::Snapshot& snapshot,
                                     std::span<const model::ConfigurationId> configurations) {
  std::vector<Bearing> all;
  for (const model::ConfigurationId id : configurations) {
    const std::vector<Bearing> some = bearings(snapshot, id);
    all.insert(all.end(), some.begin(), some.end());
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Bearing& a, const Bearing& b) { return a.document < b.document; });
  std::vector<Bearing> merged;
  for (const Bearing& bearing : all) {
    if (merged.empty() || merged.back().document != bearing.document) {
      merged.push_back(bearing);
      continue;
    }
    merged.back().supports |= bearing.supports;
    merged.back().contradicts |= bearing.contradicts;
    merged.back().in_part &= bearing.in_part;
  }
  return merged;
}

namespace {

/// Numbered as they come, then as they are cited one behind the other.
std::vector<model::DocumentId> as_cited(std::span<const model::DocumentId> documents,
                                        Citations& citations) {
  std::vector<model::DocumentId> sorted(documents.begin(), documents.end());
  for (const model::DocumentId document : sorted) citations.numbered(document);
  std::sort(sorted.begin(), sorted.end(),
            [&](model::DocumentId a, model::DocumentId b) { return citations.comes_before(a, b); });
  return sorted;
}

}  // namespace

void add_numbers(Line& line, Witness& witness, std::span<const model::DocumentId> documents,
                 Citations& citations) {
  bool is_first = true;
  for (const model::DocumentId document : as_cited(documents, citations)) {
    if (!is_first) line.push_back(plain(citations.separator()));
    line.push_back(citations.numbered(document));
    witness.documents.push_back(document);
    is_first = false;
  }
}

void add_bracket(Line& line, std::span<const model::DocumentId> documents, Citations& citations) {
  const std::vector<model::DocumentId> sorted = as_cited(documents, citations);
  if (sorted.empty() || citations.bracketed(sorted[0]).text.empty()) return;
  for (const model::DocumentId document : sorted) {
    const bool is_first = document == sorted[0];
    line.push_back(only_on_paper(plain(is_first ? " [" : citations.separator())));
    line.push_back(only_on_paper(citations.numbered(document)));
  }
  line.push_back(only_on_paper(plain("]")));
}

Cell bearings_cell(std::vector<Bearing> bearings, Witness witness, const std::string& why_none,
                   Citations& citations, NotesUsed& used) {
  for (const Bearing& bearing : bearings) citations.numbered(bearing.document);
  std::sort(bearings.begin(), bearings.end(), [&](const Bearing& a, const Bearing& b) {
    return citations.comes_before(a.document, b.document);
  });
  Line line;
  for (const Bearing& bearing : bearings) {
    if (!line.empty()) line.push_back(plain(citations.separator()));
    line.push_back(citations.numbered(bearing.document));
    if (bearing.in_part) line.push_back(mark("*", " (in part)"));
    if (bearing.contradicts)
      line.push_back(muted(bearing.supports ? " (also contradicts)" : " (contradicts)"));
    used.in_part |= bearing.in_part;
    used.contradicts |= bearing.contradicts;
    witness.documents.push_back(bearing.document);
  }
  if (line.empty()) return missing_cell(why_none, witness, "none");
  used.sources = true;
  return {{std::move(line)}, {}, std::move(witness)};
}

Cell sources_cell(const model::Snapshot& snapshot,
                  std::span<const model::ConfigurationId> configurations, Citations& citations,
                  NotesUsed& used) {
  Witness witness{{configurations.begin(), configurations.end()}, {}, {}, {}};
  for (const model::ConfigurationId id : configurations) {
    for (const auto& evidence : snapshot.evidence_of(id))
      witness.extracts.push_back(evidence.extract);
  }
  const std::vector<Bearing> bearings = bearings_on_any(snapshot, configurations);
  used.no_evidence |= bearings.empty();
  return bearings_cell(bearings, std::move(witness), "no extract is evidence for the configuration",
                       citations, used);
}

}  // namespace retroduce::reports
