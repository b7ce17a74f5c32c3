#include "query/evidence_tree.h"

#include <algorithm>
#include <span>

#include "base/text.h"
#include "query/rows.h"

namespace retroduce::query {

using model::EvidenceDetail;
using model::Role;
using model::SnapshotEvidence;

Value tree_node(std::string thing, std::string_view kind, Values children, Parts more) {
  Parts parts{{"thing", text(std::move(thing))},
              {"children", {std::move(children)}},
              {"kind", text(std::string(kind))}};
  std::move(more.begin(), more.end(), std::back_inserter(parts));
  return {std::move(parts)};
}

namespace {

std::string place_text(const model::ExtractDetail& extract) {
  if (!extract.page.empty()) return ", p. " + extract.page;
  if (!extract.span) return "";
  return ", characters " + std::to_string(extract.span->begin) + " to " +
         std::to_string(extract.span->end);
}

Value quote_node(const model::ExtractDetail& extract) {
  Values translated;
  if (!extract.translation.empty())
    translated.push_back(tree_node(extract.translation, "translation", {}));
  const bool paraphrase = extract.is_paraphrase;
  return tree_node(paraphrase ? extract.quote : "\u201c" + extract.quote + "\u201d",
                   paraphrase ? "paraphrase" : "quote", std::move(translated),
                   {{"page", extract.page.empty() ? nothing() : text(extract.page)}});
}

Value evidence_node(const Asking& asking, const EvidenceDetail& detail) {
  const std::string& key = asking.snapshot().documents[detail.evidence.document.index()].key;
  const std::string stance(model::to_word(detail.evidence.stance));
  const std::string inference(model::to_word(detail.evidence.inference));
  Values children{quote_node(detail.extract)};
  if (!detail.note.empty()) children.push_back(tree_node(detail.note, "note", {}));
  return tree_node(
      key + place_text(detail.extract) + ": " + stance + ", " + inference, "evidence",
      std::move(children),
      {{"document", text(key)}, {"stance", text(stance)}, {"inference", text(inference)}});
}

Values evidence_on(const Asking& asking, std::span<const EvidenceDetail> evidence,
                   std::uint32_t element) {
  Values children;
  for (const EvidenceDetail& detail : evidence) {
    const bool counts = asking.graph->counts(detail.evidence.document, detail.evidence.extract);
    if (counts && detail.evidence.element == element)
      children.push_back(evidence_node(asking, detail));
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
  return tree_node(element_text(asking, element, wording), "element", std::move(evidence),
                   {{"role", text(std::string(model::to_word(element.role)))},
                    {"concept", text(asking.snapshot().concepts[element.concept_.index()].label)},
                    {"opposite", flag(element.opposite)}});
}

}  // namespace

Value configuration_tree(const Asking& asking, model::ConfigurationId k) {
  const model::SnapshotConfiguration& configuration = asking.snapshot().configurations[k.index()];
  const auto& detail = asking.world->details->configuration(k);
  const auto evidence = asking.world->details->evidence(k);
  const auto elements = asking.snapshot().elements_of(k);
  Values children;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const std::string wording = i < detail.wordings.size() ? detail.wordings[i] : std::string();
    children.push_back(element_node(asking, elements[i], wording,
                                    evidence_on(asking, evidence, static_cast<std::uint32_t>(i))));
  }
  children.push_back(tree_node("the whole configuration", "whole",
                               evidence_on(asking, evidence, SnapshotEvidence::whole)));
  const std::string title = detail.title.empty() ? "" : ": " + detail.title;
  return tree_node(configuration.label + title, "configuration", std::move(children));
}

Value extract_tree(const Asking& asking, model::ExtractKey key,
                   std::span<const model::ConfigurationId> evidence_for) {
  const model::ExtractDetail& extract = asking.world->details->extract(key);
  const std::string& document = asking.snapshot().documents[extract.document.index()].key;
  std::string thing = document + place_text(extract);
  Values children{quote_node(extract)};
  for (const model::CodingDetail& coding : asking.world->details->codings(key)) {
    const std::string role =
        coding.role ? " as " + std::string(model::to_word(*coding.role)) : std::string();
    children.push_back(tree_node("coded " +
                                     asking.snapshot().concepts[coding.concept_.index()].label +
                                     role + (coding.coder.empty() ? "" : " (" + coding.coder + ")"),
                                 "coding", {}));
  }
  if (!evidence_for.empty()) {
    const auto labels = labels_of(asking.snapshot(), evidence_for);
    children.push_back(tree_node("evidence for " + base::join(labels, ", "), "evidence for", {}));
  }
  return tree_node(std::move(thing), "extract", std::move(children),
                   {{"document", text(document)}});
}

}  // namespace retroduce::query
