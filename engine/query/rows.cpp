#include "query/rows.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace retroduce::query {
namespace {

using model::ConfigurationId;
using model::Snapshot;

std::string some_of(const Snapshot& snapshot, const std::vector<ConfigurationId>& list) {
  const std::size_t shown = std::min<std::size_t>(list.size(), 3);
  std::string names = base::join(labels_of(snapshot, {list.data(), shown}), ", ");
  if (list.size() > shown) {
    names += " and " + base::grouped(static_cast<std::int64_t>(list.size() - shown)) + " more";
  }
  return names;
}

void add_marks(const Asking& asking, Row& row) {
  std::vector<ConfigurationId> refuted;
  std::vector<ConfigurationId> unsupported;
  for (const ConfigurationId k : row.configurations) {
    const auto status = asking.snapshot().configurations.facts()[k.index()].status;
    if (status == model::Status::refuted) refuted.push_back(k);
    if (asking.graph->support(k) == 0) unsupported.push_back(k);
  }
  if (!refuted.empty()) {
    row.marks.push_back("rests on " + some_of(asking.snapshot(), refuted) +
                        (refuted.size() == 1 ? ", which is refuted" : ", which are refuted"));
  }
  if (!unsupported.empty()) {
    row.marks.push_back("rests on " + some_of(asking.snapshot(), unsupported) +
                        ", which no document supports");
  }
}

}  // namespace

Value term_value(const Snapshot& snapshot, graph::Term term) {
  return {Parts{{"concept", text(snapshot.concepts[term.concept_.index()].label)},
                {"opposite", flag(term.opposite)}}};
}

Value term_values(const Snapshot& snapshot, std::span<const graph::Term> terms) {
  Values values;
  for (const graph::Term term : terms) values.push_back(term_value(snapshot, term));
  return {std::move(values)};
}

std::string term_text(const Snapshot& snapshot, graph::Term term) {
  return (term.opposite ? "not " : "") + snapshot.concepts[term.concept_.index()].label;
}

model::Label label_of(const Snapshot& snapshot, ConfigurationId configuration) {
  return model::Label(snapshot.configurations.labels()[configuration.index()]);
}

std::vector<std::string> labels_of(const Snapshot& snapshot,
                                   std::span<const ConfigurationId> configurations) {
  std::vector<std::string> labels;
  for (const ConfigurationId k : configurations) labels.push_back(label_of(snapshot, k));
  return labels;
}

Row make_row(const Asking& asking, Parts fields, std::vector<ConfigurationId> configurations) {
  Row row;
  row.fields = std::move(fields);
  row.configurations = std::move(configurations);
  row.documents = graph::witnesses(*asking.graph, row.configurations);
  add_marks(asking, row);
  return row;
}

void mark_single_voice(const Asking& asking, Row& row, std::size_t support) {
  if (support != 1) return;
  row.marks.push_back(asking.graph->counts_studies() ? "rests on one study"
                                                     : "rests on one document");
}

std::size_t cut_to_limit(const Asking& asking, Answer& answer, std::size_t total) {
  answer.total = static_cast<std::int64_t>(total);
  if (asking.limit == 0 || total <= asking.limit) return total;
  answer.truncated = true;
  answer.cut = Cut::limit;
  return asking.limit;
}

std::string voices_text(const Asking& asking, graph::Tally counted) {
  const bool studies = asking.graph->counts_studies();
  const auto support = static_cast<std::int64_t>(counted.support);
  const auto dispute = static_cast<std::int64_t>(counted.dispute);
  const char* one = studies ? "study" : "document";
  const char* many = studies ? "studies" : "documents";
  std::string words =
      support == 0 ? std::string("no ") + one + " supports"
                   : base::count_of(support, one, many) + (support == 1 ? " supports" : " support");
  if (dispute > 0)
    words += ", " + base::grouped(dispute) + (dispute == 1 ? " disputes" : " dispute");
  return words;
}

std::size_t studies_of(const Asking& asking, std::span<const model::DocumentId> documents) {
  std::set<model::StudyId> studies;
  for (const auto id : documents) studies.insert(asking.snapshot().documents[id.index()].study);
  return studies.size();
}

std::string count_text(std::size_t count, std::string_view one, std::string_view many) {
  if (count == 0) return "No " + std::string(one);
  return base::count_of(static_cast<std::int64_t>(count), one, many);
}

std::string names_text(const Question& question, std::size_t slot, std::string_view joined) {
  // Where they are joined by a comma they stand in a question, which needs them all.
  constexpr std::size_t most = 6;
  const auto& names = question.arguments[slot].names;
  const std::size_t shown = joined == ", " ? names.size() : std::min(most, names.size());
  std::string words;
  for (std::size_t i = 0; i < shown; ++i) {
    const Name& name = names[i];
    words += std::string(words.empty() ? "" : joined) + std::string(name.opposite ? "not " : "") +
             in_quotes(name.text);
  }
  if (shown < names.size()) {
    words += std::string(joined) +
             base::count_of(static_cast<std::int64_t>(names.size() - shown), "other", "others");
  }
  return words;
}

void note_all_held(const Asking& asking, std::size_t slot, std::vector<std::string>& notes) {
  const auto& named = asking.named[slot];
  for (std::size_t i = 0; i < named.size(); ++i) {
    if (named[i].size() < 2) continue;
    notes.push_back(in_quotes(asking.question->arguments[slot].names[i].text) + " stands for " +
                    base::grouped(static_cast<std::int64_t>(named[i].size())) +
                    " concepts, and all of them are taken to hold; name those that do, or ask "
                    "\"exactly\"");
  }
}

void suggest_why(const Asking& asking, Answer& answer) {
  for (const Row& row : answer.rows) {
    if (row.configurations.empty()) continue;
    answer.next.push_back("why " +
                          in_quotes(label_of(asking.snapshot(), row.configurations.front())));
    return;
  }
}

void suggest_next(const Asking& asking, Answer& answer) {
  if (answer.next.empty()) suggest_why(asking, answer);
  if (!answer.next.empty() || asking.snapshot().configurations.size() == 0) return;
  const Operator& form = *asking.question->form;
  const auto slot = std::find_if(form.slots.begin(), form.slots.end(),
                                 [](const Slot& each) { return each.has_role; });
  const std::string question = slot != form.slots.end()
                                   ? std::string(model::to_word(slot->roles[0])) + "s"
                                   : std::string(form.name == "outcomes" ? "gaps" : "outcomes");
  answer.next.push_back(question);
}

}  // namespace retroduce::query
