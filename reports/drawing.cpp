// Configurations as text for Graphviz.
#include "reports/drawing.h"

#include <algorithm>

#include "base/text.h"
#include "reports/escape.h"
#include "reports/numbers.h"
#include "reports/subject.h"

namespace retroduce::reports {

using model::ConfigurationId;
using model::Role;
using model::SnapshotElement;

namespace {

std::string wrapped(const std::string& text) {
  return base::join(base::wrap(text, dot_label_columns), "\n");
}

std::string box_name(ConfigurationId id) { return "configuration_" + std::to_string(id.value); }

std::string line_style(int supporting, int disputing) {
  std::string style = "penwidth=" + std::to_string(line_weight(supporting));
  if (supporting == 0) {
    style += ", style=dotted";
  } else if (disputing > 0) {
    style += ", style=dashed";
  }
  return style;
}

}  // namespace

int line_weight(std::int64_t count) {
  constexpr int heaviest_line = 6;
  int points = 1;
  for (std::int64_t n = count; n > 1 && points < heaviest_line; n /= 2) ++points;
  return points;
}

std::string dot_head(const std::string& key) {
  return "digraph figure {\n"
         "  graph [rankdir=LR, nodesep=0.3, ranksep=0.5, fontname=\"Arial\", fontsize=10, "
         "labelloc=b, labeljust=l,\n         label=" +
         dot_string(key + "\n", DotLines::left) +
         "];\n"
         "  node [fontname=\"Arial\", fontsize=11, color=black, fontcolor=black, "
         "fillcolor=white, style=filled, shape=box, margin=\"0.12,0.06\"];\n"
         "  edge [fontname=\"Arial\", fontsize=9, color=black, arrowsize=0.7];\n";
}

void Drawing::add(ConfigurationId id) { add(id, {}); }

void Drawing::add(ConfigurationId id, const std::string& frame) {
  if (!seen_.insert(id).second) return;
  Box box{id, frame, 0, 0};
  for (const Bearing& bearing : bearings(snapshot_, id)) {
    box.supporting += bearing.supports ? 1 : 0;
    box.disputing += bearing.contradicts ? 1 : 0;
  }
  boxes_.push_back(std::move(box));
  for (const SnapshotElement& element : snapshot_.elements_of(id)) {
    if (!is_drawn(element)) continue;
    Place& place = factors_[factor_of(element)];
    place.is_context |= element.role == Role::context;
    place.is_outcome |= element.role == Role::outcome;
  }
}

/// Outcomes where the mechanism does not fire take no part in chains.
bool Drawing::is_drawn(const SnapshotElement& element) {
  return element.role == Role::context ||
         (element.role == Role::outcome && !element.when_not_fired);
}

Drawing::Factor Drawing::factor_of(const SnapshotElement& element) const {
  const bool is_apart = layout_ == FigureWorld::Layout::columns && element.role == Role::outcome;
  return {element.concept_, element.opposite, is_apart};
}

std::string Drawing::frame_of(model::ConceptId concept_, const char* otherwise) const {
  return emphasised_.count(concept_) != 0 ? "penwidth=3, " : otherwise;
}

std::string Drawing::label(const Box& box) const {
  return snapshot_.configurations[box.id.index()].label;
}

std::string Drawing::support_words(const Box& box) const {
  std::string words =
      box.supporting == 0 ? "no document" : count_of(box.supporting, "document", "documents");
  if (box.disputing > 0) words += ", " + std::to_string(box.disputing) + " against";
  const bool is_refuted = snapshot_.configurations[box.id.index()].status == model::Status::refuted;
  return is_refuted ? words + ", refuted" : words;
}

std::string Drawing::in_words(const Box& box, Role role) const {
  std::string words;
  for (const SnapshotElement& element : snapshot_.elements_of(box.id)) {
    if (element.role != role || element.when_not_fired) continue;
    if (!words.empty()) words += " and ";
    words += term_text(snapshot_, element.concept_, element.opposite);
    if (element.is_unintended) words += " (unintended)";
  }
  return words.empty() ? std::string(model::to_word(role)) + " not stated" : words;
}

/// Only what the figure shows is explained.
std::string Drawing::key() const {
  std::string text = layout_ == FigureWorld::Layout::columns
                         ? "From left to right: contexts, mechanisms (one box for each "
                           "configuration), outcomes.\n"
                         : "Boxes: mechanisms, one for each configuration. Rounded: contexts and "
                           "outcomes.\n";
  text += "Heavier lines: more supporting documents.";
  const auto any = [this](auto holds) { return std::any_of(boxes_.begin(), boxes_.end(), holds); };
  if (any([](const Box& box) { return box.supporting > 0 && box.disputing > 0; })) {
    text += " Dashed: also documents against.";
  }
  if (any([](const Box& box) { return box.supporting == 0; })) {
    text += " Dotted: no supporting document.";
  }
  if (!emphasised_.empty()) text += " Heavy frame: what the figure is about.";
  return text + more_key_;
}

std::string Drawing::name_of(const Factor& factor) {
  return "factor_" + std::to_string(factor.concept_.value) + (factor.opposite ? "_not" : "") +
         (factor.is_apart ? "_out" : "");
}

std::string Drawing::factor_node(const Factor& factor, const Place& place) const {
  const std::string words = term_text(snapshot_, factor.concept_, factor.opposite);
  const char* part = place.is_context && place.is_outcome ? "outcome and context"
                     : place.is_context                   ? "context"
                                                          : "outcome";
  return "  " + name_of(factor) + " [" + frame_of(factor.concept_, "") +
         "style=\"filled,rounded\", label=" + dot_string(wrapped(words)) +
         ", tooltip=" + dot_string(std::string(part) + ": " + words) + "];\n";
}

std::string Drawing::box_node(const Box& box) const {
  std::string words;
  std::string frame = "penwidth=1.5, ";
  for (const SnapshotElement& element : snapshot_.elements_of(box.id)) {
    if (element.role != Role::mechanism) continue;
    frame = frame_of(element.concept_, frame.c_str());
    std::string line = term_text(snapshot_, element.concept_, element.opposite);
    if (element.part != model::MechanismPart::unsplit) {
      line = std::string(model::to_word(element.part)) + ": " + line;
    }
    words += wrapped(line) + "\n";
  }
  if (words.empty()) words = "mechanism not stated\n";
  return "  " + box_name(box.id) + " [" + frame +
         "label=" + dot_string(words + label(box) + "\n" + support_words(box)) + ", tooltip=" +
         dot_string("mechanism of " + label(box) + ": " + in_words(box, Role::mechanism)) + "];\n";
}

std::string Drawing::edges(const Box& box) const {
  const std::string style = line_style(box.supporting, box.disputing) +
                            ", tooltip=" + dot_string(label(box) + ": " + support_words(box));
  std::string text;
  for (const SnapshotElement& element : snapshot_.elements_of(box.id)) {
    if (!is_drawn(element)) continue;
    const std::string factor = name_of(factor_of(element));
    text += element.role == Role::context ? "  " + factor + " -> " + box_name(box.id)
                                          : "  " + box_name(box.id) + " -> " + factor;
    text += " [" + style;
    if (element.is_unintended) text += ", label=\"unintended\"";
    text += "];\n";
  }
  return text;
}

std::string Drawing::dot() const {
  std::string text = dot_head(key());
  for (const auto& [factor, place] : factors_) text += factor_node(factor, place);
  std::map<std::string, int> frames;
  for (const Box& box : boxes_) {
    if (box.frame.empty()) {
      text += box_node(box);
      continue;
    }
    // Graphviz takes clusters of one name as one, so frames need not be gathered first.
    const auto frame = frames.try_emplace(box.frame, static_cast<int>(frames.size())).first->second;
    text += "  subgraph cluster_" + std::to_string(frame) + " {\n  label=" + dot_string(box.frame) +
            "; labelloc=t; style=solid; color=gray50; fontsize=11;\n" + box_node(box) + "  }\n";
  }
  for (const Box& box : boxes_) text += edges(box);
  return text + "}\n";
}

std::string Drawing::description() const {
  std::string text;
  for (const Box& box : boxes_) {
    text += label(box) + ": " + in_words(box, Role::context) + " > " +
            in_words(box, Role::mechanism) + " > " + in_words(box, Role::outcome) + " (" +
            support_words(box) + ").\n";
  }
  return text;
}

}  // namespace retroduce::reports
