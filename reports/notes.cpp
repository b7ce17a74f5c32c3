// The notes under a table.
#include "reports/notes.h"

#include <algorithm>

#include "reports/cells.h"

namespace retroduce::reports {

bool is_refuted(const model::Snapshot& snapshot, model::ConfigurationId id) {
  return snapshot.configurations.facts()[id.index()].status == model::Status::refuted;
}

bool is_supported(const model::Snapshot& snapshot, model::ConfigurationId id) {
  return !snapshot.supporters()[id.index()].empty();
}

void add_refuted_mark(Line& line, const model::Snapshot& snapshot, model::ConfigurationId id,
                      NotesUsed& used) {
  if (!is_refuted(snapshot, id)) return;
  used.refuted = true;
  line.push_back(muted(" (refuted)"));
}

Line strong_label(const model::Snapshot& snapshot, model::ConfigurationId id, NotesUsed& used) {
  const std::string label(snapshot.configurations[id.index()].label);
  if (!is_refuted(snapshot, id)) return {strong(label + ": ")};
  Line line{strong(label)};
  add_refuted_mark(line, snapshot, id, used);
  line.push_back(plain(": "));
  return line;
}

Cell label_cell(const model::SnapshotConfiguration& configuration, model::ConfigurationId id,
                NotesUsed& used) {
  Cell cell = text_cell(configuration.label, {{id}, {}, {}, {}});
  if (configuration.status == model::Status::refuted) {
    used.refuted = true;
    cell.lines[0].push_back(muted(" (refuted)"));
  }
  return cell;
}

void note_run(const Run& run, NotesUsed& used) {
  const bool is_tag = run.style == Run::Style::tag;
  used.tags |= is_tag;
  used.circumstances |= is_tag && run.text.find_first_of("IAia") == 1;
  for (const char* sign : {"+", "\u2212", "mixed", "none"})
    used.signs |= is_tag && run.text.find(sign) != std::string::npos;
  used.opposite |= run.text.starts_with("not: ");
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
  const auto add = [&notes](bool wanted, std::string_view sentence) {
    if (wanted) notes.emplace_back(sentence);
  };
  add(used.cmoc, "CMOC: context-mechanism-outcome configuration.");
  add(used.tags,
      std::string("(C) context, (M) mechanism, (O) outcome") +
          (used.circumstances ? ", (I) intervention, (A) actor" : "") +
          (used.signs ? "; a sign after the letter of the outcome is the direction of the concept "
                        "coded, which its wording may already say."
                      : "."));
  add(used.tags && used.by_hand,
      "A statement without tags is in the reviewers' own words and order, as they wrote it.");
  add(used.opposite, "not: the opposite of what follows, its lack or its fall.");
  add(used.none_needed, "\u2013: the configuration names none, and need not.");
  add(used.direction,
      "Direction is that of the concept coded for the outcome, which its wording may already say: "
      "+ rise, \u2212 fall, mixed, none.");
  add(used.several_directions, "Several directions stand in the order of the outcomes.");
  add(used.not_split,
      "(not split): coded as one mechanism, resource and reasoning not told apart.");
  add(used.sources, note_on_sources);
  add(used.contradicts, note_on_contradicts);
  add(used.in_part, note_on_in_part);
  add(used.paraphrase, "(paraphrase): in the words of the reviewers, not of the source.");
  add(used.refuted, "refuted: kept to show what was considered and not upheld.");
  add(used.unsupported, note_on_unsupported);
  add(used.no_evidence, note_on_no_evidence);
  return notes;
}

}  // namespace retroduce::reports
