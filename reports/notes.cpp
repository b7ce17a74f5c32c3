// The notes under a table.
#include "reports/notes.h"

#include <algorithm>

#include "reports/cells.h"

namespace retroduce::reports {

Cell label_cell(const model::SnapshotConfiguration& configuration, model::ConfigurationId id,
                NotesUsed& used) {
  Cell cell = text_cell(configuration.label, {{id}, {}, {}, {}});
  if (configuration.status == model::Status::refuted) {
    used.refuted = true;
    cell.lines[0].push_back(muted(" (refuted)"));
  }
  return cell;
}

Column label_column(const model::Snapshot& snapshot) {
  constexpr std::size_t most = 14;
  std::size_t longest = 0;
  for (const auto& configuration : snapshot.configurations) {
    longest = std::max(longest, configuration.label.size());
  }
  return {"No.", "no", 0.8, false, std::min(longest, most)};
}

std::vector<std::string> footnotes(const NotesUsed& used) {
  std::vector<std::string> notes;
  const auto add = [&notes](bool wanted, const char* sentence) {
    if (wanted) notes.emplace_back(sentence);
  };
  add(used.cmoc, "CMOC: context-mechanism-outcome configuration.");
  add(used.tags,
      "(C) context, (M) mechanism, (O) outcome; a sign after the O is the direction of the concept "
      "coded, which its wording may already say.");
  add(used.opposite, "not: the opposite of what follows, its lack or its fall.");
  add(used.direction,
      "Direction is that of the concept coded for the outcome, which its wording may already say: "
      "+ rise, \u2212 fall, mixed, none.");
  add(used.several_directions, "Several directions stand in the order of the outcomes.");
  add(used.not_split,
      "(not split): coded as one mechanism, resource and reasoning not told apart.");
  add(used.sources, "Numbers lead to the references below.");
  add(used.contradicts, "(contradicts): the source holds evidence against the configuration.");
  add(used.in_part,
      "* The evidence of this source bears on single elements of the configuration only.");
  add(used.paraphrase, "(paraphrase): in the words of the reviewers, not of the source.");
  add(used.refuted, "(refuted): kept to show what was considered and not upheld.");
  add(used.no_evidence, "none: no extract is evidence for the configuration.");
  return notes;
}

}  // namespace retroduce::reports
