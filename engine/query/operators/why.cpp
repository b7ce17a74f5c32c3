// The evidence tree of a configuration, down to the quotes.
#include <algorithm>

#include "base/text.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

using model::EvidenceDetail;
using model::Role;
using model::SnapshotEvidence;

Value node(std::string thing, std::string_view kind, Values children, Parts more = {}) {
  Parts parts{{"thing", text(std::move(thing))},
              {"children", {std::move(children)}},
              {"kind", text(std::string(kind))}};
  std::move(more.begin(), more.end(), std::back_inserter(parts));
  return {std::move(parts)};
}

std::string place_text(const model::ExtractDetail& extract) {
  if (!extract.page.empty()) return ", p. " + extract.page;
  if (!extract.span) return "";
  return ", characters " + std::to_string(extract.span->begin) + " to " +
         std::to_string(extract.span->end);
}

Value quote_node(const EvidenceDetail& detail) {
  Values translated;
  if (!detail.extract.translation.empty()) {
    translated.push_back(node(detail.extract.translation, "translation", {}));
  }
  const bool paraphrase = detail.extract.is_paraphrase;
  return node(paraphrase ? detail.extract.quote : "\u201c" + detail.extract.quote + "\u201d",
              paraphrase ? "paraphrase" : "quote", std::move(translated),
              {{"page", detail.extract.page.empty() ? nothing() : text(detail.extract.page)}});
}

Value evidence_node(const Asking& asking, const EvidenceDetail& detail) {
  const std::string& key = asking.snapshot().documents[detail.evidence.document.index()].key;
  const std::string stance(model::to_word(detail.evidence.stance));
  const std::string inference(model::to_word(detail.evidence.inference));
  Values children{quote_node(detail)};
  if (!detail.note.empty()) children.push_back(node(detail.note, "note", {}));
  return node(key + place_text(detail.extract) + ": " + stance + ", " + inference, "evidence",
              std::move(children),
              {{"document", text(key)}, {"stance", text(stance)}, {"inference", text(inference)}});
}

Values evidence_on(const Asking& asking, const std::vector<EvidenceDetail>& evidence,
                   std::uint32_t element) {
  Values children;
  for (const EvidenceDetail& detail : evidence) {
    if (detail.evidence.element == element) children.push_back(evidence_node(asking, detail));
  }
  return children;
}

std::string element_text(const Asking& asking, const model::SnapshotElement& element,
                         const std::string& wording) {
  std::string words(model::to_word(element.role));
  if (element.role == Role::mechanism && element.part != model::MechanismPart::unsplit) {
    words += " (" + std::string(model::to_word(element.part)) + ")";
  }
  if (element.is_unintended) words += ", unintended";
  if (element.when_not_fired) words += ", where the mechanism does not fire";
  const std::string named = term_text(asking.snapshot(), {element.concept_, element.opposite});
  words += ": " + named;
  if (!wording.empty() && base::fold(wording) != base::fold(named)) words += " \u2014 " + wording;
  return words;
}

Value element_node(const Asking& asking, const model::SnapshotElement& element,
                   const std::string& wording, Values evidence) {
  return node(element_text(asking, element, wording), "element", std::move(evidence),
              {{"role", text(std::string(model::to_word(element.role)))},
               {"concept", text(asking.snapshot().concepts[element.concept_.index()].label)},
               {"opposite", flag(element.opposite)}});
}

/// Documents whose evidence bears on some elements only.
std::size_t in_part(std::span<const SnapshotEvidence> evidence) {
  std::size_t count = 0;
  for (std::size_t begin = 0, end = 0; begin < evidence.size(); begin = end) {
    bool whole = false;
    for (end = begin; end < evidence.size() && evidence[end].document == evidence[begin].document;
         ++end) {
      whole = whole || evidence[end].element == SnapshotEvidence::whole;
    }
    count += whole ? 0U : 1U;
  }
  return count;
}

void run(const Asking& asking, Answer& answer) {
  const model::ConfigurationId k = asking.configurations[0];
  const model::SnapshotConfiguration& configuration = asking.snapshot().configurations[k.index()];
  const auto detail = asking.world->details->configuration(k);
  const auto evidence = asking.world->details->evidence(k);
  const auto elements = asking.snapshot().elements_of(k);
  Values children;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const std::string wording = i < detail.wordings.size() ? detail.wordings[i] : std::string();
    children.push_back(element_node(asking, elements[i], wording,
                                    evidence_on(asking, evidence, static_cast<std::uint32_t>(i))));
  }
  children.push_back(node("the whole configuration", "whole",
                          evidence_on(asking, evidence, SnapshotEvidence::whole)));
  const std::string title = configuration.title.empty() ? "" : ": " + configuration.title;
  Value tree = node(configuration.label + title, "configuration", std::move(children));
  const graph::Tally counted = graph::tally(*asking.graph, {{k}});
  answer.headline = configuration.label + title + " (" + voices_text(asking, counted) + ")";
  const std::size_t partly = in_part(asking.snapshot().evidence_of(k));
  if (partly > 0) {
    answer.notes.push_back(
        base::count_of(static_cast<std::int64_t>(partly), "document bears", "documents bear") +
        " on some elements only");
  }
  cut_to_limit(asking, answer, 1);
  Row row = make_row(asking, std::move(std::get<Parts>(tree.value)), {k});
  mark_single_voice(asking, row, counted.support);
  answer.rows.push_back(std::move(row));
  if (counted.dispute > 0) answer.next.emplace_back("disputes");
}

}  // namespace

extern const Operator operator_why{
    .name = "why",
    .kind = "why",
    .parameters = "\"CMOC 7\"",
    .example = "why \"CMOC 7\"",
    .help = "The evidence of a configuration, element by element, down to the quotes.",
    .slots = {slot(Slot::Kind::configuration)},
    .takes = 0,
    .needs_one = false,
    .run = run};

}  // namespace retroduce::query
